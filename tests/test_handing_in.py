"""Handing in: one file that a person reads and a program reads, and that nobody has to believe."""

from __future__ import annotations

import base64
import json
import re
import sys
import unicodedata
from contextlib import suppress
from datetime import UTC, datetime
from html import escape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import coursekit
from answering import NOON, answered
from coursekit.bank import question
from coursekit.errors import UnknownNameError
from coursekit.kinds.base import Outcome
from coursekit.markup import plain
from coursekit.panel import Panel
from coursekit.work import reminders
from coursekit.work.answer_lines import CONFIDENCES, LONGEST_ANSWER, Answer, Json
from coursekit.work.answers import answer_log
from coursekit.work.hand_in_file import CLOSES, OPENS, Handed, HandIn, page
from coursekit.work.hand_in_reading import LARGEST, UnreadableHandInError, read_hand_in
from coursekit.work.handing_in import LONGEST_NAME, HandInError, hand_in
from coursekit.work.lesson_list import lesson, lessons

QUESTION = "05.remainder"
lines = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=60)
printed = lines.filter(str.isprintable)
texts = st.text(st.characters(), max_size=200)
moments = st.datetimes(datetime(1991, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each test work in a folder of its own, on a computer that is neither Binder nor a browser."""
    monkeypatch.chdir(tmp_path)
    for name in reminders._BINDER:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give one file that property tests write over and over."""
    return tmp_path_factory.mktemp("hand-in") / "05-preparliament-anna.html"


def files() -> list[str]:
    return sorted(path.name for path in Path("work", "hand-in").iterdir())


def handed(name: str = "Anna") -> HandIn:
    hand_in(name)
    return read_hand_in(Path("work", "hand-in", f"05-preparliament-{name.lower()}.html"))


def download(panel: Panel) -> bytes:
    found = re.search(r'href="data:[^,"]*;base64,([^"]*)"', panel.html)
    assert found
    return base64.b64decode(found[1])


class Tags(HTMLParser):
    """Collects the tags and the words of some HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """Note one tag."""
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        """Note some words."""
        self.words += data


# What is in it


def test_every_question_of_the_lesson_is_there_answered_or_not() -> None:
    given = answered(QUESTION, Outcome.RIGHT, confidence="sure")
    work = handed()
    assert [each.question for each in work.questions] == [each.id for each in lesson("05").questions]
    assert (work.name, work.lesson, work.course) == ("Anna", "05-preparliament", coursekit.__version__)
    assert {each.question: each.answer for each in work.questions if each.answer} == {QUESTION: given}
    assert work.intact


def test_last_answer_is_handed_in_with_how_many_came_before() -> None:
    for hour, outcome in enumerate([Outcome.NOT_YET, Outcome.NOT_YET, Outcome.RIGHT]):
        last = answered(QUESTION, outcome, hours=hour)
    found = handed().questions[0]
    assert found.answer == last
    assert found.earlier == 2


def test_person_reads_question_answer_and_circumstances() -> None:
    answered(QUESTION, Outcome.RIGHT, confidence="fairly sure")
    hand_in("Anna")
    words = " ".join(Tags(Path("work", "hand-in", "05-preparliament-anna.html").read_text("utf-8")).words.split())
    asked = question(QUESTION)
    for part in (plain(asked.prompt), asked.said(asked.right()), "said to be: fairly sure", "Not answered.", asked.aim):
        assert " ".join(part.split()) in words


def test_no_verdict_is_in_it() -> None:
    answered(QUESTION, Outcome.RIGHT)
    hand_in("Anna")
    text = Path("work", "hand-in", "05-preparliament-anna.html").read_text("utf-8")
    data = text[text.index(OPENS) + len(OPENS) : text.index(CLOSES)]
    assert not {"outcome", "verdict", "right", "mark", "points"} & set(re.findall(r'"([a-z]+)":', data))


def test_answer_to_an_earlier_wording_is_handed_in_as_that() -> None:
    answered(QUESTION, Outcome.RIGHT, version="00000000")
    found = handed().questions[0]
    assert found.answer
    assert found.answer.version == "00000000" != found.version
    assert "to an earlier wording" in Path("work", "hand-in", "05-preparliament-anna.html").read_text("utf-8")


@pytest.mark.parametrize("lesson_name", lessons())
def test_every_kind_of_question_can_be_handed_in(lesson_name: str) -> None:
    for asked in lesson(lesson_name).questions:
        answered(asked.id, Outcome.RIGHT)
    panel = hand_in("Anna", lesson=lesson_name)
    (path,) = Path("work", "hand-in").iterdir()
    work = read_hand_in(path)
    assert all(each.answer and each.said for each in work.questions)
    assert "Not answered yet" not in panel.text
    for each in work.questions:
        assert each.answer
        assert question(each.question).mark(each.answer.answer).outcome is Outcome.RIGHT


def test_longest_answers_to_a_whole_lesson_can_be_read_again() -> None:
    for asked in lesson("05").questions:
        answer_log().append(asked.id, asked.version, "\u0416\x00" * (LONGEST_ANSWER // 2))
    assert all(each.answer for each in handed().questions)


# What the student is told


def test_panel_says_where_what_and_what_is_missing() -> None:
    answered(QUESTION, Outcome.RIGHT)
    panel = hand_in("Anna")
    assert "The file is work/hand-in/05-preparliament-anna.html" in panel.text
    assert f"your answers to 1 of {len(lesson('05').questions)} questions" in panel.text
    assert "Nothing was sent" in panel.text
    assert "Not answered yet: 05." in panel.text
    assert QUESTION not in panel.text.partition("Not answered yet")[2]


def test_link_carries_the_file_itself() -> None:
    answered(QUESTION, Outcome.RIGHT)
    panel = hand_in("Anna")
    assert download(panel) == Path("work", "hand-in", "05-preparliament-anna.html").read_bytes()
    assert 'download="05-preparliament-anna.html"' in panel.html


def test_disk_that_takes_no_file_still_gives_the_link() -> None:
    answered(QUESTION, Outcome.RIGHT)
    Path("work", "hand-in").write_text("in the way", encoding="utf-8")
    panel = hand_in("Anna")
    assert "could not be written to work/hand-in/05-preparliament-anna.html" in panel.text
    assert "Download it below" in panel.text
    assert b"Anna" in download(panel)


def test_handing_in_again_keeps_the_earlier_file() -> None:
    answered(QUESTION, Outcome.NOT_YET)
    hand_in("Anna")
    first = Path("work", "hand-in", "05-preparliament-anna.html").read_bytes()
    answered(QUESTION, Outcome.RIGHT, hours=1)
    assert "05-preparliament-anna-2.html" in hand_in("Anna").text
    assert files() == ["05-preparliament-anna-2.html", "05-preparliament-anna.html"]
    assert Path("work", "hand-in", "05-preparliament-anna.html").read_bytes() == first


def test_nothing_half_written_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    answered(QUESTION, Outcome.RIGHT)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("coursekit.work.whole_files.Path.replace", fail)
    assert "No space left on device" in hand_in("Anna").text
    assert files() == []


def test_only_lesson_with_answers_is_the_one() -> None:
    with pytest.raises(HandInError, match="There are no answers yet"):
        hand_in("Anna")
    answered(QUESTION, Outcome.RIGHT)
    with pytest.raises(HandInError, match="no answers to lesson 00 yet"):
        hand_in("Anna", lesson="0")
    answered("00.claim", Outcome.RIGHT)
    with pytest.raises(HandInError, match=r"answers to 2 lessons \(00, 05\)\. Say which one.*lesson=\"05\""):
        hand_in("Anna")
    assert "05-preparliament" in hand_in("Anna", lesson="5").text


def test_lesson_that_is_none_is_told_the_near_ones() -> None:
    with pytest.raises(UnknownNameError, match=r"no lesson with questions '05-preparliment'\. Did you mean"):
        hand_in("Anna", lesson="05-preparliment")


# Names


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("Anna-Maria O'Neill", "anna-maria-o-neill"),
        ("  Анна   Ильина ", "анна-ильина"),
        ("王小明", "王小明"),
        ("अनुष्का", "अनुष्का"),
        ("نازنین‌زهرا", "نازنین-زهرا"),
        ("K-4711", "k-4711"),
        ("../../etc/passwd", "etc-passwd"),
        ("<b>x</b>", "b-x-b"),
        ("CON", "con"),
        ("🙂", "d06f1525"),
    ],
)
def test_any_name_makes_a_safe_file(name: str, stem: str) -> None:
    answered(QUESTION, Outcome.RIGHT)
    hand_in(name)
    assert files() == [f"05-preparliament-{stem}.html"]
    assert read_hand_in(Path("work", "hand-in", files()[0])).name == " ".join(name.split())


@given(st.text(st.characters(), max_size=100))
def test_no_name_leaves_its_folder_or_breaks_the_page(name: str) -> None:
    if not answer_log().path.exists():
        answered(QUESTION, Outcome.RIGHT)
    before = set(Path().rglob("*"))
    with suppress(HandInError):
        panel = hand_in(name)
        (path,) = set(Path().rglob("*.html")) - before
        assert path.parent == Path("work", "hand-in")
        work = read_hand_in(path)
        assert work.intact
        assert work.name == " ".join(unicodedata.normalize("NFC", name).split())
        assert f"the name “{escape(work.name)}”" in panel.html
        path.unlink()
    assert set(Path().rglob("*.html")) <= before


@pytest.mark.parametrize(
    ("name", "why"),
    [(" ", "Say who hands in"), ("x" * (LONGEST_NAME + 1), "at most 80 fit"), ("a\x07b", "do not print")],
)
def test_name_that_cannot_be_one_is_refused(name: str, why: str) -> None:
    answered(QUESTION, Outcome.RIGHT)
    with pytest.raises(HandInError, match=why):
        hand_in(name)


# Read by somebody else


def read_or_refusal(path: Path) -> HandIn | str:
    try:
        return read_hand_in(path)
    except UnreadableHandInError as error:
        return str(error)


def work_of(said: str, answer: Json) -> HandIn:
    given = Answer(NOON, "05.a", "v1", answer, CONFIDENCES[0])
    return HandIn("Anna", "05-x", "0.1.0", NOON, (Handed("05.a", "v1", "aim", "prompt", given, said, 3),))


@st.composite
def works(draw: st.DrawFn) -> HandIn:
    """Make up something to hand in."""
    line, words, when = draw(printed), draw(texts), draw(moments)
    answer = Answer(when, line, line, [*draw(st.lists(texts))], draw(st.sampled_from(["", *CONFIDENCES])))
    answered_one = Handed(line, line, words, words, answer, words, draw(st.integers(0, 10**6)))
    return HandIn(line, line, line, when, (answered_one, Handed(line, line, words, words, None, "", 0)))


@given(works())
def test_whatever_was_written_is_read(scratch: Path, work: HandIn) -> None:
    scratch.write_bytes(page(work))
    assert read_hand_in(scratch) == work


@given(texts)
def test_no_word_of_a_student_becomes_markup(words: str) -> None:
    mark = "<script>alert(1)</script><img src=x>"
    hostile = Handed(
        "05.a", mark, mark, mark, Answer(NOON, "05.a", mark, [words + mark, CLOSES, OPENS]), words + mark, 0
    )
    seen = Tags(page(HandIn(mark, mark, mark, NOON, (hostile,))).decode("utf-8"))
    assert seen.tags.count("script") == 1
    assert "img" not in seen.tags


def test_page_can_run_and_fetch_nothing() -> None:
    text = page(work_of("62", "62")).decode()
    assert "content=\"default-src 'none'; style-src 'unsafe-inline'\"" in text
    assert not re.search(r"\b(src|href|on\w+)=", text)


@given(st.data())
def test_accident_to_any_byte_is_noticed(scratch: Path, data: st.DataObject) -> None:
    content = page(work_of("sixty-two", "62"))
    at = data.draw(st.integers(0, len(content) - 1))
    other = data.draw(st.integers(0, 255).filter(lambda byte: byte != content[at]))
    scratch.write_bytes(content[:at] + bytes([other]) + content[at + 1 :])
    work = read_or_refusal(scratch)
    if isinstance(work, str):
        assert scratch.name in work
    else:
        assert not work.intact or at == len(content) - 1


@pytest.mark.parametrize("change", [lambda page: page.replace(b"\n", b"\r\n"), lambda page: b"\xef\xbb\xbf" + page])
def test_what_mail_and_editors_do_to_line_ends_is_no_accident(scratch: Path, change: object) -> None:
    assert callable(change)
    scratch.write_bytes(change(page(work_of("62", "62"))))
    assert read_hand_in(scratch).intact


def test_changed_answer_is_noticed_and_still_read(scratch: Path) -> None:
    scratch.write_bytes(page(work_of("62", "62")).replace(b'"answer": "62"', b'"answer": "42"'))
    work = read_hand_in(scratch)
    assert not work.intact
    assert work.questions[0].answer
    assert work.questions[0].answer.answer == "42"


@given(st.binary(max_size=3000))
def test_any_bytes_are_refused_in_words(scratch: Path, content: bytes) -> None:
    scratch.write_bytes(content)
    with pytest.raises(UnreadableHandInError, match=scratch.stem):
        read_hand_in(scratch)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda parts: st.lists(parts, max_size=4) | st.dictionaries(texts, parts, max_size=4),
    max_leaves=8,
)
KEYS = ["format", "name", "lesson", "course", "when", "questions"]
HANDED_KEYS = ["question", "version", "aim", "prompt", "said", "earlier", "answered"]


@given(st.sampled_from([*KEYS, *HANDED_KEYS]), json_values)
def test_any_data_are_read_or_refused_in_words(scratch: Path, key: str, value: Json) -> None:
    text = page(work_of("62", "62")).decode()
    start, end = text.index(OPENS) + len(OPENS), text.index(CLOSES)
    cells = json.loads(text[start:end])
    (cells if key in KEYS else cells["questions"][0])[key] = value
    scratch.write_text(text[:start] + json.dumps(cells) + text[end:], encoding="utf-8")
    work = read_or_refusal(scratch)
    assert isinstance(work, HandIn) or work.endswith("Ask the student for the file that ck.hand_in made, unopened.")


def test_deep_and_endless_files_are_refused(scratch: Path, tmp_path: Path) -> None:
    scratch.write_text(f"{OPENS}{'[' * 200_000}{CLOSES}", encoding="utf-8")
    with pytest.raises(UnreadableHandInError, match="damaged where its data stand"):
        read_hand_in(scratch)
    with scratch.open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(UnreadableHandInError, match="It was not read"):
        read_hand_in(scratch)
    with pytest.raises(UnreadableHandInError, match="cannot be opened"):
        read_hand_in(tmp_path)


# Where work does not last


@pytest.mark.parametrize("name", reminders._BINDER)
def test_binder_reminds_that_work_must_be_taken_away(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    assert reminders.reminder() == ""
    monkeypatch.setenv(name, "x")
    answered(QUESTION, Outcome.RIGHT)
    for shown in (reminders.reminder(), hand_in("Anna").text):
        assert "This is a Binder session" in shown
        assert "download your answers" in shown


def test_browser_reminds_that_work_must_be_taken_away(monkeypatch: pytest.MonkeyPatch) -> None:
    answered(QUESTION, Outcome.RIGHT)
    monkeypatch.setattr(sys, "platform", "emscripten")
    assert "kept by this browser only" in reminders.reminder()
    assert reminders.reminder() in hand_in("Anna").text
