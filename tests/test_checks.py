"""`coursekit check`: an instructor copies a question, changes words, and is told every mistake with its place."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from coursekit import cli, notebooks
from coursekit.checks.faults import Fault
from coursekit.sources import reference_copy
from made_course import BANK, LESSON, PAGE, PASSAGE, SEATS, SOLUTION, make

ROOT = Path(__file__).resolve().parents[1]
VOTES = "data/passages/no-majority.md"
ASKED = 'id = "05.remainder"'
FAULT = re.compile(r"^([^:\n]+):(?:cell (\d+), line )?(\d+): (.*)$", re.MULTILINE)

Edit = Callable[[str], str]


@dataclass(frozen=True)
class Told:
    """What one run said: the faults, what was not checked, and the summary."""

    faults: list[Fault]
    unchecked: list[str]
    summary: str


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a little course without a fault."""
    top = tmp_path_factory.mktemp("course")
    make(top)
    return top


def check(top: Path, copies: str = "") -> Told:
    """Run the command in a process of its own, as an instructor does, and read what it says."""
    command = [str(Path(sys.executable).parent / "coursekit"), "check", str(top)]
    environment = {**os.environ, "COURSEKIT_SOURCES": copies or str(top / "no copies")}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    *lines, summary = done.stdout.splitlines() or [""]
    faults = [Fault(file, int(cell or 0), int(line), what) for file, cell, line, what in FAULT.findall(done.stdout)]
    assert (done.returncode, done.stderr) == (1 if faults else 0, "")
    assert summary.startswith("Checked: ")
    return Told(faults, [line for line in lines if line and not FAULT.match(line)], summary)


@pytest.fixture
def change(small: Path) -> Iterator[Callable[[str, Edit], None]]:
    """Give a function that changes one file; it is put back afterwards."""
    before: dict[Path, bytes] = {}

    def changed(file: str, edit: Edit) -> None:
        path = small / file
        before.setdefault(path, path.read_bytes())
        path.write_text(edit(path.read_text(encoding="utf-8")), encoding="utf-8")

    yield changed
    for path, content in before.items():
        path.write_bytes(content)


@pytest.fixture
def told_of(small: Path, change: Callable[[str, Edit], None]) -> Callable[[str, Edit], Told]:
    """Give a function that changes one file and says what a check then says."""

    def told(file: str, edit: Edit) -> Told:
        change(file, edit)
        return check(small)

    return told


def swap(old: str, new: str) -> Edit:
    def edit(text: str) -> str:
        assert old in text, f"{old!r} is not there to be changed"
        return text.replace(old, new, 1)

    return edit


def cell(old: str, new: str) -> Edit:
    """Change the text of the first cell of a notebook that holds some words."""

    def edit(text: str) -> str:
        notebook = json.loads(text)
        found = next(each for each in notebook["cells"] if old in "".join(each["source"]))
        found["source"] = "".join(found["source"]).replace(old, new, 1).splitlines(keepends=True)
        return notebooks.dump(notebook)

    return edit


def line_with(top: Path, file: str, words: str) -> int:
    lines = (top / file).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if words in line)


def only(found: Told) -> Fault:
    assert len(found.faults) == 1, "\n".join(map(str, found.faults))
    return found.faults[0]


def first_question(text: str) -> str:
    return "[[question]]" + text.split("[[question]]")[1]


def test_a_course_without_fault_has_none(small: Path) -> None:
    found = check(small)
    assert found.faults == []
    assert found.summary.startswith("Checked: 1 bank, 2 questions, 2 notebooks, 1 teacher’s page, ")
    assert found.summary.endswith("All is well.")


