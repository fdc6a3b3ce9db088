"""The site that `coursekit site` builds: what is in it, and that nothing in it asks for another place."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from packaging.utils import canonicalize_name

from built_site import built_site, served
from coursekit.site import distribution, sizes
from coursekit.site.choosing import AT_START, ON_DEMAND
from coursekit.site.contents import FOLDERS, MARK, write_contents
from coursekit.site.distribution import CDN, CORE, opened
from coursekit.site.errors import SiteError
from coursekit.site.lite import FIRST, PYODIDE, build_lite
from coursekit.site.lock import LOCK, closure, parse_lock
from coursekit.site.packages import put_packages
from coursekit.site.placing import BILL
from coursekit.site.wheels import course_wheel
from pyodide_distribution import assembled

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted(path.relative_to(ROOT).as_posix() for folder in FOLDERS for path in (ROOT / folder).glob("*.ipynb"))
ADDRESS = re.compile(r"(?:https?:)?//")
FETCHED = {"link": "href", "script": "src", "img": "src", "source": "srcset", "iframe": "src", "object": "data"}


@pytest.fixture(scope="module")
def site() -> Path:
    return built_site()


def read(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def contents_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_jupyterlite_built_twice_is_the_same(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_contents(ROOT, tmp_path / name / "files")
        build_lite(ROOT, tmp_path / name, "./static/pyodide/pyodide.mjs", "3.14.0", tmp_path / f"lite-{name}")
    assert contents_of(tmp_path / "lite-one") == contents_of(tmp_path / "lite-two")


def test_notebooks_are_dated_by_the_release_they_belong_to(course_copy: Path, tmp_path: Path) -> None:
    citation = course_copy / "CITATION.cff"
    text = citation.read_text(encoding="utf-8")
    day = re.findall(r'^date-released: "(.*)"$', text, re.MULTILINE)
    write_contents(course_copy, tmp_path / "files")
    build_lite(course_copy, tmp_path, "./static/pyodide/pyodide.mjs", "3.14.0", tmp_path / "lite")
    listed = read(tmp_path / "lite" / "api" / "contents" / "lessons" / "all.json")["content"]
    assert {each["last_modified"][:10] for each in listed} == set(day)
    citation.write_text(text.replace("date-released", "date"), encoding="utf-8")
    with pytest.raises(SiteError, match=r"CITATION\.cff says no day"):
        build_lite(course_copy, tmp_path, "./static/pyodide/pyodide.mjs", "3.14.0", tmp_path / "again")


def test_the_wheel_of_the_course_is_named_after_what_is_in_it(course_copy: Path, tmp_path: Path) -> None:
    one, two = (course_wheel(course_copy, tmp_path / name) for name in ("one", "two"))
    (course_copy / "src" / "coursekit" / "py.typed").write_text("changed\n", encoding="utf-8")
    three = course_wheel(course_copy, tmp_path / "three")
    assert one.path.name == two.path.name
    assert one.sha256 == two.sha256
    assert one.path.name != three.path.name
    assert one.imports == ("coursekit",)


# What is in it.

built = pytest.mark.network


@built
@pytest.mark.parametrize("name", NOTEBOOKS)
def test_each_notebook_of_the_course_is_there_for_the_kernel_of_the_browser(name: str, site: Path) -> None:
    ours, theirs = read(ROOT / name), read(site / "lite" / "files" / name)
    assert theirs["metadata"]["kernelspec"]["name"] == "python"
    assert theirs["cells"] == ours["cells"]
    assert theirs["metadata"]["coursekit"]["path"] == name


@built
def test_a_readers_files_are_a_copy_of_the_course_and_no_more(site: Path) -> None:
    files = contents_of(site / "lite" / "files")
    assert files.keys() == {*NOTEBOOKS, MARK.as_posix()}
    assert files[MARK.as_posix()] == (ROOT / MARK).read_bytes()
    listed = read(site / "lite" / "api" / "contents" / "lessons" / "all.json")["content"]
    assert {f"lessons/{each['name']}" for each in listed} == {name for name in NOTEBOOKS if name.startswith("lessons")}


@built
def test_the_lock_names_every_file_and_nothing_it_lacks(site: Path) -> None:
    folder = site / "lite" / PYODIDE
    lock = parse_lock((folder / LOCK).read_bytes(), LOCK)
    assert {path.name for path in folder.iterdir()} == {
        *CORE,
        LOCK,
        *(package.file_name for package in lock.packages.values()),
    }
    for package in lock.packages.values():
        assert hashlib.sha256((folder / package.file_name).read_bytes()).hexdigest() == package.sha256
    assert not ADDRESS.search((folder / LOCK).read_text(encoding="utf-8"))


@built
def test_the_lock_holds_what_the_course_needs_and_nothing_else(site: Path) -> None:
    lock = parse_lock((site / "lite" / PYODIDE / LOCK).read_bytes(), LOCK)
    assert closure(lock.packages, [*AT_START, *ON_DEMAND]) == lock.packages.keys()
    assert closure(lock.packages, AT_START).isdisjoint({*ON_DEMAND, "numpy"})


@built
def test_only_with_the_cdn_the_lock_names_addresses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with served(assembled().folder) as web:
        base = web.address.rstrip("/")
        monkeypatch.setattr(distribution, "PYODIDE_CDN_URL", base)
        put_packages(ROOT, opened(CDN), {}, tmp_path / "pyodide", print)
    packages = read(tmp_path / "pyodide" / LOCK)["packages"]
    official = parse_lock((assembled().folder / LOCK).read_bytes(), LOCK).packages
    for key, package in packages.items():
        if key in official:
            assert package["file_name"] == f"{base}/{official[key].file_name}"
            assert package["sha256"] == official[key].sha256
    ours = {package["file_name"] for key, package in packages.items() if key not in official}
    assert {path.name for path in (tmp_path / "pyodide").iterdir()} == {LOCK, *ours}


@built
def test_what_is_no_official_file_is_never_called_one(site: Path) -> None:
    official = parse_lock((assembled().folder / LOCK).read_bytes(), LOCK)
    for package in read(site / BILL)["packages"]:
        theirs = official.packages.get(canonicalize_name(package["name"]))
        same = theirs is not None and theirs.sha256 == package["compiled_from"]
        assert (package["from"] == "the Pyodide distribution") == same, package["name"]


@built
def test_the_site_is_small_enough(site: Path) -> None:
    assert sum(map(len, contents_of(site).values())) <= sizes.LARGEST == 70_000_000


@built
def test_no_page_fetches_anything_from_another_place(site: Path) -> None:
    pages = [path for path in site.rglob("*.html") if "extensions" not in path.parts]
    assert {site / "index.html", site / "lite" / "index.html", site / "lite" / "lab" / "index.html"} <= set(pages)
    for page in pages:
        parsed = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
        fetched = [str(tag.get(FETCHED[tag.name], "")) for tag in parsed.find_all(list(FETCHED))]
        styles = [*map(str, parsed.find_all("style")), *(str(tag["style"]) for tag in parsed.find_all(style=True))]
        fetched += re.findall(r"url\(([^)]*)\)", "".join(styles))
        assert [address for address in fetched if ADDRESS.match(address.strip("'\""))] == [], page


@built
def test_no_style_and_no_script_of_ours_names_another_place_to_fetch(site: Path) -> None:
    ours = [*site.glob("*.js"), *(site / "assets").rglob("*"), *(site / "lite/extensions/counting-october").rglob("*")]
    files = [path for path in ours if path.suffix in {".js", ".css", ".json"}]
    assert len(files) > 3
    for path in files:
        found = re.findall(r"https?://(?!www\.w3\.org/)\S+", path.read_text(encoding="utf-8"))
        assert found == [], path


@built
def test_jupyterlite_takes_everything_from_the_site(site: Path) -> None:
    settings = read(site / "lite" / "jupyter-lite.json")["jupyter-config-data"]
    kernel = settings["litePluginSettings"]["@jupyterlite/pyodide-kernel-extension:kernel"]
    assert kernel["disablePyPIFallback"] is True
    assert kernel["pyodideUrl"] == "./static/pyodide/pyodide.mjs"
    assert kernel["loadPyodideOptions"]["lockFileURL"] == f"./static/pyodide/{LOCK}"
    assert not ADDRESS.search(json.dumps(settings))


@built
def test_jupyterlite_has_one_app_and_what_the_course_needs(site: Path) -> None:
    lite = site / "lite"
    settings = read(lite / "jupyter-lite.json")["jupyter-config-data"]
    assert settings["appName"] == "Counting October"
    assert {each["name"] for each in settings["federated_extensions"]} == {
        "@jupyter-widgets/jupyterlab-manager",
        "@jupyterlite/pyodide-kernel-extension",
        "anywidget",
        "counting-october",
    }
    assert not [name for name in ("tree", "repl", "consoles", "edit", "notebooks") if (lite / name).exists()]
    assert not [path for ending in ("map", "eot", "ttf") for path in site.rglob(f"*.{ending}")]


@built
def test_jupyterlite_has_the_settings_jupyterlab_has(site: Path) -> None:
    settings = read(site / "lite" / "jupyter-lite.json")["jupyter-config-data"]["settingsOverrides"]
    ours = read(ROOT / "jupyter" / "labconfig" / "default_setting_overrides.json")
    assert {name: settings[name] for name in ours} == ours
    assert ours["@jupyterlab/apputils-extension:notification"]["fetchNews"] == "false"


@built
def test_without_a_notebook_the_start_lesson_opens(site: Path) -> None:
    page = BeautifulSoup((site / "lite" / "index.html").read_text(encoding="utf-8"), "html.parser")
    link = page.select_one("a")
    assert link is not None
    assert link["href"] == f"lab/index.html?path={FIRST}"
    assert FIRST in NOTEBOOKS


@built
def test_no_file_of_the_site_names_a_folder_of_this_machine(site: Path) -> None:
    here = [str(folder).encode() for folder in (ROOT, site)]
    assert [name for name, content in contents_of(site).items() if any(path in content for path in here)] == []
