"""A student's server on a hub, in little: JupyterLab with nbgitpuller, on a home folder that is empty at first."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import Queue
from threading import Thread
from urllib.parse import urlsplit

from serving import Lab

_TOKEN = "a-token-for-the-tests"  # noqa: S105 - it opens a server that lives for one test
_PATIENCE = 120  # seconds; nothing waits that long unless something is broken


@dataclass(frozen=True)
class Student:
    """A student who is logged in: the server, and the files."""

    lab: Lab
    home: Path

    def address_of(self, link: str) -> str:
        """Go where the hub sends whoever follows a link: the same question, to the student's own server."""
        asked = link.partition("/hub/user-redirect/")[2]
        return f"{self.lab.root}/{asked}&token={_TOKEN}"


@contextmanager
def student_server(home: Path, *, git: Mapping[str, str]) -> Iterator[Student]:
    """Start the server, with settings of git's that hold for it alone; end it afterwards."""
    settings = home / ".jupyter" / "jupyter_server_config.json"
    settings.parent.mkdir(parents=True)
    settings.write_text(json.dumps({"LabApp": {"expose_app_in_browser": True}}), encoding="utf-8")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "IPYTHON", "GIT"))}
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"),
            *(f"--ServerApp.root_dir={home}", f"--IdentityProvider.token={_TOKEN}", "--ServerApp.ip=127.0.0.1"),
        ],
        cwd=home,
        env={**kept, **_as_environment(git), "HOME": str(home), "USERPROFILE": str(home)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    said: Queue[str] = Queue()
    reader = Thread(target=_read, args=(process, said), daemon=True)
    reader.start()
    try:
        yield Student(Lab(home, said.get(timeout=_PATIENCE), process), home)
    finally:
        process.terminate()
        process.wait(_PATIENCE)
        reader.join(_PATIENCE)


def _as_environment(settings: Mapping[str, str]) -> dict[str, str]:
    pairs = {
        name: text
        for at, (key, value) in enumerate(settings.items())
        for name, text in ((f"GIT_CONFIG_KEY_{at}", key), (f"GIT_CONFIG_VALUE_{at}", value))
    }
    return {"GIT_CONFIG_COUNT": str(len(settings)), **pairs}


def _read(process: subprocess.Popen[str], said: Queue[str]) -> None:
    """Pass on the first address of the log, and read the rest, so that the server never waits for a reader."""
    assert process.stderr is not None
    for line in process.stderr:
        found = re.search(r"http://127\.0\.0\.1:\d+/lab\S*", line)
        if found and urlsplit(found[0]).query:
            said.put(found[0])
