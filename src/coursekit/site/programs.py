"""Other programs that building a site runs."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from coursekit.site.errors import SiteError

__all__ = ["run_module"]

_SAID = 20  # last lines of a program that failed


def run_module(words: tuple[str, ...], folder: Path, environment: Mapping[str, str], otherwise: str) -> None:
    """Run a module of this environment.

    Parameters
    ----------
    words : tuple of str
        The module and its arguments.
    folder : pathlib.Path
        The folder to run it in.
    environment : mapping
        All of its environment variables.
    otherwise : str
        What the reader is to do if it fails.

    Raises
    ------
    SiteError
        If it fails, with the end of what it said.

    Examples
    --------
    >>> run_module(("timeit", "--help"), Path(), {}, "Install Python again")
    """
    done = subprocess.run(  # noqa: S603 (a module by name, and paths as arguments; no shell)
        [sys.executable, "-m", *words], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = "\n".join((done.stdout + done.stderr).strip().splitlines()[-_SAID:])
        raise SiteError(f"{' '.join(words[:2])} failed:\n{said}\n{otherwise}.")
