"""Under JupyterLite: tables and charts are fetched while the student reads, and a cell that needs them waits.

Pyodide fetches the packages that a cell imports, and does not see what this library imports on the cell's behalf. So
the library has them fetched when nothing has been run for a while, and holds back, before it runs, each cell that uses
one of `NEED_TABLES`. The kernel of JupyterLite awaits what is in its `cleanup_transforms` before every cell, so a cell
waits without a browser that can suspend Python in the middle of one. Elsewhere nothing of this module is used.
"""

from __future__ import annotations

import ast
import asyncio
import re
from collections.abc import Awaitable, Callable
from importlib import import_module
from importlib.util import find_spec

from coursekit.loading_notice import Notice

__all__ = ["NEED_TABLES", "PACKAGES", "Fetching", "NotThereError", "needs_tables", "prepare", "stop"]

PACKAGES = ("pandas", "matplotlib")
"""What is fetched: all that tables and charts need brings itself along."""

NEED_TABLES = frozenset(
    (
        *("bars", "claims", "coded_grid", "figure", "hemicycle", "histogram", "lines", "load", "matrix"),
        *("places_map", "planned", "ranges", "shares", "slopes", "stacked", "timeline", "waffle"),
    )
)
"""The names of `coursekit` that need pandas, and most of them matplotlib."""

_QUIET = 3.0  # seconds
_IMPORTED = frozenset({*PACKAGES, "numpy"})
_STOP = '__import__("coursekit.in_browser").in_browser.stop()\n'
_LOADING = "Tables and charts are being loaded. Reading and answering questions goes on meanwhile."
_READY = "Tables and charts are ready."
_FAILED = (
    "Tables and charts could not be loaded. Look whether this computer is connected, and run the cell again: each time "
    "they are tried anew. Passages, sources and questions work without them."
)
_EARLY = "Tables and charts are still being loaded. Run this cell again; it waits for them now."


class NotThereError(RuntimeError):
    """Tables and charts are not there; the message says what to do."""

    def _render_traceback_(self) -> list[str]:
        """Give what IPython shows in place of a traceback, in which there is nothing of the student's."""
        return [str(self)]


def needs_tables(source: str) -> bool:
    """Tell whether a cell uses tables or charts.

    Parameters
    ----------
    source : str
        The cell.

    Returns
    -------
    bool
        True if it uses a name of `NEED_TABLES`, or imports pandas or matplotlib itself.

    Examples
    --------
    >>> needs_tables('seats = ck.load("preparliament_seats")'), needs_tables('ck.exercise("05.load")  # load')
    (True, False)
    """
    try:
        tree = ast.parse(source)
    except SyntaxError:  # a magic, or a slip of the student's
        return not (NEED_TABLES | _IMPORTED).isdisjoint(re.findall(r"\w+", source))
    return any(not _used(node).isdisjoint(NEED_TABLES | _IMPORTED) for node in ast.walk(tree))


def _used(node: ast.AST) -> set[str]:
    match node:
        case ast.Attribute(attr=name):
            return {name}
        case ast.Import(names=names):
            return {alias.name.partition(".")[0] for alias in names}
        case ast.ImportFrom(module=str(module), names=names):
            return {module.partition(".")[0], *(alias.name for alias in names)}
    return set()


class Fetching:
    """Tables and charts on their way: begun when nothing has been run for a while, or when a cell needs them.

    Pyodide does one thing at a time. Fetched from the beginning, they would keep the first questions waiting.

    Parameters
    ----------
    fetch : callable
        Fetches them, and tells whether they are there.
    notice : Notice
        Tells the student how it stands.
    quiet : float
        Seconds without a cell after which it is begun.
    """

    def __init__(self, fetch: Callable[[], Awaitable[bool]], notice: Notice, quiet: float) -> None:
        self._fetch, self._notice, self._quiet = fetch, notice, quiet
        self._task: asyncio.Task[bool] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._heard = self._announced = False

    def later(self) -> None:
        """Begin when nothing has been run for a while."""
        if self._timer is not None:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_later(self._quiet, self.begin)

    def begin(self) -> asyncio.Task[bool]:
        """Begin now, unless it is under way or done. After it has failed it is begun again."""
        if self._task is None or (self._task.done() and not self._task.result()):
            self._task = asyncio.ensure_future(self._run())
        self._announce()
        return self._task

    async def _run(self) -> bool:
        there = await self._fetch()
        if self._announced:
            self._notice.end(_READY if there else _FAILED)
            self._announced = False
        return there

    def hear(self) -> None:
        """Note that a cell has been run: from now on there is somebody to be told."""
        self._heard = True
        self._announce()

    def _announce(self) -> None:
        if self._heard and not self._announced and self._task is not None and not self._task.done():
            self._announced = True
            self._notice.say(_LOADING)

    async def hold(self, lines: list[str]) -> list[str]:
        """Hold a cell back until what it needs is there.

        Parameters
        ----------
        lines : list of str
            The cell.

        Returns
        -------
        list of str
            The cell; one that says why it cannot run where what it needs does not come.
        """
        self.hear()
        if not needs_tables("".join(lines)):
            self.later()
            return lines
        return lines if await self.begin() else [_STOP]


def stop() -> None:
    """Say, in place of a cell, that what it needs did not come.

    Raises
    ------
    NotThereError
        Always.

    Examples
    --------
    >>> stop()  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    coursekit.in_browser.NotThereError: Tables and charts could not be loaded. ...
    """
    raise NotThereError(_FAILED)


def too_early(error: ModuleNotFoundError) -> Exception:
    """Say what a student can do about a module that is missing, which is nothing if it is not one of `PACKAGES`.

    A cell that imports `coursekit` and uses a table at once was under way before anything could hold it back.

    Examples
    --------
    >>> too_early(ModuleNotFoundError("No module named 'pandas'", name="pandas"))
    NotThereError('Tables and charts are still being loaded. Run this cell again; it waits for them now.')
    """
    return NotThereError(_EARLY) if error.name in _IMPORTED else error


async def _fetch() -> bool:
    pyodide, ffi = import_module("pyodide_js"), import_module("pyodide.ffi")
    try:
        await pyodide.loadPackage(ffi.to_js(list(PACKAGES)))
    except ffi.JsException:
        return False
    return all(find_spec(package) for package in PACKAGES)


def prepare() -> None:
    """Have tables and charts fetched, and cells that need them wait, if this is a kernel of JupyterLite.

    Examples
    --------
    >>> prepare()
    """
    shell = import_module("IPython").get_ipython()
    transforms = getattr(getattr(shell, "kernel", None), "lite_transform_manager", None)
    if transforms is None:
        return
    fetching = Fetching(_fetch, Notice(), _QUIET)
    transforms.cleanup_transforms.append(fetching.hold)
    fetching.later()
    if hasattr(shell, "send_comm"):  # a cell is running; before the first one there is nobody to be told
        fetching.hear()
