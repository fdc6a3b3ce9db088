"""What an instructor publishes with: the page, the workflows and the hub's configurations agree with the course."""

from __future__ import annotations

import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from coursekit import cli
from coursekit.links import repository
from memory import GUARANTEED

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "PUBLISHING.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
HUB = {path.name: yaml.safe_load(path.read_text(encoding="utf-8")) for path in (ROOT / "hub").iterdir()}
WORKFLOWS = {
    path.name: yaml.safe_load(path.read_text(encoding="utf-8")) for path in (ROOT / ".github" / "workflows").iterdir()
}
TESTS, PUBLISH = WORKFLOWS["tests.yml"], WORKFLOWS["publish.yml"]
ON = True
"""What YAML makes of the key `on`."""

ACTIONS = {
    "actions/checkout@v7",
    "actions/setup-python@v7",
    "actions/upload-pages-artifact@v5",
    "actions/deploy-pages@v5",
}

NAMES, TIMES = [str], {"enabled": bool, "timeout": int, "every": int}
SHAPES: dict[str, Any] = {
    "tljh-config.yaml": {
        "users": {"admin": NAMES, "allowed": NAMES},
        "limits": {"memory": str, "cpu": int},
        "https": {"enabled": bool, "letsencrypt": {"email": str, "domains": NAMES}},
        "user_environment": {"default_app": str},
        "services": {"cull": TIMES},
    },
    "z2jh-values.yaml": {
        "hub": {
            "config": {
                "JupyterHub": {"authenticator_class": str, "admin_access": bool},
                "Authenticator": {"allow_all": bool, "admin_users": NAMES},
                "NativeAuthenticator": {
                    "open_signup": bool,
                    "minimum_password_length": int,
                    "check_common_password": bool,
                },
            }
        },
        "proxy": {"https": {"enabled": bool, "hosts": NAMES, "letsencrypt": {"contactEmail": str}}},
        "singleuser": {
            "image": {"name": str, "tag": str},
            "defaultUrl": str,
            "memory": {"guarantee": str, "limit": str},
            "cpu": {"guarantee": float, "limit": int},
            "storage": {"capacity": str},
        },
        "cull": TIMES,
    },
}
"""The keys that hubs read, and what may stand under each; a hub passes over a misspelt one without a word."""


def shape(value: Any) -> Any:  # noqa: ANN401 - whatever YAML holds
    """Put the kind of each value in its place."""
    if isinstance(value, dict):
        return {key: shape(each) for key, each in value.items()}
    return [*{shape(each) for each in value}] if isinstance(value, list) else type(value)


def megabytes(amount: str) -> int:
    """Read an amount of memory as a hub does."""
    return int(amount[:-1]) * {"M": 1, "G": 1024}[amount[-1]]


@pytest.mark.parametrize("file", HUB)
def test_configuration_of_a_hub_has_the_keys_it_reads(file: str) -> None:
    assert shape(HUB[file]) == SHAPES[file]


def test_hubs_leave_room_for_a_lesson_and_its_exercises() -> None:
    littlest, cluster = HUB["tljh-config.yaml"]["limits"], HUB["z2jh-values.yaml"]["singleuser"]["memory"]
    assert megabytes(cluster["guarantee"]) >= GUARANTEED
    assert megabytes(cluster["limit"]) == megabytes(littlest["memory"]) >= 2 * GUARANTEED


def test_nobody_gets_into_a_hub_unasked() -> None:
    assert HUB["tljh-config.yaml"]["users"]["allowed"]
    settings = HUB["z2jh-values.yaml"]["hub"]["config"]
    assert settings["JupyterHub"]["authenticator_class"] == "native"
    assert settings["NativeAuthenticator"]["open_signup"] is False
    assert settings["JupyterHub"]["admin_access"] is False
    assert HUB["tljh-config.yaml"]["https"]["enabled"]
    assert HUB["z2jh-values.yaml"]["proxy"]["https"]["enabled"]


def test_image_of_a_hub_can_fetch_what_a_link_names() -> None:
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    assert [line for line in environment["dependencies"][-1]["pip"] if line.startswith("nbgitpuller==")]


def test_image_the_page_builds_is_the_one_the_values_name() -> None:
    image = HUB["z2jh-values.yaml"]["singleuser"]["image"]
    assert PAGE.count(f"{image['name']}:{image['tag']}") == 2
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert image["tag"] == version


def test_page_and_values_name_one_version_of_the_chart() -> None:
    comment = (ROOT / "hub" / "z2jh-values.yaml").read_text(encoding="utf-8")
    said = re.search(r"--version (\S+)", PAGE)
    assert said
    assert f"chart {said[1]}" in comment


