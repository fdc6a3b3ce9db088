"""Wheels that no Pyodide distribution holds: the course's own, those of its kernel, and pinned ones of others."""

from __future__ import annotations

import hashlib
import os
import re
import sysconfig
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from email.parser import Parser
from pathlib import Path

from jupyterlite_pyodide_kernel.constants import PYODIDE_PYTHON_VERSION
from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import InvalidWheelFilename, canonicalize_name, parse_wheel_filename

from coursekit.site.errors import SiteError
from coursekit.site.lock import Package
from coursekit.site.programs import run_module

__all__ = ["LABEXTENSIONS", "Wheel", "course_wheel", "described", "downloaded", "kernel_wheels", "pins", "wheels_in"]

LABEXTENSIONS = Path(sysconfig.get_path("data"), "share", "jupyter", "labextensions")
"""Where the extensions of this environment's JupyterLab lie."""

_KERNEL = LABEXTENSIONS / "@jupyterlite" / "pyodide-kernel-extension" / "static" / "pypi"
_OLD_WIDGETS = "widgetsnbextension-3"  # for ipywidgets 7
_PYODIDE = {
    "extra": "",
    "platform_machine": "wasm32",
    "platform_system": "Emscripten",
    "python_full_version": f"{PYODIDE_PYTHON_VERSION}.0",
    "python_version": PYODIDE_PYTHON_VERSION,
    "sys_platform": "emscripten",
}
_DATED = "1580601600"  # seconds; every file in the wheel has this time, which is hatchling's own choice
_LONGEST = 1_000_000  # bytes of what a wheel says of itself
_PURE = {("py3", "none", "any"), ("py2", "none", "any")}


@dataclass(frozen=True)
class Wheel:
    """A pure wheel: the file, what it is, and what it needs in a browser."""

    path: Path
    name: str
    version: str
    sha256: str
    imports: tuple[str, ...]
    requires: tuple[Requirement, ...]

    @property
    def key(self) -> str:
        """The name it has in a lock."""
        return canonicalize_name(self.name)

    def package(self, depends: tuple[str, ...]) -> Package:
        """Give its entry in a lock."""
        return Package(self.name, self.version, self.path.name, self.sha256, self.imports, depends)


def described(path: Path) -> Wheel:
    """Read what a wheel says of itself.

    Parameters
    ----------
    path : pathlib.Path
        The file.

    Returns
    -------
    Wheel
        Its requirements are those that hold in Pyodide.

    Raises
    ------
    SiteError
        If it is no wheel, or not a pure one.
    """
    try:
        name, version, _, tags = parse_wheel_filename(path.name)
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            (metadata,) = (each for each in names if re.fullmatch(r"[^/]+\.dist-info/METADATA", each))
            with archive.open(metadata) as file:
                said = Parser().parsestr(file.read(_LONGEST).decode("utf-8"))
        requires = [Requirement(line) for line in said.get_all("Requires-Dist", [])]
    except (InvalidWheelFilename, InvalidRequirement, zipfile.BadZipFile, ValueError) as error:
        raise SiteError(f"{path} is not a wheel ({error}). Fetch it again.") from None
    if not _PURE & {(tag.interpreter, tag.abi, tag.platform) for tag in tags}:
        raise SiteError(
            f"{path} is made for one kind of machine. A browser needs the wheel that ends in -none-any.whl."
        )
    tops = {each.partition("/")[0] for each in names}
    return Wheel(
        path,
        name,
        str(version),
        hashlib.sha256(path.read_bytes()).hexdigest(),
        tuple(sorted(top.removesuffix(".py") for top in tops if not top.endswith((".dist-info", ".data")))),
        tuple(each for each in requires if each.marker is None or each.marker.evaluate(_PYODIDE)),
    )


def wheels_in(folder: Path) -> dict[str, Wheel]:
    """Describe every wheel of a folder.

    Parameters
    ----------
    folder : pathlib.Path
        The folder; what is in folders below it is not looked at.

    Returns
    -------
    dict
        Wheels by key.

    Raises
    ------
    SiteError
        If the folder is not there, one of its wheels is no pure wheel, or two are of one package.
    """
    if not folder.is_dir():
        raise SiteError(f"{folder} is not a folder. Give the folder that holds the wheels.")
    found: dict[str, Wheel] = {}
    for path in sorted(folder.glob("*.whl")):
        wheel = described(path)
        if wheel.key in found:
            raise SiteError(f"{folder}: {found[wheel.key].path.name} and {path.name} are one package. Leave one there.")
        found[wheel.key] = wheel
    return found


def pins(top: Path) -> dict[str, str]:
    """Read the versions that `constraints.txt` gives to packages that are the same everywhere.

    Parameters
    ----------
    top : pathlib.Path
        The top of a copy of the course.

    Returns
    -------
    dict
        Versions by key.
    """
    lines = (top / "constraints.txt").read_text(encoding="utf-8").splitlines()
    wanted = [Requirement(line) for line in lines]
    return {
        canonicalize_name(each.name): str(each.specifier).removeprefix("==") for each in wanted if each.marker is None
    }


def downloaded(exact: Mapping[str, str], into: Path) -> dict[str, Wheel]:
    """Have pip download pure wheels.

    Parameters
    ----------
    exact : mapping
        Versions by package name.
    into : pathlib.Path
        A folder for them that is not there yet.

    Returns
    -------
    dict
        The wheels by key.

    Raises
    ------
    SiteError
        If pip cannot have one of them.
    """
    wanted = [f"{name}=={version}" for name, version in sorted(exact.items())]
    pure = ("--no-deps", "--only-binary=:all:", "--platform=any", "--implementation=py", "--abi=none")
    words = ("download", "--quiet", "--disable-pip-version-check", *pure, f"--python-version={PYODIDE_PYTHON_VERSION}")
    into.mkdir(parents=True)
    otherwise = "Try again, or give the wheels yourself: --wheels FOLDER"
    run_module(("pip", *words, "--dest", str(into), *wanted), into, os.environ, otherwise)
    found = wheels_in(into)
    return {key: found[key] for key in exact}


def kernel_wheels() -> dict[str, Wheel]:
    """Find the wheels that the kernel of JupyterLite brings with it.

    Returns
    -------
    dict
        The wheels by key.

    Raises
    ------
    SiteError
        If the kernel is not installed.
    """
    found = [path for path in sorted(_KERNEL.glob("*.whl")) if not path.name.startswith(_OLD_WIDGETS)]
    if not found:
        raise SiteError(f"{_KERNEL} holds no wheels. Install what a site is built with: pip install 'coursekit[site]'.")
    return {wheel.key: wheel for wheel in map(described, found)}


def course_wheel(top: Path, into: Path) -> Wheel:
    """Build the wheel of a copy of the course.

    Its name ends in what it is made of, so that no browser takes an older one for it.

    Parameters
    ----------
    top : pathlib.Path
        The top of the copy.
    into : pathlib.Path
        A folder for the wheel that is not there yet.

    Returns
    -------
    Wheel
        The same, byte by byte, for the same files.

    Raises
    ------
    SiteError
        If it cannot be built.
    """
    words = ("hatchling", "build", "--target", "wheel", "--directory", str(into))
    dated = {**os.environ, "SOURCE_DATE_EPOCH": _DATED}
    run_module(words, top, dated, "Mend pyproject.toml, or take it from git")
    (path,) = into.glob("*.whl")
    name, version, rest = path.name.split("-", 2)
    mark = hashlib.sha256(path.read_bytes()).hexdigest()[:8]
    return described(path.rename(into / f"{name}-{version}-0_{mark}-{rest}"))
