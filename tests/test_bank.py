"""Question banks: the schema, what an author is told who breaks it, and what holds for the banks of the course."""

import re
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from coursekit import course
from coursekit.bank import _of_lesson, question, questions, read_banks
from coursekit.errors import FileError, UnknownNameError
from coursekit.kinds.base import Question
from coursekit.kinds.choices import OneChoice
from coursekit.kinds.numbers import Number
from coursekit.prose import tally
from coursekit.record import record

ALL = list(questions().values())
BANKS = sorted((course.content() / "exercises").glob("*.toml"))

NUMBER = """
[[question]]
id = "05.left"
kind = "number"
aim = "Work out a remainder."
prompt = "How many are left?"
unit = "seats"
answer = { operation = "difference", claims = ["pp-democratic", "pp-srs"] }
tolerance = 1
answer_text = "So many."
because = "The rest."
source = ["pp-democratic", "pp-srs"]
hints = [{ text = "First." }, { text = "Last.", see = "pp-srs" }]
slips = [{ name = "all", operation = "sum", claims = ["pp-democratic", "pp-srs"], feedback = "Added.", see = "pp-srs" }]
near = { tolerance = 5, feedback = "Close.", see = "pp-srs" }
otherwise = { feedback = "Look again.", see = "pp-democratic" }
"""
CHOICE = """
[[question]]
id = "05.which"
kind = "one choice"
aim = "Choose."
prompt = "Which?"
answer_text = "This."
because = "It is so."
source = ["walkout-declaration"]
hints = [{ text = "Read it.", see = "walkout-declaration" }]
options = [
  { name = "a", text = "This", right = true, feedback = "Yes.", see = "pp-srs" },
  { name = "b", text = "That", feedback = "Too much.", see = "pp-srs" },
  { name = "c", text = "Neither", feedback = "Too little.", see = "pp-srs" },
]
"""
BANK = NUMBER + CHOICE


def read(folder: Path, text: str, file: str = "05-test.toml") -> dict[str, Question]:
    (folder / file).write_text(text, encoding="utf-8")
    return read_banks(folder, record(), ["walkout-declaration"])