MISTAKES = [
    ('"pp-mensheviks", "pp-bolsheviks"] }', '"pp-menshevik", "pp-bolsheviks"] }', "Did you mean 'pp-mensheviks'"),
    ('unit = "seats"', 'unit = "seat"', "05.remainder, unit: 'seat' is no unit of the record. Did you mean 'seats'"),
    ("tolerance = 3\n", "tolerence = 3\n", ", near tolerence: is no field here. Did you mean 'tolerance'?"),
    ('aim = "Work', 'aims = "Work', ", aims: is no field here. Did you mean 'aim'?"),
    ('kind = "number"', 'kind = "numbr"', ", kind: 'numbr' is none. Did you mean 'number'?"),
    ('id = "05.remainder"', 'id = "06.remainder"', "id: must be 05. and a name"),
    ("tolerance = 3\n", 'tolerance = "3"\n', ", near tolerance: must be a number, and is '3'."),
    ("are left for groups", "are left for 62 groups", "'62' is bound to no claim: "),
    (
        "counts about 20<!--pp-left-srs-->",
        "counts about 30<!--pp-left-srs-->",
        "'30' is not what pp-left-srs says: 20.",
    ),
    ("120<!--pp-srs-->, not beside", "120<!--pp-sr-->, not beside", "Did you mean 'pp-srs'"),
    ("Put them back.", "Run `ck.passage('walkout')` again.", "there is no passage 'walkout'."),
    ('see = "pp-left-srs"', 'see = "pp-left"', "hints 2 see: 'pp-left' is no claim and no passage. Did you mean"),
    ("#:schema ./schema.json", "# The schema is gone", "Begin it with: #:schema ./schema.json"),
    ('unit = "seats"', 'unit = "seats', "is not TOML: "),
]


@pytest.mark.parametrize(("old", "new", "said"), MISTAKES, ids=[said[:40] for *_, said in MISTAKES])
def test_a_mistake_in_a_bank_is_told_once_on_its_line(
    told_of: Callable[[str, Edit], Told], small: Path, old: str, new: str, said: str
) -> None:
    found = told_of(BANK, swap(old, new))
    # Whoever changes the id of a question is also told of the notebooks that show it.
    fault = only(replace(found, faults=[each for each in found.faults if not each.what.startswith("ck.exercise")]))
    assert said in fault.what
    assert (fault.file, fault.line) == (BANK, line_with(small, BANK, new.splitlines()[0]))


def test_a_missing_field_is_told_at_its_question(told_of: Callable[[str, Edit], Told], small: Path) -> None:
    fault = only(told_of(BANK, swap('aim = "Compare."\n', "")))
    assert fault.what.startswith("05.largest, aim: is missing. It must be a text")
    assert fault.line == line_with(small, BANK, 'id = "05.largest"') - 1


def test_a_figure_that_the_record_holds_is_no_literal(told_of: Callable[[str, Edit], Told], small: Path) -> None:
    worked = '{ operation = "difference", claims = ["pp-democratic", "pp-srs", "pp-mensheviks", "pp-bolsheviks"] }'
    fault = only(told_of(BANK, swap(f"answer = {worked}", 'answer = { literal = 62, why = "So it is." }')))
    assert 'answer literal: 62 is what operation = "difference", claims = ["pp-democratic", ' in fault.what
    assert "Write that instead" in fault.what
    assert fault.line == line_with(small, BANK, "literal = 62")


def test_a_copy_with_the_same_id_is_told_which_is_the_other(told_of: Callable[[str, Edit], Told], small: Path) -> None:
    fault = only(told_of(BANK, lambda text: text + first_question(text)))
    assert fault.what == (
        f"05.remainder, id: is the id of another question too ({BANK}, line {line_with(small, BANK, ASKED)}). "
        "Give this one an id of its own."
    )
    lines = (small / BANK).read_text(encoding="utf-8").splitlines()
    assert fault.line == len(lines) - lines[::-1].index(ASKED)


def test_a_copy_whose_id_is_forgotten_is_told(told_of: Callable[[str, Edit], Told], small: Path) -> None:
    fault = only(told_of(BANK, lambda text: text + first_question(text).replace('id = "05.remainder"\n', "")))
    assert "id: is missing. It must be a text in quotation marks." in fault.what
    lines = (small / BANK).read_text(encoding="utf-8").splitlines()
    assert fault.line == len(lines) - lines[::-1].index("[[question]]")


