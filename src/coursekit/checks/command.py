"""`coursekit check`: say of a whole copy of the course what is wrong in it, where, and how to mend it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from coursekit.commands import DONE, FAILED, MISUSED, Command
from coursekit.course import CourseNotFoundError, find_copy, read_from

__all__ = ["CHECK"]


def _options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "folder", nargs="?", type=Path, metavar="PATH", help="a copy of the course (default: the one you are in)"
    )


def _check(options: argparse.Namespace) -> int:
    top = find_copy(options.folder)
    if top is None and options.folder is not None:
        print(f"{options.folder} is not inside a copy of the course. Name the folder you cloned.", file=sys.stderr)
        return MISUSED
    if top is None:
        raise CourseNotFoundError(f"{Path.cwd()} is not inside a copy of the course. Go to the folder you cloned.")
    # Only here: whoever asks for another command should not wait for all that a check needs.
    from coursekit.checks.whole import check_course  # noqa: PLC0415

    read_from(top)
    findings = check_course(top)
    print("\n".join(findings.lines()))
    return FAILED if findings.faults else DONE


CHECK = Command("check banks, notebooks, tables and passages, and say how to mend them", _options, _check)
