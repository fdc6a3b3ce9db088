"""Every example of a chart looks as it did when somebody looked at it, in a light and in a dark page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from matplotlib import pyplot as plt
from PIL import Image
from playwright.sync_api import Browser

from browser import launched
from coursekit.figures.pictures import Picture
from drawings import EXAMPLES
from pictures import COMMAND, FOLDER, THEMES, TOLERANCE, baseline, difference, photographed, picture

Photographs = Mapping[str, Image.Image]
MOST_BYTES = 1_500_000  # all baselines together; a clone of the course brings them along
ANOTHER = {"bolshevik": "menshevik", "deep": "pale", "middle": "deep", "pale": "deep"}
OWN_BLUE, OWN_ORANGE = "#1f77b4", "#ff7f0e"  # the first colours of matplotlib itself

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def drawn() -> Iterator[dict[str, Picture]]:
    """Draw every example once."""
    yield {name: picture(make) for name, make in EXAMPLES.items()}
    plt.close("all")


@pytest.fixture(scope="module")
def camera() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


@pytest.fixture(scope="module")
def shown(camera: Browser, drawn: Mapping[str, Picture]) -> dict[str, Photographs]:
    """Photograph every example in both themes."""
    svgs = {name: made.svg for name, made in drawn.items()}
    return {theme: photographed(camera, svgs, theme) for theme in THEMES}


def kept(name: str, theme: str) -> Image.Image:
    """Open the photograph that an example is compared with."""
    file = baseline(name, theme)
    if not file.is_file():
        pytest.fail(f"There is no {file.name} yet. Run `{COMMAND}`, and look at what it makes before you keep it.")
    return Image.open(file)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", EXAMPLES)
def test_a_chart_looks_as_it_did(shown: Mapping[str, Photographs], name: str, theme: str, tmp_path: Path) -> None:
    before, now = kept(name, theme), shown[theme][name]
    far = difference(now, before)
    if far > TOLERANCE:
        now.save(tmp_path / "now.png")
        pytest.fail(
            f"{name!r} is {far:.1f} away from {baseline(name, theme)} (at most {TOLERANCE:g}). It looks like "
            f"{tmp_path / 'now.png'} now. If that is better, run `{COMMAND}`."
        )


def test_every_photograph_is_of_an_example_and_they_are_small() -> None:
    files = set(FOLDER.glob("*.png"))
    assert files == {baseline(name, theme) for name in EXAMPLES for theme in THEMES}
    assert sum(file.stat().st_size for file in files) < MOST_BYTES


def test_edges_smoothed_in_another_way_are_no_difference(camera: Browser, drawn: Mapping[str, Picture]) -> None:
    smoothed = photographed(camera, {name: made.svg for name, made in drawn.items()}, "light", scale=2)
    far = {name: difference(image, kept(name, "light")) for name, image in smoothed.items()}
    assert {name: value for name, value in far.items() if value > TOLERANCE} == {}


def without_its_last_mark(made: Picture) -> str:
    svg = made.svg
    for name in [names for names in made.names if names][-1]:
        svg = svg.replace(f'id="{name}"', f'id="{name}" visibility="hidden"')
    return svg


def with_a_label_moved(made: Picture) -> str:
    """Move one label by four points."""
    labels: list[str] = re.findall(r'<g id="text_\d+">', made.svg)
    moved = labels[len(labels) // 2]
    return made.svg.replace(moved, f'{moved[:-1]} transform="translate(4 0)">')


def with_a_letter_changed(made: Picture) -> str:
    """Write the first letter of a label as another letter of the same picture."""
    letters: list[str] = re.findall(r'<use xlink:href="#DejaVuSans-[^"]*"', made.svg)
    other = next(letter for letter in letters if letter != letters[0])
    return made.svg.replace(letters[0], other, 1)


def with_a_colour_taken_for_another(made: Picture) -> str:
    if "var(--ck-" not in made.svg:
        return made.svg.replace(OWN_BLUE, OWN_ORANGE)
    role = next(role for role in ANOTHER if f"var(--ck-{role})" in made.svg)
    return made.svg.replace(f"var(--ck-{role})", f"var(--ck-{ANOTHER[role]})")


@pytest.mark.parametrize(
    "spoil", [without_its_last_mark, with_a_label_moved, with_a_letter_changed, with_a_colour_taken_for_another]
)
def test_a_fault_is_caught_in_every_chart(
    camera: Browser, drawn: Mapping[str, Picture], spoil: Callable[[Picture], str]
) -> None:
    has = {name: made for name, made in drawn.items() if spoil is not without_its_last_mark or any(made.names)}
    spoilt = {name: spoil(made) for name, made in has.items()}
    assert all(svg != drawn[name].svg for name, svg in spoilt.items())
    far = {
        name: difference(image, kept(name, "light")) for name, image in photographed(camera, spoilt, "light").items()
    }
    assert {name: value for name, value in far.items() if value <= TOLERANCE} == {}


def test_another_size_is_a_difference() -> None:
    assert difference(Image.new("RGB", (560, 300)), Image.new("RGB", (560, 301))) > TOLERANCE
