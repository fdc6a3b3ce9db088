"""Questions made for a test: a bank of one, read as the banks of the course are."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from coursekit.bank import read_banks
from coursekit.kinds.base import Question
from coursekit.record import record

_HEAD = """
[[question]]
id = "{name}"
kind = "{kind}"
aim = "Try a kind."
prompt = "What is asked?"
answer_text = "This is the *model* answer."
because = "The reason."
source = ["pp-srs"]
hints = [{{ text = "Look there.", see = "pp-srs" }}]
"""


def table(name: str, kind: str, fields: str) -> str:
    """Write one question of a bank, given the fields that are its own as TOML."""
    return _HEAD.format(name=name, kind=kind) + fields


def made(kind: str, fields: str) -> Question:
    """Read one question of a kind, given the fields that are its own as TOML."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "05-made.toml").write_text(table("05.made", kind, fields), encoding="utf-8")
        return read_banks(Path(folder), record(), ["walkout-declaration"])["05.made"]
