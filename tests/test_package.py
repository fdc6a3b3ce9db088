"""The package: its wheel is whole, importing it is light, and its version is said once."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
import yaml

import coursekit
from coursekit.record import record

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "coursekit"
HEAVY = ("pandas", "matplotlib", "numpy", "ipywidgets", "anywidget", "IPython", "jupyterlab", "markdown_it")
NOT_IN_A_BROWSER = {"threading", "multiprocessing", "concurrent", "subprocess", "socket", "socketserver", "ssl"}
COMMAND_LINE = {"cli.py", "commands.py", "lab.py", "lab_server.py", "link_command.py", "build.py", "fetching.py"}
COMMAND_LINE |= {"sources_command.py", "starting_again.py", "work_command.py"}
CORE = sorted(
    path.relative_to(PACKAGE).as_posix()
    for path in PACKAGE.rglob("*.py")
    if path.name not in COMMAND_LINE and PACKAGE / "site" not in path.parents
)


def python(*words: str, folder: Path, path: Path | None = None) -> str:
    environment = {**os.environ, **({"PYTHONPATH": str(path)} if path else {})}
    run = subprocess.run(
        [sys.executable, *words], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("wheel")
    python("-m", "hatchling", "build", "--target", "wheel", "--directory", str(target), folder=ROOT)
    return next(target.glob("*.whl"))


@pytest.fixture
def unpacked(wheel: Path, tmp_path: Path) -> Path:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    return tmp_path / "site"


def test_wheel_holds_the_record_and_the_question_banks_and_no_more(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    files = [
        *(("coursekit", path, PACKAGE) for path in PACKAGE.rglob("*")),
        *(("coursekit/course/data", path, ROOT / "data") for path in (ROOT / "data").rglob("*")),
        *(("coursekit/course/exercises", path, ROOT / "exercises") for path in (ROOT / "exercises").glob("*.toml")),
    ]
    due = {
        f"{place}/{path.relative_to(top).as_posix()}"
        for place, path, top in files
        if path.is_file() and not {"__pycache__", "readings"} & set(path.parts)
    }
    settings = f"coursekit-{coursekit.__version__}.data/data/etc/jupyter/labconfig/default_setting_overrides.json"
    assert held == due | {settings}


READ_ALL = """
import json
import coursekit as ck
from coursekit.record import record
print(json.dumps([ck.__file__, {name: ck.claims(name).to_csv() for name in sorted(record().tables)}]))
"""


def test_wheel_reads_the_same_tables_from_any_folder(unpacked: Path, tmp_path: Path) -> None:
    from_checkout = json.loads(python("-c", READ_ALL, folder=tmp_path))
    from_wheel = json.loads(python("-c", READ_ALL, folder=tmp_path, path=unpacked))
    assert Path(from_checkout[0]).is_relative_to(ROOT)
    assert Path(from_wheel[0]).is_relative_to(unpacked)
    assert list(from_wheel[1]) == sorted(record().tables)
    assert from_wheel[1] == from_checkout[1]


def test_importing_the_course_is_light(tmp_path: Path) -> None:
    loaded = python("-c", "import coursekit, sys; print(*sys.modules)", folder=tmp_path).split()
    assert set(HEAVY).isdisjoint(loaded)


@pytest.mark.parametrize("file", CORE)
def test_core_asks_for_nothing_a_browser_lacks(file: str) -> None:
    asked = imported_at_once(ast.parse((PACKAGE / file).read_text(encoding="utf-8")))
    assert NOT_IN_A_BROWSER.isdisjoint(asked)
    assert not {"coursekit.cli", "coursekit.lab", "coursekit.build", "coursekit.site"} & asked


def imported_at_once(module: ast.Module) -> set[str]:
    names: set[str] = set()
    for statement in module.body:
        if isinstance(statement, ast.Import):
            names.update(alias.name for alias in statement.names)
        elif isinstance(statement, ast.ImportFrom) and statement.module:
            names.add(statement.module)
            names.update(f"{statement.module}.{alias.name}" for alias in statement.names)
    return names | {name.partition(".")[0] for name in names}


def test_version_is_the_same_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    package = json.loads((ROOT / "data" / "datapackage.json").read_text(encoding="utf-8"))
    changes = re.search(
        r"^## \[?(\d\S*?)\]?(?:\s|$)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert changes is not None
    said = {coursekit.__version__, project["version"], citation["version"], package["version"], changes[1]}
    assert said == {project["version"]}


def test_citation_agrees_with_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["title"] == "Counting October"
    assert citation["authors"] == project["authors"]
    assert citation["repository-code"] == project["urls"]["Repository"]
    assert " AND ".join(citation["license"]) == project["license"]
