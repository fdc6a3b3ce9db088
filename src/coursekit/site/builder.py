"""The whole site, in the order in which its parts are made."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from pathlib import Path

import coursekit
from coursekit.site.bytecode import put_bytecode
from coursekit.site.contents import write_contents
from coursekit.site.distribution import opened
from coursekit.site.keeping import install
from coursekit.site.lite import PYODIDE, build_lite
from coursekit.site.packages import put_packages
from coursekit.site.pages import write_pages
from coursekit.site.placing import BILL, placed
from coursekit.site.sizes import report
from coursekit.site.wheels import wheels_in

__all__ = ["build_site"]


def build_site(top: Path, out: Path, pyodide: str | None, wheels: Path | None, say: Callable[[str], None]) -> None:
    """Build the site of a copy of the course.

    The same course, distribution and wheels give the same files.

    Parameters
    ----------
    top : pathlib.Path
        The top of the copy, which is the one the library reads.
    out : pathlib.Path
        Where the site goes: a folder that is not there, is empty, or is an earlier site.
    pyodide : str or None
        A Pyodide distribution: folder, archive or `cdn`; None for the one in the cache folder.
    wheels : pathlib.Path or None
        A folder of wheels, to be taken in place of downloading any.
    say : callable
        Told each step in a line.

    Raises
    ------
    SiteError
        If anything is missing or not what it should be, or the site grows too large. `out` is then as it was.
    """
    with placed(out) as site, tempfile.TemporaryDirectory() as scratch:
        official = opened(pyodide)
        given = wheels_in(wheels) if wheels else {}
        lite = site / "lite"
        say(f"Pyodide, with Python {official.lock.info['python']}, from {official.place}.")
        write_contents(top, Path(scratch, "files"))
        say("JupyterLite, with the notebooks.")
        build_lite(top, Path(scratch), official.address, official.lock.info["python"], lite)
        bill = put_packages(top, official, given, lite / PYODIDE, say)
        bill = put_bytecode(lite / PYODIDE, bill, say)
        _write(site / BILL, {"course": coursekit.__version__, **bill})
        say("Pages to read; every lesson is run for them.")
        write_pages(site, top)
        say("What keeps a reader's work, and serves the course without a network.")
        install(lite)
        for line in report(site, lite, lite / PYODIDE):
            say(line)
    say(f"Wrote {out}. Any web server can serve it; {out / 'index.html'} can be read as it is.")


def _write(path: Path, content: dict[str, object]) -> None:
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8", newline="\n")
