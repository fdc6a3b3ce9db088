"""With the reader's own copy, in another edition, a passage shows the original words and marks the figures."""

from __future__ import annotations

from pathlib import Path

import pytest

import coursekit as ck
from coursekit.copies import Copy
from coursekit.record import record
from coursekit.renderings import Passage, passages
from coursekit.sources import reference_copy, sources
from editions import rewrapped


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lay a re-typeset edition of each work into a folder of copies."""
    folder = tmp_path_factory.mktemp("copies")
    with pytest.MonkeyPatch.context() as patch:
        texts = {name: reference_copy(name) for name in sources()}
        patch.setenv("COURSEKIT_SOURCES", str(folder))
        for name, lines in texts.items():
            assert lines is not None
            path = Copy(name, "added", "another-edition").path
            path.parent.mkdir(parents=True)
            path.write_text(rewrapped(lines, "straight", seed=1917).text, encoding="utf-8")
    return folder


@pytest.mark.sources
@pytest.mark.parametrize("passage", passages().values(), ids=list(passages()))
def test_the_words_are_found_in_another_edition(
    passage: Passage, editions: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COURSEKIT_SOURCES", str(editions))
    html = ck.passage(passage.id).html
    assert "<blockquote>" in html


@pytest.mark.sources
def test_nearly_every_figure_is_marked_there(editions: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COURSEKIT_SOURCES", str(editions))
    marked = expected = 0
    for passage in passages().values():
        html = ck.passage(passage.id).html
        for claim in record().claims.values():
            if claim["source"] == passage.source and passage.covers(claim.line):
                expected += 1
                marked += claim.id in html
    assert marked > 0.75 * expected
