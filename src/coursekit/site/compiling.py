"""Archives of Python source into archives of bytecode. This module is run by the Pyodide of the site.

Only the Python that is to run bytecode can make it, and a site is built by another one. So this module uses nothing
but the standard library, and nothing else of the course.
"""

from __future__ import annotations

import base64
import csv
import fnmatch
import hashlib
import io
import py_compile
import tempfile
import zipfile
from pathlib import Path

__all__ = ["LEFT_OUT", "RUN_BY_PATH", "compiled"]

RUN_BY_PATH = frozenset({"coursekit/in_browser_start.py"})
"""Files that are not imported, so that they have to stay source."""

LEFT_OUT = (
    *("*/tests/*", "*/mpl-data/sample_data/*", "*/mpl-data/fonts/afm/*", "*/mpl-data/fonts/pdfcorefonts/*"),
    *("*.data/data/share/*", "anywidget/labextension/*", "jedi/third_party/django-stubs/*"),
)
"""What no reader's Python runs: tests, sample data, fonts for paper, and what the page has from JupyterLite."""

_DATED = (1980, 1, 1, 0, 0, 0)
_HARDEST = 9  # of deflate, which is done once and undone by every reader


def compiled(archive: Path, place: str) -> int:
    """Put bytecode in the place of the source in an archive, and leave out `LEFT_OUT`.

    Each module then is `name.pyc` where it was `name.py`. Half of the time that Python takes to start in a browser goes
    into compiling. The bytecode is not checked against source, since none is there.

    Parameters
    ----------
    archive : pathlib.Path
        A wheel, or the standard library; it is written anew.
    place : str
        The folder it is unpacked to, which tracebacks name.

    Returns
    -------
    int
        How many files were compiled. One that cannot be, as templates of code, stays as it is.

    Examples
    --------
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     wheel = Path(folder, "one-1-py3-none-any.whl")
    ...     with zipfile.ZipFile(wheel, "w") as file:
    ...         file.writestr("one.py", "year = 1917")
    ...     print(compiled(wheel, "/lib"), zipfile.ZipFile(wheel).namelist())
    1 ['one.pyc']
    """
    with zipfile.ZipFile(archive) as read:
        files = {info.filename: read.read(info) for info in read.infolist() if _needed(info)}
    changed = dict(_each_compiled(name, data, f"{place}/{name}") for name, data in files.items())
    for name in changed:
        if name.endswith(".dist-info/RECORD"):
            changed[name] = _record(changed, name)
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=_HARDEST) as write:
        for name, data in changed.items():
            write.writestr(zipfile.ZipInfo(name, _DATED), data, zipfile.ZIP_DEFLATED)
    return len(changed.keys() - files.keys())


def _needed(info: zipfile.ZipInfo) -> bool:
    return not info.is_dir() and not any(fnmatch.fnmatchcase(info.filename, pattern) for pattern in LEFT_OUT)


def _each_compiled(name: str, data: bytes, path: str) -> tuple[str, bytes]:
    if not name.endswith(".py") or name in RUN_BY_PATH:
        return name, data
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "source.py")
        source.write_bytes(data)
        try:
            py_compile.compile(
                str(source),
                cfile=f"{source}c",
                dfile=path,
                doraise=True,
                optimize=0,
                invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
            )
        except py_compile.PyCompileError:
            return name, data
        return f"{name}c", Path(f"{source}c").read_bytes()


def _record(files: dict[str, bytes], record: str) -> bytes:
    """List the files of a wheel as wheels do."""
    lines = io.StringIO(newline="")
    write = csv.writer(lines, lineterminator="\n")
    for name, data in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).decode().rstrip("=")
        write.writerow((name, "", "") if name == record else (name, f"sha256={digest}", len(data)))
    return lines.getvalue().encode()
