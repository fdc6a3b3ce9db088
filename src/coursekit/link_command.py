"""`coursekit link`: print the links that open the lessons on a class's JupyterHub. It asks the network nothing."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from coursekit.commands import DONE, FAILED, Command
from coursekit.course import CourseNotFoundError, find_copy
from coursekit.errors import UnknownNameError
from coursekit.links import LinkError, hub_link, repository
from coursekit.work.starting_again import notebooks

__all__ = ["LINK"]


def _options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("hub", metavar="HUB-ADDRESS", help="such as https://hub.example.org")
    parser.add_argument(
        "notebook",
        nargs="?",
        default="",
        metavar="LESSON",
        help="a number such as 05, or exercises/05 for its exercises; every lesson if not given",
    )
    parser.add_argument(
        "--repository", default=repository(), metavar="URL", help="your copy of the course (default: %(default)s)"
    )
    parser.add_argument("--branch", default="", metavar="B", help="its branch (default: the repository's own)")


def _link(options: argparse.Namespace) -> int:
    top = find_copy()
    if top is None:
        raise CourseNotFoundError(f"{Path.cwd()} is not inside a copy of the course. Go to the folder you cloned.")
    try:
        for line in _lines(top, options):
            print(line, flush=True)
    except LinkError as error:
        print(error, file=sys.stderr)
        return FAILED
    return DONE


def _lines(top: Path, options: argparse.Namespace) -> list[str]:
    """Write the one link that was asked for, or each lesson's after its number."""
    known = notebooks(top)
    links = {
        name: hub_link(options.hub, path.as_posix(), course=options.repository, branch=options.branch)
        for name, path in known.items()
    }
    if not options.notebook:
        return [f"{name}  {link}" for name, link in links.items() if name.isdecimal()]
    if options.notebook.zfill(2) not in links:
        raise UnknownNameError("lesson", options.notebook, known)
    return [links[options.notebook.zfill(2)]]


LINK = Command("print the links that open the lessons on a JupyterHub", _options, _link)
