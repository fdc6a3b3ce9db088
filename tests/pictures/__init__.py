"""Photographs of every example of a chart, as a browser shows it in a light and in a dark page.

The PNG files of this folder are what each looked like when somebody looked at it. They do not hang on the fonts of a
machine: the pictures hold their letters as outlines of the font that comes with matplotlib.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

import numpy as np
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from PIL import Image, ImageFilter
from playwright.sync_api import Browser

from coursekit.charts import style
from coursekit.charts.drawing import recall
from coursekit.figures.pictures import Picture, draw

__all__ = ["COMMAND", "FOLDER", "THEMES", "TOLERANCE", "baseline", "difference", "photographed", "picture"]

FOLDER = Path(__file__).parent
THEMES = ("light", "dark")
COMMAND = "python tests/pictures/make.py"
WIDTH = 560  # pixels, which a figure has in a notebook
TOLERANCE = 20.0
"""How far a photograph may be from its baseline: see `difference`.

Pictures drawn at twice the size and made smaller, whose edges are softened otherwise, as another browser may do it, are
at most 11 away from those drawn at their size. A mark lost, a label moved by four points, one letter changed or a
colour taken for another are at least 35 away. `test_pictures.py` has them all.
"""
_SOFT, _TILE = 1.0, 8  # pixels
_COLUMNS = 8
# Else each picture would begin at a fraction of a pixel that hangs on the heights of those above it.
_WHOLE_PIXELS = """[...document.images].forEach((image) => {
    image.parentElement.style.height = `${Math.ceil(image.getBoundingClientRect().height)}px`;
})"""


def picture(make: Callable[[], Axes]) -> Picture:
    """Draw a chart as `ck.figure` does."""
    ax = make()
    whole, drawing = ax.get_figure(root=True), recall(ax)
    assert whole is not None
    made = draw(whole, drawing.marks if drawing else ())
    plt.close(whole)
    return made


def baseline(name: str, theme: str) -> Path:
    """Say where the photograph of an example is kept."""
    return FOLDER / f"{re.sub(r'[^a-z0-9]+', '-', name.lower()).strip('-')}-{theme}.png"


def photographed(browser: Browser, svgs: Mapping[str, str], theme: str, *, scale: int = 1) -> dict[str, Image.Image]:
    """Show pictures on one page of a theme, and cut them out of one photograph of it.

    Parameters
    ----------
    browser : Browser
        A browser that runs.
    svgs : mapping of str to str
        The pictures.
    theme : {"light", "dark"}
        The theme of the page, which the pictures follow as they do in JupyterLab.
    scale : int
        How many pixels of the device make one of the page; the photographs are made smaller by as much.

    Returns
    -------
    dict of str to PIL.Image.Image
        Their photographs, 560 pixels wide.
    """
    paper = getattr(style.ROLES["paper"], theme)
    held = (base64.b64encode(svg.encode()).decode("ascii") for svg in svgs.values())
    images = "".join(f'<div><img src="data:image/svg+xml;base64,{each}"></div>' for each in held)
    looks = f"body {{ align-items: start; background: {paper}; display: flex; flex-wrap: wrap; margin: 0 }}"
    looks += f"img {{ color-scheme: {theme}; display: block; width: {WIDTH}px }}"
    viewport = {"width": _COLUMNS * WIDTH, "height": 600}
    with browser.new_context(viewport=viewport, device_scale_factor=scale) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.set_content(f"<style>{looks}</style>{images}")
        page.evaluate("Promise.all([...document.images].map((image) => image.decode()))")
        page.evaluate(_WHOLE_PIXELS)
        boxes = page.evaluate("[...document.images].map((image) => image.getBoundingClientRect().toJSON())")
        sheet = Image.open(BytesIO(page.screenshot(full_page=True))).convert("RGB")
    cut = {name: _cut(sheet, box, scale) for name, box in zip(svgs, boxes, strict=True)}
    return {name: image.reduce(scale) for name, image in cut.items()}


def _cut(sheet: Image.Image, box: Mapping[str, float], scale: int) -> Image.Image:
    left, top, height = (round(box[side]) for side in ("left", "top", "height"))
    return sheet.crop((left * scale, top * scale, (left + WIDTH) * scale, (top + height) * scale))


def difference(one: Image.Image, other: Image.Image) -> float:
    """Measure how far two photographs are apart where they differ most.

    Both are softened a little, so that another way to smooth an edge counts for little. The root mean square of what is
    left is taken over squares the size of a letter: over the whole, one wrong letter would count for nothing.

    Parameters
    ----------
    one, other : PIL.Image.Image
        The photographs.

    Returns
    -------
    float
        From 0 for none to 255 for black on white; 255 for photographs of different sizes.
    """
    if one.size != other.size:
        return 255.0
    soft = [np.asarray(image.convert("RGB").filter(ImageFilter.GaussianBlur(_SOFT)), float) for image in (one, other)]
    squares = ((soft[0] - soft[1]) ** 2).max(axis=2)
    tall, wide = (-(-side // _TILE) * _TILE for side in squares.shape)
    whole = np.zeros((tall, wide))
    whole[: squares.shape[0], : squares.shape[1]] = squares
    tiles = whole.reshape(tall // _TILE, _TILE, wide // _TILE, _TILE).mean(axis=(1, 3))
    return float(np.sqrt(tiles.max()))
