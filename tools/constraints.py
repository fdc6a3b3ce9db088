"""Take the newest versions that `pyproject.toml` allows, and write them down in the two places that pin them.

Run as `uv run tools/constraints.py`. `constraints.txt` serves pip and `environment.yml`; the same list in
`pyproject.toml` makes `uv run` resolve to these versions without a lock file, which would hold registry addresses.
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
EXPORT = ("export", "--no-hashes", "--no-emit-project", "--no-header", "--no-annotate", "--no-progress")
_PINNED = re.compile(r"^constraint-dependencies = \[\n(?:    .*\n)*\]\n", re.MULTILINE)


def main() -> None:
    """Resolve afresh and write `constraints.txt` and its copy in `pyproject.toml`."""
    project, constraints = ROOT / "pyproject.toml", ROOT / "constraints.txt"
    text = project.read_text(encoding="utf-8")
    lines = newest(pinned(text, []))
    constraints.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")
    project.write_text(pinned(text, lines), encoding="utf-8", newline="\n")


def pinned(project: str, lines: list[str]) -> str:
    """Put a list of requirements in place of the one in `pyproject.toml`."""
    entries = "".join(f'    "{line}",\n' for line in lines)
    changed, found = _PINNED.subn(lambda _: f"constraint-dependencies = [\n{entries}]\n", project)
    if found != 1:
        raise SystemExit("pyproject.toml: [tool.uv] has no constraint-dependencies over several lines to replace.")
    return changed


def newest(project: str) -> list[str]:
    """Resolve a project description on every platform; list what it needs, one exact requirement a line."""
    uv = os.environ.get("UV", "uv")
    with tempfile.TemporaryDirectory() as scratch:
        Path(scratch, "pyproject.toml").write_text(project, encoding="utf-8")
        run = subprocess.run([uv, *EXPORT], cwd=scratch, stdout=subprocess.PIPE, text=True, check=True)
    return run.stdout.splitlines()


if __name__ == "__main__":
    main()
