"""A reader's own copy of a work: recognised by its paragraphs, kept beside the others, and shown with the passages."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from html import escape
from pathlib import Path

from coursekit import copies, course, identity
from coursekit import sources as library
from coursekit.copies import Copy
from coursekit.identity import Recognition
from coursekit.panel import Panel, section_html
from coursekit.sources import Source
from coursekit.texts import read_file, text_of

__all__ = ["Added", "add", "add_source"]


@dataclass(frozen=True)
class Added:
    """What came of adding a file.

    Parameters
    ----------
    copy : Copy
        The copy that is kept now.
    found : Recognition
        Which work it is, and how much of it.
    reference : bool
        Whether it is the reference copy, to the byte.
    new : bool
        False if the same was there already.
    """

    copy: Copy
    found: Recognition
    reference: bool
    new: bool

    def __str__(self) -> str:
        return "the reference copy, to the byte" if self.reference else str(self.found)


def add(file: Path, said: Source | None = None) -> Added:
    """Keep a copy of a reader's file, once it is known to be a work of the course.

    Parameters
    ----------
    file : pathlib.Path
        Plain text or HTML, or a PDF that has text.
    said : Source, optional
        The work the reader says it is; any if not given.

    Returns
    -------
    Added
        What is kept.

    Raises
    ------
    TextError
        If there is no text in the file.
    NotTheWorkError
        If it is no work of the course, or another than was said.
    CopyError
        If it cannot be kept.
    """
    content = read_file(file)
    text = text_of(content, str(file))
    found = identity.confirm(text, said)
    # The reference copy is kept to the byte, since lines are counted in it.
    reference = hashlib.sha256(content).hexdigest() == library.source(found.source).sha256
    kept = content if reference else text.encode("utf-8")
    copy = Copy(found.source, "added", copies.name_for(file.name, kept))
    new = copies.write(copy, kept)
    library.look_again()
    return Added(copy, found, reference, new)


def add_source(file: str | Path) -> Panel:
    """Keep your own copy of a work the course reads, so that its words stand beside the course's own.

    It is recognised by its paragraphs, whatever the edition. It stays with you: nothing is sent anywhere.

    Parameters
    ----------
    file : str or pathlib.Path
        Plain text, HTML, or a PDF that has text: the name of a file in the folder of the notebook, such as one you
        uploaded there, or the way to it.

    Returns
    -------
    Panel
        Which work it is, how much of it was found, and where the copy is kept.

    Raises
    ------
    TextError
        If there is no text in the file.
    NotTheWorkError
        If it is none of the works the course reads.
    CopyError
        If it cannot be kept.

    Examples
    --------
    >>> add_source("no such file.txt")
    Traceback (most recent call last):
    coursekit.texts.TextError: no such file.txt: there is no such file.
    """
    added = add(Path(file))
    told = (
        f"{Path(file).name} is {added}." if added.new else f"{Path(file).name} was there already: it is {added}.",
        "Run the cell of a passage again, and open The original words there.",
        f"The copy is kept as {_place(added.copy.path)}. Delete it there to be rid of it.",
    )
    body = "".join(f"<p>{escape(each)}</p>" for each in told)
    return Panel(section_html("Your copy is kept", "ck-added", body), "\n".join(("Your copy is kept", *told)))


def _place(path: Path) -> str:
    """Name a copy as the list of files does, where that is where it lies."""
    return path.relative_to(course.work_folder().parent).as_posix() if course.in_a_browser() else str(path)
