"""`coursekit sources`: the reader's own copies of the works, added, fetched, listed and removed."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from coursekit import copies, identity
from coursekit import sources as library
from coursekit.adding import add
from coursekit.commands import DONE, FAILED, Command, Group
from coursekit.copies import Copy, CopyError
from coursekit.fetching import Limits, PageError, SiteError, fetch, site
from coursekit.identity import NotTheWorkError
from coursekit.sources import Page, Source
from coursekit.texts import TextError, text_of

__all__ = ["SOURCES"]

_LIMITS = Limits()


def _say(line: str) -> None:
    print(line, flush=True)


def _complain(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="plain text, HTML, or a PDF that has text")
    parser.add_argument("--as", dest="said", metavar="ID", help="the work it is, to have that checked")


def _add(options: argparse.Namespace) -> int:
    said = library.source(options.said) if options.said else None
    copies.check_place()
    _sweep()
    return FAILED if [file for file in options.files if not _added(file, said)] else DONE


def _added(file: Path, said: Source | None) -> bool:
    try:
        added = add(file, said)
    except TextError as error:
        return _refused(str(error))
    except (NotTheWorkError, CopyError) as error:
        return _refused(f"{file}: {error}")
    path = added.copy.path
    _say(f"Added {file}: {added}; kept as {path}" if added.new else f"{file} is there already, as {path}")
    return True


def _refused(why: str) -> bool:
    _complain(f"Not added: {why}")
    return False


def _fetch_options(parser: argparse.ArgumentParser) -> None:
    _works_options(parser, nargs="*", help_text="a work; all that are free if none is named")
    parser.add_argument("--yes", action="store_true", help="fetch without being asked first")


def _works_options(parser: argparse.ArgumentParser, *, nargs: str, help_text: str) -> None:
    parser.add_argument("works", nargs=nargs, metavar="ID", help=help_text)


def _fetch(options: argparse.Namespace) -> int:
    works = list(map(library.source, options.works or library.sources()))
    copies.check_place()
    _sweep()
    for work in works:
        if not work.pages:
            _say(f"Not fetched: {work.short} ({work.rights}). If you have a copy: coursekit sources add FILE")
    missing = [(work, page) for work in works for page in work.pages if not _page_copy(work, page).path.is_file()]
    if not missing:
        _say("Nothing to fetch: every free page of these works is there.")
        return DONE
    _announce(missing)
    if not options.yes and not _agreed():
        _say("Nothing was fetched.")
        return DONE
    return _fetch_all(missing)


def _announce(missing: list[tuple[Source, Page]]) -> None:
    for work in dict.fromkeys(work for work, _ in missing):
        pages = [page for each, page in missing if each == work]
        _say(f"{work.short}: {_count(len(pages), 'page')} of {site(pages[0].address)} (rights: {work.rights})")
    _say(f"To be kept in {copies.folder()}, for your own reading.")


def _agreed() -> bool:
    try:
        return input("Fetch them now, one at a time? [y/N] ").strip().lower() in {"y", "yes"}
    except EOFError:  # nobody is there to answer
        _say("\nNobody answered. To fetch without being asked: coursekit sources fetch --yes")
        return False


def _fetch_all(missing: list[tuple[Source, Page]]) -> int:
    silent: set[str] = set()
    done = 0
    try:
        for number, (work, page) in enumerate(missing):
            if site(page.address) in silent:
                _complain(f"Not tried: {page.address}")
                continue
            if number:
                time.sleep(_LIMITS.pause)
            done += _fetched(work, page, silent)
    except KeyboardInterrupt:
        _complain("Stopped. Every page that came is whole.")
    if done < len(missing):
        _complain(f"{done} of {_count(len(missing), 'page')} fetched. To get the rest, run the same command again.")
        return FAILED
    _say(f"{_count(done, 'page')} fetched.")
    return DONE


def _fetched(work: Source, page: Page, silent: set[str]) -> bool:
    copy = _page_copy(work, page)
    try:
        text = text_of(fetch(page.address, _LIMITS), page.address)
        held = identity.confirm_page(text, work, page)
        copies.write(copy, text.encode("utf-8"))
    except NotTheWorkError as error:
        _complain(f"Not kept: {page.address}: {error}")
        return False
    except (PageError, TextError) as error:
        if isinstance(error, SiteError):
            silent.add(site(page.address))
        _complain(f"Not fetched: {error}")
        return False
    _say(f"Fetched {page.address}: {held.found} of its {held.of} paragraphs; kept as {copy.path}")
    return True


def _page_copy(work: Source, page: Page) -> Copy:
    return Copy(work.id, "fetched", PurePosixPath(urlsplit(page.address).path).stem)


def _status(_options: argparse.Namespace) -> int:
    _say(f"Copies are kept in {copies.folder()}")
    for work in library.sources().values():
        _say(f"\n{work.id}: {work.citation()}")
        for line in _standing(work):
            _say(f"  {line}")
    return DONE


def _standing(work: Source) -> Iterator[str]:
    found = [f"the reference copy, {path.name}" for path in _by_hand(work)]
    found += [_described(copy) for copy in copies.held(work.id) if copy.origin == "added"]
    fetched = sum(_page_copy(work, page).path.is_file() for page in work.pages)
    if fetched:
        found.append(f"{fetched} of {_count(len(work.pages), 'free page')}")
    yield f"here: {'; '.join(found) if found else 'nothing'}"
    if not work.pages:
        yield "no free copy: bring your own (coursekit sources add FILE)"
        return
    if fetched < len(work.pages):
        yield f"free at {site(work.pages[0].address)}: coursekit sources fetch {work.id}"
    if work.uncovered():
        stretches = " and ".join(f"{gap[0]} to {gap[-1]}" for gap in work.uncovered())
        yield f"no free copy covers lines {stretches} of the reference copy"


def _described(copy: Copy) -> str:
    if copies.digest(copy.path) == library.source(copy.source).sha256:
        return f"the reference copy, {copy.path.name}"
    try:
        return f"{copy.path.name} ({identity.confirm(copy.text(), library.source(copy.source))})"
    except (CopyError, NotTheWorkError) as error:
        return f"{copy.path.name}, which is not what was added ({error})"


def _by_hand(work: Source) -> Iterator[Path]:
    return (path for path in copies.laid_by_hand() if copies.digest(path) == work.sha256)


def _remove(options: argparse.Namespace) -> int:
    works = list(map(library.source, options.works))
    _sweep()
    for work in works:
        held = copies.held(work.id)
        for copy in held:
            copies.remove(copy)
            _say(f"Removed {copy.path}")
        for path in _by_hand(work):
            _say(f"Left: {path}, which no command put there. Delete it yourself if you want it gone.")
        if not held:
            _say(f"Nothing removed: no copy of {work.short} was added or fetched.")
    return DONE


def _sweep() -> None:
    for path in copies.sweep():
        _say(f"Cleared away {path}, left unfinished by a command that was stopped.")


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _no_options(_parser: argparse.ArgumentParser) -> None:
    """`status` has none."""


SOURCES = Group(
    "your own copies of the works the course reads",
    {
        "add": Command("keep a copy of your own, once it is known to be the work", _add_options, _add),
        "fetch": Command("get the free public copies, after asking", _fetch_options, _fetch),
        "status": Command("say which copies are there and what no free copy covers", _no_options, _status),
        "remove": Command(
            "delete copies that were added or fetched",
            partial(_works_options, nargs="+", help_text="a work"),
            _remove,
        ),
    },
)
"""The four commands, for `coursekit.cli`."""
