"""`ck.exercise` without a browser: what is shown, what comes in, and what it costs to import."""

import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

import coursekit
from coursekit.bank import question, questions
from coursekit.errors import UnknownNameError
from coursekit.exercises import Exercise, exercise, still, tell
from coursekit.kinds.base import Question
from coursekit.kinds.choices import OneChoice
from coursekit.markup import plain
from coursekit.sitting import Sitting, cite
from coursekit.work.answers import AnswerLog, answer_log

ALL = list(questions().values())
STATIC = Path(coursekit.__file__).parent / "static"


class Words(HTMLParser):
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


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[object]:
    """Collect what would be displayed, in a folder of its own."""
    outputs: list[object] = []
    monkeypatch.setattr("coursekit.exercises.display", lambda output, **_: outputs.append(output))
    monkeypatch.chdir(tmp_path)
    return outputs


def sent(live: Exercise, message: object) -> dict[str, object]:
    """Let the browser say something, and return what it is told."""
    live._handle_custom_msg(message, [])
    return dict(live.state)


@pytest.mark.parametrize("asked", ALL, ids=lambda asked: asked.id)
def test_two_outputs_the_readable_one_first(shown: list[object], asked: Question) -> None:
    exercise(asked.id)
    first, second = shown
    assert isinstance(first, dict)
    assert isinstance(second, Exercise)
    assert f'data-ck-token="{second.content["token"]}"' in first["text/html"]
    assert plain(asked.prompt) in first["text/plain"]


@pytest.mark.parametrize("asked", ALL, ids=lambda asked: asked.id)
def test_static_form_reads_without_controls_or_script(asked: Question) -> None:
    seen = Words(still(asked, "t0"))
    words = " ".join(seen.words.split())
    assert plain(asked.prompt) in words
    if isinstance(asked, OneChoice):
        assert all(plain(option.text) in words for option in asked.options)
    assert all(cite(hint.see)["go"] in seen.words for hint in asked.hints if hint.see)
    assert "start the kernel and run the cell above" in seen.words
    assert not {"script", "style", "form", "input", "button"} & set(seen.tags)


def test_each_showing_has_a_token_of_its_own(shown: list[object]) -> None:
    exercise("05.remainder")
    exercise("05.remainder")
    tokens = {output.content["token"] for output in shown if isinstance(output, Exercise)}
    assert len(tokens) == 2


def test_unknown_question_shows_nothing(shown: list[object]) -> None:
    with pytest.raises(UnknownNameError, match="Did you mean '05"):
        exercise("05.remaindr")
    assert shown == []


def test_wrong_then_right(tmp_path: Path) -> None:
    live = Exercise(question("05.remainder"), AnswerLog(tmp_path / "answers.jsonl"), "t0")
    assert sent(live, {"do": "check", "answer": "42"})["words"] == "Not yet."
    assert sent(live, {"do": "check", "answer": "62"})["words"] == "Right."
    assert sent(live, {"do": "hint"})["hints"]
    assert sent(live, {"do": "show"})["model"]


def test_shown_again_restores_the_answer(shown: list[object]) -> None:
    exercise("05.remainder")
    first = shown[1]
    assert isinstance(first, Exercise)
    sent(first, {"do": "check", "answer": "42"})
    exercise("05.remainder")
    second = shown[3]
    assert isinstance(second, Exercise)
    assert second.state["answer"] == "42"
    assert second.state["words"] == "Not yet."
    assert "Restored from your saved answers" in second.state["restored"]


@pytest.mark.parametrize(
    "message",
    [None, 7, "check", [], {}, {"do": "check"}, {"do": "open"}, {"do": ["check"]}, {"do": "look", "id": 7}],
    ids=str,
)
def test_strange_message_changes_nothing(tmp_path: Path, message: object) -> None:
    log = AnswerLog(tmp_path / "answers.jsonl")
    live = Exercise(question("05.remainder"), log, "t0")
    before = dict(live.state)
    assert sent(live, message) == before
    assert not log.path.exists()


@pytest.mark.parametrize("name", ["live.js", "exercise.js", "exercise.css"])
def test_live_form_asks_no_other_machine(name: str) -> None:
    text = (STATIC / name).read_text(encoding="utf-8")
    assert "//" not in text.replace("// ", "")
    assert "import " not in text
    assert "url(" not in text


def test_exercise_needs_neither_pandas_nor_matplotlib() -> None:
    code = (
        "import sys, coursekit as ck\n"
        "ck.exercise('05.remainder')\n"
        "print('heavy:', *({'pandas', 'numpy', 'matplotlib'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1].split() == ["heavy:"]


def test_questions_of_different_kinds_bring_the_same_looks(tmp_path: Path) -> None:
    log = AnswerLog(tmp_path / "answers.jsonl")
    kinds = {asked.kind: asked for asked in ALL}
    scripts = [Exercise(asked, log, "t")._esm.splitlines() for asked in kinds.values()]
    assert len({line for script in scripts for line in script if line.startswith("const LOOKS =")}) == 1


def test_a_card_shows_what_was_answered_in_a_cell(shown: list[object]) -> None:
    for name in ("05.remainder", "05.majority"):
        exercise(name)
    card, other = [each for each in shown if isinstance(each, Exercise)]
    before, elsewhere = dict(other.state), Sitting(question("05.remainder"), answer_log())
    elsewhere.check("42")
    tell(elsewhere)
    assert card.state["words"] == "Not yet."
    assert other.state == before
