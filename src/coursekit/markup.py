"""Markdown of the course's own texts, turned into HTML that can hold neither script nor markup of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

__all__ = ["plain", "render", "render_inline", "without_comments"]

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def without_comments(markdown: str) -> str:
    """Take out the HTML comments, which bind the numbers of a text to claims and are not for its reader.

    Parameters
    ----------
    markdown : str
        A text of the course.

    Returns
    -------
    str
        The text as it is read.

    Examples
    --------
    >>> without_comments("The 308<!--pp-democratic--> seats")
    'The 308 seats'
    """
    return _COMMENT.sub("", markdown)


def render(markdown: str) -> str:
    r"""Turn a text into HTML blocks.

    HTML in the text is shown as text. A link may lead to a relative address or to http(s), and opens beside the
    notebook, so that nobody loses the page they were answering on. There are no images.

    Parameters
    ----------
    markdown : str
        A text of the course.

    Returns
    -------
    str
        HTML: paragraphs, lists, tables.

    Examples
    --------
    >>> render("Count the *named* groups.")
    '<p>Count the <em>named</em> groups.</p>\n'
    >>> render("<script>alert(1)</script>")
    '<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n'
    """
    return str(_parser().render(without_comments(markdown)))


def render_inline(markdown: str) -> str:
    """Turn a text of one paragraph into HTML without a block around it, for a legend or a label.

    Parameters
    ----------
    markdown : str
        A text of the course.

    Returns
    -------
    str
        HTML.

    Examples
    --------
    >>> render_inline("*Almost* half")
    '<em>Almost</em> half'
    """
    return str(_parser().renderInline(without_comments(markdown)))


def plain(markdown: str) -> str:
    """Read a text of one paragraph as plain text.

    Parameters
    ----------
    markdown : str
        A text of the course.

    Returns
    -------
    str
        The words without the marks; not escaped, so for places that hold text only.

    Examples
    --------
    >>> plain("*Almost* half of the [156](#seats) & more")
    'Almost half of the 156 & more'
    """
    return "".join(_words(_parser().parseInline(without_comments(markdown))))


def _words(tokens: Iterable[Token]) -> Iterable[str]:
    for token in tokens:
        if token.children:
            yield from _words(token.children)
        else:
            yield " " if token.type in {"softbreak", "hardbreak"} else token.content


def _may_link(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} or not (parts.scheme or parts.netloc)


def _open_link(renderer: RendererHTML, tokens: list[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    tokens[index].attrSet("target", "_blank")
    tokens[index].attrSet("rel", "noopener")
    return renderer.renderToken(tokens, index, options, env)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    parser.validateLink = _may_link  # type: ignore[method-assign, assignment]  # markdown-it's own hook for this
    parser.add_render_rule("link_open", _open_link)
    return parser
