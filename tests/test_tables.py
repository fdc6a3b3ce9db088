"""Every table keeps its contract, and every figure stands where the table says it is printed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from chronology import UNNAMED, chronology_faults
from coursekit import course
from coursekit.errors import FileError
from coursekit.proof import date_faults, figure_faults, page_faults
from coursekit.record import Claim, read_record, record
from coursekit.sources import reference_copy, source, sources

CLAIMS = sorted(record().claims.values(), key=lambda claim: claim.id)
MEASURED = [claim for claim in CLAIMS if any(claim[column] for column in ("value", "low", "high"))]

# Figures that the words on the page give in a way no reader of numerals can follow, each with the way.
WORDED = {
    "s30-235-no-technicians-strike": "nowhere did any: none",
    "t32-1073-not-one-line": "one line is what may not be printed: none",
    "t32-2044-aurora-only-blank": "shooting blank: no live shot",
    "t32-2048-garrison-peak": "the thousand of 'even two' stands on the next words of the sentence",
    "t32-2064-quarter-hour-end": "the end of 'that quarter of an hour'",
    "t32-545-praesidium-taken": "unoccupied: none",
    "t32-2739-last-tenth": "the last tenth: one tenth",
    "t32-3270-amendment-no-vote": "unnecessary: no vote",
    "t32-827-gorky-anniversary": "a fiftieth anniversary: fifty years",
}


def each(claims: list[Claim]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("claim", claims, ids=[claim.id for claim in claims])


def copy_of(claim: Claim) -> tuple[str, ...]:
    lines = reference_copy(claim["source"])
    assert lines is not None, f"COURSEKIT_SOURCES holds no reference copy of {claim['source']}"
    return lines


@pytest.mark.sources
@pytest.mark.parametrize("name", sources())
def test_the_reference_copy_is_the_one_that_lines_are_counted_in(name: str) -> None:
    lines = reference_copy(name)
    assert lines is not None
    assert len(lines) == source(name).lines


@pytest.mark.sources
@each(CLAIMS)
def test_the_copied_words_stand_where_the_row_says(claim: Claim) -> None:
    assert list(page_faults(claim.cells, copy_of(claim))) == []


@each(CLAIMS)
def test_the_words_of_a_date_agree_with_the_date(claim: Claim) -> None:
    assert list(date_faults(claim.cells)) == []


@pytest.mark.sources
@each([claim for claim in CLAIMS if claim.id not in UNNAMED])
def test_a_date_lies_where_the_narrative_is(claim: Claim) -> None:
    assert list(chronology_faults(claim.cells)) == []


@each([claim for claim in MEASURED if claim.id not in WORDED])
def test_the_copied_words_give_the_figure(claim: Claim) -> None:
    assert claim["ocr"] or list(figure_faults(claim.cells)) == []


def test_every_exception_is_still_one() -> None:
    assert all(list(figure_faults(record().claim(name).cells)) for name in WORDED)


@pytest.mark.sources
def test_every_unnamed_date_is_still_one() -> None:
    assert all(list(chronology_faults(record().claim(name).cells)) for name in UNNAMED)


@each(CLAIMS)
def test_the_claim_lies_in_what_its_table_is_made_from(claim: Claim) -> None:
    assert claim["source"] in record().book.tables[claim.table].sources


@pytest.mark.parametrize("table", record().tables)
def test_the_file_is_written_as_every_spreadsheet_reads_it(table: str) -> None:
    content = (course.content() / "data" / record().book.tables[table].path).read_bytes()
    assert b"\r" not in content
    assert not content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\n")


Edit = Callable[[list[str]], list[str]]


def _cell(column: str, text: str) -> Edit:
    def edit(lines: list[str]) -> list[str]:
        header = lines[0].split(",")
        row = lines[2].split(",")
        row[header.index(column)] = text
        return [*lines[:2], ",".join(row), *lines[3:]]

    return edit


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (_cell("unit", "seat"), "row 3 (pp-srs), unit: 'seat' is not in lists/units.csv. Did you mean 'seats'"),
        (_cell("unit", "roubles"), "row 3 (pp-srs), unit: 'roubles' does not go with 'seats'. Allowed: seats; "),
        (
            _cell("measure", "seat"),
            "row 3 (pp-srs), measure: 'seat' is not in lists/measures.csv. Did you mean 'seats'",
        ),
        (
            _cell("source", "trotsky-1923"),
            "row 3 (pp-srs), source: 'trotsky-1923' is not in sources.toml. Did you mean",
        ),
        (_cell("date_os", "1917-10-32"), "row 3 (pp-srs), date_os: 1917-10-32 is no day of the Julian calendar"),
        (_cell("date_os", ""), "row 3 (pp-srs), date_basis: and date_os go together"),
        (_cell("value", "12O"), "row 3 (pp-srs), value: '12O' is not a number"),
        (_cell("value", "-120"), "row 3 (pp-srs), value: '-120' is not a number"),
        (_cell("value", ""), "row 3 (pp-srs), qualifier: 'exact' goes with value, not with no number."),
        (_cell("qualifier", "precise"), "row 3 (pp-srs), qualifier: 'precise' is not allowed. Allowed: exact, about"),
        (_cell("claim", "pp-democratic"), "pp-democratic, claim: is used by two rows"),
        (_cell("claim", "PP SRs"), "row 3 (PP SRs), claim: 'PP SRs' is not written as it should be"),
        (
            _cell("part_of", "pp-demokratic"),
            "pp-srs, part_of: names 'pp-demokratic', which no table holds. Did you mean",
        ),
        (_cell("part_of", "pp-left-srs"), "pp-srs, part_of: leads back to the claim itself"),
        (_cell("party", "srs"), "row 3 (pp-srs), party: 'srs' is not in lists/parties.csv"),
        (_cell("line", "99999"), "row 3 (pp-srs), line: 99999 is past the end of trotsky-1932"),
        (_cell("line", "0"), "row 3 (pp-srs), line: 0 is below 1"),
        (_cell("claimed_by", ""), "row 3 (pp-srs), claimed_by: is empty and must not be"),
        (_cell("printed", "a b c d e f g h i"), "row 3 (pp-srs), printed: has 9 words; at most 8 may be copied"),
        (_cell("section", " democratic"), "row 3 (pp-srs), section: ' democratic' begins or ends with a space"),
        (lambda lines: [lines[0].replace(",unit,", ",units,"), *lines[1:]], "header, unit: is missing"),
        (lambda lines: [lines[0].replace(",line,", ",party,"), *lines[1:]], "header, party: stands 2 times"),
        (lambda lines: [*lines[:2], lines[2] + ",", *lines[3:]], "row 3: has 23 cells where the header has 22"),
        (lambda lines: [*lines, '"open'], "is no readable CSV"),
        (lambda _: [""], "header, claim: is missing"),
    ],
)
def test_a_malformed_row_is_refused_by_file_row_and_column(edit: Edit, said: str, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(course.content() / "data", data)
    path = data / "tables" / "preparliament_seats.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(edit(lines)) + "\n", encoding="utf-8")
    with pytest.raises(FileError) as caught:
        read_record(data)
    assert "data/tables/preparliament_seats.csv" in str(caught.value)
    assert said in str(caught.value)


def test_a_table_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(course.content() / "data", data)
    path = data / "tables" / "preparliament_votes.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("utf-16"))
    with pytest.raises(FileError, match=r"preparliament_votes\.csv: is not UTF-8"):
        read_record(data)
