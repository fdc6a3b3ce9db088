"""Where work does not last: on Binder, and in a browser. Whatever shows an exercise says so."""

from __future__ import annotations

import os
import sys

__all__ = ["reminder"]

# BinderHub sets the first three for whatever it starts; Kubernetes, beneath it, the last.
_BINDER = ("BINDER_LAUNCH_HOST", "BINDER_REF_URL", "BINDER_REPO_URL", "BINDER_SERVICE_HOST")


def reminder() -> str:
    """Say, where work does not last, how to take it away.

    Returns
    -------
    str
        Sentences for the student, as plain text; empty where files last.

    Examples
    --------
    >>> reminder() in {"", _ON_BINDER, _IN_BROWSER}
    True
    """
    if sys.platform == "emscripten":
        return _IN_BROWSER
    return _ON_BINDER if any(name in os.environ for name in _BINDER) else ""


_TAKE = "Before you stop, run ck.stored() and download your answers; ck.bring_back() puts them back later."
_ON_BINDER = f"This is a Binder session: it ends after a while without use, and its files go with it. {_TAKE}"
_IN_BROWSER = (
    "Your work is kept by this browser only, and is lost when its site data are cleared or a private window is closed. "
    f"{_TAKE}"
)
