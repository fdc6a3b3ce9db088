"""Damage in the answer log: told once, in a student's words, and copied beside the log, which is left as it is."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path

from coursekit.work.answer_index import Index
from coursekit.work.whole_files import put

__all__ = ["DAMAGED", "tell"]

DAMAGED = "damaged-*.txt"
"""What the copies are called."""

_MOST = 1_000_000
_told: set[tuple[Path, str]] = set()


def tell(path: Path, index: Index) -> str:
    """Say what cannot be read in a log, if nobody was told before, and set it aside.

    Parameters
    ----------
    path : pathlib.Path
        The log.
    index : Index
        Its index, refreshed.

    Returns
    -------
    str
        Sentences for the student; empty if there is no damage, or a copy of just this damage lies beside the log.

    Examples
    --------
    >>> tell(Path("no", "such", "answers.jsonl"), Index(Path("no", "such", "answers.jsonl")))
    ''
    """
    first = index.first_damage
    if first is None:
        return ""
    name = f"{path.parent.name}/{path.name}"
    if not first.line:
        return _once(
            path,
            first.reason,
            f"Your saved answers cannot be read: {name} {first.reason}. Ask whoever looks after this computer to let "
            "you read and write that file. Until then you can go on, but earlier answers are not shown.",
        )
    lines = _bad_lines(index)
    mark = hashlib.sha256(lines.encode("utf-8")).hexdigest()[:8]
    aside = path.with_name(f"damaged-{mark}.txt")
    if aside.exists():
        return ""
    many, they = ("1 line", "It was") if index.damaged == 1 else (f"{index.damaged} lines", "They were")
    where = f"line {first.line}, which {first.reason}"
    kept = f"{they} {_copied(aside, _heading(name, many), lines)}"
    return _once(
        path,
        mark,
        f"{name} has {many} that cannot be read ({'it is' if index.damaged == 1 else 'the first is'} {where}). {kept} "
        "All other answers are in use. If an answer of yours is missing, give it again.",
    )


def _once(path: Path, mark: str, words: str) -> str:
    """Give the words the first time; a folder that nobody can write to holds no copy to remember it by."""
    if (path, mark) in _told:
        return ""
    _told.add((path, mark))
    return words


def _bad_lines(index: Index) -> str:
    content, room = list[str](), _MOST
    for line in index.content(index.bad):
        text = line.content.decode(index.encoding, "backslashreplace").rstrip("\r\n")
        content.append(text[:room])
        room -= len(text)
        if room <= 0:
            break
    left_out = index.damaged - len(content)
    more = [f"[{left_out} more, or the rest of the last, stand in the log only]"] if left_out or room < 0 else []
    return "\n".join([*content, *more, ""])


def _heading(name: str, many: str) -> str:
    return (
        f"Copied from {name} on {datetime.now().astimezone():%Y-%m-%d}: {many} that cannot be read as answers. "
        "The file itself was not changed. You may delete this copy; you will then be told of the damage again."
    )


def _copied(aside: Path, heading: str, lines: str) -> str:
    try:
        put(aside, f"{heading}\n\n{lines}".encode("utf-8", "backslashreplace"))
    except OSError as error:
        return f"left in place, and could not be copied ({error.strerror or error})."
    return f"copied to {aside.parent.name}/{aside.name}, and the file itself was left as it is."
