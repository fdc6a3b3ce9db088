"""`coursekit site`: the course as a folder of files for any web server."""

from __future__ import annotations

import argparse
from pathlib import Path

from coursekit.commands import DONE, Command
from coursekit.course import CourseNotFoundError, find_copy, read_from
from coursekit.site.errors import SiteError

__all__ = ["SITE"]

_WHAT = """Build the course as a static site: a start page, the lessons as pages to read, and the same lessons to work
on in the browser, where Python runs in the page and nothing is installed. Any web server can serve the folder."""

_MORE = """examples:
  coursekit site public --pyodide pyodide-314.0.6.tar.bz2
  coursekit site public --pyodide pyodide --wheels wheels    (without network)
  coursekit site public --pyodide cdn                        (readers' browsers fetch Pyodide elsewhere,
                                                              and Python takes longer to start)
  python -m http.server --directory public                   (look at it)

It needs: pip install 'coursekit[site]'"""


def _options(parser: argparse.ArgumentParser) -> None:
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.description, parser.epilog = _WHAT, _MORE
    parser.add_argument("out", type=Path, metavar="OUT", help="the folder to write; an earlier site there is replaced")
    parser.add_argument(
        "--pyodide",
        metavar="WHERE",
        help="an official Pyodide distribution: the folder or the archive (.tar.bz2, .tar.gz, .zip); each file is "
        "checked against the checksum of its lock. `cdn` has browsers fetch it from a public network. Without this "
        "option it is looked for in the cache folder of the course",
    )
    parser.add_argument(
        "--wheels",
        type=Path,
        metavar="FOLDER",
        help="wheels to take in place of downloading the few that the distribution does not hold",
    )


def _site(options: argparse.Namespace) -> int:
    top = find_copy()
    if top is None or not (top / "pyproject.toml").is_file():
        raise CourseNotFoundError(f"{Path.cwd()} is not inside a copy of the course. Go to the folder you cloned.")
    try:
        # Only here: no other command needs what a site is built with.
        from coursekit.site.builder import build_site  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise SiteError(f"{error.name} is not installed. Run: pip install 'coursekit[site]'.") from None
    read_from(top)
    build_site(top, options.out, options.pyodide, options.wheels, _say)
    return DONE


def _say(line: str) -> None:
    print(line, flush=True)


SITE = Command("build the course as a static site for any web server", _options, _site)
