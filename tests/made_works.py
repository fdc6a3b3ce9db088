"""Works made by a script, to try copies on: whole texts with fingerprints, web pages of them, and a site to serve them.

No sentence in them is anybody's. `install` puts them in place of the works the course reads, in this process or in one
that a test kills.
"""

from __future__ import annotations

import dataclasses
import hashlib
import random
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

from coursekit import identity, sources_command
from coursekit import sources as library
from coursekit.fetching import Limits
from coursekit.fingerprints import Fingerprint, work
from coursekit.sources import Page, Source

Answer = Callable[[BaseHTTPRequestHandler], None]

PAGE = 60  # lines of a page: paragraphs and the empty lines between them
LENGTHS = {"long-1900": 4 * PAGE, "short-1901": PAGE, "closed-1902": PAGE}
FREE = {"long-1900": 3, "short-1901": 1, "closed-1902": 0}  # the last quarter of the long work is free nowhere
LIMITS = Limits(size=256 * 1024, silence=2, total=30, pause=0)


def lines_of(name: str) -> tuple[str, ...]:
    """Give the lines of a made work: a paragraph, then an empty line."""
    chance = random.Random(name)  # noqa: S311 - the same text in every run
    syllables = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]
    vocabulary = ["".join(chance.choices(syllables, k=chance.randint(2, 4))) for _ in range(400)]
    paragraphs = [" ".join(chance.choices(vocabulary, k=chance.randint(25, 45))) for _ in range(LENGTHS[name] // 2)]
    return tuple(line for words in paragraphs for line in (f"{words.capitalize()}.", ""))


def text_of(name: str) -> str:
    """Give the reference copy of a made work."""
    return "\n".join(lines_of(name)) + "\n"


def page_of(name: str, number: int) -> bytes:
    """Give a page of a made work as a web site has it."""
    lines = lines_of(name)[(number - 1) * PAGE : number * PAGE]
    body = "".join(f"<p>{escape(textwrap.fill(line, 60))}</p>\n" for line in lines if line)
    head = "<head><title>A page</title><script>let x = '<p>';</script></head>"
    return f"<!DOCTYPE html>\n<html>{head}<body><nav>Home</nav>{body}<hr></body></html>".encode()


def works(address: str) -> dict[str, Source]:
    """Describe the made works, with their free pages at a site."""
    return {name: _work(name, address) for name in LENGTHS}


_BLANK: dict[str, Any] = {each.name: "" for each in dataclasses.fields(Source)}


def _work(name: str, address: str) -> Source:
    return dataclasses.replace(
        library.Source(**_BLANK),
        id=name,
        author="Nobody",
        title=name.title(),
        short=name.replace("-", " ").capitalize(),
        rights="made by a script",
        year=int(name[-4:]),
        part="all of it",
        sha256=hashlib.sha256(text_of(name).encode()).hexdigest(),
        lines=LENGTHS[name],
        pages=tuple(
            Page(f"{address}/{name}/ch{number}.htm", range((number - 1) * PAGE + 1, number * PAGE + 1))
            for number in range(1, FREE[name] + 1)
        ),
    )


def prints(name: str) -> tuple[Fingerprint, ...]:
    """Make the fingerprints of a made work."""
    return work(lines_of(name))


def install(address: str, put: Callable[[object, str, object], None]) -> None:
    """Put the made works in place of the course's, through `setattr` or a monkeypatch's."""
    made = works(address)
    put(library, "sources", lambda: made)
    put(identity, "anchors", prints)
    put(sources_command, "_LIMITS", LIMITS)


@dataclass
class Site:
    """A web site on this machine: what it answers, and what it was asked."""

    address: str = ""
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    sent: int = 0
    closing: Event = field(default_factory=Event)


@contextmanager
def serving() -> Iterator[Site]:
    """Serve every free page of the made works, until a test gives an address another answer."""
    site = Site()
    for name, count in FREE.items():
        for number in range(1, count + 1):
            site.answers[f"/{name}/ch{number}.htm"] = page(page_of(name, number))
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(site))
    site.address = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield site
    finally:
        site.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            site.agents.add(self.headers["User-Agent"])
            site.answers.get(self.path, status(404))(self)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Print nothing."""

    return Handler


def page(content: bytes, *, announced: int | None = None) -> Answer:
    """Answer with a page; announce another length to have it cut off, or -1 to announce none."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        if announced != -1:
            handler.send_header("Content-Length", str(len(content) if announced is None else announced))
        handler.end_headers()
        handler.wfile.write(content)

    return answer


def status(code: int, **headers: str) -> Answer:
    """Answer with a status and headers, and no page."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(code)
        for name, value in {"Content-Length": "0", **headers}.items():
            handler.send_header(name, value)
        handler.end_headers()

    return answer


def silence(site: Site) -> Answer:
    """Take the question and say nothing."""

    def answer(_handler: BaseHTTPRequestHandler) -> None:
        site.closing.wait()

    return answer


def flood(site: Site, size: int, *, announced: bool) -> Answer:
    """Send a page of any size, made as it goes, and count what was taken."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        if announced:
            handler.send_header("Content-Length", str(size))
        handler.end_headers()
        piece = b"<p>and so on</p>\n" * 4096
        try:
            while site.sent < size:
                site.sent += handler.wfile.write(piece)
        except OSError:  # the other side has had enough
            handler.close_connection = True

    return answer
