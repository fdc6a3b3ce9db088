"""A class on a JupyterHub: its links are made without a network, and nothing hostile becomes one."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from coursekit import cli
from coursekit.links import LinkError, hub_link, repository
from coursekit.work.starting_again import notebooks

ROOT = Path(__file__).resolve().parents[1]
HUB = "https://hub.example.org"
COURSE = "https://git.example.org/history/counting-october"
LESSON = "lessons/05-preparliament.ipynb"
LESSONS = {name: path for name, path in notebooks(ROOT).items() if name.isdecimal()}


def asked(link: str) -> dict[str, str]:
    """Read a link as the hub's server does."""
    return {name: values[0] for name, values in parse_qs(urlsplit(link).query, strict_parsing=True).items()}


@pytest.mark.parametrize("hub", [HUB, f"{HUB}/", f"{HUB}:8443", "http://10.0.0.7/jupyter/", "https://[2001:db8::7]"])
def test_link_goes_to_the_puller_of_the_hub(hub: str) -> None:
    link = hub_link(hub, LESSON, course=COURSE)
    assert link.startswith(f"{hub.rstrip('/')}/hub/user-redirect/git-pull?")


def test_link_says_what_to_fetch_and_what_to_open() -> None:
    assert asked(hub_link(HUB, LESSON, course=COURSE, branch="autumn/2026")) == {
        "repo": COURSE,
        "urlpath": f"lab/tree/counting-october/{LESSON}",
        "branch": "autumn/2026",
        "targetPath": "counting-october",
    }


def test_without_a_branch_the_repository_chooses() -> None:
    assert "branch" not in asked(hub_link(HUB, LESSON, course=COURSE))


@pytest.mark.parametrize("end", ["", "/", ".git", ".git/"])
def test_folder_of_the_copy_has_the_name_of_the_repository(end: str) -> None:
    words = asked(hub_link(HUB, LESSON, course=COURSE + end))
    assert words["targetPath"] == "counting-october"
    assert words["urlpath"].startswith("lab/tree/counting-october/lessons/")


def test_everything_in_a_link_is_encoded() -> None:
    link = hub_link(HUB, "lessons/a b&c=#?%.ipynb", course=COURSE)
    assert not set(' "<>#\\') & set(link)
    # Once for the question, and once more for the address that is opened in the end.
    assert asked(link)["urlpath"] == "lab/tree/counting-october/lessons/a%20b%26c%3D%23%3F%25.ipynb"


HOSTILE = [
    "",
    "hub.example.org",
    "//hub.example.org",
    "ftp://hub.example.org",
    "file:///etc",
    "javascript:alert(1)//",
    "https://",
    "https:///lessons",
    "https://teacher:secret@hub.example.org",
    "https://hub.example.org@evil.example",
    "https://hub.example.org\\@evil.example",
    "https://hub.example.org\\.evil.example",
    "https://hub example.org",
    " https://hub.example.org",
    "https://hub.example.org\n",
    "https://hub.exam\tple.org/a",
    "https://hub.example.org/?next=https://evil.example",
    "https://hub.example.org/#part",
    "https://hub.example.org/a/../b",
    "https://hub.example.org/%2e%2e/b",
    'https://hub.example.org/"><script>',
    "https://hub.example.org:99999/a",
    "https://hub.example.org:port/a",
    "https://[2001:db8::7",
    "https://-hub.example.org",
    "https://hüb.example.org",
    "git@example.org:history/october.git",
    "--upload-pack=evil",
]


@pytest.mark.parametrize("address", HOSTILE)
def test_address_that_is_no_plain_address_is_refused(address: str) -> None:
    with pytest.raises(LinkError, match="the hub"):
        hub_link(address, LESSON, course=COURSE)
    with pytest.raises(LinkError, match="the repository"):
        hub_link(HUB, LESSON, course=address)


def test_password_in_an_address_is_not_repeated() -> None:
    with pytest.raises(LinkError) as refused:
        hub_link(HUB, LESSON, course="https://teacher:secret@example.org/october")
    assert "secret" not in str(refused.value)


def test_server_without_a_repository_is_refused() -> None:
    with pytest.raises(LinkError, match="names no repository"):
        hub_link(HUB, LESSON, course="https://git.example.org/")


@pytest.mark.parametrize("branch", ["-b", "--upload-pack=x", "a b", "a..b", "/a", "a/", "a//b", "a/.b", "a~1", "a\n"])
def test_branch_that_git_would_misread_is_refused(branch: str) -> None:
    with pytest.raises(LinkError, match="cannot be a branch"):
        hub_link(HUB, LESSON, course=COURSE, branch=branch)


@pytest.mark.parametrize("page", ["/hub", "/hub/home", "/hub/login?next=%2Fhub%2F", "/user/anna/lab", "/hub/spawn"])
def test_page_of_a_hub_is_told_from_the_hub(page: str) -> None:
    with pytest.raises(LinkError, match=r"Give the hub itself: https://hub\.example\.org/jupyter$"):
        hub_link(f"{HUB}/jupyter{page}", LESSON, course=COURSE)


@pytest.fixture
def in_the_course(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT / "lessons")


@pytest.mark.usefixtures("in_the_course")
def test_command_prints_a_link_for_each_lesson(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["link", HUB]) == 0
    printed = dict(line.split("  ") for line in capsys.readouterr().out.splitlines())
    assert printed == {
        name: hub_link(HUB, path.as_posix(), course=repository()) for name, path in sorted(LESSONS.items())
    }


@pytest.mark.usefixtures("in_the_course")
@pytest.mark.parametrize(
    ("word", "notebook"),
    [("05", LESSON), ("5", LESSON), ("exercises/05", LESSON.replace("lessons", "exercises"))],
)
def test_command_prints_one_link_alone(word: str, notebook: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["link", HUB, word, "--repository", COURSE, "--branch", "main"]) == 0
    assert capsys.readouterr().out == hub_link(HUB, notebook, course=COURSE, branch="main") + "\n"


@pytest.mark.usefixtures("in_the_course")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([HUB, "50"], "There is no lesson '50'. Known: 00, 01,"),
        ([HUB, "exercise/05"], "Did you mean 'exercises/05'"),
        (["hub.example.org"], "It must begin with https:// or http://"),
        ([HUB, "05", "--repository", "git@example.org:history/october.git"], "no address of the repository"),
        ([HUB, "05", "--branch=--force"], "cannot be a branch"),
    ],
)
def test_command_says_what_is_wrong(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["link", *words]) == 1
    printed = capsys.readouterr()
    assert said in printed.err
    assert printed.out == ""


def test_command_asks_for_a_copy_of_the_course(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(["link", HUB]) == 1
    assert "is not inside a copy of the course" in capsys.readouterr().err
