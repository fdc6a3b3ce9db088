"""Take anew the photographs that the tests compare with: `python tests/pictures/make.py`.

Look at each before you keep it.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from PIL.Image import Quantize

from browser import launched
from drawings import EXAMPLES
from pictures import FOLDER, THEMES, baseline, photographed, picture

COLOURS = 128


def main() -> None:
    """Write a photograph of every example in both themes, and remove those of examples that are gone."""
    svgs = {name: picture(make).svg for name, make in EXAMPLES.items()}
    for old in FOLDER.glob("*.png"):
        old.unlink()
    with launched() as browser:
        for theme in THEMES:
            for name, photograph in photographed(browser, svgs, theme).items():
                photograph.quantize(COLOURS, Quantize.FASTOCTREE).save(baseline(name, theme), optimize=True)


if __name__ == "__main__":
    main()
