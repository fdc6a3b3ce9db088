"""What a word after `coursekit` is: a command, or a group of commands."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from dataclasses import dataclass

__all__ = ["DONE", "FAILED", "MISUSED", "Command", "Group"]

DONE, FAILED, MISUSED = 0, 1, 2
"""Exit statuses of the command line."""


@dataclass(frozen=True)
class Command:
    """One command: a line of help, its options, and what it does, giving the exit status."""

    help: str
    options: Callable[[ArgumentParser], None]
    run: Callable[[Namespace], int]


@dataclass(frozen=True)
class Group:
    """A word that needs another after it, such as `sources` in `coursekit sources add`."""

    help: str
    commands: Mapping[str, Command]
