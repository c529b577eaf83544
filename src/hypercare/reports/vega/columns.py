"""Columns from 0, side by side: what is not complete yet is hollow, what may still come is hatched."""

from dataclasses import dataclass

from hypercare.reports.chart import ChartModel, Point
from hypercare.reports.palette import ACCENT, EARLY, HATCH, INK, MUTED, OK
from hypercare.reports.vega.canvas import SMALL, Size, Spec, at_pixels, text_of, text_width, writing
from hypercare.reports.vega.places import Look, Places, key, places
from hypercare.reports.voice import Voice

FILLED = 0.72
"""The part of its place that a column takes."""
WIDEST = 56
LOOKS = (Look(ACCENT), Look(ACCENT, 0.45), Look(OK, 0.75), Look(MUTED, 0.45))
"""Of the stacked series, from the axis outwards."""
LEAST = 1.0
"""Pixels of a column that is not 0: one that is there is seen."""


@dataclass(frozen=True)
class Part:
    """A part of a column: from one value to another, at a place, of a series."""

    point: Point
    base: float
    top: float
    look: Look

    @property
    def is_hollow(self) -> bool:
        """Whether it may still change."""
        return self.point.so_far or self.point.ends is not None


def columns(model: ChartModel, size: Size, voice: Voice) -> Spec:
    """The specification of columns. A place without a value is hatched: nobody knows that it was 0. One without units
    is left empty: there is nothing to know of nobody.
    """
    looks = LOOKS[: max(len(model.series), 1)]
    sheet = places(model, size, voice, looks)
    parts = _parts(model, looks)
    layers = [
        *sheet.backdrop(),
        *_unknown(sheet),
        *_filled(sheet, [each for each in parts if not each.is_hollow]),
        *_hollow(sheet, [each for each in parts if each.is_hollow]),
        *_whiskers(sheet),
        *sheet.foreground(),
        *_values(sheet, parts),
        *key(sheet, looks),
    ]
    return sheet.canvas.spec(layers)


def _parts(model: ChartModel, looks: tuple[Look, ...]) -> list[Part]:
    """Every part of every column: what is positive stands on what is below it, what is negative hangs."""
    tops: dict[tuple[float, bool], float] = {}
    found = []
    for place, series in enumerate(model.series):
        for point in series.points:
            if point.value is None:
                continue
            side = (point.at, point.value < 0)
            base = tops.get(side, 0.0)
            tops[side] = base + point.value
            found.append(Part(point, base, tops[side], looks[place % len(looks)]))
    return found


def _box(sheet: Places, at: float, base: float, top: float) -> dict[str, float]:
    half = min(sheet.pitch * FILLED, WIDEST) / 2
    y, y2 = sheet.y(top), sheet.y(base)
    if base != top and abs(y2 - y) < LEAST:
        y = y2 - LEAST if top > base else y2 + LEAST
    return {"x": sheet.x(at) - half, "x2": sheet.x(at) + half, "y": y, "y2": y2}


def _filled(sheet: Places, parts: list[Part]) -> list[Spec]:
    layers = []
    for look in dict.fromkeys(each.look for each in parts):
        rows = [_box(sheet, each.point.at, each.base, each.top) for each in parts if each.look == look]
        mark = {"type": "rect", "fill": look.color, "fillOpacity": look.opacity, "cornerRadius": 2}
        layers.append(at_pixels(rows, mark))
    return layers


def _hollow(sheet: Places, parts: list[Part]) -> list[Spec]:
    """What is so far, in outline; between what it must end, hatched."""
    if not parts:
        return []
    open_parts = [
        _box(sheet, each.point.at, max(each.point.ends[0], 0.0), each.point.ends[1])
        for each in parts
        if each.point.ends is not None and each.point.ends[1] > each.point.ends[0]
    ]
    hatched = {"type": "rect", "fill": HATCH, "stroke": EARLY, "strokeOpacity": 0.4, "strokeWidth": 1}
    there = [each for each in parts if each.point.value]
    looks = dict.fromkeys(each.look for each in there)
    outlines = [_outlined(sheet, look, [each for each in there if each.look == look]) for look in looks]
    return ([at_pixels(open_parts, hatched)] if open_parts else []) + outlines


def _outlined(sheet: Places, look: Look, parts: list[Part]) -> Spec:
    rows = [_box(sheet, each.point.at, each.base, each.top) for each in parts]
    edge = {"fill": look.color, "fillOpacity": 0.14 * look.opacity, "stroke": look.color, "strokeOpacity": look.opacity}
    return at_pixels(rows, {"type": "rect", **edge, "strokeDash": [3, 2], "strokeWidth": 1})


def _unknown(sheet: Places) -> list[Spec]:
    rows = [
        _box(sheet, point.at, 0.0, sheet.high)
        for each in sheet.model.series[:1]
        for point in each.points
        if point.value is None and point.units != 0
    ]
    return [at_pixels(rows, {"type": "rect", "fill": HATCH, "cornerRadius": 2})] if rows else []


def _whiskers(sheet: Places) -> list[Spec]:
    rows = [
        {"x": sheet.x(point.at), "y": sheet.y(min(point.high, sheet.high)), "y2": sheet.y(point.low)}
        for each in sheet.model.series
        for point in each.points
        if point.low is not None and point.high is not None and point.ends is None
    ]
    return [at_pixels(rows, {"type": "rule", "stroke": INK, "strokeOpacity": 0.55, "strokeWidth": 1.5})] if rows else []


def _values(sheet: Places, parts: list[Part]) -> list[Spec]:
    """The values above the columns, where all of them have room; stacked ones tell theirs in the table."""
    if len(sheet.model.series) != 1:
        return []
    scale = sheet.model.series[0].scale
    told = [(each, sheet.voice.number(each.point.value or 0, scale)) for each in parts]
    if any(text_width(words, SMALL) + 4 > sheet.pitch for _, words in told):
        told = []
    rows = [{"x": sheet.x(each.point.at), "y": _above(sheet, each), "text": words} for each, words in told]
    return [at_pixels(rows, writing(INK, size=SMALL, halo=True), text=text_of())] if rows else []


def _above(sheet: Places, part: Part) -> float:
    """Just above the column, and above its interval."""
    top = part.top if part.point.ends else max(part.top, part.point.high or part.top)
    return sheet.y(min(top, sheet.high)) - 8