def test_faults_of_a_copy_are_told_in_the_copy(told_of: Callable[[str, Edit], Told], small: Path) -> None:
    copied = told_of(BANK, lambda text: text + first_question(text).replace('unit = "seats"', 'unit = "seat"'))
    assert [fault.line for fault in copied.faults if "no unit" in fault.what] == [
        line_with(small, BANK, 'unit = "seat"')
    ]


def test_a_new_question_is_to_be_shown_somewhere(told_of: Callable[[str, Edit], Told], small: Path) -> None:
    fault = only(told_of(BANK, lambda text: text + first_question(text).replace("05.remainder", "05.rest")))
    assert fault.what.startswith('05.rest: is shown in no notebook. Put ck.exercise("05.rest") into a cell')
    assert fault.line == line_with(small, BANK, 'id = "05.rest"')


def test_a_new_question_that_is_shown_is_well(
    change: Callable[[str, Edit], None], told_of: Callable[[str, Edit], Told]
) -> None:
    change(LESSON, cell('ck.exercise("05.remainder")', 'ck.exercise("05.remainder")\nck.exercise("05.rest")'))
    copied = told_of(BANK, lambda text: text + first_question(text).replace("05.remainder", "05.rest"))
    assert copied.faults == []


@pytest.mark.parametrize(
    ("old", "new", "where", "said"),
    [
        ('ck.passage("plekhanov-little-house")', 'ck.passage("plekhanov-house")', (4, 2), "'plekhanov-little-house'?"),
        ('ck.load("preparliament_seats")', 'ck.load("parliament_seats")', (5, 1), "Did you mean 'preparliament_seats'"),
        ('print(seats["value"].max())', 'print(seats["value"].max()', (5, 2), "is not Python: "),
        ('exercise("05.remainder")', 'exercise("05.remainder"); ck.exercise("05.x")', (6, 1), "no question '05.x'"),
        ('exercise("05.remainder")', 'check("05.remainder", 1)', (6, 1), "Show it with ck.exercise('05.remainder')."),
        ('caption="Seats of', 'caption="All 99 seats of', (7, 3), "'99' is bound to no claim"),
        ("## The joke", "### The joke", (3, 1), "the heading skips a level. Write it with ## instead."),
        ("## The joke", "# The joke", (3, 1), "is a second heading of the first level. Write it with ## instead."),
        ("# The house", "## The house", (1, 1), "the first heading must be of the first level."),
        ("Whom did it", "In 77 words: whom did it", (1, 4), "Put its claim behind it, as in 308<!--pp-democratic-->"),
    ],
)
def test_a_mistake_in_a_notebook_is_told_by_cell_and_line(
    told_of: Callable[[str, Edit], Told], old: str, new: str, where: tuple[int, int], said: str
) -> None:
    fault = only(told_of(LESSON, cell(old, new)))
    assert (fault.file, fault.cell, fault.line) == (LESSON, *where)
    assert said in fault.what


def test_outputs_are_told(told_of: Callable[[str, Edit], Told]) -> None:
    fault = only(told_of(LESSON, swap('"execution_count": null', '"execution_count": 3')))
    assert fault.what.endswith("Run: coursekit build")


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (lambda text: text[:200], "is not JSON ("),
        (lambda _: '{"cells": [{}], "nbformat": 4}', "is not a notebook of format 4"),
        (lambda _: "[]", "is not a notebook of format 4"),
        (lambda text: text.replace('"nbformat": 4', '"nbformat": 3'), "is not a notebook of format 4"),
    ],
)
def test_a_broken_notebook_is_told_once(told_of: Callable[[str, Edit], Told], broken: Edit, said: str) -> None:
    found = told_of(SOLUTION, broken)
    assert said in only(found).what
    assert found.unchecked[0].startswith(f"Not checked, whether every question is shown: {SOLUTION}")


