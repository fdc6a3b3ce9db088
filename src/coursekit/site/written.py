"""Texts of the course as they stand on a page: Markdown, with the few tags that a text may hold, and its links led."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from itertools import pairwise, takewhile

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from coursekit.markup import without_comments

__all__ = ["Heading", "Lead", "Written", "scrolled", "write"]

Lead = Callable[[str], str | None]
"""Says where a link leads on the page, or that it leads nowhere."""

_BREAK = re.compile(r"<br\s*/?>")
_OPENS = re.compile(r'<(abbr|b|cite|em|i|kbd|q|small|span|strong|sub|sup)(?:\s+(?:lang|title|dir)="[^"<>]*")*\s*>')
_CLOSES = re.compile(r"</([a-z]+)\s*>")
_MOST_COLUMNS = 2  # a table of so many folds its words on any page; a wider one is scrolled


@dataclass(frozen=True)
class Heading:
    """A heading: its level from 1, the id it is reached by, and its words as HTML."""

    level: int
    id: str
    html: str


@dataclass(frozen=True)
class Written:
    """A text as HTML, and the headings in it."""

    html: str
    headings: tuple[Heading, ...]


def write(markdown: str, lead: Lead, taken: set[str]) -> Written:
    r"""Write a text.

    Parameters
    ----------
    markdown : str
        The text. Of the HTML in it, only marks of single words stay; other tags are shown as text.
    lead : callable
        Where its links lead. One that leads nowhere becomes plain text, and so does every picture.
    taken : set of str
        The ids the page has already; those of the text's headings are added.

    Returns
    -------
    Written
        HTML without script or style.

    Examples
    --------
    >>> write("# Two *ways*\n\nSee [this](x.md).", lambda link: None, set()).html
    '<h1 id="two-ways">Two <em>ways</em></h1>\n<p>See this.</p>\n'
    """
    parser = _parser()
    tokens = parser.parse(without_comments(markdown))
    for token in tokens:
        if token.children:
            _balance(token.children)
            token.children = list(_led(token.children, lead))
        if token.type == "th_open":
            token.attrSet("scope", "col")
    headings = tuple(_headings(tokens, taken))
    html = parser.renderer.render(list(_with_wide_tables(tokens)), parser.options, {})
    return Written(str(html), headings)


def scrolled(table: str, label: str) -> str:
    """Put a table, which is HTML, into a part of the page that scrolls by itself and can be reached by keyboard."""
    return f'<div class="scroll" role="region" aria-label="{escape(label)}" tabindex="0">{table}</div>'


def _balance(tokens: Sequence[Token]) -> None:
    """Let the tags stay that mark words, each with its end; what is left of the others is text."""
    opened: list[tuple[Token, str]] = []
    for token in tokens:
        if token.type != "html_inline":
            continue
        if _BREAK.fullmatch(token.content):
            token.type = "ours"
        elif found := _OPENS.fullmatch(token.content):
            opened.append((token, found[1]))
        elif opened and (found := _CLOSES.fullmatch(token.content)) and opened[-1][1] == found[1]:
            opened.pop()[0].type = token.type = "ours"


def _led(tokens: Sequence[Token], lead: Lead) -> Iterator[Token]:
    """Lead the links, leaving out what makes a link of one that leads nowhere."""
    kept: list[bool] = []
    for token in tokens:
        if token.type == "link_open":
            address = lead(str(token.attrs["href"]))
            kept.append(address is not None)
            if address is None:
                continue
            token.attrSet("href", address)
        elif token.type == "link_close" and not kept.pop():
            continue
        yield token


def _headings(tokens: Sequence[Token], taken: set[str]) -> Iterator[Heading]:
    renderer, options = _parser().renderer, _parser().options
    for token, inside in pairwise(tokens):
        if token.type == "heading_open":
            name = _free(_slug(_words(inside)), taken)
            token.attrSet("id", name)
            yield Heading(int(token.tag[1:]), name, str(renderer.render([inside], options, {})))


def _words(inline: Token) -> str:
    return "".join(part.content for part in inline.children or () if part.type in {"text", "code_inline"})


def _slug(words: str) -> str:
    return re.sub(r"\s+", "-", re.sub(r"[^\w\s-]", "", words.casefold()).strip()) or "part"


def _free(name: str, taken: set[str]) -> str:
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    taken.add(free)
    return free


def _with_wide_tables(tokens: Sequence[Token]) -> Iterator[Token]:
    """Put every table with many columns into a part of the page that scrolls."""
    wide = False
    for place, token in enumerate(tokens):
        if token.type == "table_open":
            heads = _heads(tokens[place:])
            wide = len(heads) > _MOST_COLUMNS
            if wide:
                before, _, _ = scrolled("<>", f"Table of {', '.join(heads)}").partition("<>")
                yield Token("ours", "", 0, content=f"{before}\n")
        yield token
        if token.type == "table_close" and wide:
            yield Token("ours", "", 0, content="</div>\n")


def _heads(tokens: Sequence[Token]) -> list[str]:
    """Read the heads of the table that the tokens begin with."""
    head = takewhile(lambda pair: pair[0].type != "thead_close", pairwise(tokens))
    return [_words(inside) for token, inside in head if token.type == "th_open"]


def _as_text(_renderer: RendererHTML, tokens: list[Token], index: int, _options: OptionsDict, _env: EnvType) -> str:
    return escape(tokens[index].content)


def _ours(_renderer: RendererHTML, tokens: list[Token], index: int, _options: OptionsDict, _env: EnvType) -> str:
    return tokens[index].content


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    for name, rule in {"html_inline": _as_text, "html_block": _as_text, "image": _as_text, "ours": _ours}.items():
        parser.add_render_rule(name, rule)
    return parser
