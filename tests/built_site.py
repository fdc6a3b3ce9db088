"""The site, built once for all tests, and a plain web server for it."""

from __future__ import annotations

import functools
import hashlib
import os
import shutil
import subprocess
import sysconfig
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from filelock import FileLock

from pyodide_distribution import CACHE, NODE, VERSION, assembled

__all__ = ["Served", "built_site", "served"]

ROOT = Path(__file__).resolve().parents[1]
_MADE_OF = (
    *("src", "lessons", "exercises", "data", "jupyter"),
    *("pyproject.toml", "constraints.txt", "CITATION.cff", "README.md", "LICENSE", "LICENSE-CONTENT.md"),
)
_KEPT = 5  # built sites; each has some 60 MB


def built_site() -> Path:
    """Build the site of this checkout, unless the same one has been built before.

    Returns
    -------
    pathlib.Path
        Its folder, in the user's cache folder. Copy it before changing anything.
    """
    sites = CACHE / "sites"
    sites.mkdir(parents=True, exist_ok=True)
    distribution = assembled()
    site = sites / _fingerprint()
    with FileLock(sites / "lock"):
        if not site.exists():
            _build(site, "--pyodide", distribution.folder, "--wheels", distribution.wheels)
        os.utime(site)  # the ones used last are kept
        for old in sorted(sites.glob("[0-9a-f]*"), key=lambda path: path.stat().st_mtime)[:-_KEPT]:
            shutil.rmtree(old)
    return site


def _build(*words: str | Path) -> None:
    command = (Path(sysconfig.get_path("scripts"), "coursekit"), "site", *words)
    environment = {**os.environ, "PATH": os.pathsep.join((os.environ["PATH"], str(Path(NODE).parent)))}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def _fingerprint() -> str:
    """Name everything that goes into the site."""
    digest = hashlib.sha256(VERSION.encode())
    for place in _MADE_OF:
        for path in sorted([ROOT / place, *(ROOT / place).rglob("*")]):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


@dataclass
class Served:
    """A site on a web server: its address, which ends in a slash, and the paths that were asked for."""

    address: str
    server: ThreadingHTTPServer
    asked: list[str] = field(default_factory=list)

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.netloc}"

    def stop(self) -> None:
        """Take the server away, as a reader's network goes; no connection stays open."""
        self.server.shutdown()
        self.server.server_close()


@contextmanager
def served(site: Path, prefix: str = "/", port: int = 0) -> Iterator[Served]:
    """Serve a site, as any static host does, and nothing beside it.

    Parameters
    ----------
    site : pathlib.Path
        Its folder.
    prefix : str
        The path under which it appears, with slashes at both ends.
    port : int
        0 for a free one.

    Yields
    ------
    Served
        The running server.
    """
    asked: list[str] = []
    handler = functools.partial(_Handler, prefix=prefix, asked=asked, directory=str(site))
    server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    running = Served(f"http://127.0.0.1:{server.server_address[1]}{prefix}", server, asked)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield running
    finally:
        running.stop()
        thread.join()


class _Handler(SimpleHTTPRequestHandler):
    extensions_map = {  # noqa: RUF012 (so it is named and typed in the standard library)
        **SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
        ".webmanifest": "application/manifest+json",
        ".whl": "application/octet-stream",
    }

    def __init__(self, *args: object, prefix: str, asked: list[str], directory: str) -> None:
        self._prefix, self._asked = prefix, asked
        super().__init__(*args, directory=directory)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        self._answer(super().do_GET)

    def do_HEAD(self) -> None:
        self._answer(super().do_HEAD)

    def _answer(self, answer: Callable[[], None]) -> None:
        path = unquote(urlsplit(self.path).path)
        self._asked.append(path)
        if not path.startswith(self._prefix):
            self.send_error(404)
            return
        self.path = "/" + self.path.removeprefix(self._prefix)
        answer()

    def log_message(self, *_words: object) -> None:
        """Say nothing; what was asked for is in `asked`."""
