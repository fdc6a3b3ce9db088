"""A line at the foot of the page that says how loading stands; nothing of it is kept in the notebook."""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import version
from importlib.resources import files
from typing import Protocol, cast

__all__ = ["Notice"]


class _Comm(Protocol):
    def send(self, data: dict[str, object]) -> None: ...


class Notice:
    """The line, which appears when something is first said.

    It is the model of a widget without a view. Its script writes into the page and not into an output, so that a saved
    notebook does not hold it. `anywidget` itself is not imported: it would take longer than what there is to say.
    """

    def __init__(self) -> None:
        self._comm: _Comm | None = None

    def say(self, words: str) -> None:
        """Say something in place of what was said before.

        Parameters
        ----------
        words : str
            Plain text.
        """
        self._set({"words": words, "over": False})

    def end(self, words: str) -> None:
        """Say something for the last time; the line goes after a while.

        Parameters
        ----------
        words : str
            Plain text.
        """
        self._set({"words": words, "over": True})

    def _set(self, state: dict[str, object]) -> None:
        if self._comm is None:
            self._comm = _opened(state)
        else:
            self._comm.send({"method": "update", "state": state, "buffer_paths": []})


def _opened(said: dict[str, object]) -> _Comm:
    release = ".".join(version("anywidget").split(".")[:2])
    state = {
        "_model_module": "anywidget",
        "_model_name": "AnyModel",
        "_model_module_version": f"~{release}.*",
        "_view_module": "anywidget",
        "_view_name": "AnyView",
        "_view_module_version": f"~{release}.*",
        "_view_count": None,
        "_esm": (files("coursekit") / "static" / "loading.js").read_text(encoding="utf-8"),
        "_anywidget_id": "coursekit.loading_notice.Notice",
        **said,
    }
    data = {"state": state, "buffer_paths": []}
    metadata = {"version": "2.1.0"}
    return cast("_Comm", import_module("comm").create_comm("jupyter.widget", data=data, metadata=metadata))
