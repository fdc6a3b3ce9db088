"""Notebooks as the repository keeps them: one format, no outputs, and an exercise edition of every solution."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from coursekit.errors import FileError, Problem, near

__all__ = ["Notebook", "canonical", "dump", "exercise_edition", "parse"]

Notebook = dict[str, Any]
"""A notebook as its JSON says it (nbformat 4)."""

METADATA: Notebook = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
"""The same for every notebook; what JupyterLab adds on saving differs from one machine to the next."""

SOLUTION = "solution"
TAGS = {SOLUTION: "left out of the exercise edition"}
"""Every tag that means something here. Another one is a mistake, most likely a misspelling of one of these."""

_KINDS = ("code", "markdown", "raw")
_KEPT = ("deletable", "editable", "tags")
_LONGEST_ID = 64  # of a cell, in nbformat 4.5


def parse(text: str, file: str) -> Notebook:
    """Read a notebook.

    Parameters
    ----------
    text : str
        The file's text.
    file : str
        Its name from the top of the course, for messages.

    Returns
    -------
    dict
        The notebook.

    Raises
    ------
    FileError
        If it is not a notebook of format 4, or a cell has a kind or a tag that the course does not know.

    Examples
    --------
    >>> parse('{"nbformat": 3}', "lessons/00.ipynb")
    Traceback (most recent call last):
    coursekit.errors.FileError: lessons/00.ipynb: not a notebook of format 4. Open it in JupyterLab and save it.
    """
    try:
        notebook = json.loads(text)
    except json.JSONDecodeError as error:
        what = f"not JSON ({error.msg}). Take the last good version from git."
        raise FileError([Problem(file, f"line {error.lineno}", "", what)]) from None
    if not isinstance(notebook, dict) or notebook.get("nbformat") != 4:
        raise FileError([Problem(file, "", "", "not a notebook of format 4. Open it in JupyterLab and save it.")])
    problems = list(_problems(notebook, file))
    if problems:
        raise FileError(problems)
    return notebook


def canonical(notebook: Notebook, slug: str) -> Notebook:
    """Put a notebook into the form the repository keeps.

    Outputs, execution counts and a machine's own metadata go. A cell keeps its id if that is `slug` and a number;
    any other gets the next free number, so that a cell put in later changes no other cell's id.

    Parameters
    ----------
    notebook : dict
        The notebook, as `parse` gives it.
    slug : str
        What its cell ids begin with: the file's name without its ending.

    Returns
    -------
    dict
        A new notebook.

    Examples
    --------
    >>> cell = {"cell_type": "code", "source": "1 + 1", "outputs": ["2"], "execution_count": 7, "metadata": {}}
    >>> canonical({"cells": [cell]}, "00-start-here")["cells"]  # doctest: +NORMALIZE_WHITESPACE
    [{'cell_type': 'code', 'id': '00-start-here-1', 'metadata': {}, 'source': ['1 + 1'],
      'outputs': [], 'execution_count': None}]
    """
    cells = notebook["cells"]
    ids = _ids([cell.get("id", "") for cell in cells], slug)
    return {
        "cells": [_cell(cell, name) for cell, name in zip(cells, ids, strict=True)],
        "metadata": METADATA,
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def dump(notebook: Notebook) -> str:
    r"""Write a notebook as JupyterLab would, so that a saved one differs only where something was changed.

    Parameters
    ----------
    notebook : dict
        The notebook.

    Returns
    -------
    str
        JSON, one item a line, keys sorted, with a newline at the end.

    Examples
    --------
    >>> dump({"nbformat": 4, "cells": []})
    '{\n "cells": [],\n "nbformat": 4\n}\n'
    """
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def exercise_edition(solution: Notebook) -> Notebook:
    """Leave out the cells that answer.

    Parameters
    ----------
    solution : dict
        A canonical notebook of `solutions/`.

    Returns
    -------
    dict
        The notebook without the cells tagged `solution`. The cells that stay keep their ids.

    Examples
    --------
    >>> question, answer = {"metadata": {}, "source": "How many?"}, {"metadata": {"tags": ["solution"]}, "source": "28"}
    >>> exercise_edition({"cells": [question, answer]})
    {'cells': [{'metadata': {}, 'source': 'How many?'}]}
    """
    return {**solution, "cells": [cell for cell in solution["cells"] if SOLUTION not in _tags(cell)]}


def _problems(notebook: Notebook, file: str) -> Iterable[Problem]:
    for number, cell in enumerate(notebook["cells"], start=1):
        kind = cell["cell_type"]
        if kind not in _KINDS:
            yield Problem(file, f"cell {number}", "cell_type", f"no such kind {kind!r}. {near(kind, _KINDS)}")
        for tag in sorted(set(_tags(cell)) - set(TAGS)):
            yield Problem(file, f"cell {number}", "tags", f"the tag {tag!r} does nothing. {near(tag, TAGS)}")


def _ids(given: list[str], slug: str) -> list[str]:
    number = re.compile(rf"{re.escape(slug[: _LONGEST_ID - 4])}-([1-9]\d*)")
    kept = {name: int(found[1]) for name in given if (found := number.fullmatch(name))}
    spare = max(kept.values(), default=0)
    ids = []
    for name in given:
        if name in kept:
            del kept[name]  # a copied cell carries its original's id: the first keeps it
            ids.append(name)
        else:
            spare += 1
            ids.append(f"{slug[: _LONGEST_ID - 4]}-{spare}")
    return ids


def _cell(cell: Notebook, name: str) -> Notebook:
    kept = {key: value for key, value in cell["metadata"].items() if key in _KEPT}
    if "tags" in kept:
        kept["tags"] = sorted(set(kept["tags"]))
    plain = {"cell_type": cell["cell_type"], "id": name, "metadata": kept, "source": _lines(cell["source"])}
    if plain["cell_type"] == "code":
        return {**plain, "outputs": [], "execution_count": None}
    return {**plain, "attachments": cell["attachments"]} if cell.get("attachments") else plain


def _lines(source: str | list[str]) -> list[str]:
    text = source if isinstance(source, str) else "".join(source)
    return text.replace("\r\n", "\n").strip("\n").splitlines(keepends=True)


def _tags(cell: Notebook) -> list[str]:
    return list(cell["metadata"].get("tags", ()))
