"""Texts of the course as HTML: Markdown works, and nothing else gets through."""

from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.markup import plain, render, render_inline, without_comments

TAGS = {
    *("p", "em", "strong", "code", "pre", "a", "br", "hr", "blockquote", "ul", "ol", "li"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {"href", "title", "target", "rel", "start", "class", "style"}
HARMFUL = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "</p><iframe src=//x></iframe>",
    "<!-- --><script>alert(1)</script><!-- -->",
    "<!-<!-- -->- x --><script>",
    "<!--><script>alert(1)</script>-->",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](java&Tab;script:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:x)",
    "[x](file:///etc/passwd)",
    "[x](//elsewhere.example)",
    "<javascript:alert(1)>",
    "[x]: javascript:alert(1)\n\n[x]",
    '[x](https://x.example "\\" onmouseover=alert(1)")',
    "![x](https://x.example/pixel.png)",
    '``` "><script>\nx\n```',
    "| a |\n|---|\n| <script> |",
]


class Seen(HTMLParser):
    """Collects the tags, attributes and addresses of some HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: list[str] = []
        self.comments: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note one tag."""
        self.tags.add(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name in {"href", "src"}:
                self.addresses.append(value or "")

    def handle_comment(self, data: str) -> None:
        """Note one comment."""
        self.comments.append(data)


def assert_harmless(html: str) -> None:
    seen = Seen(html)
    assert seen.tags <= TAGS
    assert seen.attributes <= ATTRIBUTES
    assert not seen.comments
    for address in seen.addresses:
        parts = urlsplit(address)
        assert parts.scheme in {"http", "https"} or not (parts.scheme or parts.netloc), address


@pytest.mark.parametrize("markdown", HARMFUL)
@pytest.mark.parametrize("write", [render, render_inline])
def test_harmful_text_is_shown_and_not_obeyed(write: object, markdown: str) -> None:
    assert callable(write)
    assert_harmless(write(markdown))


@given(
    st.lists(
        st.one_of(st.text(max_size=20), st.sampled_from(HARMFUL), st.sampled_from("<>[]()`*_!&\"'\n|#")), max_size=12
    )
)
def test_no_text_lets_script_through(parts: list[str]) -> None:
    text = "".join(parts)
    assert_harmless(render(text))
    assert_harmless(render_inline(text))


def test_markdown_works() -> None:
    html = render("A *word*.\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |")
    assert {"em", "ul", "li", "table", "td"} <= Seen(html).tags


@pytest.mark.parametrize("address", ["../data/README.md", "#top", "https://x.example", "http://x.example"])
def test_honest_links_open_beside_the_notebook(address: str) -> None:
    html = render_inline(f"[x]({address})")
    assert f'href="{address}"' in html
    assert 'target="_blank" rel="noopener"' in html


def test_bindings_are_not_shown() -> None:
    text = "Of 308<!--pp-democratic--> seats, 62<!--difference pp-democratic\npp-srs--> are left."
    assert without_comments(text) == "Of 308 seats, 62 are left."
    assert render_inline(text) == "Of 308 seats, 62 are left."
    assert plain(text) == "Of 308 seats, 62 are left."


def test_plain_text_keeps_the_words_only() -> None:
    assert (
        plain("*Almost* half of `value`\nin [a row](#r) & <b>more</b>") == "Almost half of value in a row & <b>more</b>"
    )
