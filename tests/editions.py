"""Other editions of a reference copy, made by a seeded script that knows where each paragraph went.

`rewrapped` is a printed edition as plain text: other line width, American spelling, other quotes and dashes, words
broken at line ends, page numbers and running heads thrown in. `web_page` is an edition in HTML: paragraphs joined and
split elsewhere, entities, notes, navigation; `read_page` is its plain text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from random import Random
from typing import Literal

from coursekit.sources import paragraph

Quotes = Literal["curly", "straight"]
Stretch = tuple[int, int]

WIDTH = 61
LINES_A_PAGE = 36
HEADS = ("A BOOK OF THE YEAR SEVENTEEN", "The chapter that is printed here")
HYPHENS = ("\u00ad", "\u00ad", "-", "‐")

_STEMS = (
    "agon|american|apolog|author|bapt|bolshev|brutal|categor|central|character|civil|collectiv|colon|critic|crystall|"
    "demobil|democrat|demoral|disorgan|emphas|equal|european|final|formal|general|human|hypnot|ideal|immobil|immortal|"
    "industrial|jeopard|legal|local|material|maxim|mechan|memor|militar|minim|mobil|monopol|moral|national|natural|"
    "neutral|organ|paralys|patron|penal|person|polar|popular|rational|real|recogn|reorgan|revolution|scandal|scrutin|"
    "social|special|stabil|stigmat|summar|symbol|sympath|systemat|terror|theor|unorgan|util|victim|visual|vulgar"
)
_AMERICAN = tuple(
    (re.compile(rf"\b{pattern}", re.IGNORECASE), american)
    for pattern, american in (
        (r"(\w*(?:lab|hon|fav|col|neighb|arm|behavi|rum|vig|harb|endeav|parl|sav|hum|clam|cand|ard|ferv))our", r"\1or"),
        (rf"((?:{_STEMS})i)s(?=e|ing|ation)", r"\1z"),
        (r"(anal|paral)ys(?=e|ing)", r"\1yz"),
        (r"(cent|theat|met|kilomet|lit|fib|somb|spect|lust|meag|sab)re(?=s?\b|d\b)", r"\1er"),
        (r"(trave|cance|marsha|quarre|labe|leve|signa|counse|mode|riva)ll(?=ed|ing|er)", r"\1l"),
        (r"(def|off|pret|lic)ence", r"\1ense"),
        (r"(program)me", r"\1"),
        (r"(gr)ey", r"\1ay"),
        (r"(pl)ough", r"\1ow"),
        (r"(\w+ward)s\b", r"\1"),
        (r"(s)ceptic", r"\1keptic"),
        (r"(man)oeuvre", r"\1euver"),
        (r"(judg|acknowledg)ement", r"\1ment"),
        (r"(conne|refle|infle)xion", r"\1ction"),
        (r"(wag)gon", r"\1on"),
        (r"(among|amid)st\b", r"\1"),
        (r"(whil)st\b", r"\1e"),
        (r"(fulfi|enro)l\b", r"\1ll"),
        (r"(ski|wi)lful", r"\1llful"),
        (r"(m)ou(?=ld|stache)", r"\1o"),
        (r"(pr)ae(?=sidium)", r"\1e"),
        (r"(d)espatch", r"\1ispatch"),
        (r"(dialog|catalog|prolog)ue", r"\1"),
    )
)
_NOTE_WORDS = (
    *("see", "editor", "note", "volume", "letter", "archive", "library", "edition", "printed", "first", "the", "a"),
    *("of", "in", "this", "that", "reader", "compare", "page", "translation", "original", "newspaper", "reported"),
    *("later", "published", "Moscow", "Petrograd", "Berlin", "memoir", "here", "following"),
)


@dataclass(frozen=True)
class Edition:
    """The text of an edition and the characters each paragraph of the reference copy takes up in it, by first line."""

    text: str
    stretches: dict[int, Stretch]


def paragraphs(lines: tuple[str, ...]) -> dict[int, str]:
    """Join the paragraphs of a reference copy over page ends, by first line."""
    joined: dict[int, str] = {}
    last = 0
    for number, line in enumerate(lines, start=1):
        if line.strip() and number > last:
            span = paragraph(lines, number)
            last = span[-1]
            joined[number] = " ".join(" ".join(lines[at - 1] for at in span).split())
    return joined


def reference(lines: tuple[str, ...]) -> Edition:
    """Give the reference copy itself, as the reader's file has it."""
    text = "\n".join(lines)
    begins = [0]
    for line in lines:
        begins.append(begins[-1] + len(line) + 1)
    return Edition(
        text,
        {first: (begins[first - 1], begins[paragraph(lines, first)[-1]] - 1) for first in paragraphs(lines)},
    )


def american(text: str) -> str:
    """Spell a text as it is spelt in America."""
    return re.sub(r"\w+", lambda match: _american(match.group()), text)


@cache
def _american(word: str) -> str:
    for pattern, spelling in _AMERICAN:
        word = pattern.sub(spelling, word)
    return word


def quoted(text: str, quotes: Quotes) -> str:
    """Write all quotes of a text in one way, and the dashes with them."""
    plain = text.translate(str.maketrans("“”‘’", "\"\"''"))
    if quotes == "straight":
        return re.sub(" ?[–—] ?", "--", plain)
    curly = re.sub(r'(^|[\s(\[–—])"', r"\1“", plain).replace('"', "”")
    return re.sub(r"(^|[\s(\[–—“])'", r"\1‘", curly).replace("'", "’").replace(" – ", "—")


