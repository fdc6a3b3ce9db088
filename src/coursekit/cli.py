"""The `coursekit` command: what is done to the course as a whole, from a terminal."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path

import coursekit
from coursekit import build, lab
from coursekit.checks.command import CHECK
from coursekit.commands import DONE, FAILED, MISUSED, Command, Group
from coursekit.copies import CopyError
from coursekit.course import CourseNotFoundError, find_copy
from coursekit.errors import FileError, UnknownNameError, near
from coursekit.link_command import LINK
from coursekit.site.command import SITE
from coursekit.site.errors import SiteError
from coursekit.sources_command import SOURCES
from coursekit.work.starting_again import StartAgainError
from coursekit.work.work_command import AGAIN, WORK

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Parameters
    ----------
    arguments : sequence of str, optional
        What follows `coursekit`; the command line's own words if not given.

    Returns
    -------
    int
        The exit status: 0 done, 1 failed with a message, 2 not understood.

    Examples
    --------
    >>> main(["--version"])
    coursekit 0.1.0
    0
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    parser, commands = _parsers()
    if not words:
        return _complain(parser.format_help(), MISUSED)
    misnamed = _misnamed(words, commands)
    if misnamed:
        return _complain(misnamed, MISUSED)
    try:
        options, extra = parser.parse_known_args(words)
    except SystemExit as stopped:  # argparse has printed the help, the version or what is wrong
        return int(stopped.code or DONE)
    unknown = extra or (words if not options.name else [])
    if unknown:
        return _complain(_unknown(unknown[0], commands.get(options.name, parser)), MISUSED)
    try:
        return int(options.run(options))
    except _SAID as error:
        return _complain(str(error), FAILED)


def _parsers() -> tuple[argparse.ArgumentParser, dict[str, argparse.ArgumentParser]]:
    parser = argparse.ArgumentParser(prog="coursekit", description="Counting October, from a terminal.")
    parser.add_argument("--version", action="version", version=f"coursekit {coursekit.__version__}")
    parser.set_defaults(name="")
    return parser, _commands_of(parser, "", _COMMANDS)


def _commands_of(
    parser: argparse.ArgumentParser, before: str, commands: Mapping[str, Command | Group]
) -> dict[str, argparse.ArgumentParser]:
    """Give each command its parser, by its whole name, such as `sources add`."""
    words = parser.add_subparsers(metavar="COMMAND", title="commands")
    parsers: dict[str, argparse.ArgumentParser] = {}
    for word, command in commands.items():
        name = f"{before}{word}"
        own = words.add_parser(word, help=command.help, description=command.help, allow_abbrev=False)
        parsers[name] = own
        if isinstance(command, Group):
            own.set_defaults(name=name, run=partial(_explain, own))
            parsers |= _commands_of(own, f"{name} ", command.commands)
        else:
            own.set_defaults(name=name, run=command.run)
            command.options(own)
    return parsers


def _explain(parser: argparse.ArgumentParser, _options: argparse.Namespace) -> int:
    return _complain(parser.format_help(), MISUSED)


def _misnamed(words: Sequence[str], known: Iterable[str]) -> str:
    """Say that a word stands where a command should and is none; empty if there is no such word."""
    name = ""
    for word in words:
        before, name = name, f"{name} {word}".strip()
        others = [each for each in known if each.rpartition(" ")[0] == before]
        if not others or word.startswith("-"):
            return ""
        if name not in others:
            return str(UnknownNameError("command", name, others))
    return ""


def _unknown(word: str, parser: argparse.ArgumentParser) -> str:
    options = set(re.findall(r"--[a-z-]+", parser.format_help()))
    return f"{parser.prog}: {word!r} is not understood. {near(word, options)}"


def _complain(message: str, status: int) -> int:
    print(message, file=sys.stderr)
    return status


def _say(line: str) -> None:
    print(line, flush=True)  # a program that waits for the address reads it from a pipe


def _lab_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--no-browser", action="store_true", help="print the address and open no browser")
    parser.add_argument(
        "--port", type=_port, default=8888, metavar="N", help="first port to try (default: %(default)s)"
    )


def _port(word: str) -> int:
    if not word.isdecimal() or not 1024 <= int(word) <= 65535:
        raise argparse.ArgumentTypeError(f"{word!r} is not a port; give a number from 1024 to 65535")
    return int(word)


def _lab(options: argparse.Namespace) -> int:
    lab.serve(Path.cwd(), browser=not options.no_browser, port=options.port, say=_say)
    return DONE


def _build_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="write nothing; fail and name each file that is stale")


def _build(options: argparse.Namespace) -> int:
    top = find_copy()
    if top is None:
        raise CourseNotFoundError(f"{Path.cwd()} is not inside a copy of the course. Go to the folder you cloned.")
    if not options.check:
        for file in build.write(top):
            _say(f"wrote {file}")
        return DONE
    files = build.stale(top)
    if files:
        return _complain("\n".join([*(f"{file} is stale" for file in files), "Run: coursekit build"]), FAILED)
    return DONE


_SAID = (CourseNotFoundError, CopyError, FileError, SiteError, UnknownNameError, StartAgainError, lab.LabError)
"""Errors that are messages to whoever gave the command."""

_COMMANDS: dict[str, Command | Group] = {
    "lab": Command("open the course in JupyterLab", _lab_options, _lab),
    "build": Command("write the files that are made from others", _build_options, _build),
    "check": CHECK,
    "site": SITE,
    "link": LINK,
    "sources": SOURCES,
    "work": WORK,
    "again": AGAIN,
}
