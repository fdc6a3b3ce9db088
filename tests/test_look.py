"""Every figure can be read: in light and in dark, without colour, and at the size of a phone."""

from __future__ import annotations

import re
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.charts import lettering, style
from coursekit.codebook import codebook

THEMES = ("light", "dark")
TEXT = ("ink", "quiet")
MARKS = sorted(set(style.ROLES) - {"paper", *TEXT})


def luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_computed_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("role", TEXT)
def test_text_stands_out_from_the_paper(role: str, theme: str) -> None:
    assert contrast(getattr(style.ROLES[role], theme), getattr(style.ROLES["paper"], theme)) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("role", MARKS)
def test_marks_stand_out_from_the_paper(role: str, theme: str) -> None:
    assert contrast(getattr(style.ROLES[role], theme), getattr(style.ROLES["paper"], theme)) >= 3


@pytest.mark.parametrize("theme", THEMES)
def test_every_role_has_a_colour_of_its_own(theme: str) -> None:
    colours = [getattr(role, theme) for role in style.ROLES.values()]
    assert len(colours) == len(set(colours))


def test_every_look_is_that_of_a_party_of_the_codebook() -> None:
    assert set(style.LOOKS) <= set(codebook().lists["parties"])


def test_the_parties_of_petrograd_have_a_look_of_their_own() -> None:
    abroad_or_small = {"anarchist", "bund", "finnish-social-democrat"}
    abroad_or_small |= {"austrian-christian-socialist", "austrian-social-democrat"}
    assert set(codebook().lists["parties"]) - set(style.LOOKS) <= abroad_or_small


def test_parties_differ_by_colour_marker_and_hatch() -> None:
    for one, other in combinations(style.LOOKS.values(), 2):
        assert one.role != other.role
        assert one.marker != other.marker
        assert one.hatch != other.hatch


def test_neighbours_without_a_party_differ_by_marker_and_hatch() -> None:
    looks = [style.look("", place) for place in range(2 * len(style.NEUTRALS))]
    for one, other in pairwise(looks):
        assert one.marker != other.marker
        assert one.hatch != other.hatch


@pytest.mark.parametrize("name", ["bolshevik", "Bolsheviks", "BOLSHEVIKI"])
def test_a_party_has_its_look_however_it_is_spelt(name: str) -> None:
    assert style.look(name, 0) is style.LOOKS["bolshevik"]


def test_type_is_large_enough_on_a_phone() -> None:
    assert style.TEXT / 72 / style.WIDTH * 380 >= 11


def test_a_picture_names_roles_and_defines_them_for_both_themes() -> None:
    svg = '<svg width="1"><path style="fill: #b3202c"/><path style="stroke: #000000"/></svg>'
    themed = style.themed(svg)
    assert "fill: var(--ck-bolshevik)" in themed
    assert "stroke: var(--ck-ink)" in themed
    light, dark = themed.split("@media (prefers-color-scheme:dark)")
    assert f"--ck-bolshevik:{style.ROLES['bolshevik'].light}" in light
    assert f"--ck-bolshevik:{style.ROLES['bolshevik'].dark}" in dark
    assert set(re.findall(r"var\((--ck-[a-z-]+)\)", themed)) <= set(re.findall(r"(--ck-[a-z-]+):", dark))


@pytest.mark.filterwarnings("ignore:Glyph")
@given(st.text(max_size=120))
def test_a_label_is_never_wider_than_its_room(text: str) -> None:
    broken = lettering.lines(text, 1.3)
    assert len(broken.split("\n")) <= 3
    if len(lettering.plain(text)) > 1:
        assert lettering.size(broken)[0] <= 1.3 or len(broken) == 1


@given(st.text(alphabet="абвгдежзи <>&$_^{}", min_size=1, max_size=60))
def test_a_label_keeps_its_letters_or_says_that_it_was_cut(text: str) -> None:
    broken = lettering.lines(text, 1.3)
    if "…" not in broken and lettering.plain(text):
        assert broken.replace("\n", "").replace(" ", "") == lettering.plain(text).replace(" ", "")


def test_words_are_not_broken_where_they_fit() -> None:
    assert lettering.lines("Left Socialist Revolutionaries", 1.3) == "Left Socialist\nRevolutionaries"
