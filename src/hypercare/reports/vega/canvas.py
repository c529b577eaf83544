"""The sheet that a chart is drawn on: its sizes, its margins, what all charts share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from hypercare.reports.palette import CARD, FONT, INK

Spec = dict[str, Any]
Rows = Sequence[Mapping[str, Any]]
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
SMALL, BODY, STRONG = 11, 12, 13
NARROW, USUAL, WIDE = 0.33, 0.58, 0.82
"""Widths of characters in ems: of the widest of the system's fonts, so that what fits here fits everywhere."""
SLIM = frozenset(" .,:;'|!iljt[]()·-–I1f")
BROAD = frozenset("mwMW%—∞…@ABCDEGHKNOQRUVXYZ")


class Size(StrEnum):
    """How wide a chart is drawn. A page holds several and shows the one that fits, so that no text shrinks."""

    SPARK = "spark"
    NARROW = "narrow"
    HALF = "half"
    FULL = "full"

    @property
    def width(self) -> int:
        """Pixels."""
        return {"spark": 132, "narrow": 350, "half": 640, "full": 1080}[self.value]


@dataclass(frozen=True)
class Canvas:
    """A sheet of `width` and `height` pixels, margins included: top, right, bottom, left."""

    size: Size
    height: float
    top: float = 0
    right: float = 0
    bottom: float = 0
    left: float = 0

    @property
    def width(self) -> float:
        return self.size.width

    @property
    def inner_width(self) -> float:
        """The width within the margins."""
        return self.width - self.left - self.right

    @property
    def inner_height(self) -> float:
        """The height within the margins."""
        return self.height - self.top - self.bottom

    def spec(self, layers: list[Spec]) -> Spec:
        """The Vega-Lite specification of the layers, from back to front."""
        return {
            "$schema": SCHEMA,
            "background": None,
            "autosize": {"type": "none"},
            "width": self.inner_width,
            "height": self.inner_height,
            "padding": {"top": self.top, "right": self.right, "bottom": self.bottom, "left": self.left},
            "config": {"aria": False, "font": FONT, "view": {"stroke": None}},
            "layer": layers,
        }


def text_width(text: str, size: float = BODY) -> float:
    """Pixels that a line of text takes at most, near enough."""
    return size * sum(NARROW if each in SLIM else WIDE if each in BROAD else USUAL for each in text)


def fitting(text: str, width: float, size: float = BODY) -> str:
    """The text, cut where it would be wider than `width` pixels."""
    if text_width(text, size) <= width:
        return text
    most = next(n for n in range(len(text), -1, -1) if n == 0 or text_width(f"{text[:n]}…", size) <= width)
    return text[:most].rstrip() + "…"


def at_pixels(rows: Rows, mark: Spec, **encoding: Any) -> Spec:
    """A layer whose rows carry pixels in x, y (and x2, y2): for charts of rows, which have no common scale."""
    ends = {name: {"field": name} for name in ("x2", "y2") if any(name in row for row in rows)}
    places = {name: {"field": name, "type": "quantitative", "scale": None, "axis": None} for name in ("x", "y")}
    return {"data": {"values": list(rows)}, "mark": mark, "encoding": {**places, **ends, **encoding}}


def coloured(field: str = "color") -> Spec:
    """The rows carry their colours."""
    return {"field": field, "type": "nominal", "scale": None, "legend": None}


def writing(color: str = INK, *, size: float = BODY, weight: int = 400, halo: bool = False, **more: Any) -> Spec:
    """A text mark. A halo in the colour of the card keeps it readable on lines."""
    edge = {"stroke": CARD, "strokeWidth": 3, "strokeJoin": "round"} if halo else {}
    return {"type": "text", "fill": color, "fontSize": size, "fontWeight": weight, "baseline": "middle", **edge, **more}


def text_of(field: str = "text") -> Spec:
    """The rows carry their text. Its type is nominal: Vega-Lite would read a date in it else."""
    return {"field": field, "type": "nominal"}