def steps(workflow: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for job in workflow["jobs"].values():
        yield from job.get("steps", [])


def commands(workflow: dict[str, Any]) -> str:
    return "\n".join(step["run"] for step in steps(workflow) if "run" in step)


@pytest.mark.parametrize("name", WORKFLOWS)
def test_workflow_keeps_to_what_it_needs(name: str) -> None:
    workflow = WORKFLOWS[name]
    assert workflow["permissions"] == {"contents": "read"}
    assert {step["uses"] for step in steps(workflow) if "uses" in step} <= ACTIONS
    assert "${{" not in commands(workflow), "what others write must not become part of a command"
    for job in workflow["jobs"].values():
        if "uses" in job:
            assert (ROOT / job["uses"]).is_file()
        else:
            assert re.fullmatch(r"ubuntu-\d\d\.\d\d", job["runs-on"])
            assert job["timeout-minutes"] <= 60


def test_every_push_is_tested_on_every_python_the_course_names() -> None:
    assert set(TESTS[ON]) == {"push", "pull_request", "workflow_call"}
    assert TESTS[ON]["push"] == {"branches": ["**"]}
    tried = re.search(r"is tried on Python ([\d., and]+?)\.\s", README)
    assert tried
    assert TESTS["jobs"]["tests"]["strategy"]["matrix"]["python"] == re.findall(r"3\.\d+", tried[1])


def test_tests_are_run_by_the_command_of_the_readme() -> None:
    command = "pip install uv && uv run pytest"
    assert f"\n{command}\n" in README
    # All but those that read the books, which no public machine has.
    assert f'{command} -m "not sources"' in commands(TESTS).splitlines()


def test_tag_publishes_what_was_tested() -> None:
    assert PUBLISH[ON] == {"push": {"tags": ["v*"]}}
    jobs = PUBLISH["jobs"]
    assert jobs["tests"]["uses"] == "./.github/workflows/tests.yml"
    assert (jobs["site"]["needs"], jobs["deploy"]["needs"]) == ("tests", "site")
    assert jobs["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert [name for name, job in jobs.items() if "permissions" in job] == ["deploy"]
    (last,) = jobs["deploy"]["steps"]
    assert last["uses"].startswith("actions/deploy-pages@")
    assert jobs["deploy"]["environment"] == {
        "name": "github-pages",
        "url": f"${{{{ steps.{last['id']}.outputs.page_url }}}}",
    }


def test_site_is_built_by_the_command_and_uploaded_whole() -> None:
    command = re.search(r"coursekit site (\S+) --pyodide (\S+)$", commands(PUBLISH), re.MULTILINE)
    assert command
    assert f"--output {command[2]}" in commands(PUBLISH)
    upload = list(steps(PUBLISH))[-2]
    assert upload["uses"].startswith("actions/upload-pages-artifact@")
    assert upload["with"] == {"path": command[1]}
    assert command[0] in PAGE


def test_page_says_which_tags_publish() -> None:
    assert f"write `{PUBLISH[ON]['push']['tags'][0]}`" in PAGE


TYPED = sorted(
    {
        re.split(r"[#|)]", line.partition("coursekit ")[2])[0].strip()
        for text in (PAGE, commands(PUBLISH), commands(TESTS))
        for line in re.findall(r"`((?:uv run )?(?:--\S+ \S+ )?coursekit [^`\n]+)`|^ *(uv run .*)$", text, re.MULTILINE)
        for line in line
        if "coursekit " in line
    }
)
"""Every command of the course that the page or a workflow gives, without `coursekit`."""


@pytest.mark.parametrize("typed", TYPED)
def test_command_that_is_given_exists(typed: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = shlex.split(typed)
    name = words[: 2 if words[0] == "sources" else 1]
    assert cli.main([*name, "--help"]) == 0
    printed = capsys.readouterr().out
    assert all(option in printed for option in words if option.startswith("--"))


def test_commands_were_found() -> None:
    assert {typed.split()[0] for typed in TYPED} == {"link", "site", "sources", "work"}


def headings() -> set[str]:
    """List the places in the page that a link may lead to, as the public host names them."""
    found = re.findall(r"^#+ (.*)$", PAGE, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in found}


@pytest.mark.parametrize("link", re.findall(r"\]\((?!http)([^)]+)\)", PAGE))
def test_link_of_the_page_leads_somewhere(link: str) -> None:
    file, _, place = link.partition("#")
    assert (ROOT / file).is_file() if file else place in headings()


def test_page_names_the_address_an_instructor_replaces() -> None:
    assert f"search for `{repository().removeprefix('https://github.com/')}`" in PAGE
