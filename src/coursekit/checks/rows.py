"""The rows of a CSV file with their lines; a row that cannot be read does not hide the others."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from coursekit.checks.faults import Findings
from coursekit.checks.toml_files import read_text

__all__ = ["Rows", "read_rows"]


@dataclass(frozen=True)
class Rows:
    """What could be read of a CSV file.

    Parameters
    ----------
    header : list of str
        The columns.
    body : list of (int, dict)
        Each row with the line it begins on; cells as text, by column.
    whole : bool
        Whether every row of the file is there.
    """

    header: list[str]
    body: list[tuple[int, dict[str, str]]]
    whole: bool


def read_rows(path: Path, file: str, findings: Findings) -> Rows | None:
    """Read a CSV file without believing it.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    file : str
        The same from the top of the course.
    findings : Findings
        Where every fault is noted.

    Returns
    -------
    Rows or None
        What could be read, or None if there is no header.
    """
    text = read_text(path, file, findings)
    if text is None:
        return None
    earlier = len(findings.faults)
    _check_form(path, file, text, findings)
    lines = list(_lines(text.removeprefix("\ufeff"), file, findings))
    if not lines:
        findings.add(file, 1, "is empty. It needs a header row.")
        return None
    (_, header), *body = lines
    kept = []
    for line, cells in body:
        if len(cells) == len(header):
            kept.append((line, dict(zip(header, cells, strict=True))))
        else:
            mend = "Look for a comma too many or too few; words that hold a comma stand in quotation marks."
            findings.add(file, line, f"has {len(cells)} cells where the header has {len(header)}. {mend}")
    return Rows(header, kept, whole=len(findings.faults) == earlier)


def _check_form(path: Path, file: str, text: str, findings: Findings) -> None:
    if b"\r" in path.read_bytes():
        findings.add(file, 1, "has the line ends of Windows. Save it with those of Unix (LF).")
    if text.startswith("\ufeff"):
        findings.add(file, 1, "begins with a byte order mark. Save it as UTF-8 without one.")
    if not text.endswith("\n"):
        findings.add(file, text.count("\n") + 1, "does not end with a line end. Add one.")


def _lines(text: str, file: str, findings: Findings) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        findings.add(file, line, f"cannot be read from here on: {error}. Look for an open quotation mark.")
