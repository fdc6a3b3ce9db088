"""The command line: what it says and with which exit status, and JupyterLab started and stopped through it."""

from __future__ import annotations

import asyncio
import shutil
import sys
from pathlib import Path
from socket import socket
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from tornado.httpserver import HTTPServer

from coursekit import cli, lab
from coursekit.lab_server import CourseServer
from serving import Lab, serving


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["lba"], "There is no command 'lba'. Did you mean 'lab'?"),
        (["--versoin"], "Did you mean '--version'?"),
        (["lab", "--no-brwser"], "coursekit lab: '--no-brwser' is not understood. Did you mean '--no-browser'?"),
        (["lab", "--no"], "'--no' is not understood"),
        (["lab", "lessons"], "'lessons' is not understood. Known: --help, --no-browser, --port."),
        (["lab", "--port", "x"], "'x' is not a port"),
        (["lab", "--port", "80"], "'80' is not a port; give a number from 1024 to 65535"),
        (["lab", "--port"], "expected one argument"),
        ([], "usage: coursekit"),
    ],
)
def test_misuse_is_named_with_status_2(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(words) == 2
    printed = capsys.readouterr()
    assert said in printed.err
    assert printed.out == ""


@pytest.mark.parametrize(
    "words", [["--help"], ["lab", "--help"], ["build", "--help"], ["site", "--help"], ["--version"]]
)
def test_asking_for_help_is_no_failure(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(words) == 0
    printed = capsys.readouterr()
    assert "coursekit" in printed.out
    assert printed.err == ""


@pytest.mark.parametrize("command", ["lab", "build"])
def test_outside_a_copy_it_says_where_to_go(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main([command]) == 1
    assert f"{tmp_path} is not inside a copy of the course. Go to the folder you cloned" in capsys.readouterr().err


def test_without_jupyterlab_it_says_so(
    course_copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(course_copy)
    monkeypatch.setitem(sys.modules, "jupyterlab.labapp", None)
    assert cli.main(["lab"]) == 1
    assert "JupyterLab is not installed here" in capsys.readouterr().err


def test_build_writes_what_check_calls_stale(
    course_copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(course_copy / "data")
    solution = next((course_copy / "solutions").glob("*.ipynb"))
    exercise = course_copy / "exercises" / solution.name
    assert cli.main(["build"]) == 0
    exercise.unlink()
    capsys.readouterr()
    assert cli.main(["build", "--check"]) == 1
    assert capsys.readouterr().err == f"exercises/{solution.name} is stale\nRun: coursekit build\n"
    assert cli.main(["build"]) == 0
    assert capsys.readouterr().out == f"wrote exercises/{solution.name}\n"
    assert exercise.is_file()
    assert cli.main(["build", "--check"]) == 0


def test_build_names_a_bad_notebook(
    course_copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(course_copy)
    (course_copy / "lessons" / "99-broken.ipynb").write_text("{", encoding="utf-8")
    assert cli.main(["build"]) == 1
    assert "lessons/99-broken.ipynb, line 1: not JSON" in capsys.readouterr().err


def test_lab_serves_the_start_lesson_and_closes_on_ctrl_c(lab: Lab) -> None:
    assert urlsplit(lab.address).hostname == "127.0.0.1"
    with urlopen(lab.address) as answer:  # noqa: S310 - the address is this machine's own
        page = answer.read().decode("utf-8")
    assert answer.status == 200
    assert "<title>JupyterLab</title>" in page
    status, printed, complaints = lab.stop()
    assert status == 0
    assert printed == f"The course is closed. Your work is kept in {lab.top}\n"
    assert "Traceback" not in complaints


def test_lab_lists_the_whole_course(lab: Lab) -> None:
    contents, _, token = lab.address.partition("?")
    with urlopen(f"{contents[: contents.index('/lab')]}/api/contents/?{token}") as answer:  # noqa: S310
        listing = answer.read().decode("utf-8")
    for folder in ("lessons", "exercises", "data"):
        assert f'"path": "{folder}"' in listing


def test_lab_is_closed_to_whoever_has_no_token(lab: Lab) -> None:
    with urlopen(lab.address.partition("?")[0]) as answer:  # noqa: S310
        assert urlsplit(answer.url).path == "/login"


def test_two_at_once_take_two_ports(lab: Lab, tmp_path: Path) -> None:
    with serving(lab.top, home=tmp_path / "another home", folder="lessons") as other:
        assert other.root != lab.root
        assert urlsplit(other.address).path == urlsplit(lab.address).path


def test_port_taken_in_the_last_moment_is_left_to_who_took_it() -> None:
    """Jupyter looks for a free port first and takes it later; here another program is quicker."""

    async def bind() -> tuple[int, list[int]]:
        server = CourseServer(ip="127.0.0.1", log_level="CRITICAL")
        server._http_server = HTTPServer(lambda _request: None)
        with socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            server.port = taken = other.getsockname()[1]
            assert server._bind_http_server_tcp()
        bound = [each.getsockname()[1] for each in server._http_server._sockets.values()]
        server._http_server.stop()
        assert bound == [server.port]
        return taken, bound

    taken, bound = asyncio.run(bind())
    assert taken not in bound


def test_start_lesson_is_there(course_copy: Path) -> None:
    assert (course_copy / lab.START).is_file()


def test_command_is_on_the_path_of_the_environment() -> None:
    assert shutil.which("coursekit", path=Path(sys.executable).parent)
