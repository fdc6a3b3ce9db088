"""Work is kept in the browser edition: what each notebook says of itself, and what is put into the built site for it.

A browser keeps a copy of a notebook once it is saved, and shows that copy from then on. So every notebook of the site
carries a stamp, by which the page (see `coursekit/static/lite`) tells whether a copy is of the course as it is now, and
whether the student changed it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import coursekit
from coursekit.site.errors import SiteError
from coursekit.site.offline import write_list

__all__ = ["EXTENSION", "install", "stamp"]

EXTENSION = "counting-october"
"""What our part of the page is called among the extensions of JupyterLite, and its folder."""

_OPENING = ("kept.css", "opening.js")
_AT_THE_TOP = ("keeping.js", "visiting.js", "worker.js")
_CONFIG = re.compile(r'<script id="jupyter-config-data".*?</script>', re.DOTALL)


def stamp(notebook: Mapping[str, Any], path: str, version: str = coursekit.__version__) -> dict[str, Any]:
    """Write into a notebook what it is: which course's, which version, and a sum of its cells.

    Parameters
    ----------
    notebook : mapping
        The notebook, as its file says it.
    path : str
        Where the site keeps it, from the top of its files, such as `lessons/05-preparliament.ipynb`.
    version : str, optional
        Of the course; the installed one if not given.

    Returns
    -------
    dict
        The notebook with the stamp in its metadata, under `coursekit`. The one that was given is left as it is.

    Examples
    --------
    >>> cell = {"cell_type": "markdown", "id": "a", "metadata": {}, "source": ["# One", "two"]}
    >>> stamped = stamp({"cells": [cell], "metadata": {}}, "lessons/01-a.ipynb", "1.0")
    >>> stamped["metadata"]["coursekit"]["version"], stamped["metadata"]["coursekit"]["cells"]
    ('1.0', {'a': '874347709782'})
    """
    sums = [(str(cell.get("id", number)), _cell_sum(cell)) for number, cell in enumerate(notebook["cells"])]
    known = {
        "path": path,
        "version": version,
        "sha256": _sha256("".join(each for _, each in sums)),
        "cells": {name: each[:12] for name, each in sums},
    }
    return {**notebook, "metadata": {**notebook["metadata"], "coursekit": known}}


def _cell_sum(cell: Mapping[str, Any]) -> str:
    source = cell["source"]
    return _sha256(f"{cell['cell_type']}\n{source if isinstance(source, str) else ''.join(source)}")


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def install(lite: Path) -> None:
    """Put into a built JupyterLite what keeps work, and what serves the course without a network.

    This is the last step of building a site: the list of what a browser keeps is made of all the files that are there.
    Doing it again changes nothing.

    Parameters
    ----------
    lite : pathlib.Path
        The folder `lite` of the site, beside the pages, with stamped notebooks among its files.

    Raises
    ------
    SiteError
        If JupyterLite did not build what this changes, or a notebook has no stamp.
    """
    course = _course(lite)
    static = lite / "extensions" / EXTENSION / "static"
    static.mkdir(parents=True, exist_ok=True)
    for source in sorted(each for each in _sources().iterdir() if each.name not in _AT_THE_TOP):
        (static / source.name).write_bytes(source.read_bytes())
    _write_json(static / "course.json", course)
    _name_extension(lite / "jupyter-lite.json")
    _begin_with_ours(lite / "lab" / "index.html", course["course"])
    _put_worker_before_theirs(lite, static, course["course"])
    _have_pages_kept(lite.parent)
    write_list(lite.parent, course["course"], course["version"])


def _sources() -> Path:
    return Path(str(files("coursekit") / "static" / "lite"))


def _course(lite: Path) -> dict[str, Any]:
    package = _read_json(lite / "files" / "data" / "datapackage.json")
    stamps = {}
    for notebook in sorted((lite / "files").rglob("*.ipynb")):
        found = _read_json(notebook)["metadata"].get("coursekit")
        if not found:
            raise SiteError(f"{notebook} has no stamp. Have keeping.stamp write one before JupyterLite is built.")
        stamps[notebook.relative_to(lite / "files").as_posix()] = {
            "version": found["version"],
            "sha256": found["sha256"],
        }
    return {"course": package["name"], "version": coursekit.__version__, "notebooks": stamps}


def _name_extension(file: Path) -> None:
    config = _read_json(file)
    data = config["jupyter-config-data"]
    others = [each for each in data.get("federated_extensions", []) if each["name"] != EXTENSION]
    ours = {"name": EXTENSION, "load": "static/remoteEntry.js", "extension": "./extension"}
    data["federated_extensions"] = sorted([*others, ours], key=lambda each: str(each["name"]))
    _write_json(file, config)


def _begin_with_ours(page: Path, course: str) -> None:
    """Have the page say at once what goes on, and give the course's names to its stores before they are opened."""
    static = f"../extensions/{EXTENSION}/static"
    lines = (
        f'<script src="{static}/{_OPENING[1]}" data-course="{course}"></script>',
        f'<link rel="stylesheet" href="{static}/{_OPENING[0]}">',
        # JupyterLite names its own later; until then a browser asks the host for one, outside the site.
        '<link rel="icon" href="./favicon.ico">',
    )
    html = page.read_text(encoding="utf-8")
    if lines[0] in html:
        return
    config = _CONFIG.search(html)
    if config is None:
        raise SiteError(f"{page} is not the page that JupyterLite 0.8 builds: it has no jupyter-config-data.")
    added = html[: config.end()] + "".join(f"\n    {line}" for line in lines) + html[config.end() :]
    page.write_text(added, encoding="utf-8")


def _put_worker_before_theirs(lite: Path, static: Path, course: str) -> None:
    """Let one worker serve pages, lessons and the drive, whichever of its two addresses JupyterLite registers."""
    theirs, ours = lite / "service-worker.js", f"self.course = {json.dumps(course)};\n"
    stub = 'self.site = "../";\nimportScripts("../worker.js");\n'
    if theirs.read_text(encoding="utf-8") != stub:
        (static / "drive-worker.js").write_bytes(theirs.read_bytes())
        theirs.write_text(stub, encoding="utf-8")
    for name in _AT_THE_TOP:
        source = (_sources() / name).read_text(encoding="utf-8")
        (lite.parent / name).write_text(ours + source if name == "worker.js" else source, encoding="utf-8")


def _have_pages_kept(site: Path) -> None:
    """Let whoever reads a page with scripts have all of them again without a network."""
    for page in sorted(site.rglob("*.html")):
        path = page.relative_to(site)
        line = f'<script src="{"../" * (len(path.parts) - 1)}visiting.js" defer></script>\n</head>'
        html = page.read_text(encoding="utf-8")
        if path.parts[0] != "lite" and line not in html:
            page.write_text(html.replace("</head>", line, 1), encoding="utf-8", newline="\n")


def _read_json(file: Path) -> Any:  # noqa: ANN401  # whatever the file holds
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SiteError(f"{file} cannot be read: {error}. Build JupyterLite with its files first.") from error


def _write_json(file: Path, content: object) -> None:
    file.write_text(json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
