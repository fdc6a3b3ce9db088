"""Which packages a site has: what the course needs in a browser, and wheels where a distribution has none."""

from __future__ import annotations

from pathlib import Path

import pytest

from coursekit.site.choosing import AT_START, ON_DEMAND, Stock, choose, replaced
from coursekit.site.distribution import opened
from coursekit.site.errors import SiteError
from coursekit.site.lock import Lock, closure
from coursekit.site.packages import put_packages
from coursekit.site.wheels import described, downloaded, pins, wheels_in
from made_distribution import made, wheel

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return made(tmp_path / "pyodide")


def stock(tmp_path: Path, official: Lock, **requires: list[str]) -> Stock:
    """Put every package a site must have into wheels, with what some of them need."""
    roots = {*AT_START, *ON_DEMAND} - official.packages.keys()
    for name in roots:
        wheel(tmp_path / "wheels", name, requires=requires.get(name.replace("-", "_"), []))
    fetched = {"mdurl": described(wheel(tmp_path / "fetched", "mdurl", "0.1.2"))}
    return Stock(official.packages, wheels_in(tmp_path / "wheels"), lambda keys: {key: fetched[key] for key in keys})


@pytest.fixture
def official(folder: Path) -> Lock:
    return opened(str(folder)).lock


def test_what_the_course_needs_is_whole(tmp_path: Path, official: Lock) -> None:
    needs = [
        "matplotlib",
        "pandas>=3,<4",
        "MDURL ~= 0.1",
        "jupyterlab; sys_platform != 'emscripten'",
        "pypdf; extra == 'pdf'",
    ]
    chosen = choose(stock(tmp_path, official, coursekit=needs, comm=["jupyterlab_widgets"]))
    entries = chosen.entries(chosen.official)
    assert entries.keys() == {*AT_START, *ON_DEMAND, "numpy", "prompt-toolkit", "mdurl"}
    assert closure(entries, AT_START) <= entries.keys()
    assert chosen.official.keys() == {"pandas", "numpy", "prompt-toolkit"}


def test_the_course_does_not_wait_for_what_is_loaded_on_demand(tmp_path: Path, official: Lock) -> None:
    chosen = choose(stock(tmp_path, official, coursekit=["pandas", "matplotlib", "mdurl"], comm=["pandas"]))
    entries = chosen.entries(chosen.official)
    assert entries["coursekit"].depends == ("mdurl",)
    assert entries["comm"].depends == ("pandas",)


def test_a_version_that_does_not_fit_is_refused(tmp_path: Path, official: Lock) -> None:
    with pytest.raises(SiteError, match=r"coursekit 1\.0 needs pandas<4,>=3\.1, and the browser would get 3\.0\.2"):
        choose(stock(tmp_path, official, coursekit=["pandas>=3.1,<4"]))


def test_a_wheel_may_stand_in_only_for_the_same_version(tmp_path: Path, official: Lock) -> None:
    package = official.packages["prompt-toolkit"]
    with pytest.raises(SiteError) as refused:
        replaced(package, {}, "the distribution")
    assert str(refused.value).startswith(f"the distribution lacks {package.file_name}, which the course needs. ")
    assert "a wheel of prompt_toolkit 3.0.52 in it: --wheels FOLDER" in str(refused.value)
    other = described(wheel(tmp_path / "other", "prompt_toolkit", "3.0.53"))
    with pytest.raises(SiteError, match=r"is version 3\.0\.53"):
        replaced(package, {other.key: other}, "the distribution")
    same = described(wheel(tmp_path / "same", "prompt_toolkit", "3.0.52"))
    taken = replaced(package, {same.key: same}, "the distribution")
    assert (taken.sha256, taken.depends) == (same.sha256, package.depends)
    assert taken.sha256 != package.sha256


def test_a_wheel_says_what_it_needs_in_a_browser(tmp_path: Path) -> None:
    requires = [
        "numpy>=2",
        "tornado; sys_platform != 'emscripten'",
        "tomli; python_version < '3.14'",
        "rich; extra == 'x'",
    ]
    found = described(wheel(tmp_path, "one-two", requires=requires))
    assert (found.key, found.version, found.imports) == ("one-two", "1.0", ("one_two",))
    assert list(map(str, found.requires)) == ["numpy>=2"]


def test_a_wheel_for_one_kind_of_machine_is_refused(tmp_path: Path) -> None:
    path = wheel(tmp_path, "psygnal", tag="cp314-cp314-manylinux_2_17_x86_64")
    with pytest.raises(SiteError, match=r"is made for one kind of machine.*-none-any\.whl"):
        described(path)


def test_two_wheels_of_one_package_are_refused(tmp_path: Path) -> None:
    wheel(tmp_path, "psygnal", "1.0")
    wheel(tmp_path, "psygnal", "1.1")
    with pytest.raises(SiteError, match=r"psygnal-1\.0-py3-none-any\.whl and psygnal-1\.1.* are one package"):
        wheels_in(tmp_path)


@pytest.mark.parametrize("name", ["psygnal.whl", "psygnal-1.0-py3-none-any.whl"])
def test_what_is_no_wheel_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("1917", encoding="utf-8")
    with pytest.raises(SiteError, match="is not a wheel"):
        wheels_in(tmp_path)


def test_a_folder_of_wheels_has_to_be_there(tmp_path: Path) -> None:
    with pytest.raises(SiteError, match="is not a folder"):
        wheels_in(tmp_path / "nowhere")


def test_without_a_registry_it_says_how_to_do_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    with pytest.raises(SiteError) as refused:
        downloaded({"mdurl": "0.1.2"}, tmp_path / "fetched")
    assert str(refused.value).startswith("pip download failed:\n")
    assert str(refused.value).endswith("Try again, or give the wheels yourself: --wheels FOLDER.")


def test_a_package_that_nothing_pins_is_not_fetched(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(
        SiteError, match=r"The course needs micropip in the browser, which neither .* nor constraints\.txt"
    ):
        put_packages(ROOT, opened(str(folder)), {}, tmp_path / "site", print)


def test_packages_are_pinned_where_every_machine_has_the_same(tmp_path: Path) -> None:
    lines = [
        "Mdurl==0.1.2",
        "numpy==2.4.6 ; python_full_version < '3.12'",
        "numpy==2.5.5 ; python_full_version >= '3.12'",
    ]
    (tmp_path / "constraints.txt").write_text("\n".join(lines), encoding="utf-8")
    assert pins(tmp_path) == {"mdurl": "0.1.2"}
