"""JupyterLab for the tests, started by the README's command."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from urllib.parse import urlsplit, urlunsplit

COMMAND = (str(Path(sysconfig.get_path("scripts"), "coursekit")), "lab", "--no-browser")
_PATIENCE = 120  # seconds, for the slowest machine; nothing waits that long unless something is broken


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab: the copy of the course it serves, the address it printed, and its process."""

    top: Path
    address: str
    process: subprocess.Popen[str]

    @property
    def root(self) -> str:
        """Scheme, host and port."""
        return self.address[: self.address.index("/lab")]

    def address_of(self, notebook: str) -> str:
        """Give the address that opens a notebook, named from the top of the course."""
        return urlunsplit(urlsplit(self.address)._replace(path=f"/lab/tree/{notebook}"))

    def stop(self) -> tuple[int, str, str]:
        """Press Ctrl-C; give the exit status and what was printed to the two streams."""
        self.process.send_signal(signal.SIGINT)
        printed, complaints = self.process.communicate(timeout=_PATIENCE)
        return self.process.returncode, printed, complaints


@contextmanager
def serving(top: Path, *, home: Path, command: tuple[str, ...] = COMMAND, folder: str = ".") -> Iterator[Lab]:
    """Start JupyterLab in a folder of a copy of the course, with a home of its own, and end it afterwards."""
    _let_tests_in(home)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "IPYTHON"))}
    process = subprocess.Popen(
        command,
        cwd=top / folder,
        env={**kept, "HOME": str(home), "USERPROFILE": str(home)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield Lab(top, _printed_address(process), process)
    finally:
        if process.poll() is None:
            Lab(top, "", process).stop()


def _let_tests_in(home: Path) -> None:
    """Have JupyterLab offer itself to scripts of the page (`window.jupyterapp`), as its own browser tests do."""
    settings = home / ".jupyter" / "jupyter_server_config.json"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(json.dumps({"LabApp": {"expose_app_in_browser": True}}), encoding="utf-8")


def _printed_address(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    watchdog = Timer(_PATIENCE, process.kill)  # ends the reading below
    watchdog.start()
    try:
        line = process.stdout.readline()
    finally:
        watchdog.cancel()
    found = re.search(r"http\S+", line)
    if found is None:
        process.kill()
        raise AssertionError(f"coursekit lab printed no address but {line!r}; then {process.communicate()}")
    return found[0]
