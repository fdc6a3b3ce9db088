"""Text out of a reader's file, in whatever form and encoding, or the reason why there is none."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit import texts
from coursekit.texts import TextError, read_file, text_of

SAID = "“Bread” – and peace, naïve or not…\n"


def pdf(words: str) -> bytes:
    """Write the smallest PDF that prints some words."""
    stream = f"BT /F1 12 Tf 72 720 Td ({words}) Tj ET" if words else ""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        "/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
    ]
    out, starts = "%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        starts.append(len(out))
        out += f"{number} 0 obj\n{each}\nendobj\n"
    table = "".join(f"{start:010} 00000 n \n" for start in starts)
    out += f"xref\n0 5\n0000000000 65535 f \n{table}trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out.encode("latin-1")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_plain_text_is_read_in_the_usual_encodings(encoding: str) -> None:
    assert text_of(SAID.encode(encoding), "book.txt") == SAID


def test_line_ends_are_made_alike() -> None:
    assert text_of(b"one\r\ntwo\rthree\n", "book.txt") == "one\ntwo\nthree\n"


@pytest.mark.parametrize(("declared", "really"), [("iso-8859-1", "cp1252"), ("windows-1252", "cp1252"), ("x", "utf-8")])
def test_a_web_page_is_read_in_the_encoding_it_means(declared: str, really: str) -> None:
    page = f'<html><head><meta charset="{declared}"></head><body><p>{SAID}</p></body></html>'
    assert text_of(page.encode(really), "page.htm") == SAID


def test_html_keeps_its_paragraphs_and_drops_the_rest() -> None:
    page = """<!DOCTYPE html><html><head><title>T</title><style>p {}</style></head><body><nav>Home</nav>
    <!-- said to nobody --><script>let a = "<p>x</p>"</script><h3>Chapter&nbsp;3</h3>
    <p>The first
    paragraph, with a <em>word</em><sup>1</sup> in
    italics.<p>The second, un&shy;closed.<br>A new line.
    <blockquote>Quoted.</blockquote><pre>as
  typed</pre><ul><li>one<li>two</ul></body></html>"""
    assert text_of(page.encode(), "page.htm").split("\n\n") == [
        "Chapter 3",
        "The first paragraph, with a word1 in italics.",
        "The second, un\u00adclosed.\nA new line.",
        "Quoted.",
        "as\ntyped",
        "one",
        "two\n",
    ]


def test_html_nested_beyond_reason_is_read() -> None:
    assert text_of(b"<html>" + b"<div>" * 20_000 + b"deep", "page.htm") == "deep\n"


@given(st.sampled_from([b"", b"<html>", b"%PDF-1.4\n"]), st.binary(max_size=300))
def test_any_bytes_are_text_or_a_reason(start: bytes, content: bytes) -> None:
    try:
        said = text_of(start + content, "any")
    except TextError as error:
        said = str(error).removeprefix("any: ")
        assert said != str(error)  # noqa: PT017 - any outcome will do that is one of the two
    assert said


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04rest", "a zip archive (EPUB, Word"),
        (b"{\\rtf1 x}", "an RTF file"),
        (b"\x89PNG\r\n", "a picture"),
        (b"", "no words"),
        (b" \n\t", "no words"),
        (b"<html><script>x</script></html>", "no words"),
        (b"\x00\x01\x02\x81", "not text in UTF-8"),
        (b"%PDF-1.4\nbroken", "damaged or locked"),
        (pdf(""), "a PDF of pictures"),
    ],
)
def test_what_is_no_text_is_said(content: bytes, said: str) -> None:
    with pytest.raises(TextError) as caught:
        text_of(content, "book")
    assert str(caught.value).startswith("book: ")
    assert said in str(caught.value)


def test_a_pdf_is_read() -> None:
    assert text_of(pdf("Bread and peace"), "book.pdf").strip() == "Bread and peace"


def test_without_pypdf_a_pdf_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    with pytest.raises(TextError, match="pip install pypdf"):
        text_of(pdf("Bread"), "book.pdf")


def test_a_file_is_read_up_to_its_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "LARGEST", 100)
    monkeypatch.setattr(texts, "LARGEST_PDF", 2000)
    book = tmp_path / "book"
    for content, whole in [(b"x" * 100, True), (b"x" * 101, False), (pdf("x"), True), (pdf("x" * 3000), False)]:
        book.write_bytes(content)
        if whole:
            assert read_file(book) == content
        else:
            with pytest.raises(TextError, match="larger than"):
                read_file(book)


def test_a_folder_is_said_to_be_one(tmp_path: Path) -> None:
    with pytest.raises(TextError, match="a folder"):
        read_file(tmp_path)