def test_example_bank_is_good(tmp_path: Path) -> None:
    found = read(tmp_path, BANK)
    left, which = found["05.left"], found["05.which"]
    assert isinstance(left, Number)
    assert left.answer.value == 188
    assert isinstance(which, OneChoice)
    assert [option.right for option in which.options] == [True, False, False]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('unit = "seats"', 'unit = "seats"\ntolerence = 1', "05.left, tolerence: is no field here. Did you mean"),
        ('unit = "seats"', "", "05.left, unit: is missing. It must be a text in quotation marks."),
        ('unit = "seats"', 'unit = "seat"', "05.left, unit: 'seat' is no unit of the record. Did you mean 'seats'"),
        ('unit = "seats"', 'unit = "votes"', "05.left, unit: is 'votes', and the answer is in seats."),
        ("tolerance = 1", 'tolerance = "1"', "05.left, tolerance: must be a number, and is '1'."),
        ("tolerance = 1", "tolerance = true", "05.left, tolerance: must be a number, and is True."),
        ("tolerance = 1", "tolerance = inf", "05.left, tolerance: is not a finite number."),
        ("tolerance = 1", "tolerance = 9", "05.left, near tolerance: must be over 9"),
        ("tolerance = 5", "tolerance = 1.001", "05.left, answer: '189.010001' should get 'partly' and 'Close.'"),
        ("tolerance = 1", "tolerance = 300", "'all' and 'the answer' come to 188"),
        ('"How many are left?"', "7", "05.left, prompt: must be a text in quotation marks, and is 7."),
        ('"How many are left?"', '" "', "05.left, prompt: is blank."),
        ('"How many are left?"', '"""One.\n\nTwo."""', "05.left, prompt: must be one paragraph"),
        ('"05.left"', '"04.left"', "04.left, id: must be 05. and a name in small letters"),
        ('"05.left"', '"05.Left"', "05.Left, id: must be 05."),
        ('"05.left"', '"05.which"', "exercises, 05.which, id: is given to 2 questions."),
        ('"05.left"', "5", "question 1, id: must be a text"),
        ('"number"', '"numbr"', "05.left, kind: 'numbr' is none. Did you mean 'number'?"),
        ('"number"', '""', "05.left, kind: is blank."),
        ('"difference"', '"diference"', "05.left, answer operation: 'diference' is none. Did you mean 'difference'?"),
        ('"difference"', '"ratio"', "05.left, unit: is 'seats', and the answer is in per 1."),
        ('"pp-srs"] }\ntol', '"pp-sr"] }\ntol', "05.left, answer claims: 'pp-sr' is no claim. Did you mean 'pp-srs'"),
        ('"pp-srs"] }\ntol', "7] }\ntol", "05.left, answer claims: must list ids in quotation marks."),
        ('"pp-srs"] }\ntol', '"pp-kadets"] }\ntol', "unit: is 'seats', and the answer is in seats and share."),
        ('"pp-srs"] }\ntol', '"pp-cooperators"] }\ntol', "has no value to reckon with: the record gives no"),
        ('["pp-democratic", "pp-srs"] }\ntol', "[] }\ntol", "05.left, answer claims: is empty."),
        ('["pp-democratic", "pp-srs"] }\ntol', '["pp-srs"] }\ntol', "difference takes two or more claims"),
        (', see = "pp-srs" }]\nslips', " }]\nslips", "05.left, hints 2 see: is missing. The last hint must lead"),
        ('hints = [{ text = "First." },', 'hints = ["First.",', "05.left, hints: must be a list of tables"),
        ('{ name = "all"', '{ nam = "all"', "05.left, slips 1 nam: is no field here. Did you mean 'name'?"),
        ('"Added."', '"Close."', "05.left, feedback: 2 have the words 'Close.'"),
        ('"Look again.", see = "pp-democratic"', '"Look again."', "05.left, otherwise see: is missing."),
        ("otherwise =", "otherwize =", "05.left, otherwize: is no field here. Did you mean 'otherwise'?"),
        ('source = ["walkout-declaration"]', 'source = ["walkout"]', "'walkout' is no claim and no passage."),
        ('source = ["walkout-declaration"]', "source = []", "05.which, source: is empty."),
        (", right = true", "", "05.which, options: 0 of them are right, and exactly one must be."),
        ('text = "That"', 'text = "That", right = true', "05.which, options: 2 of them are right"),
        ("right = true", 'right = "yes"', "05.which, options 1 right: must be true or false, and is 'yes'."),
        ('name = "b"', 'name = "a"', "05.which, options: 2 have the name 'a'. Each needs its own."),
        ('"That", feedback = "Too much.", see = "pp-srs"', '"That", see = "pp-srs"', "options 2 feedback: is missing."),
        ('  { name = "c", text = "Neither", feedback = "Too little.", see = "pp-srs" },\n', "", "need at least two"),
    ],
)  # fmt: skip
def test_author_is_told_what_is_wrong_and_where(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert old in BANK
    with pytest.raises(FileError, match=re.escape(told)) as error:
        read(tmp_path, BANK.replace(old, new, 1))
    assert str(error.value).startswith("exercises")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "05-test.toml, question: has no list of questions"),
        ("question = 7", "05-test.toml, question: has no list of questions"),
        ("question = [7]", "05-test.toml, question 1: must be a table: write [[question]] above it."),
        (BANK + "[[questions]]\n", "05-test.toml, questions: is no field of a bank"),
        ("[[question]]\nid = \n", "05-test.toml: cannot be read: Invalid value (at line 2"),
    ],
)
def test_file_that_is_no_bank_is_named(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(FileError, match=re.escape(told)):
        read(tmp_path, text)


def test_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    (tmp_path / "05-test.toml").write_bytes(BANK.encode("utf-16"))
    with pytest.raises(FileError, match=re.escape("exercises/05-test.toml: cannot be read:")):
        read_banks(tmp_path, record(), ())


def test_file_is_named_by_its_lesson(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=re.escape("exercises/lesson.toml: must be named by lesson and name")):
        read(tmp_path, BANK, "lesson.toml")


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    broken = BANK.replace('unit = "seats"', "").replace(", right = true", "")
    with pytest.raises(FileError) as error:
        read(tmp_path, broken)
    assert {problem.where for problem in error.value.problems} == {"05.left", "05.which"}


def test_literal_needs_a_reason(tmp_path: Path) -> None:
    literal = "answer = { literal = 188 }"
    worked = 'answer = { operation = "difference", claims = ["pp-democratic", "pp-srs"] }'
    with pytest.raises(FileError, match=r"05\.left, answer why: is missing"):
        read(tmp_path, BANK.replace(worked, literal))
    with pytest.raises(FileError, match=r"05\.left, answer operation: is no field here"):
        read(tmp_path, BANK.replace(worked, 'answer = { literal = 188, why = "No claim.", operation = "sum" }'))
    assert read(tmp_path, BANK.replace(worked, 'answer = { literal = 188, why = "No claim." }'))


VERSIONED = [
    ('"How many are left?"', '"How many remain?"', "05.left"),
    ("tolerance = 1", "tolerance = 2", "05.left"),
    ('operation = "sum", claims = ["pp-democratic"', 'operation = "sum", claims = ["pp-possessing"', "05.left"),
    ('text = "That"', 'text = "Those"', "05.which"),
]
UNVERSIONED = [
    ('"Added."', '"You added."'),
    ('"First."', '"Start here."'),
    ('"How many are left?"', '"How many<!--exempt: a question--> are left?"'),
    ('"The rest."', '"What is left."'),
    (
        '  { name = "b", text = "That", feedback = "Too much.", see = "pp-srs" },\n'
        '  { name = "c", text = "Neither", feedback = "Too little.", see = "pp-srs" },\n',
        '  { name = "c", text = "Neither", feedback = "Too little.", see = "pp-srs" },\n'
        '  { name = "b", text = "That", feedback = "Too much.", see = "pp-srs" },\n',
    ),
]


@pytest.mark.parametrize(("old", "new", "reworded"), VERSIONED)
def test_reworded_question_invalidates_only_itself(tmp_path: Path, old: str, new: str, reworded: str) -> None:
    assert old in BANK
    before = {name: each.version for name, each in read(tmp_path, BANK).items()}
    after = {name: each.version for name, each in read(tmp_path, BANK.replace(old, new, 1)).items()}
    assert {name for name in before if before[name] != after[name]} == {reworded}


@pytest.mark.parametrize(("old", "new"), UNVERSIONED)
def test_mended_feedback_keeps_the_answers(tmp_path: Path, old: str, new: str) -> None:
    assert old in BANK
    before = {name: each.version for name, each in read(tmp_path, BANK).items()}
    assert {name: each.version for name, each in read(tmp_path, BANK.replace(old, new, 1)).items()} == before


def test_unknown_question_lists_the_near_ones() -> None:
    with pytest.raises(UnknownNameError, match=re.escape("Did you mean '05.remainder'")):
        question("05.remaindr")


def test_banks_are_read_once() -> None:
    assert questions() is questions()


@pytest.mark.parametrize("each", ALL, ids=lambda each: each.id)
def test_question_stands_under_its_id(each: Question) -> None:
    assert question(each.id) == each
    assert re.fullmatch(r"[0-9a-f]{8}", each.version)


@pytest.mark.parametrize("each", ALL, ids=lambda each: each.id)
def test_hints_come_in_stages_and_end_at_the_record(each: Question) -> None:
    assert each.hints[-1].see is not None


def prose(node: object) -> Iterator[str]:
    """Find every text of a bank that a reader sees."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key in {"text", "prompt", "feedback", "answer_text", "because", "aim"} and isinstance(value, str):
                yield value
            else:
                yield from prose(value)
    elif isinstance(node, list):
        for value in node:
            yield from prose(value)


@pytest.mark.parametrize("path", BANKS, ids=lambda path: path.name)
def test_texts_keep_the_voice_of_the_course(path: Path) -> None:
    for text in prose(tomllib.loads(path.read_text(encoding="utf-8"))):
        bare = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
        assert "!" not in bare, text
        assert not re.fullmatch(r"\s*(?:wrong|incorrect|no)\W*", bare, re.IGNORECASE), text


@pytest.mark.parametrize("path", BANKS, ids=lambda path: path.name)
def test_numbers_are_bound_to_the_record(path: Path) -> None:
    result = tally(record(), prose(tomllib.loads(path.read_text(encoding="utf-8"))))
    assert not result.faults


def test_a_question_is_found_though_the_bank_of_another_lesson_is_broken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(course.content() / "data", tmp_path / "data")
    shutil.copytree(course.content() / "exercises", tmp_path / "exercises")
    (tmp_path / "exercises" / "98-broken.toml").write_text("question = 7", encoding="utf-8")
    monkeypatch.setattr(course, "content", lambda: tmp_path)
    _of_lesson.cache_clear()
    assert question("05.remainder").kind == "number"
    with pytest.raises(FileError):
        question("98.any")
    _of_lesson.cache_clear()
