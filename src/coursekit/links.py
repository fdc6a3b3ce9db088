"""Links for a class on a JupyterHub: one click fetches the course and opens a lesson of it.

The hub needs nbgitpuller, which reads the address of a git repository out of the link, copies it into the student's
own files or brings the copy there up to date, and then opens the notebook.
"""

from __future__ import annotations

import re
from importlib.metadata import metadata
from urllib.parse import SplitResult, quote, urlencode, urlsplit

__all__ = ["LinkError", "hub_link", "repository"]

_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?|[0-9a-f:.]*:[0-9a-f:.]*", re.IGNORECASE)
_PATH = re.compile(r"(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*/?")
_BRANCH = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)*")
_PAGES_OF_A_HUB = re.compile(r"/(hub|user)(/.*)?$")


class LinkError(ValueError):
    """No link can be made of an address; the message says what is wrong with it and what to give instead."""


def hub_link(hub: str, notebook: str, *, course: str, branch: str = "") -> str:
    """Make the link that opens a notebook of the course on a JupyterHub.

    Parameters
    ----------
    hub : str
        The address of the hub, such as `https://hub.example.org`, up to and without `/hub`.
    notebook : str
        The notebook, from the top of the course.
    course : str
        The address of the git repository that holds the course; every student's server must reach it without a
        password.
    branch : str, optional
        The branch to fetch; the repository's own default if empty.

    Returns
    -------
    str
        The address for students, with everything in it percent-encoded.

    Raises
    ------
    LinkError
        If an address is not plain http or https, holds a name, password, question mark or anything that an address
        of a hub or a repository has no need of, or if the branch cannot be one.

    Examples
    --------
    >>> hub_link("https://hub.example.org", "lessons/00-start-here.ipynb", course="https://example.org/october")
    ... # doctest: +ELLIPSIS
    'https://hub.example.org/hub/user-redirect/git-pull?repo=https%3A%2F%2Fexample.org%2Foctober&urlpath=lab%2Ftree...'
    """
    _refuse_pages_of(hub)
    server = _plain("the hub", hub)
    fetched = _plain("the repository", course)
    folder = fetched.path.rstrip("/").rpartition("/")[2].removesuffix(".git")
    if not folder:
        raise LinkError(f"{course!r} names no repository. Give its whole address, as for git clone.")
    if branch and (not _BRANCH.fullmatch(branch) or ".." in branch):
        raise LinkError(f"{branch!r} cannot be a branch. Give its name as the repository shows it, such as main.")
    asked = {
        "repo": fetched.geturl(),
        # An address itself once nbgitpuller has read it, and so encoded for itself too.
        "urlpath": quote(f"lab/tree/{folder}/{notebook}"),
        **({"branch": branch} if branch else {}),
        # Said in every link, because nbgitpuller would keep a final .git in the name of the folder.
        "targetPath": folder,
    }
    top = server.geturl().rstrip("/")
    return f"{top}/hub/user-redirect/git-pull?{urlencode(asked)}"


def repository() -> str:
    """Give the address of the repository this course was installed from, as the package has it.

    Examples
    --------
    >>> repository().startswith("https://")
    True
    """
    addresses = metadata("coursekit").get_all("Project-URL") or []
    return str(dict(line.split(", ", 1) for line in addresses)["Repository"])


def _plain(what: str, address: str) -> SplitResult:
    """Take an address apart that is a place on a server and nothing more."""
    try:
        parts = urlsplit(address)
        _ = parts.port  # reads it, and refuses what is no port
    except ValueError as error:
        raise LinkError(f"{address!r} is no address of {what}: {error}.") from None
    if parts.scheme not in {"http", "https"}:
        raise LinkError(f"{address!r} is no address of {what}. It must begin with https:// or http://.")
    if "@" in parts.netloc:
        raise LinkError(f"The address of {what} holds a name or password, which every student would see. Leave it out.")
    if not _HOST.fullmatch(parts.hostname or "") or not _PATH.fullmatch(parts.path):
        raise LinkError(f"{address!r} has a sign in it that the address of {what} cannot have. Copy it again.")
    if address.casefold() != parts.geturl().casefold() or parts.query or parts.fragment:
        raise LinkError(f"{address!r} is more than the address of {what}. Leave out spaces, and all from ? or # on.")
    return parts


def _refuse_pages_of(hub: str) -> None:
    page = _PAGES_OF_A_HUB.search(hub)
    if page:
        raise LinkError(f"{hub!r} is a page of a hub. Give the hub itself: {hub[: page.start()]}")
