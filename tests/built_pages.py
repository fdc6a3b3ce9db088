"""The pages of the site, written once for all tests of a run."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from filelock import FileLock

from coursekit.site.pages import write_pages

__all__ = ["LESSONS", "ROOT", "built_pages"]

ROOT = Path(__file__).resolve().parents[1]
LESSONS = sorted(path.stem for path in (ROOT / "lessons").glob("*.ipynb"))


def built_pages(factory: pytest.TempPathFactory) -> Path:
    """Write the pages of this checkout, unless another process of the same run has done so.

    Parameters
    ----------
    factory : pytest.TempPathFactory
        Gives the folder that the processes of a run share.

    Returns
    -------
    pathlib.Path
        The folder of the pages. Nothing is to be changed in it.
    """
    own = factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    pages = shared / "pages"
    with FileLock(shared / "pages.lock"):
        if not (pages / "index.html").exists():
            write_pages(pages, ROOT)
    return pages
