"""`coursekit work` and `coursekit again`: see and delete what is kept of one's own work, and start a lesson again."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from coursekit import course
from coursekit.commands import DONE, FAILED, Command
from coursekit.course import CourseNotFoundError, find_copy
from coursekit.work.kept_files import SORTS, Sort, delete, kept
from coursekit.work.starting_again import start_again
from coursekit.work.stored_work import inventory

__all__ = ["AGAIN", "WORK"]


def _say(line: str) -> None:
    print(line, flush=True)


def _complain(line: str) -> int:
    print(line, file=sys.stderr, flush=True)
    return FAILED


def _work_options(parser: argparse.ArgumentParser) -> None:
    names = [*(sort.name for sort in SORTS), "all"]
    parser.add_argument("--delete", choices=names, metavar="WHAT", help=f"delete one of: {', '.join(names)}")
    parser.add_argument("--yes", action="store_true", help="delete without being asked first")


def _work(options: argparse.Namespace) -> int:
    if not options.delete:
        _say(f"In {course.work_folder().parent}")
        for what, much, where, undo in inventory():
            _say(f"{what}: {much}\n  in {where}" + (f"\n  to delete: {undo}" if undo else ""))
        return DONE
    sorts = tuple(sort for sort in SORTS if options.delete in {sort.name, "all"})
    return _delete(course.work_folder(), sorts, asked=not options.yes)


def _delete(folder: Path, sorts: tuple[Sort, ...], *, asked: bool) -> int:
    files = [path for sort in sorts for path in kept(folder, sort)]
    if not files:
        _say(f"There is nothing to delete in {folder}.")
        return DONE
    for path in files:
        _say(str(path))
    if asked and not _agreed(len(files)):
        _say("Nothing was deleted.")
        return DONE
    try:
        for line in delete(folder, sorts):
            _say(line)
    except OSError as error:
        return _complain(
            f"{error.filename} cannot be deleted: {error.strerror}. Close what has it open, and try again."
        )
    return DONE


def _agreed(number: int) -> bool:
    files = "this file" if number == 1 else f"these {number} files"
    try:
        return input(f"Delete {files} for ever? Type yes: ").strip().lower() == "yes"
    except EOFError:  # nobody is there to answer
        _say("\nNobody answered. To delete without being asked, add --yes")
        return False


def _again_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("notebook", metavar="LESSON", help="a number such as 05, or exercises/05 for its exercises")


def _again(options: argparse.Namespace) -> int:
    top = find_copy()
    if top is None:
        raise CourseNotFoundError(f"{Path.cwd()} is not inside a copy of the course. Go to the folder you cloned.")
    notebook, aside = start_again(top, options.notebook)
    _say(f"Fresh: {notebook}")
    if aside:
        _say(f"Set aside: {aside}")
    _say("Your answers are kept. If the notebook is open, close it without saving, and open it again.")
    return DONE


WORK = Command("see what is kept of your work, and delete it", _work_options, _work)
AGAIN = Command("start a lesson again with a fresh copy; answers are kept", _again_options, _again)
