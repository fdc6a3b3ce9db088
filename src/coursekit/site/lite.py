"""JupyterLite with the course in it: one app, its extensions, its settings and a reader's files."""

from __future__ import annotations

import json
import os
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from coursekit.site.choosing import AT_START
from coursekit.site.errors import SiteError
from coursekit.site.lock import LOCK
from coursekit.site.programs import run_module
from coursekit.site.wheels import LABEXTENSIONS

__all__ = ["FIRST", "PYODIDE", "build_lite"]

FIRST = "lessons/00-start-here.ipynb"
"""The notebook that opens where none is asked for."""
PYODIDE = Path("static", "pyodide")
"""The folder of our lock, from the top of JupyterLite."""

_EXTENSIONS = ("@jupyter-widgets/jupyterlab-manager", "@jupyterlite/pyodide-kernel-extension", "anywidget")
_SETTINGS = Path("jupyter", "labconfig", "default_setting_overrides.json")
_FOR_DEVELOPERS = ("jupyterlite.schema.v0.json", "package.json", "rspack.config*.js", "doc", "extensions/**/*.orig")
_FOR_OLD_BROWSERS = ("build/*.eot", "build/*.ttf", "build/fa-*.svg")  # fonts; none of these browsers runs Python

# The app reads the script element of every page above its own.
_TO_THE_START = f"""<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Counting October</title>
<link rel="icon" href="lab/favicon.ico">
<meta http-equiv="refresh" content="0; url=lab/index.html?path={FIRST}">
<script id="jupyter-config-data" type="application/json" data-jupyter-lite-root=".">{{}}</script>
<p><a href="lab/index.html?path={FIRST}">Work on the course in the browser</a></p>
</html>
"""


def build_lite(top: Path, contents: Path, pyodide: str, python: str, into: Path) -> None:
    """Build JupyterLite.

    Parameters
    ----------
    top : pathlib.Path
        The top of a copy of the course, whose settings JupyterLab has everywhere.
    contents : pathlib.Path
        A folder with the reader's files in `files`; the settings are written beside them.
    pyodide : str
        Where `pyodide.mjs` is: an address, or a path from the top of JupyterLite.
    python : str
        The version of Python in it, such as `3.14.0`.
    into : pathlib.Path
        A folder that is not there yet.

    Raises
    ------
    SiteError
        If an extension is not installed, or JupyterLite cannot be built.
    """
    shutil.copyfile(top / _SETTINGS, contents / "overrides.json")
    _write(contents / "jupyter-lite.json", _settings(pyodide, python))
    _write(contents / "jupyter_lite_config.json", _build_settings(into, _released(top)))
    _run(contents)
    for pattern in (*_FOR_DEVELOPERS, *_FOR_OLD_BROWSERS):
        for path in into.glob(pattern):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    (into / "index.html").write_text(_TO_THE_START, encoding="utf-8", newline="\n")


def _settings(pyodide: str, python: str) -> dict[str, Any]:
    """Say what JupyterLite reads when it starts."""
    library = f"/lib/python{'.'.join(python.split('.')[:2])}/site-packages"
    kernel = {
        "disablePyPIFallback": True,
        "pyodideUrl": pyodide,
        "loadPyodideOptions": {
            "packages": list(AT_START),
            "lockFileURL": f"./{PYODIDE.as_posix()}/{LOCK}",
            "env": {"PYTHONSTARTUP": f"{library}/coursekit/in_browser_start.py"},
            "convertNullToNone": True,
        },
    }
    return {
        "jupyter-lite-schema-version": 0,
        "jupyter-config-data": {
            "appName": "Counting October",
            "exposeAppInBrowser": True,
            "litePluginSettings": {"@jupyterlite/pyodide-kernel-extension:kernel": kernel},
        },
    }


def _released(top: Path) -> datetime:
    """Read when this version was released: the date that a reader sees beside each notebook."""
    text = (top / "CITATION.cff").read_text(encoding="utf-8")
    found = re.search(r'^date-released: "?(\d{4}-\d{2}-\d{2})"?$', text, re.MULTILINE)
    if found is None:
        raise SiteError('CITATION.cff says no day. Write a line like date-released: "2026-11-22".')
    return datetime.fromisoformat(found[1]).replace(tzinfo=UTC)


def _build_settings(into: Path, released: datetime) -> dict[str, Any]:
    """Say what JupyterLite is built of; nothing that merely happens to be installed here."""
    extensions = [LABEXTENSIONS / name for name in _EXTENSIONS]
    missing = [str(path) for path in extensions if not (path / "package.json").is_file()]
    if missing:
        raise SiteError(f"Not installed: {', '.join(missing)}. Run: pip install 'coursekit[site]'.")
    return {
        "LiteBuildConfig": {
            "apps": ["lab"],
            "contents": ["files"],
            "federated_extensions": list(map(str, extensions)),
            "ignore_sys_prefix": ["federated_extensions"],
            "no_sourcemaps": True,
            "no_unused_shared_packages": True,
            "output_dir": str(into),
            "source_date_epoch": int(released.timestamp()),
        }
    }


def _write(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(content, indent=1), encoding="utf-8", newline="\n")


def _run(folder: Path) -> None:
    # Settings of whoever builds the site stay out of it.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("JUPYTER")}
    environment |= {"JUPYTER_CONFIG_DIR": str(folder), "JUPYTER_DATA_DIR": str(folder)}
    words = ("jupyterlite_core", "build", "--lite-dir", str(folder))
    run_module(words, folder, environment, "Install again: pip install 'coursekit[site]'")
