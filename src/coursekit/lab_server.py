"""The server behind `coursekit lab`: Jupyter's own, which takes another port if the one it found is taken from it."""

from __future__ import annotations

from jupyter_server.serverapp import ServerApp

__all__ = ["CourseServer"]

_TRIES = 20


class CourseServer(ServerApp):
    """A Jupyter server that keeps looking for a port until one is its own.

    Jupyter's finds a free port, lets it go, and takes it later; where two courses start in the same moment, both find
    the same one and the slower gives up.
    """

    def _bind_http_server_tcp(self) -> bool:
        for _ in range(_TRIES):
            if super()._bind_http_server_tcp():
                return True
            self._find_http_port()
        return False
