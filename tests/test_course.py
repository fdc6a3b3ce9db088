"""The library's face: its names, what it says of a table, and a codebook that is up to date."""

from __future__ import annotations

import pkgutil

import pandas as pd
import pytest

import coursekit as ck
from coursekit import codebook_page
from coursekit.agreement import Agreement
from coursekit.codebook import codebook
from coursekit.errors import UnknownNameError
from coursekit.record import record
from coursekit.validation import CONTROLLED

TABLES = sorted(record().tables)
each_table = pytest.mark.parametrize("name", TABLES)


def test_no_name_of_the_library_is_hidden_by_a_module_of_the_same_name() -> None:
    modules = {module.name for module in pkgutil.iter_modules(ck.__path__)}
    assert modules & set(ck.__all__) == {"calendar"}


@pytest.mark.parametrize("name", ck.__all__)
def test_every_name_is_there_and_says_what_it_is_for(name: str) -> None:
    assert getattr(ck, name).__doc__


def test_a_misspelt_name_is_told_the_near_ones() -> None:
    with pytest.raises(AttributeError, match=r"coursekit has no 'lod'. Did you mean 'load'"):
        ck.lod  # noqa: B018


@each_table
def test_a_table_to_work_with_is_short_and_indexed_by_claim(name: str) -> None:
    frame = ck.load(name)
    assert frame.index.name == "claim"
    assert frame.index.is_unique
    assert set(frame.columns) <= set(ck.claims(name).columns)
    assert not {"printed", "line", "claimed_by"} & set(frame.columns)


@each_table
def test_a_changed_copy_changes_nothing_for_the_next_reader(name: str) -> None:
    frame = ck.load(name)
    frame["date_os"] = "never"
    assert not (ck.load(name)["date_os"] == "never").any()


@each_table
def test_numbers_are_numbers_and_text_is_text(name: str) -> None:
    frame, columns = ck.claims(name), record().book.columns(name)
    for column in frame:
        numeric = pd.api.types.is_numeric_dtype(frame[column])
        assert numeric == (columns[str(column)].type in {"number", "integer"})


@each_table
def test_about_a_table_names_every_column_it_has(name: str) -> None:
    panel = ck.about(name)
    for column in ck.claims(name).columns:
        assert f"  {column}: " in panel.text
        assert column in panel.html
        assert ck.about(name, column).text.startswith(f"{name}, column {column}")


def test_about_nothing_lists_the_tables() -> None:
    assert all(name in ck.about().text for name in TABLES)


def test_unknown_tables_and_columns_are_told_the_near_names() -> None:
    with pytest.raises(UnknownNameError, match=r"There is no table 'nosuch'. Known: armed_forces"):
        ck.load("nosuch")
    with pytest.raises(UnknownNameError, match=r"There is no table 'preparliament_seat'. Did you mean"):
        ck.about("preparliament_seat")
    with pytest.raises(UnknownNameError, match=r"no column of preparliament_votes 'sides'. Did you mean 'side'"):
        ck.about("preparliament_votes", "sides")


@each_table
def test_a_figure_says_where_it_comes_from(name: str) -> None:
    frame = ck.load(name)
    for claim in frame.index:
        text = ck.source(frame.loc[claim]).text
        held = record().claim(claim)
        for words in (
            held["printed"],
            held["source"][-4:],
            str(held.line),
            "old style" if held["date_os"] else "no date",
        ):
            assert words in text


@pytest.mark.parametrize("name", codebook().lists)
def test_a_controlled_list_defines_each_of_its_names(name: str) -> None:
    for entry in codebook().lists[name].values():
        assert entry["meaning"]


LISTS = {"unit": "units", "measure": "measures", **CONTROLLED}


@pytest.mark.parametrize("column", LISTS)
def test_every_name_of_a_controlled_list_is_used(column: str) -> None:
    cells = {name for claim in record().claims.values() for name in claim[column].split("; ") if name}
    assert set(codebook().lists[LISTS[column]]) == cells - {"author"}


def test_conflicts_are_a_table_in_which_each_pair_stands_once() -> None:
    pairs = ck.load("conflicts")
    both_ways = {frozenset(pair) for pair in zip(pairs.index, pairs["other"], strict=True)}
    assert len(both_ways) == len(pairs) > 20
    assert frozenset({"pp-withdrawal-rumour", "pp-withdrawal-against"}) in both_ways


def test_the_codebook_page_tells_of_every_table_column_and_measure() -> None:
    text = codebook_page.page(record(), Agreement(first=10, second=10, both=9))
    for name, table in codebook().tables.items():
        assert f"`tables/{name}.csv`" in text
        assert all(f"| `{column.name}` |" in text for column in table.columns)
    assert all(f"| `{measure}` |" in text for measure in codebook().lists["measures"])
