"""What everything else rests on: the sources, the codebook with its lists, and the glossary."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from coursekit.checks.faults import Findings
from coursekit.checks.rows import Rows, read_rows
from coursekit.checks.toml_files import TomlFile, read_text, read_toml
from coursekit.codebook import Codebook, read_codebook
from coursekit.errors import Problem, near
from coursekit.fields import Fields
from coursekit.numerals import find

__all__ = ["check_codebook", "check_glossary", "check_sources"]

_TEXTS = ("author", "title", "part", "short", "edition", "kind", "standpoint", "calendar", "rights", "sha256")
_PACKAGE = "data/datapackage.json"


def check_sources(top: Path, findings: Findings) -> bool:
    """Check `data/sources.toml`; say whether it can be used."""
    found = _toml(top, "data/sources.toml", findings)
    if found is None:
        return False
    findings.counts["sources"] += len(found.table)
    return _note(found, findings, lambda name, entry: _source_faults(name, entry, found.table))


def check_glossary(top: Path, findings: Findings) -> bool:
    """Check `data/glossary.toml`; say whether it can be used."""
    found = _toml(top, "data/glossary.toml", findings)
    if found is None:
        return False
    findings.counts["words of the glossary"] += len(found.table)
    return _note(found, findings, lambda name, entry: _word_faults(name, entry, found.table))


def check_codebook(top: Path, findings: Findings) -> Codebook | None:
    """Check `data/datapackage.json` and the lists; give the codebook, or None if it cannot be used."""
    text = read_text(top / _PACKAGE, _PACKAGE, findings)
    if text is None:
        return None
    try:
        package = json.loads(text)
        lists = [each for each in package["resources"] if each["coursekit:kind"] == "list"]
        sound = [_list_is_sound(top, each, findings) for each in lists]
        return read_codebook(top / "data") if all(sound) else None
    except json.JSONDecodeError as error:
        mend = "Look here and just above for a missing comma, quotation mark or bracket."
        findings.add(_PACKAGE, error.lineno, f"is not JSON: {error.msg}. {mend}")
    except (KeyError, TypeError, IndexError) as error:
        findings.add(
            _PACKAGE, 1, f"lacks what the codebook is made of: {error}. Compare it with another table’s entry."
        )
    return None


def _toml(top: Path, file: str, findings: Findings) -> TomlFile | None:
    text = read_text(top / file, file, findings)
    return None if text is None else read_toml(file, text, findings)


def _note(found: TomlFile, findings: Findings, faults: Any) -> bool:  # noqa: ANN401
    """Note the faults of every entry of a file; say whether there are none."""
    sound = True
    for name, entry in found.table.items():
        for problem in faults(name, entry):
            findings.add(
                found.file, found.line_of_problem((name,), problem), f"{name}, {problem.field}: {problem.what}"
            )
            sound = False
    return sound


def _source_faults(name: str, entry: object, others: Mapping[str, object]) -> list[Problem]:
    if not isinstance(entry, dict):
        return [Problem("", name, "", f"is no source. Write [{name}] above its fields.")]
    problems: list[Problem] = []
    fields = Fields(entry, "", name, problems)
    for key in _TEXTS:
        fields.text(key)
    for key in ("translator", "depends_on", "pages"):
        if not fields.has(key):
            fields.fault(key, "is missing. Where there is none, leave it empty.")
    for key in ("year", "lines"):
        fields.number(key)
    for other in entry.get("depends_on", []):
        if other not in others:
            fields.fault("depends_on", f"{other!r} is no source. {near(str(other), others)}")
    if not all(_is_page(page) for page in entry.get("pages", [])):
        fields.fault("pages", "each page must have an address and lines, such as lines = [40, 294].")
    fields.finish()
    return problems


def _is_page(page: object) -> bool:
    lines = page.get("lines") if isinstance(page, dict) and isinstance(page.get("address"), str) else None
    return isinstance(lines, list) and len(lines) == 2 and all(isinstance(line, int) for line in lines)


def _word_faults(name: str, entry: object, others: Mapping[str, object]) -> list[Problem]:
    if not isinstance(entry, dict):
        return [Problem("", name, "", f"is no entry. Write [{name}] above its fields.")]
    problems: list[Problem] = []
    fields = Fields(entry, "", name, problems)
    fields.text("name")
    meaning = fields.text("meaning")
    if figures := find(meaning):
        fields.fault("meaning", f"holds the number {figures[0].text!r}. Figures are claims, and belong to the tables.")
    if meaning and not meaning.endswith((".", ".”")):
        fields.fault("meaning", "must end with a full stop.")
    also = entry.get("also") if fields.has("also") else None
    if not isinstance(also, list) or not all(isinstance(each, str) for each in also):
        fields.fault("also", "must list other spellings. Where there are none, write also = [].")
    for other in fields.names("see"):
        if other not in others or other == name:
            fields.fault("see", f"{other!r} is no other entry. {_near(other, others)}")
    fields.finish()
    return problems


def _near(name: str, others: Mapping[str, object]) -> str:
    said = near(name, others)
    return said if said.startswith("Did you mean") else "Name the key of an entry, as it stands in brackets."


def _list_is_sound(top: Path, resource: Mapping[str, Any], findings: Findings) -> bool:
    file = f"data/{resource['path']}"
    rows = read_rows(top / file, file, findings)
    if rows is None:
        return False
    findings.counts["lists"] += 1
    faults = list(_list_faults(rows, resource["schema"]["fields"]))
    for line, what in faults:
        findings.add(file, line, what)
    return rows.whole and not faults


def _list_faults(rows: Rows, fields: list[Mapping[str, Any]]) -> Iterator[tuple[int, str]]:
    names = [field["name"] for field in fields]
    if rows.header != names:
        yield 1, f"has the columns {', '.join(rows.header)}, and must have {', '.join(names)}."
        return
    seen: dict[str, int] = {}
    for line, row in rows.body:
        key = row[names[0]]
        if key in seen:
            yield line, f"{key!r} stands on line {seen[key]} too. Each name needs one row: take one out."
        seen[key] = line
        for field in fields:
            if field.get("constraints", {}).get("required") and not row[field["name"]]:
                yield line, f"{key}, {field['name']}: is empty and must not be. Fill it in, or take the row out."