def test_a_stale_exercise_is_told(told_of: Callable[[str, Edit], Told]) -> None:
    fault = only(told_of(SOLUTION, cell('ck.exercise("05.largest")', '# next\nck.exercise("05.largest")')))
    assert str(fault) == ("exercises/05-house.ipynb:1: is not what its solution makes of it now. Run: coursekit build")


@pytest.mark.parametrize(
    ("column", "name"), [("unit", "units"), ("party", "partie"), ("claim", "id"), ("value", "number")]
)
def test_a_renamed_column_is_told_once(told_of: Callable[[str, Edit], Told], column: str, name: str) -> None:
    fault = only(told_of(SEATS, lambda text: re.sub(rf"\b{column}\b", name, text, count=1)))
    assert (fault.file, fault.line) == (SEATS, 1)
    assert fault.what == f"the column {name!r} is not described, and {column!r} is missing. Call it {column!r}."


def test_a_wrong_cell_is_told_on_its_line(told_of: Callable[[str, Edit], Told], small: Path) -> None:
    found = told_of(SEATS, swap(",seats,120,", ",seats,12O,"))
    fault = only(found)
    assert (fault.file, fault.line) == (SEATS, line_with(small, SEATS, "12O"))
    assert "pp-srs, value: '12O' is not a number" in fault.what
    assert any("05.remainder" in sentence for sentence in found.unchecked)


def test_a_row_is_counted_by_lines_of_the_file_not_by_rows(told_of: Callable[[str, Edit], Told], small: Path) -> None:
    def fold_a_note(text: str) -> str:
        header, first, *rest = text.splitlines(keepends=True)
        cells = first.rstrip("\n").rsplit(",", 1)
        return "".join([header, f'{cells[0]},"folded\nover lines"\n', *rest]).replace(",seats,120,", ",seats,12O,", 1)

    fault = only(told_of(SEATS, fold_a_note))
    assert fault.line == line_with(small, SEATS, "12O") == 4


def test_a_row_with_a_comma_too_many_is_told_and_the_rest_is_read(
    told_of: Callable[[str, Edit], Told], small: Path
) -> None:
    found = told_of(SEATS, swap(",seats,120,", ",seats,,120,"))
    fault = only(found)
    assert fault.line == line_with(small, SEATS, ",seats,,120,")
    assert "Look for a comma too many" in fault.what
    assert "Not checked until the tables can be read: what rests on them, in every other file." in found.unchecked


ELSEWHERE = {
    PASSAGE: [
        ('kind = "speech"', 'kind = "oration"', "kind: 'oration' is not allowed. Allowed: decree"),
        ('terms = ["Pre-', 'terms = ["Pro-', "'Pro-Parliament' is not in data/glossary.toml."),
        ('lessons = ["05"]', 'lessons = ["05"', "is not TOML: "),
    ],
    "data/glossary.toml": [
        ('see = ["propaganda"', 'see = ["propagande"', "Did you mean 'propaganda'"),
        ('also = ["agitators"', 'alsa = ["agitators"', "agitator, alsa: is no field here."),
    ],
    "data/sources.toml": [('depends_on = ["trotsky-1918"]', 'depends_on = ["trotsky"]', "'trotsky' is no source.")],
    "data/lists/units.csv": [("people,", "seats,", "'seats' stands on line 2 too.")],
    "data/datapackage.json": [
        ('"name": "counting-october",', '"name": "counting-october"', "is not JSON: "),
    ],
}


@pytest.mark.parametrize(("file", "mistake"), [(file, each) for file, told in ELSEWHERE.items() for each in told])
def test_a_mistake_elsewhere_is_told_on_its_line(
    told_of: Callable[[str, Edit], Told], small: Path, file: str, mistake: tuple[str, str, str]
) -> None:
    old, new, said = mistake
    told = [fault for fault in told_of(file, swap(old, new)).faults if said in fault.what]
    line = line_with(small, file, new)
    assert [(fault.file, fault.line) for fault in told] in ([(file, line)], [(file, line + 1)])


