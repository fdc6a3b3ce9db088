"""What a site takes of a Pyodide distribution, which may come from anywhere."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from jupyterlite_pyodide_kernel.constants import PYODIDE_VERSION

from built_site import served
from coursekit.site import archives, distribution
from coursekit.site.distribution import CDN, CORE, opened
from coursekit.site.errors import SiteError
from coursekit.site.lock import LOCK, Package, dump_lock, parse_lock
from made_distribution import FILES, archived, made, written_lock

PANDAS = "pandas-3.0.2-cp314-cp314-pyemscripten_2026_0_wasm32.whl"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return made(tmp_path / "pyodide")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    into = tmp_path / "site"
    into.mkdir()
    return into


def provided(place: Path, into: Path) -> dict[str, Package]:
    official = opened(str(place))
    return official.provide(list(official.lock.packages.values()), into)


@pytest.mark.parametrize("name", ["p.tar.bz2", "p.tar.gz", "p.tgz", "p.zip", "", "nested"])
def test_a_distribution_is_a_folder_or_any_usual_archive(name: str, folder: Path, tmp_path: Path, site: Path) -> None:
    place = archived(folder, tmp_path / name) if "." in name else folder
    if name == "nested":
        place = folder.parent
    assert provided(place, site).keys() == {"numpy", "pandas", "prompt-toolkit"}
    assert {path.name: path.read_bytes() for path in site.iterdir()} == {
        path.name: path.read_bytes() for path in folder.iterdir() if path.name != LOCK
    }


def test_only_what_was_asked_for_is_taken(folder: Path, site: Path) -> None:
    official = opened(str(folder))
    official.provide([official.lock.packages["numpy"]], site)
    assert {path.name for path in site.iterdir()} == {*CORE, official.lock.packages["numpy"].file_name}


@pytest.mark.parametrize("name", ["", "p.tar.bz2", "p.zip"])
def test_a_file_that_is_not_the_official_one_is_refused(name: str, folder: Path, tmp_path: Path, site: Path) -> None:
    expected = opened(str(folder)).lock.packages["pandas"].sha256
    (folder / PANDAS).write_bytes(b"something else")
    place = archived(folder, tmp_path / name) if name else folder
    with pytest.raises(SiteError) as refused:
        provided(place, site)
    said = str(refused.value)
    assert said.startswith(f"{place}: {PANDAS} is not the official file. Expected sha256 {expected}, found ")
    assert "Fetch the distribution again: pyodide-314." in said
    assert not (site / PANDAS).exists()


def test_a_package_that_is_missing_is_not_provided(folder: Path, site: Path) -> None:
    (folder / PANDAS).unlink()
    assert provided(folder, site).keys() == {"numpy", "prompt-toolkit"}


@pytest.mark.parametrize("name", CORE)
def test_a_part_of_pyodide_that_is_missing_is_named(name: str, folder: Path, site: Path) -> None:
    (folder / name).unlink()
    with pytest.raises(SiteError, match=f"lacks {name}. Give a whole distribution: pyodide-314"):
        provided(folder, site)


@pytest.mark.parametrize("member", ["../outside.whl", "/etc/outside", "pyodide/../../outside", "..\\outside"])
@pytest.mark.parametrize("name", ["p.tar.gz", "p.zip"])
def test_an_archive_that_reaches_outside_is_refused(member: str, name: str, folder: Path, tmp_path: Path) -> None:
    with pytest.raises(SiteError, match="lies outside the archive"):
        opened(str(archived(folder, tmp_path / name, more=[member])))


@pytest.mark.parametrize("name", ["p.tar.bz2", "p.zip"])
def test_files_of_other_folders_of_an_archive_are_not_taken(
    name: str, folder: Path, tmp_path: Path, site: Path
) -> None:
    (folder / PANDAS).unlink()
    provided(archived(folder, tmp_path / name, more=[PANDAS, f"other/{PANDAS}"]), site)
    assert not (site / PANDAS).exists()


@pytest.mark.parametrize("name", ["", "p.tar.gz", "p.zip"])
def test_a_file_larger_than_any_is_refused(
    name: str, folder: Path, tmp_path: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = archived(folder, tmp_path / name) if name else folder
    official = opened(str(place))
    monkeypatch.setattr(archives, "LARGEST", len(b"pandas") - 1)
    with pytest.raises(SiteError, match="has more than"):
        official.provide([official.lock.packages["pandas"]], site)


def test_an_archive_that_unpacks_without_end_is_refused(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "LONGEST", 2000)
    with pytest.raises(SiteError, match="unpacks to more than"):
        opened(str(archived(folder, tmp_path / "p.tar.gz")))


def test_another_binary_interface_is_refused(folder: Path) -> None:
    written_lock(folder, {"abi_version": "2025_0"})
    with pytest.raises(SiteError, match="interface is 2025_0, expected 2026_0"):
        opened(str(folder))


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({"file_name": "../pandas.whl"}, "'../pandas.whl' is not the name of a file beside the lock"),
        ({"file_name": "https://example.org/pandas.whl"}, "is not the name of a file beside the lock"),
        ({"sha256": ""}, "has no sha256"),
        ({"depends": ["nowhere"]}, "has no entry for nowhere"),
        ({"depends": 3}, "TypeError"),
    ],
)
def test_a_lock_that_cannot_be_followed_is_refused(entry: dict[str, Any], said: str, folder: Path) -> None:
    written_lock(folder, pandas=entry)
    with pytest.raises(SiteError) as refused:
        opened(str(folder))
    assert str(refused.value).startswith(f"{folder}: {LOCK}")
    assert said in str(refused.value)
    assert "Give an official distribution." in str(refused.value)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"info": [], "packages": {}}', "not JSON", '{"info": {}}'])
def test_what_is_no_lock_is_refused(text: str, folder: Path) -> None:
    (folder / LOCK).write_text(text, encoding="utf-8")
    with pytest.raises(SiteError, match="is no lock of Pyodide packages"):
        opened(str(folder))


def test_what_is_no_distribution_is_refused(tmp_path: Path) -> None:
    empty, text, broken = tmp_path / "empty", tmp_path / "notes.txt", tmp_path / "broken.tar.bz2"
    empty.mkdir()
    text.write_text("1917", encoding="utf-8")
    broken.write_text("1917", encoding="utf-8")
    shutil.copyfile(broken, tmp_path / "broken.zip")
    for place, said in (
        (empty, f"{empty} holds no {LOCK}"),
        (text, f"{text} is neither a folder nor an archive"),
        (broken, f"{broken} cannot be read as an archive"),
        (tmp_path / "broken.zip", "cannot be read as an archive"),
        (archived(empty, tmp_path / "bare.tar.gz"), f"holds no {LOCK}"),
        (tmp_path / "nowhere", "is not there"),
    ):
        with pytest.raises(SiteError) as refused:
            opened(str(place))
        assert said in str(refused.value)


def test_without_a_distribution_it_says_where_to_get_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(distribution, "user_cache_path", lambda _name: tmp_path)
    with pytest.raises(SiteError) as refused:
        opened(None)
    archive = f"pyodide-{PYODIDE_VERSION}.tar.bz2"
    for part in ("Download https://github.com/pyodide/", f"/{archive}", f"--pyodide {archive}", str(tmp_path), CDN):
        assert part in str(refused.value)


@pytest.mark.parametrize("ending", ["", ".tar.bz2"])
def test_a_distribution_in_the_cache_folder_is_found(
    ending: str, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / f"pyodide-{PYODIDE_VERSION}{ending}"
    folder.rename(place) if not ending else archived(folder, place)
    monkeypatch.setattr(distribution, "user_cache_path", lambda _name: tmp_path)
    assert opened(None).place == str(place)


def test_from_the_cdn_only_addresses_are_taken(folder: Path, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with served(folder) as web:
        base = web.address.rstrip("/")
        monkeypatch.setattr(distribution, "PYODIDE_CDN_URL", base)
        official = opened(CDN)
        packages = official.provide(list(official.lock.packages.values()), site)
    assert official.address == f"{base}/pyodide.mjs"
    assert {package.file_name for package in packages.values()} == {f"{base}/{name}" for name in FILES}
    assert list(site.iterdir()) == []
    assert web.asked == [f"/{LOCK}"]
    with pytest.raises(SiteError, match="does not answer"):
        opened(CDN)


def test_a_lock_is_written_as_it_was_read(folder: Path) -> None:
    lock = parse_lock((folder / LOCK).read_bytes(), "here")
    assert parse_lock(dump_lock(lock).encode(), "here") == lock
    assert lock.packages["numpy"].depends == ("prompt-toolkit",)
    assert json.loads(dump_lock(lock))["info"]["abi_version"] == "2026_0"
