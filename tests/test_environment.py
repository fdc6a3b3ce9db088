"""The environments a reader may have: what Binder would build, and that every list of versions says the same."""

from __future__ import annotations

import os
import re
import runpy
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from importlib.metadata import distributions
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import repo2docker
import yaml
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from playwright.sync_api import expect

from browser import Lesson
from coursekit.lab import START
from memory import COUNTED, GUARANTEED, memory_of

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONSTRAINTS = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
ENVIRONMENT: dict[str, Any] = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
PIP: list[str] = ENVIRONMENT["dependencies"][-1]["pip"]
PYTHON: str = ENVIRONMENT["dependencies"][0].removeprefix("python=")

# What of Binder's own environment pip can install, and the course has to live with.
BASE = (
    "ipykernel",
    "ipython",
    "ipywidgets",
    "jupyter_client",
    "jupyter_server",
    "jupyterlab",
    "jupyterlab_server",
    "jupyterlab_widgets",
    "nbclient",
    "nbformat",
    "notebook",
    "tornado",
    "traitlets",
)

LESSON = "lessons/05-preparliament.ipynb"
"""One of the lessons; tests/benchmarks/benchmark_memory.py finds that they all take about as much."""

REGISTRY = re.compile(r"https?://[^\s\"'<>)]*(?:pypi|pythonhosted|npmjs|anaconda|debian)\.", re.IGNORECASE)


ON_BINDER = {"python_version": PYTHON, "python_full_version": f"{PYTHON}.99", "sys_platform": "linux"}


def pinned(markers: dict[str, str] | None = None) -> dict[str, str]:
    """List the exact versions constraints.txt gives to this machine, or to one that differs in some markers."""
    machine = {**default_environment(), **(markers or {})}
    requirements = map(Requirement, CONSTRAINTS)
    return {
        canonicalize_name(wanted.name): str(wanted.specifier).removeprefix("==")
        for wanted in requirements
        if wanted.marker is None or wanted.marker.evaluate(machine)  # type: ignore[arg-type]
    }


def test_constraints_stand_in_the_project_too() -> None:
    assert PROJECT["tool"]["uv"]["constraint-dependencies"] == CONSTRAINTS