def test_a_figure_missing_from_a_passage_is_told_at_its_rendering(
    told_of: Callable[[str, Edit], Told], small: Path
) -> None:
    fault = only(told_of(VOTES, swap("127", "137")))
    assert "the rendering lacks the figure 127 of pp-sr-formula-against." in fault.what
    assert fault.line == line_with(small, VOTES, "Rid of the Bolsheviks")


def test_every_fault_of_every_file_is_told_in_one_run_file_by_file(
    change: Callable[[str, Edit], None], told_of: Callable[[str, Edit], Told]
) -> None:
    change(LESSON, cell('ck.passage("plekhanov-little-house")', 'ck.passage("plekhanov")'))
    change(PASSAGE, swap('kind = "speech"', 'kind = "oration"'))
    found = told_of(BANK, lambda text: text.replace('unit = "seats"', "").replace("tolerance = 3", 'tolerance = "3"'))
    assert {fault.file for fault in found.faults} == {LESSON, PASSAGE, BANK}
    assert len([fault for fault in found.faults if fault.file == BANK]) >= 2
    assert found.faults == sorted(found.faults)


def test_a_broken_bank_hides_no_fault_of_a_notebook_and_makes_none(
    change: Callable[[str, Edit], None], told_of: Callable[[str, Edit], Told]
) -> None:
    change(LESSON, cell('ck.passage("plekhanov-little-house")', 'ck.passage("plekhanov")'))
    found = told_of(BANK, swap('unit = "seats"', 'unit = "seats'))
    assert [fault.file for fault in found.faults] == [BANK, LESSON]


def test_without_the_readers_copies_it_says_what_was_not_checked(small: Path) -> None:
    (sentence,) = check(small).unchecked
    assert sentence.startswith("Not checked, whether the copied words stand on their lines")
    assert "trotsky-1932" in sentence
    assert "coursekit sources add FILE" in sentence


@pytest.mark.sources
def test_with_the_readers_copies_copied_words_are_held_against_the_page(
    change: Callable[[str, Edit], None], small: Path, sources: Path
) -> None:
    change(SEATS, swap(",trotsky-1932,541,", ",trotsky-1932,543,"))
    found = check(small, str(sources))
    fault = next(fault for fault in found.faults if fault.file == SEATS)
    assert fault.line == line_with(small, SEATS, ",trotsky-1932,543,")
    assert "stands 0 times on line 543, and must stand once. Copy the words again" in fault.what
    assert found.unchecked == []


@pytest.mark.sources
def test_a_sentence_of_a_source_is_told_with_its_line(
    change: Callable[[str, Edit], None], small: Path, sources: Path
) -> None:
    page = next(line for line in reference_copy("trotsky-1932") or () if len(line.split()) > 40)
    change(PAGE, lambda text: f"{text}\nHe writes:\n{' '.join(page.split()[:20])}\n")
    copied = [fault for fault in check(small, str(sources)).faults if "13 words in a row" in fault.what]
    assert [(fault.file, fault.line) for fault in copied] == [
        (PAGE, len((small / PAGE).read_text(encoding="utf-8").splitlines()))
    ]
    assert copied[0].what.endswith("are those of trotsky-1932. Say it in other words.")


@pytest.mark.parametrize("inside", ["lessons", "data/tables"])
def test_the_command_finds_the_copy_around_a_folder(inside: str, small: Path) -> None:
    assert check(small / inside).summary == check(small).summary


@pytest.mark.parametrize("words", [["check", "--all"], ["check", "a", "b"], ["check", "no-such-folder"]])
def test_misuse_has_status_2(words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(words) == 2


def test_outside_a_copy_it_says_where_to_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(["check"]) == 1
    assert "is not inside a copy of the course. Go to the folder you cloned." in capsys.readouterr().err


def test_the_repository_itself_has_no_fault() -> None:
    command = [str(Path(sys.executable).parent / "coursekit"), "check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout


def test_asking_for_another_command_does_not_wait_for_a_check() -> None:
    code = "import sys, coursekit.cli; print('coursekit.checks.whole' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