def rewrapped(lines: tuple[str, ...], quotes: Quotes, seed: int) -> Edition:
    """Print a reference copy anew."""
    press = _Press(Random(seed))  # noqa: S311 - an edition, no secret
    stretches = {
        first: press.set(american(quoted(re.sub(r"[*_#\\]", "", text), quotes)))
        for first, text in paragraphs(lines).items()
    }
    return Edition(press.text, stretches)


class _Press:
    def __init__(self, random: Random) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._random = random
        self._column = 0
        self._line = 1
        self._page = 1

    @property
    def text(self) -> str:
        """All that is set."""
        return "".join(self._parts)

    def set(self, text: str) -> Stretch:
        """Set a paragraph."""
        self._new_line()
        self._put("   ")
        start = self._length
        for number, word in enumerate(text.split()):
            self._set_word(word, " " if number else "")
        return start, self._length

    def _set_word(self, word: str, space: str) -> None:
        room = WIDTH - self._column - len(space)
        if len(word) <= room:
            self._put(space + word)
        elif word.isalpha() and len(word) > 6 and room > 3 and self._random.random() < 0.6:
            at = self._random.randint(2, min(room - 1, len(word) - 3))
            self._put(space + word[:at] + self._random.choice(HYPHENS))
            self._new_line()
            self._put(word[at:])
        else:
            self._new_line()
            self._put(word)

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
        self._column += len(text)

    def _new_line(self) -> None:
        self._put("\n")
        self._line += 1
        if self._line > LINES_A_PAGE:
            self._line = 1
            self._page += 1
            self._put(f"\n{self._page}  {HEADS[self._page % 2]}\n\n")
        self._column = 0


def web_page(lines: tuple[str, ...], seed: int) -> str:
    """Write a reference copy as a web page, with a mark before (`p541`) and behind (`q541`) each paragraph."""
    random = Random(seed)  # noqa: S311 - an edition, no secret
    body: list[str] = []
    for number, (first, text) in enumerate(paragraphs(lines).items()):
        if number and random.random() < 0.6:
            body.append(_between(random, number))
        body.append(f'<a id="p{first}"></a>{_marked_up(text, random)}<a id="q{first}"></a>\n')
    return (
        "<!DOCTYPE html><html><head><title>A book</title><style>p { margin: 0 } /* all power */</style></head><body>"
        '<nav><a href="/">Home</a> | <a href="/library">Library</a> | <a href="#notes">Notes</a></nav><main><p>'
        + " ".join(body)
        + '</p></main><footer>Transcribed by friends of the library.</footer><script>var all = "power";</script></body>'
    )


def _between(random: Random, number: int) -> str:
    kind = random.random()
    if kind < 0.1:
        return f'</p><aside class="note"><p>{number}. {_note(random)}</p></aside><p>'
    if kind < 0.15:
        return '</p><nav><a href="#top">Back to the top</a> · <a href="next.htm">Next page</a></nav><p class="text">'
    return "</p>\n<p>"


def _note(random: Random) -> str:
    return " ".join(random.choices(_NOTE_WORDS, k=random.randint(5, 60))).capitalize() + "."


def _marked_up(text: str, random: Random) -> str:
    marked = []
    for word in text.split():
        written = "".join(_entity(letter, random) for letter in word)
        chance = random.random()
        if chance < 0.01:
            written = f"<em>{written}</em>"
        elif chance < 0.015:
            written += f'<sup><a href="#n">{random.randint(1, 200)}</a></sup>'
        elif chance < 0.02 and word.endswith("."):
            written += "</p><p>"
        elif chance < 0.021:
            written += f' <span class="note">[{_note(random)}]</span>'
        marked.append(written)
        marked.append("&nbsp;" if chance > 0.97 else "\n" if chance > 0.9 else " ")
    return "".join(marked[:-1])


def _entity(letter: str, random: Random) -> str:
    if letter in "&<>":
        return html.escape(letter)
    if letter == "'":
        return random.choice(("&#39;", "&rsquo;", "'"))
    if letter.isascii() or random.random() < 0.3:
        return letter
    name = html.entities.codepoint2name.get(ord(letter))
    return random.choice((f"&{name};" if name else f"&#{ord(letter)};", f"&#x{ord(letter):x};"))


def read_page(page: str) -> Edition:
    """Read the plain text of a web page, and where its marks stand."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    ends = dict(reader.marks("q"))
    return Edition(reader.text, {first: (start, ends[first]) for first, start in reader.marks("p")})


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []
        self._length = 0
        self._at: dict[str, int] = {}
        self._silent = 0

    @property
    def text(self) -> str:
        """All that is read."""
        return "".join(self._parts)

    def marks(self, kind: str) -> Iterator[tuple[int, int]]:
        """List the marks of a kind: the first line of the paragraph, and the character."""
        return ((int(name[1:]), at) for name, at in self._at.items() if name.startswith(kind))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in {"style", "script", "title"}
        if tag in {"p", "nav", "aside", "footer"}:
            self._put("\n\n")
        name = dict(attrs).get("id")
        if name:
            self._at[name] = self._length

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in {"style", "script", "title"}

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._put(data)

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