def test_constraints_are_what_uv_resolves_to() -> None:
    uv = os.environ.get("UV") or shutil.which("uv")
    if uv is None:
        pytest.skip("no uv to ask")
    options = runpy.run_path(str(ROOT / "tools" / "constraints.py"))["EXPORT"]
    run = subprocess.run([uv, *options, "--offline"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.splitlines() == CONSTRAINTS


def test_installed_versions_are_those_of_the_constraints() -> None:
    installed = {canonicalize_name(found.name): found.version for found in distributions()}
    wanted = pinned()
    differing = {name: found for name, found in installed.items() if wanted.get(name, found) != found}
    assert differing == {}


def test_environment_has_the_shape_repo2docker_reads() -> None:
    assert ENVIRONMENT["channels"] == ["conda-forge"]
    assert isinstance(ENVIRONMENT["dependencies"], list)
    assert ENVIRONMENT["dependencies"][1:-1] == ["pip"]
    assert re.fullmatch(r"3\.\d+", PYTHON)
    assert not [folder for folder in ("binder", ".binder") if (ROOT / folder).exists()]


def test_environment_pins_what_lessons_import() -> None:
    exact = pinned(ON_BINDER)
    wanted = [Requirement(line) for line in PIP if not line.startswith("-e")]
    for requirement in wanted:
        if requirement.name != "jupyterlab":
            assert str(requirement.specifier) == f"=={exact[canonicalize_name(requirement.name)]}", requirement.name
    declared = [Requirement(line) for line in PROJECT["project"]["dependencies"]]
    assert {requirement.name for requirement in declared} <= {requirement.name for requirement in wanted}
    ranges = {requirement.name: requirement.specifier for requirement in declared}
    assert ranges["jupyterlab"] == next(each.specifier for each in wanted if each.name == "jupyterlab")
    assert PIP[-1] == "-e ."


def test_repo2docker_picks_the_environment(course_copy: Path) -> None:
    tool = Path(sysconfig.get_path("scripts"), "jupyter-repo2docker")
    said = run(tool, "--no-build", "--debug", course_copy, folder=course_copy)
    assert f"Building conda environment for python={PYTHON}" in said
    assert 'env update -p ${NB_PYTHON_PREFIX} --file "environment.yml"' in said


def test_binder_link_opens_the_start_lesson() -> None:
    found = re.search(r"\[!\[Open on Binder\]\([^)]+\)\]\(([^)]+)\)", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert found
    link = urlsplit(found[1])
    repository = urlsplit(PROJECT["project"]["urls"]["Repository"])
    assert (link.scheme, link.netloc) == ("https", "mybinder.org")
    assert link.path == f"/v2/gh{repository.path}/HEAD"
    assert parse_qs(link.query) == {"urlpath": [f"lab/tree/{START}"]}
    assert (ROOT / START).is_file()


@pytest.mark.browser
@pytest.mark.skipif(not COUNTED, reason="this system does not say what memory a process holds")
def test_running_lesson_and_its_server_keep_to_the_memory_binder_promises(lesson: Lesson) -> None:
    lesson.open(LESSON)
    lesson.run_all()
    expect(lesson.outputs.filter(has_text="Traceback")).to_have_count(0)
    taken = memory_of(lesson.lab.process.pid)
    assert taken.processes > 1, "the kernel was not counted"
    assert taken.whole < GUARANTEED


def test_no_committed_file_names_a_registry(course_copy: Path) -> None:
    found = [
        f"{path.relative_to(course_copy)}: {address[0]}"
        for path in course_copy.rglob("*")
        if path.is_file()
        for address in [REGISTRY.search(path.read_text(encoding="utf-8", errors="replace"))]
        if address
    ]
    assert found == []


@pytest.fixture
def registry(tmp_path: Path) -> None:
    """Skip the test where no package registry answers."""
    words = ("-m", "pip", "download", "--no-deps", "--no-cache-dir", "--retries", "0", "--dest", tmp_path, "mdurl")
    asked = subprocess.run([sys.executable, *words], capture_output=True, text=True, check=False)
    if asked.returncode:
        pytest.skip(f"no package registry answers: {asked.stderr}")


@pytest.mark.network
@pytest.mark.usefixtures("registry")
def test_start_lesson_runs_in_what_binder_builds(
    course_copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    version, python = nearest_interpreter()
    if version != PYTHON:
        with capsys.disabled():
            print(f"\nno Python {PYTHON} on this machine: Binder's environment is tried on {version} instead")
    python = environment_of(python, tmp_path / "binder")
    pip = (python, "-m", "pip", "--disable-pip-version-check")
    run(*pip, "install", "--quiet", *base_pins(version), folder=course_copy)
    # As conda does it: the pip section as a file in the folder of environment.yml.
    requirements = course_copy / "requirements.scratch.txt"
    requirements.write_text("\n".join(pip_section(version)), encoding="utf-8")
    run(*pip, "install", "--quiet", "--requirement", requirements, folder=course_copy)
    run(*pip, "check", folder=course_copy)
    run(python.with_name("jupyter-execute"), course_copy / START, folder=course_copy)


def pip_section(version: str) -> list[str]:
    """Give the pip section of environment.yml, with the versions another Python would have."""
    exact = pinned(ON_BINDER if version == PYTHON else None)
    names = {line: canonicalize_name(line.partition("==")[0]) for line in PIP if "==" in line}
    return [f"{names[line]}=={exact[names[line]]}" if line in names else line for line in PIP]


def base_pins(version: str) -> list[str]:
    """Read the versions repo2docker freezes for a Python from its own file."""
    folder = Path(repo2docker.__file__).parent / "buildpacks" / "conda"
    frozen = (folder / f"environment.py-{version}-linux-64.lock").read_text(encoding="utf-8")
    versions = dict(re.findall(r"/([a-z0-9_.-]+?)-(\d[^-/]*)-[^-/]+\.(?:conda|tar\.bz2)", frozen))
    return [f"{name}=={versions[name]}" for name in BASE]


def nearest_interpreter() -> tuple[str, Path]:
    """Find the Python that environment.yml names, here or through uv or pyenv; give this one if there is none."""
    here = f"{sys.version_info.major}.{sys.version_info.minor}"
    if here != PYTHON:
        uv = os.environ.get("UV", "uv")
        for words in ((uv, "python", "find", "--no-project", PYTHON), ("pyenv", "prefix", PYTHON)):
            if shutil.which(words[0]):
                answer = subprocess.run(words, capture_output=True, text=True, check=False)
                place = Path(answer.stdout.strip())
                if answer.returncode == 0:
                    return PYTHON, place / "bin" / "python" if place.is_dir() else place
    return here, Path(sys.executable)


def environment_of(python: Path, folder: Path) -> Path:
    """Make a virtual environment; give its Python."""
    run(python, "-m", "venv", folder, folder=folder.parent)
    return folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def run(*words: str | Path, folder: Path) -> str:
    """Run a program that must succeed; give what it printed."""
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{words}\n{done.stdout}{done.stderr}"
    return done.stdout + done.stderr
