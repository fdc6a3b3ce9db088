"""Every table keeps its contract, and every figure stands where the table says it is printed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from coursekit import calendar, course
from coursekit.errors import FileError
from coursekit.numerals import find
from coursekit.record import Claim, read_record, record
from coursekit.sources import reference_copy, source, sources

CLAIMS = sorted(record().claims.values(), key=lambda claim: claim.id)
MEASURED = [claim for claim in CLAIMS if any(claim[column] for column in ("value", "low", "high"))]
WHOLES = sorted({claim["part_of"] for claim in CLAIMS if claim["part_of"]})

# Figures that the words on the page give in another way than a numeral, each with the way.
WORDED: dict[str, str] = {}


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
def test_the_printed_words_stand_once_on_their_line(claim: Claim) -> None:
    assert copy_of(claim)[claim.line - 1].count(claim["printed"]) == 1


@pytest.mark.sources
@each([claim for claim in CLAIMS if claim["date_printed"]])
def test_the_words_of_the_date_stand_on_their_line(claim: Claim) -> None:
    line = int(claim["date_line"] or claim["line"])
    assert claim["date_printed"] in copy_of(claim)[line - 1]


@each([claim for claim in CLAIMS if claim["date_printed"] and claim["date_basis"] == "printed"])
def test_a_printed_day_is_the_day_in_the_table(claim: Claim) -> None:
    moment = calendar.parse(claim["date_os"])
    days = {int("".join(filter(str.isdigit, word))) for word in claim["date_printed"].split() if word[0].isdigit()}
    assert days & {moment.first.day, moment.last.day}


@each(MEASURED)
def test_the_printed_words_give_the_figure(claim: Claim) -> None:
    said = {float(numeral.value) for numeral in find(claim["printed"])}
    held = {float(claim[column]) for column in ("value", "low", "high") if claim[column]}
    assert claim.id in WORDED or held <= said


@each([claim for claim in CLAIMS if claim["qualifier"] == "vague"])
def test_a_vague_figure_has_no_numeral_it_could_have_been_given(claim: Claim) -> None:
    assert find(claim["printed"]) == []


def test_every_exception_is_still_one() -> None:
    assert set(WORDED) <= {claim.id for claim in MEASURED}


@pytest.mark.parametrize("whole", WHOLES)
def test_parts_do_not_exceed_their_whole(whole: str) -> None:
    total = record().claim(whole)
    parts = [claim for claim in CLAIMS if claim["part_of"] == whole and claim["unit"] == total["unit"]]
    assert sum(claim.number("value") or 0 for claim in parts) <= (total.number("value") or 0)


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
        (_cell("unit", "seat"), "row 3 (pp-srs), unit: 'seat' is not in lists/units.csv. Did you mean 'seats'?"),
        (_cell("unit", "votes"), "row 3 (pp-srs), unit: 'votes' does not go with 'seats'. Allowed: seats; share."),
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
