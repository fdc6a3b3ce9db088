"""Open the course in JupyterLab. Only the command line imports this: a notebook has no server to start."""

from __future__ import annotations

import os
import secrets
import signal
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from coursekit.course import find_copy

if TYPE_CHECKING:
    from jupyter_server.serverapp import ServerApp

__all__ = ["START", "LabError", "serve"]

START = "lessons/00-start-here.ipynb"
"""The notebook that opens first."""


class LabError(RuntimeError):
    """The course cannot be opened here; the message says what to do."""


def serve(folder: Path, *, browser: bool, port: int, say: Callable[[str], None]) -> None:
    """Open the copy of the course that a folder lies in, and keep it open until Ctrl-C.

    Parameters
    ----------
    folder : pathlib.Path
        Where to look for the copy, upwards.
    browser : bool
        Whether to open the reader's browser at the start lesson.
    port : int
        The first port to try; a free one is taken if it is in use.
    say : callable
        Told one line when the course is open, with its address, and one when it is closed.

    Raises
    ------
    LabError
        If the folder lies in no copy of the course, or JupyterLab is not installed.
    """
    top = find_copy(folder)
    if top is None:
        raise LabError(
            f"{folder} is not inside a copy of the course. Go to the folder you cloned or unpacked, the one with "
            "lessons and data in it (cd counting-october), and try again."
        )
    server = _server(top, browser=browser, port=port)
    _listen(server)
    _stop_on_signals(server)
    say(f"The course is open at {_address(server)} (Ctrl-C closes it)")
    server.start()
    say(f"The course is closed. Your work is kept in {top}")


def _server(top: Path, *, browser: bool, port: int) -> ServerApp:
    try:
        app = import_module("jupyterlab.labapp").LabApp
        app.serverapp_class = import_module("coursekit.lab_server").CourseServer
    except ImportError:
        raise LabError(
            "JupyterLab is not installed here. In the folder of the course, run: pip install . "
            "(in a browser edition of the course, JupyterLab is open already)."
        ) from None
    server: ServerApp = app.initialize_server(
        argv=[
            f"--ServerApp.root_dir={top}",
            f"--ServerApp.open_browser={browser}",
            f"--ServerApp.port={port}",
            "--ServerApp.ip=127.0.0.1",
            f"--ServerApp.allow_root={_is_root()}",
            # Its own lines for starting and stopping would hide ours.
            "--Application.log_level=ERROR",
            f"--IdentityProvider.token={secrets.token_hex(24)}",
            "--KernelManager.transport_encryption=auto",
            f"--LabApp.default_url=/lab/tree/{START}",
            # Nothing here asks the network: not for news, not for updates, not for extensions.
            "--LabApp.news_url=None",
            "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
            "--LabApp.extension_manager=readonly",
        ]
    )
    return server


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _listen(server: ServerApp) -> None:
    """Let the server take its port now, so that the address is true when it is said."""

    async def once_through() -> None:
        """Give the callbacks already waiting, the binding among them, their turn."""

    server.io_loop.run_sync(once_through)


def _stop_on_signals(server: ServerApp) -> None:
    """Close at once; JupyterLab would ask first, and print what reads like a fault."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        server.stop(from_signal=True)

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)


def _address(server: ServerApp) -> str:
    return urljoin(server.connection_url, f"lab/tree/{START}?token={server.identity_provider.token}")
