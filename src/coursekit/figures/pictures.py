"""The picture of a figure: drawn once, as SVG that shows all of it and names what shows each mark."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from io import StringIO
from math import inf
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from matplotlib.artist import Artist
from matplotlib.backend_bases import GraphicsContextBase
from matplotlib.backends.backend_mixed import MixedModeRenderer
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.colors import to_hex, to_rgba
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.text import Annotation, Text
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Affine2D, Transform

from coursekit.charts import style
from coursekit.charts.drawing import Mark, recall

if TYPE_CHECKING:
    from matplotlib.typing import ColorType

__all__ = ["Picture", "draw"]

_LEEWAY, _PAD = 0.5, 3.6  # what may be cut from the edge of the page, and what is left round what reaches over: points
Points = np.ndarray[tuple[int, int], np.dtype[np.float64]]
Math = bool | Literal["TeX"]
_NO_METADATA = dict.fromkeys(("Date", "Creator", "Format", "Type"))
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # XML has no way to write them
_HEAD = re.compile(r'(<svg\b[^>]*?) width="[^"]*" height="[^"]*" viewBox="[^"]*"([^>]*>)')


@dataclass(frozen=True)
class Picture:
    """A drawing as SVG.

    Parameters
    ----------
    svg : str
        The picture, complete.
    names : tuple of tuple of str
        For each mark the ids of the groups of the picture that show it; a group may show several marks.
    """

    svg: str
    names: tuple[tuple[str, ...], ...]


class _Renderer(RendererSVG):
    """Writes SVG, and keeps how far what it has written reaches, so that nothing is measured by drawing it twice."""

    def __init__(self, size: tuple[float, float], stream: StringIO, dpi: float) -> None:
        super().__init__(*size, stream, image_dpi=dpi, metadata=_NO_METADATA)  # type: ignore[no-untyped-call]
        self.edges = (inf, inf, -inf, -inf)

    def draw_path(
        self,
        gc: GraphicsContextBase,
        path: Path,
        transform: Transform,
        rgbFace: ColorType | None = None,  # noqa: N803 - as matplotlib calls it
    ) -> None:
        if _unclipped(gc):
            self._reach(_points(path, transform), gc.get_linewidth() / 2)
        super().draw_path(gc, path, transform, rgbFace)  # type: ignore[no-untyped-call]

    def draw_markers(  # noqa: PLR0913, PLR0917 - as matplotlib calls it
        self,
        gc: GraphicsContextBase,
        marker_path: Path,
        marker_trans: Transform,
        path: Path,
        trans: Transform,
        rgbFace: ColorType | None = None,  # noqa: N803
    ) -> None:
        if _unclipped(gc):
            size = np.abs(_points(marker_path, marker_trans)).max(initial=0.0)
            self._reach(_points(path, trans), float(size) + gc.get_linewidth() / 2)
        super().draw_markers(gc, marker_path, marker_trans, path, trans, rgbFace)  # type: ignore[no-untyped-call]

    def draw_text(  # noqa: PLR0913, PLR0917 - as matplotlib calls it
        self,
        gc: GraphicsContextBase,
        x: float,
        y: float,
        s: str,
        prop: FontProperties,
        angle: float,
        ismath: Math = False,
        mtext: Text | None = None,
    ) -> None:
        if _unclipped(gc):
            wide, tall, below = _measure(s, prop, ismath)
            corners = [(0.0, -below), (wide, -below), (wide, tall - below), (0.0, tall - below)]
            self._reach(Affine2D().rotate_deg(angle).translate(x, self.height - y).transform(corners), 0.0)
        super().draw_text(gc, x, y, s, prop, angle, ismath=ismath, mtext=mtext)  # type: ignore[no-untyped-call]

    def get_text_width_height_descent(self, s: str, prop: FontProperties, ismath: Math) -> tuple[float, float, float]:
        return _measure(s, prop, ismath)

    def _reach(self, points: Points, pen: float) -> None:
        if len(points):
            (left, bottom), (right, top) = points.min(axis=0) - pen, points.max(axis=0) + pen
            least, low, most, high = self.edges
            self.edges = (min(left, least), min(bottom, low), max(right, most), max(top, high))


def _points(path: Path, transform: Transform) -> Points:
    """Place the points of a path; the control points of its curves stand for these, which lie within them."""
    vertices = np.asarray(path.vertices)
    drawn = vertices if path.codes is None else vertices[path.codes != Path.CLOSEPOLY]
    placed = transform.transform(drawn)
    return np.asarray(placed[np.isfinite(placed).all(axis=1)])


@lru_cache(maxsize=4096)
def _measure(text: str, font: FontProperties, ismath: Math) -> tuple[float, float, float]:
    wide, tall, below = text_to_path.get_text_width_height_descent(text, font, ismath)
    return float(wide), float(tall), float(below)


def _unclipped(gc: GraphicsContextBase) -> bool:
    return gc.get_clip_rectangle() is None and gc.get_clip_path()[0] is None


def draw(whole: Figure, marks: Sequence[Mark]) -> Picture:
    """Draw a figure once, with a name for whatever shows a mark.

    Parameters
    ----------
    whole : matplotlib.figure.Figure
        The figure. Where forms of the course drew all of it, the picture follows the theme of the page.
    marks : sequence of Mark
        What it shows.

    Returns
    -------
    Picture
        Nothing that is drawn is cut off, even if it reaches beyond the figure's own page.

    Examples
    --------
    >>> from matplotlib import pyplot
    >>> picture = draw(pyplot.figure(figsize=(2, 1)), ())
    >>> 'viewBox="0 0 144 72"' in picture.svg, picture.names
    (True, ())
    >>> pyplot.close()
    """
    ours = bool(whole.axes) and all(recall(each) for each in whole.axes)
    names = {artist: f"ck-{place}" for place, artist in enumerate(_artists(marks))}
    stream = StringIO()
    wide, tall = (float(side) * 72 for side in whole.get_size_inches())
    with style.house(), _at_72_dpi(whole) as dpi, _named(names):
        renderer = _Renderer((wide, tall), stream, dpi)
        mixed: Any = MixedModeRenderer(whole, wide / 72, tall / 72, dpi, renderer)  # type: ignore[no-untyped-call]
        whole.draw(mixed)
        mixed.finalize()
    svg = style.compact(_UNPRINTABLE.sub("", _framed(stream.getvalue(), whole, renderer.edges)))
    ids = tuple(tuple(names[artist] for artist in mark.artists) for mark in marks)
    return Picture(style.themed(svg) if ours else svg, ids)


def _artists(marks: Sequence[Mark]) -> list[Artist]:
    return list(dict.fromkeys(artist for mark in marks for artist in mark.artists))


@contextmanager
def _at_72_dpi(whole: Figure) -> Iterator[float]:
    """Draw in points, and leave the figure as it was."""
    dpi = whole.dpi
    whole.set_dpi(72)
    try:
        yield dpi
    finally:
        whole.set_dpi(dpi)


@contextmanager
def _named(names: dict[Artist, str]) -> Iterator[None]:
    """Lend the artists names for as long as they are drawn."""
    lent = {_written(artist): name for artist, name in names.items()}
    before = [(artist, artist.get_gid()) for artist in lent]
    for artist, name in lent.items():
        artist.set_gid(name)
    try:
        yield
    finally:
        for artist, name_of_its_own in before:
            artist.set_gid(name_of_its_own)


def _written(artist: Artist) -> Artist:
    """Give what the picture has a group for: an arrow without words is written as the arrow alone."""
    alone = isinstance(artist, Annotation) and not artist.get_text() and artist.arrow_patch
    return alone or artist


def _framed(svg: str, whole: Figure, edges: Sequence[float]) -> str:
    """Widen the page to what reaches beyond it, but by no more than its own size to any side."""
    wide, tall = (float(side) * 72 for side in whole.get_size_inches())
    left, bottom, right, top = edges
    if left >= -_LEEWAY and bottom >= -_LEEWAY and right <= wide + _LEEWAY and top <= tall + _LEEWAY:
        return svg
    left, bottom = max(-wide, min(0.0, left - _PAD)), max(-tall, min(0.0, bottom - _PAD))
    wide, top = min(2 * wide, max(wide, right + _PAD)) - left, min(2 * tall, max(tall, top + _PAD))
    box = f"{left:.2f} {tall - top:.2f} {wide:.2f} {top - bottom:.2f}"
    x, y, width, height = box.split()
    shade, clear = to_hex(whole.get_facecolor()), to_rgba(whole.get_facecolor())[3]
    paper = f'<rect x="{x}" y="{y}" width="{width}" height="{height}" style="fill: {shade}; fill-opacity: {clear:g}"/>'
    head = rf'\1 width="{width}pt" height="{height}pt" viewBox="{box}"\2{paper}'
    return _HEAD.sub(head, svg, count=1)
