"""Free public pages, fetched politely: one at a time, within limits, under the project's own name.

Only the command line imports this: a notebook never asks the network for anything.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from http.client import HTTPException, HTTPMessage, HTTPResponse
from importlib.metadata import metadata
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

__all__ = ["Limits", "PageError", "SiteError", "agent", "fetch", "site"]

_CHUNK = 64 * 1024
_BUSY = {429, 500, 502, 503, 504}


@dataclass(frozen=True)
class Limits:
    """How much of a page, and how long for it, is enough.

    Parameters
    ----------
    size : int
        Bytes. The longest chapter is a tenth of the default.
    silence : float
        Seconds without a byte.
    total : float
        Seconds for the whole page, so that a page that drips for ever ends.
    pause : float
        Seconds between two pages, so that a reader's command is no burden to a site that volunteers keep.
    """

    size: int = 1024 * 1024
    silence: float = 20
    total: float = 120
    pause: float = 2


class PageError(RuntimeError):
    """A page was not fetched; another of its site may be."""


class SiteError(PageError):
    """The site does not answer or asks to be left alone: nothing more should be asked of it now."""


class _WithinTheSite(HTTPRedirectHandler):
    def redirect_request(  # noqa: PLR0913, PLR0917 - the signature is urllib's
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        if site(newurl) != site(req.full_url) or _weaker(req.full_url, newurl):
            raise PageError(f"{req.full_url} leads away to {newurl}, which is not the site the course knows.")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def fetch(address: str, limits: Limits) -> bytes:
    """Fetch one page.

    Parameters
    ----------
    address : str
        Where it is.
    limits : Limits
        What to put up with.

    Returns
    -------
    bytes
        The whole page, no less than the site said it would send.

    Raises
    ------
    PageError
        If the page is not there, is larger than the limit, came cut off or leads to another site.
    SiteError
        If the site does not answer in time, or asks for no more now.
    """
    request = Request(address, headers={"User-Agent": agent(), "Accept": "text/html, text/plain"})  # noqa: S310
    until = time.monotonic() + limits.total
    try:
        # build_opener's own redirect handler gives way to one of the same family.
        with build_opener(_WithinTheSite).open(request, timeout=limits.silence) as answer:
            return _read(answer, address, limits.size, until)
    except HTTPError as error:
        kind = SiteError if error.code in _BUSY else PageError
        with error:  # it holds the connection open
            raise kind(f"{address}: the site answered {error.code} {error.reason}.") from error
    except TimeoutError as error:
        raise SiteError(f"{address}: no answer in time.") from error
    except URLError as error:
        slow = isinstance(error.reason, TimeoutError)
        what = "no answer in time" if slow else f"not reached ({error.reason})"
        raise SiteError(f"{address}: {what}.") from error
    except (HTTPException, OSError) as error:
        raise SiteError(f"{address}: the connection broke off ({type(error).__name__}).") from error


def _read(answer: HTTPResponse, address: str, largest: int, until: float) -> bytes:
    announced = answer.headers.get("Content-Length", "")
    size = int(announced) if announced.isdecimal() else None
    content = bytearray()
    if size is not None and size > largest:
        raise _too_large(address, largest)
    while piece := answer.read1(_CHUNK):
        content += piece
        if len(content) > largest:
            raise _too_large(address, largest)
        if time.monotonic() > until:
            raise SiteError(f"{address}: it came too slowly.")
    if size is not None and len(content) < size:
        raise PageError(f"{address}: came cut off, {len(content)} of {size} bytes.")
    return bytes(content)


def _too_large(address: str, largest: int) -> PageError:
    return PageError(f"{address}: larger than {largest // 1024} kB, which no chapter is.")


def agent() -> str:
    """Name the project and where it is kept, as the installed package does.

    Examples
    --------
    >>> agent()
    'coursekit/0.1.0 (Counting October; +https://github.com/counting-october/counting-october)'
    """
    package = metadata("coursekit")
    project = package["Summary"].partition(":")[0]
    addresses = dict(line.split(", ", 1) for line in package.get_all("Project-URL") or [])
    return f"coursekit/{package['Version']} ({project}; +{addresses['Repository']})"


def site(address: str) -> str:
    """Name the site of an address, with its port where it has one of its own.

    Examples
    --------
    >>> site("https://www.marxists.org/archive/") == site("https://marxists.org/")
    True
    """
    return urlsplit(address).netloc.lower().removeprefix("www.")


def _weaker(before: str, after: str) -> bool:
    return urlsplit(before).scheme == "https" and urlsplit(after).scheme != "https"
