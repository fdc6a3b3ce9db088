"""The lines of a TOML file: every key and value is found, each on the line where it was written."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit import course
from coursekit.checks.toml_lines import Key, toml_lines

FILES = [path for pattern in ("exercises/*.toml", "data/*.toml") for path in sorted(course.content().glob(pattern))]

NAMES = st.text(st.sampled_from("ab-_1"), min_size=1, max_size=4) | st.text(st.sampled_from("a é.#\n\"'"), max_size=4)
TEXTS = st.text(st.sampled_from("ab é#[]{},=.\n\t\"'\\"), max_size=12)
VALUES = st.recursive(
    TEXTS | st.integers(-9, 99) | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=6,
)
TABLES: st.SearchStrategy[dict[str, object]] = st.dictionaries(NAMES, VALUES, max_size=4)


class Writer:
    """Writes TOML in one of its many ways, and notes the line of everything it writes."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw, self.text = draw, ""
        self.lines: dict[Key, int] = {(): 1}

    @property
    def line(self) -> int:
        """The line that is being written."""
        return self.text.count("\n") + 1

    def gap(self, *, lines: bool) -> None:
        """Write space that means nothing."""
        ways = ["", " ", "\t"] + (["\n", ' # a [comment] = "\n', "\n\n  "] if lines else [])
        self.text += self.draw(st.sampled_from(ways))

    def name(self, name: str) -> None:
        """Write a key, quoted where it must be."""
        bare = name.isascii() and name.replace("-", "").replace("_", "").isalnum()
        self.text += name if bare and self.draw(st.booleans()) else _quoted(name)

    def pairs(self, table: Mapping[str, object], key: Key) -> None:
        """Write what stands under a header."""
        for name, value in table.items():
            self.gap(lines=True)
            self.lines[*key, name] = self.line
            self.name(name)
            self.gap(lines=False)
            self.text += "="
            self.gap(lines=False)
            self.value(value, (*key, name))
            self.text += "\n"

    def value(self, value: object, key: Key) -> None:
        """Write a value."""
        if isinstance(value, str):
            self.text += self.draw(st.sampled_from([_quoted, _folded, _literal]))(value)
        elif isinstance(value, list):
            self.items([((*key, number), each) for number, each in enumerate(value)])
        elif isinstance(value, dict):
            self.inline(value, key)
        else:
            self.text += str(value).lower()

    def items(self, items: list[tuple[Key, object]]) -> None:
        """Write a list."""
        self.text += "["
        for key, value in items:
            self.gap(lines=True)
            self.lines[key] = self.line
            self.value(value, key)
            self.gap(lines=True)
            self.text += ","
        self.gap(lines=True)
        self.text += "]"

    def inline(self, table: Mapping[str, object], key: Key) -> None:
        """Write a table on the spot."""
        self.text += "{"
        for number, (name, value) in enumerate(table.items()):
            self.text += "," if number else ""
            self.gap(lines=False)
            self.lines[*key, name] = self.line
            self.name(name)
            self.text += " = "
            self.value(value, (*key, name))
        self.text += "}"


def _quoted(text: str) -> str:
    inner = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{inner}"'


def _folded(text: str) -> str:
    return '"""\n' + text.replace("\\", "\\\\").replace('"', '\\"') + '\\\n   """'


def _literal(text: str) -> str:
    return _quoted(text) if "'" in text else f"'''\n{text}'''"


@st.composite
def written(draw: st.DrawFn) -> tuple[str, dict[Key, int]]:
    """Write a file: some pairs, a list of tables, and a table inside the last of them."""
    writer = Writer(draw)
    writer.pairs(draw(TABLES), ())
    rows = draw(st.lists(TABLES, max_size=3))
    for number, row in enumerate(rows):
        writer.gap(lines=True)
        writer.lines.setdefault(("rows of it",), writer.line)
        writer.lines["rows of it", number] = writer.line
        writer.text += '[[ "rows of it" ]] # a header\n'
        writer.pairs(row, ("rows of it", number))
        writer.lines["rows of it", number, "inside it"] = writer.line
        writer.text += '["rows of it"."inside it"]\n'
        writer.pairs(draw(TABLES), ("rows of it", number, "inside it"))
    return writer.text, writer.lines


@given(written())
def test_everything_is_found_on_the_line_it_was_written_on(file: tuple[str, dict[Key, int]]) -> None:
    text, lines = file
    assert {key for key, _ in values(tomllib.loads(text))} == set(lines)
    assert {key: spot.line for key, spot in toml_lines(text).items()} == lines


def values(node: object, key: Key = ()) -> Iterator[tuple[Key, object]]:
    yield key, node
    if isinstance(node, dict | list):
        for step, value in node.items() if isinstance(node, dict) else enumerate(node):
            yield from values(value, (*key, step))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_character_of_every_text_stands_on_the_line_that_is_given(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    lines, spots = text.split("\n"), toml_lines(text)
    found = list(values(tomllib.loads(text)))
    assert {key for key, _ in found} == set(spots)
    for key, value in found:
        for offset, character in enumerate(value if isinstance(value, str) else ""):
            assert character.isspace() or character in lines[spots[key].line_of(offset) - 1]


@pytest.mark.parametrize(
    ("text", "offset", "line"),
    [
        ('a = "one"', 0, 1),
        ('a = """\none\ntwo"""', 0, 2),
        ('a = """\none\ntwo"""', 4, 3),
        ('a = """one \\\n\n  two"""', 4, 3),
        ('a = """\n\\u00e9\\n\ntwo"""', 3, 3),
        ("a = '''\n\\n\ntwo'''", 3, 3),
        ('a = """two \\"""quotes""\n""""', 16, 2),
        ('a = """\r\none\r\ntwo"""', 4, 3),
    ],
)
def test_a_character_is_found_whatever_the_text_is_written_like(text: str, offset: int, line: int) -> None:
    assert tomllib.loads(text)["a"]
    assert toml_lines(text)["a",].line_of(offset) == line
