"""How long each way into the course takes: only what was measured is said, and how it was measured."""

from __future__ import annotations

import re

import pytest

from coursekit.errors import FileError
from coursekit.site.start_page import start_page
from coursekit.site.start_times import WAYS, measured, read_times, said
from coursekit.site.syllabus import Listed

ENTRY = """[[time]]
way = "browser"
what = "from opening the link to the first answer checked"
seconds = 11.24
runs = 5
on = "2 cores, <Chromium> 156"
date = 2026-11-22
"""
LESSON = Listed("00-start-here", "00 Start here", "Is that a fact?", 45)


def test_what_is_kept_can_be_read() -> None:
    assert {time.way for time in measured()} <= set(WAYS)


def test_a_measurement_is_said_with_the_day_the_machine_and_the_runs() -> None:
    assert said(read_times(ENTRY), "browser") == (
        "11 seconds from opening the link to the first answer checked "
        "(measured on 22 November 2026, on 2 cores, <Chromium> 156; median of 5 runs)",
    )


def test_a_way_without_a_measurement_is_said_to_have_none() -> None:
    html = start_page([LESSON], {}, read_times(ENTRY), "")
    assert html.count("<li>not measured</li>") == len(WAYS) - 1
    assert "on 2 cores, &lt;Chromium&gt; 156; median" in html


@pytest.mark.parametrize(
    ("was", "becomes", "fault"),
    [
        (
            'way = "browser"',
            'way = "browsr"',
            "time 1, way: 'browsr' is no way into the course. Did you mean 'browser'?",
        ),
        ("seconds = 11.24", "seconds = 0", "time 1, seconds: is no number of seconds above 0."),
        ("seconds = 11.24", 'seconds = "11"', "time 1, seconds: is no number of seconds above 0."),
        ("runs = 5", "runs = 0", "time 1, runs: is no whole number of runs."),
        ("runs = 5", "runs = true", "time 1, runs: is no whole number of runs."),
        ("runs = 5\n", "", "time 1, runs: is missing."),
        ("runs = 5", "runs = 5\nrun = 5", "time 1, run: is not known. Did you mean 'runs'?"),
        ("date = 2026-11-22", 'date = "2026-11-22"', "time 1, date: is no day. Write it without quotation marks"),
        ('what = "from', 'what = "until', "time 1, what: does not say from what to what."),
        ('on = "2 cores, <Chromium> 156"', 'on = " "', "time 1, on: does not say on what it was measured."),
        ("[[time]]", "[[times]]", "start_times.toml, times: is not known. Did you mean 'time'?"),
        ("[[time]]", "[[time]", "start_times.toml: is not TOML"),
    ],
)
def test_a_file_that_cannot_be_so_is_refused(was: str, becomes: str, fault: str) -> None:
    assert was in ENTRY
    with pytest.raises(FileError, match=re.escape(fault)):
        read_times(ENTRY.replace(was, becomes))
