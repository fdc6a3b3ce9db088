"""The `coursekit` command: what is done to the course as a whole, from a terminal."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import coursekit
from coursekit import build, lab
from coursekit.course import CourseNotFoundError, find_copy
from coursekit.errors import FileError, UnknownNameError, near

__all__ = ["main"]

_DONE, _FAILED, _MISUSED = 0, 1, 2


@dataclass(frozen=True)
class _Command:
    """One word after `coursekit`: a line of help, its options, and what it does, giving the exit status."""

    help: str
    options: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


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
        return _complain(parser.format_help(), _MISUSED)
    if not words[0].startswith("-") and words[0] not in commands:
        return _complain(str(UnknownNameError("command", words[0], commands)), _MISUSED)
    try:
        options, extra = parser.parse_known_args(words)
    except SystemExit as stopped:  # argparse has printed the help, the version or what is wrong
        return int(stopped.code or _DONE)
    unknown = extra or (words if options.command is None else [])
    if unknown:
        return _complain(_unknown(unknown[0], commands.get(options.command, parser)), _MISUSED)
    try:
        return _COMMANDS[options.command].run(options)
    except (CourseNotFoundError, FileError, UnknownNameError, lab.LabError) as error:
        return _complain(str(error), _FAILED)


def _parsers() -> tuple[argparse.ArgumentParser, dict[str, argparse.ArgumentParser]]:
    parser = argparse.ArgumentParser(prog="coursekit", description="Counting October, from a terminal.")
    parser.add_argument("--version", action="version", version=f"coursekit {coursekit.__version__}")
    words = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    commands = {}
    for name, command in _COMMANDS.items():
        commands[name] = words.add_parser(name, help=command.help, description=command.help, allow_abbrev=False)
        command.options(commands[name])
    return parser, commands


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
    return _DONE


def _build_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="write nothing; fail and name each file that is stale")


def _build(options: argparse.Namespace) -> int:
    top = find_copy()
    if top is None:
        raise CourseNotFoundError(f"{Path.cwd()} is not inside a copy of the course. Go to the folder you cloned.")
    if not options.check:
        for file in build.write(top):
            _say(f"wrote {file}")
        return _DONE
    files = build.stale(top)
    if files:
        return _complain("\n".join([*(f"{file} is stale" for file in files), "Run: coursekit build"]), _FAILED)
    return _DONE


_COMMANDS = {
    "lab": _Command("open the course in JupyterLab", _lab_options, _lab),
    "build": _Command("write the files that are made from others", _build_options, _build),
}
