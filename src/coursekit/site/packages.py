"""The folder of Pyodide in the site: its files, the packages, and our own lock of them."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from coursekit.site.choosing import Stock, choose, replaced
from coursekit.site.distribution import Distribution
from coursekit.site.errors import SiteError
from coursekit.site.lock import LOCK, Lock, Package, dump_lock
from coursekit.site.wheels import Wheel, course_wheel, downloaded, kernel_wheels, pins

__all__ = ["Bill", "put_packages"]

Bill = dict[str, Any]
"""What a site is made of, as JSON says it."""


def put_packages(
    top: Path, official: Distribution, given: Mapping[str, Wheel], into: Path, say: Callable[[str], None]
) -> Bill:
    """Put what Python needs in the browser into a folder.

    Parameters
    ----------
    top : pathlib.Path
        The top of a copy of the course, which is made into a wheel.
    official : Distribution
        Where Pyodide is from.
    given : mapping
        Wheels by key, taken where the distribution has no such file, or no such package.
    into : pathlib.Path
        A folder that is not there yet.
    say : callable
        Told each step in a line.

    Returns
    -------
    dict
        Of each package, what it is and where it is from.

    Raises
    ------
    SiteError
        If a package cannot be had, or a file is not what it should be.
    """
    into.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as scratch:
        course = course_wheel(top, Path(scratch, "course"))
        at_hand = {**given, **kernel_wheels(), course.key: course}
        fetch = partial(_fetched, pins(top), Path(scratch, "fetched"), say)
        chosen = choose(Stock(official.lock.packages, at_hand, fetch))
        provided = official.provide(list(chosen.official.values()), into)
        lacking = [package for key, package in chosen.official.items() if key not in provided]
        replacements = {package.key: replaced(package, given, official.place) for package in lacking}
        for wheel in (*chosen.wheels.values(), *(given[key] for key in replacements)):
            shutil.copyfile(wheel.path, into / wheel.path.name)
    entries = chosen.entries({**provided, **replacements})
    (into / LOCK).write_text(dump_lock(Lock(official.lock.info, entries)), encoding="utf-8", newline="\n")
    say(f"Packages: {len(provided)} of the distribution, {len(entries) - len(provided)} others.")
    if replacements:
        say(f"Not official files, but wheels you gave in their place: {', '.join(sorted(replacements))}.")
    return _bill(official, entries, provided, replacements)


def _fetched(
    exact: Mapping[str, str], into: Path, say: Callable[[str], None], keys: Iterable[str]
) -> Mapping[str, Wheel]:
    """Have pip fetch packages in the versions of `constraints.txt`."""
    wanted = sorted(keys)
    unknown = [key for key in wanted if key not in exact]
    if unknown:
        raise SiteError(
            f"The course needs {', '.join(unknown)} in the browser, which neither the distribution holds nor "
            "constraints.txt pins for every machine. Give a wheel of each: --wheels FOLDER."
        )
    if not wanted:
        return {}
    say(f"Fetching {', '.join(f'{key} {exact[key]}' for key in wanted)}.")
    return downloaded({key: exact[key] for key in wanted}, into / wanted[0])


def _bill(
    official: Distribution, entries: Mapping[str, Package], provided: Iterable[str], replacements: Iterable[str]
) -> Bill:
    origins = {
        **dict.fromkeys(provided, "the Pyodide distribution"),
        **dict.fromkeys(replacements, "a wheel of the same version, in place of the distribution's"),
    }
    return {
        "pyodide": {**official.lock.info, "licence": "MPL-2.0", "source": "https://github.com/pyodide/pyodide"},
        "packages": [
            {
                "name": package.name,
                "version": package.version,
                "file": package.file_name,
                "sha256": package.sha256,
                "from": origins.get(key, "a wheel"),
            }
            for key, package in sorted(entries.items())
        ],
    }
