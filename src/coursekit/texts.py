"""The text of a reader's file: plain text, HTML, or a PDF that holds text."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from importlib import import_module
from io import BytesIO
from pathlib import Path

from bs4 import BeautifulSoup
from bs4.dammit import EncodingDetector
from bs4.element import NavigableString, PageElement, PreformattedString, Tag

__all__ = ["LARGEST", "LARGEST_PDF", "TextError", "read_file", "text_of"]

LARGEST = 8 * 1024 * 1024
"""Bytes of text or HTML: eight times the longest work."""

LARGEST_PDF = 64 * 1024 * 1024
"""Bytes of a PDF, which may hold pictures."""

_NOT_TEXT = {
    b"PK\x03\x04": "a zip archive (EPUB, Word and OpenDocument files are)",
    b"{\\rtf": "an RTF file",
    b"\xd0\xcf\x11\xe0": "an old Word file",
    b"\x1f\x8b": "a gzip archive",
    b"\xff\xd8\xff": "a picture",
    b"\x89PNG": "a picture",
    b"AT&TFORM": "a DjVu file",
}
_SAVE_AS = "Save it as plain text or as a web page (HTML) with the program that opens it, and add that."
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|p|div)\b", re.IGNORECASE)
_UNSEEN = ("head", "script", "style", "template", "noscript", "nav")
# What pypdf lets through from a damaged file, besides its own errors.
_PASSED_THROUGH = (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)
_BLOCKS = (
    *("address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt", "figcaption", "footer"),
    *("form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "table"),
    *("td", "th", "tr", "ul"),
)


class TextError(ValueError):
    """A file holds no text that can be read; the message says why and what to do."""


def read_file(path: Path) -> bytes:
    """Read a reader's file, if it is a file and no larger than any edition could be.

    Parameters
    ----------
    path : pathlib.Path
        The file.

    Returns
    -------
    bytes
        Its content.

    Raises
    ------
    TextError
        If it is no file, is too large or cannot be read.

    Examples
    --------
    >>> read_file(Path("no such file.txt"))
    Traceback (most recent call last):
    ...
    coursekit.texts.TextError: no such file.txt: there is no such file.
    """
    if path.is_dir():
        raise TextError(f"{path}: a folder. Name the files in it.")
    if not path.is_file():
        raise TextError(f"{path}: there is no such file.")
    try:
        with path.open("rb") as file:
            # One byte beyond the limit tells that a file is too large without reading the rest.
            content = file.read(LARGEST_PDF + 1)
    except OSError as error:
        raise TextError(f"{path}: cannot be read: {error.strerror}.") from error
    limit = LARGEST_PDF if _is_pdf(content) else LARGEST
    if len(content) > limit:
        raise TextError(f"{path}: larger than {limit // 1024 // 1024} MB, which no edition of these works is.")
    return content


def text_of(content: bytes, name: str) -> str:
    r"""Take the text out of a file's content.

    Parameters
    ----------
    content : bytes
        Plain text, HTML or PDF. Text may be in UTF-8, in UTF-16 with its mark, in the encoding a web page declares, or
        in Windows-1252.
    name : str
        The file's name, for messages.

    Returns
    -------
    str
        The text. An HTML file's paragraphs stand apart by an empty line, without scripts and navigation.

    Raises
    ------
    TextError
        If there is no text in it.

    Examples
    --------
    >>> text_of(b"<html><p>Bread,<br>peace &amp; land.</p><p>Soon.</p></html>", "page.htm")
    'Bread,\npeace & land.\n\nSoon.\n'
    """
    for start, kind in _NOT_TEXT.items():
        if content.startswith(start):
            raise TextError(f"{name}: {kind}. {_SAVE_AS}")
    if _is_pdf(content):
        text = _from_pdf(content, name)
    elif _HTML.search(content[:4096].replace(b"\0", b"")):
        text = _from_html(_decoded(content, name, declared=True))
    else:
        text = _decoded(content, name, declared=False).replace("\r\n", "\n").replace("\r", "\n")
    if not re.search(r"\w", text):
        raise TextError(f"{name}: there are no words in it.")
    return text


def _decoded(content: bytes, name: str, *, declared: bool) -> str:
    said = EncodingDetector.find_declared_encoding(content, is_html=True) if declared else None
    marked = next((encoding for mark, encoding in _MARKS if content.startswith(mark)), None)
    # Old web pages declare Latin-1 and mean Windows-1252, which has curly quotes where Latin-1 has controls.
    said = "cp1252" if said in {"iso-8859-1", "us-ascii"} else said
    for encoding in filter(None, [marked] if marked else ["utf-8", said, "cp1252"]):
        try:
            text = content.decode(encoding)
        except (UnicodeDecodeError, LookupError):  # LookupError: the page declares what does not exist
            continue
        if "\0" not in text:
            return text
    raise TextError(f"{name}: not text in UTF-8, UTF-16 or Windows-1252. {_SAVE_AS}")


def _from_html(markup: str) -> str:
    text = re.sub(r" *\n *", "\n", "".join(_pieces(BeautifulSoup(markup, "html.parser"))))
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _pieces(page: BeautifulSoup) -> Iterator[str]:
    """Walk through a page once, without recursion or changes, which take for ever where tags are never closed."""
    waiting: list[tuple[PageElement | None, bool]] = [(page, False)]  # None: a block ends
    while waiting:
        node, as_typed = waiting.pop()
        if node is None:
            yield "\n\n"
        elif isinstance(node, Tag) and node.name not in _UNSEEN:
            if node.name in _BLOCKS:
                yield "\n\n"
                waiting.append((None, as_typed))
            elif node.name == "br":
                yield "\n"
            inside = as_typed or node.name == "pre"
            waiting.extend((child, inside) for child in reversed(node.contents))
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):  # comments and the like
            yield str(node) if as_typed else re.sub(r"\s+", " ", node)


def _is_pdf(content: bytes) -> bool:
    return b"%PDF-" in content[:1024]


def _from_pdf(content: bytes, name: str) -> str:
    try:
        pypdf = import_module("pypdf")
    except ImportError:
        raise TextError(f"{name}: a PDF needs one more package. Run: pip install pypdf; or save it as text.") from None
    try:
        pages = [page.extract_text() for page in pypdf.PdfReader(BytesIO(content)).pages]
    except pypdf.errors.DependencyError as error:
        raise TextError(f"{name}: a PDF that is locked ({error}). {_SAVE_AS}") from error
    except (pypdf.errors.PyPdfError, zlib.error, *_PASSED_THROUGH) as error:
        raise TextError(f"{name}: a PDF that is damaged or locked ({error}). {_SAVE_AS}") from error
    text = "\n\n".join(pages)
    if not re.search(r"\w", text):
        raise TextError(f"{name}: a PDF of pictures, with no text in it. It needs OCR first.")
    return text
