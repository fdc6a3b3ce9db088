"""One page from a site that is slow, broken, huge or leads elsewhere: all of it, or a reason and nothing more asked."""

from __future__ import annotations

import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from email.message import Message

import pytest

import made_works
from coursekit import fetching
from coursekit.fetching import PageError, SiteError, fetch
from made_works import LIMITS, Site, flood, page, page_of, silence, status

PATH = "/long-1900/ch1.htm"
HUGE = 100 * 1024 * 1024


@pytest.fixture
def site() -> Iterator[Site]:
    with made_works.serving() as serving:
        yield serving


@pytest.fixture
def elsewhere() -> Iterator[Site]:
    with made_works.serving() as serving:
        yield serving


def test_a_page_comes_whole_and_the_site_is_told_who_asks(site: Site) -> None:
    assert fetch(site.address + PATH, LIMITS) == page_of("long-1900", 1)
    assert site.agents == {fetching.agent()}


def test_the_agent_is_what_the_package_says_of_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    package = Message()
    package["Version"] = "2.5"
    package["Summary"] = "Counting February: another course."
    package["Project-URL"] = "Documentation, https://example.org/docs"
    package["Project-URL"] = "Repository, https://example.org/it"
    monkeypatch.setattr(fetching, "metadata", lambda _: package)
    assert fetching.agent() == "coursekit/2.5 (Counting February; +https://example.org/it)"


def test_a_page_that_announces_no_length_comes_too(site: Site) -> None:
    site.answers[PATH] = page(b"short", announced=-1)
    assert fetch(site.address + PATH, LIMITS) == b"short"


def test_a_site_that_says_nothing_is_given_up(site: Site) -> None:
    site.answers[PATH] = silence(site)
    with pytest.raises(SiteError, match="no answer in time"):
        fetch(site.address + PATH, replace(LIMITS, silence=0.05))


def test_a_page_that_drips_for_longer_than_is_allowed_is_given_up(site: Site) -> None:
    with pytest.raises(SiteError, match="too slowly"):
        fetch(site.address + PATH, replace(LIMITS, total=0))


def test_a_page_cut_off_is_none(site: Site) -> None:
    site.answers[PATH] = page(b"half", announced=8)
    with pytest.raises(PageError, match="cut off, 4 of 8 bytes"):
        fetch(site.address + PATH, LIMITS)


@pytest.mark.parametrize("announced", [True, False])
def test_a_huge_page_is_neither_taken_nor_held(site: Site, announced: bool) -> None:
    site.answers[PATH] = flood(site, HUGE, announced=announced)
    tracemalloc.start()
    try:
        with pytest.raises(PageError, match="larger than 256 kB"):
            fetch(site.address + PATH, LIMITS)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < HUGE / 10
    assert site.sent < HUGE


def test_a_redirect_within_the_site_is_followed(site: Site) -> None:
    site.answers["/old"] = status(301, Location=PATH)
    assert fetch(f"{site.address}/old", LIMITS) == page_of("long-1900", 1)


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_a_redirect_to_another_site_is_not_followed(site: Site, elsewhere: Site, code: int) -> None:
    site.answers[PATH] = status(code, Location=elsewhere.address + PATH)
    with pytest.raises(PageError, match=f"leads away to {elsewhere.address}"):
        fetch(site.address + PATH, LIMITS)
    assert elsewhere.asked == []


def test_a_redirect_to_a_file_is_not_followed(site: Site) -> None:
    site.answers[PATH] = status(302, Location="file:///etc/hostname")
    with pytest.raises(PageError):
        fetch(site.address + PATH, LIMITS)


def test_a_redirect_in_a_ring_ends(site: Site) -> None:
    site.answers[PATH] = status(302, Location=PATH)
    with pytest.raises(PageError, match="302"):
        fetch(site.address + PATH, LIMITS)


def test_a_redirect_out_of_encryption_is_not_followed() -> None:
    assert fetching._weaker("https://example.org/a", "http://example.org/a")
    assert not fetching._weaker("http://example.org/a", "https://example.org/a")


def test_a_page_that_is_not_there_leaves_the_site_to_be_asked_for_others(site: Site) -> None:
    with pytest.raises(PageError, match="404 Not Found") as caught:
        fetch(f"{site.address}/nowhere", LIMITS)
    assert not isinstance(caught.value, SiteError)


@pytest.mark.parametrize("code", [429, 500, 503])
def test_a_site_that_is_busy_is_to_be_left_alone(site: Site, code: int) -> None:
    site.answers[PATH] = status(code)
    with pytest.raises(SiteError, match=str(code)):
        fetch(site.address + PATH, LIMITS)


def test_a_site_that_hangs_up_is_said_to(site: Site) -> None:
    site.answers[PATH] = lambda handler: handler.connection.shutdown(2)
    with pytest.raises(SiteError, match=r"broke off|not reached"):
        fetch(site.address + PATH, LIMITS)


def test_a_site_that_is_not_there_is_said_to_be_unreached(site: Site) -> None:
    with made_works.serving() as gone:
        address = gone.address
    with pytest.raises(SiteError, match="not reached"):
        fetch(address + PATH, LIMITS)
    assert site.asked == []


def test_a_notebook_never_loads_what_fetches() -> None:
    code = "import coursekit, sys; [getattr(coursekit, n) for n in coursekit.__all__]; print(*sys.modules, sep='\\n')"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"coursekit.fetching", "coursekit.sources_command"} & set(run.stdout.split())
