"""`coursekit site`: where a site is put, how large it may be, and what the command says when it cannot be made."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from coursekit import cli
from coursekit.site import sizes
from coursekit.site.distribution import CORE
from coursekit.site.errors import SiteError
from coursekit.site.placing import BILL, placed
from coursekit.site.sizes import report

ROOT = Path(__file__).resolve().parents[1]


def test_no_site_is_made_outside_a_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(["site", "public"]) == 1
    assert f"{tmp_path} is not inside a copy of the course. Go to the folder you cloned" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_what_is_missing_is_said_in_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    assert cli.main(["site", str(tmp_path / "public"), "--pyodide", str(tmp_path / "nowhere")]) == 1
    assert capsys.readouterr().err == (
        f"{tmp_path / 'nowhere'} is not there. Give the folder or the archive of a Pyodide distribution.\n"
    )
    assert list(tmp_path.iterdir()) == []


def test_without_what_a_site_is_built_with_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    for module in ("builder", "distribution"):
        monkeypatch.delitem(sys.modules, f"coursekit.site.{module}", raising=False)
    monkeypatch.setitem(sys.modules, "jupyterlite_pyodide_kernel", None)
    monkeypatch.setitem(sys.modules, "jupyterlite_pyodide_kernel.constants", None)
    assert cli.main(["site", str(tmp_path / "public")]) == 1
    said = capsys.readouterr().err
    assert "jupyterlite_pyodide_kernel" in said
    assert "is not installed. Run: pip install 'coursekit[site]'." in said


def test_help_says_what_is_needed(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["site", "--help"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    for part in ("--pyodide WHERE", "--wheels FOLDER", ".tar.bz2", "cdn", "coursekit[site]", "earlier site"):
        assert part in said


def written(out: Path, name: str) -> None:
    with placed(out) as new:
        (new / BILL).write_text("{}", encoding="utf-8")
        (new / name).write_text("1917", encoding="utf-8")


def test_a_site_takes_the_place_of_an_earlier_one(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "public"
    written(out, "old.html")
    written(out, "new.html")
    assert {path.name for path in out.iterdir()} == {BILL, "new.html"}
    assert list(out.parent.iterdir()) == [out]


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "public").mkdir()
    written(tmp_path / "public", "new.html")
    assert (tmp_path / "public" / "new.html").is_file()


def test_nothing_else_is_overwritten(tmp_path: Path) -> None:
    folder, file = tmp_path / "thesis", tmp_path / "public"
    folder.mkdir()
    (folder / "chapter.txt").write_text("1917", encoding="utf-8")
    file.write_text("1917", encoding="utf-8")
    for out in (folder, file):
        with pytest.raises(SiteError, match="is there already and is no earlier site"):
            written(out, "new.html")
    assert (folder / "chapter.txt").read_text(encoding="utf-8") == file.read_text(encoding="utf-8") == "1917"
    assert sorted(tmp_path.iterdir()) == [file, folder]


def test_a_place_that_cannot_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("1917", encoding="utf-8")
    with pytest.raises(SiteError, match=r"public cannot be made .*Give another folder"):
        written(tmp_path / "file" / "public", "new.html")


def test_an_earlier_site_comes_back_where_it_cannot_be_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, rename = tmp_path / "public", Path.rename
    written(out, "old.html")

    def refuse(path: Path, target: Path) -> Path:
        if path.name == "new":
            raise OSError("in use")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(SiteError, match=r"public cannot be replaced \(in use\)"):
        written(out, "new.html")
    assert {path.name for path in out.iterdir()} == {BILL, "old.html"}


def test_a_site_that_cannot_be_finished_leaves_the_earlier_one(tmp_path: Path) -> None:
    out = tmp_path / "public"
    written(out, "old.html")
    with pytest.raises(OSError, match="half"):
        written(out, "half/of.html")
    assert {path.name for path in out.iterdir()} == {BILL, "old.html"}
    assert list(tmp_path.iterdir()) == [out]


def test_a_site_too_large_is_refused_part_by_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lite = tmp_path / "lite"
    for name in (
        "index.html",
        "lite/app.js",
        "lite/files/lesson.ipynb",
        f"lite/pyodide/{CORE[0]}",
        "lite/pyodide/a.whl",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"1" * 100_000)
    lines = report(tmp_path, lite, lite / "pyodide")
    assert [line.split()[0] for line in lines] == [
        *("pages", "notebooks", "JupyterLite", "Pyodide", "packages", "together")
    ]
    assert {line.split()[1] for line in lines[:-1]} == {"0.1"}
    monkeypatch.setattr(sizes, "LARGEST", 499_999)
    with pytest.raises(SiteError, match=r"larger than 0 MB:(?s:.*)together +0\.5 MB in 5 files"):
        report(tmp_path, lite, lite / "pyodide")
