"""Which packages go into the site: what the course needs in a browser, each from where it may be had."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from coursekit.site.errors import SiteError
from coursekit.site.lock import Package, closure
from coursekit.site.wheels import Wheel

__all__ = ["AT_START", "ON_DEMAND", "Chosen", "Stock", "choose", "replaced"]

AT_START = ("ipykernel", "comm", "pyodide-kernel", "jedi", "ipython", "micropip", "piplite", "coursekit")
"""What a kernel has before the first cell runs."""

ON_DEMAND = ("matplotlib", "pandas")
"""What the course asks for only when a cell needs it; together they are half of the site."""

DRAWN_BY_THE_PAGE = {"jupyterlab-widgets"}
"""Required by packages, and no use to Python: JupyterLite's own extension does it."""


@dataclass(frozen=True)
class Stock:
    """Where packages may be had: the official lock, wheels at hand, and pinned ones for whoever fetches them."""

    official: Mapping[str, Package]
    at_hand: Mapping[str, Wheel]
    fetch: Callable[[Iterable[str]], Mapping[str, Wheel]]


@dataclass(frozen=True)
class Chosen:
    """The packages of a site: entries of the official lock, and wheels, which together need nothing else."""

    official: Mapping[str, Package]
    wheels: Mapping[str, Wheel]

    def entries(self, provided: Mapping[str, Package]) -> dict[str, Package]:
        """Give the packages of our own lock.

        Parameters
        ----------
        provided : mapping
            The official packages as the site has them.

        Returns
        -------
        dict
            Packages by key.
        """
        return {**provided, **{key: wheel.package(_depends(wheel)) for key, wheel in self.wheels.items()}}


def choose(stock: Stock) -> Chosen:
    """Choose what a browser needs to run the course.

    Wheels at hand that the official lock has no entry for go before ones to be fetched.

    Parameters
    ----------
    stock : Stock
        Where packages may be had; the course's own wheel is at hand.

    Returns
    -------
    Chosen
        Official packages where there are any.

    Raises
    ------
    SiteError
        If one cannot be had, or is not of a version that another needs.
    """
    official: dict[str, Package] = {}
    wheels: dict[str, Wheel] = {}
    waiting: set[str] = {*AT_START, *ON_DEMAND}
    while waiting:
        listed = closure(stock.official, waiting & stock.official.keys())
        official |= {key: stock.official[key] for key in listed}
        found = {key: stock.at_hand[key] for key in waiting - listed if key in stock.at_hand}
        found |= stock.fetch(waiting - listed - found.keys())
        wheels |= found
        needed: set[str] = {canonicalize_name(each.name) for wheel in found.values() for each in wheel.requires}
        waiting = needed - official.keys() - wheels.keys() - DRAWN_BY_THE_PAGE
    _check_versions(official, wheels)
    return Chosen(official, wheels)


def replaced(package: Package, wheels: Mapping[str, Wheel], place: str) -> Package:
    """Put a wheel in the place of a file that the distribution does not hold.

    Parameters
    ----------
    package : Package
        What the official lock says.
    wheels : mapping
        Wheels at hand by key.
    place : str
        The distribution, for messages.

    Returns
    -------
    Package
        The same version, with the file and checksum of the wheel.

    Raises
    ------
    SiteError
        If there is no such wheel, or it is another version.
    """
    wheel = wheels.get(package.key)
    if wheel is None or wheel.version != package.version:
        found = f"; {wheel.path} is version {wheel.version}" if wheel else ""
        raise SiteError(
            f"{place} lacks {package.file_name}, which the course needs{found}. Give a whole distribution, or a folder "
            f"with a wheel of {package.name} {package.version} in it: --wheels FOLDER."
        )
    return replace(package, file_name=wheel.path.name, sha256=wheel.sha256)


def _depends(wheel: Wheel) -> tuple[str, ...]:
    left_out = {*DRAWN_BY_THE_PAGE, *(ON_DEMAND if wheel.key == "coursekit" else ())}
    return tuple(sorted({canonicalize_name(each.name) for each in wheel.requires} - left_out))


def _check_versions(official: Mapping[str, Package], wheels: Mapping[str, Wheel]) -> None:
    versions = {key: each.version for key, each in official.items()}
    versions |= {key: each.version for key, each in wheels.items()}
    for wheel in wheels.values():
        for needed in wheel.requires:
            _check_version(wheel, needed, versions.get(canonicalize_name(needed.name)))


def _check_version(wheel: Wheel, needed: Requirement, version: str | None) -> None:
    if version is not None and not needed.specifier.contains(version, prereleases=True):
        raise SiteError(
            f"{wheel.name} {wheel.version} needs {needed.name}{needed.specifier}, and the browser would get {version}. "
            "Give a distribution or a wheel that fits."
        )
