"""A row for each point, one below the other: its interval on one scale, against the thresholds that all share."""

from dataclasses import dataclass
from math import isfinite

from hypercare.reports.chart import ChartModel, Point, Series
from hypercare.reports.palette import ACCENT, CARD, EARLY, HATCH, INK, LINE, MUTED
from hypercare.reports.vega.canvas import (
    SMALL,
    Canvas,
    Size,
    Spec,
    at_pixels,
    coloured,
    fitting,
    text_of,
    text_width,
    writing,
)
from hypercare.reports.vega.labels import Label, side_by_side
from hypercare.reports.vega.ticks import round_out, ticks
from hypercare.reports.vega.words import LEVEL_COLOR, LEVEL_DASH, level_words
from hypercare.reports.voice import Voice, sentence, spoken

ROW, HEAD, FOOT = 30, 24, 26
BAR = 8
NAMES = {Size.NARROW: 130, Size.HALF: 190, Size.FULL: 230}
"""Pixels for the names of the rows, at most."""
LINES = 4
BOLD_SMALL = 1.12 * SMALL
"""Bold letters are wider: as wide as letters of this size."""


@dataclass(frozen=True)
class Sheet:
    """The scale of a chart of dots: x from `low` to `high` between the names and the values."""

    model: ChartModel
    canvas: Canvas
    voice: Voice
    low: float
    high: float

    @property
    def series(self) -> Series:
        """The one series, whose points are the rows."""
        return self.model.series[0]

    def x(self, value: float) -> float:
        """Pixels from the left of the plot; what lies outside stands at its edge."""
        share = (value - self.low) / (self.high - self.low)
        return min(max(share, 0.0), 1.0) * self.canvas.inner_width

    def y(self, place: int) -> float:
        """The middle of a row."""
        return (place + 0.5) * ROW


def dots(model: ChartModel, size: Size, voice: Voice) -> Spec:
    """The specification of rows of dots. One without a value is hatched over what it may still end at."""
    series = model.series[0]
    low, high = _reach(series)
    values = [_value(point, series, voice) for point in series.points]
    right = 12 + max((text_width(each, SMALL) for each in values), default=0.0)
    height = HEAD + max(len(series.points), 1) * ROW + FOOT
    canvas = Canvas(size, height, top=HEAD, right=right, bottom=FOOT, left=_names_width(series, size, voice))
    sheet = Sheet(model, canvas, voice, low, high)
    return canvas.spec([*_grid(sheet), *_open(sheet), *_levels(sheet), *_known(sheet), *_names(sheet, values)])


def _reach(series: Series) -> tuple[float, float]:
    ends = [end for each in series.points for end in (each.value, each.low, each.high, *(each.ends or ()))]
    known = [each for each in [*ends, *(level.value for level in series.thresholds)] if each is not None]
    finite = [each for each in known if isfinite(each)] or [0.0, 1.0]
    low, high = round_out(min(finite), max(finite), LINES)
    return (low, high) if high > low else (low, low + 1.0)


def _names_width(series: Series, size: Size, voice: Voice) -> float:
    widest = max((text_width(_name(each, voice), SMALL) for each in series.points), default=0.0)
    return min(widest + 14, NAMES[size])


def _name(point: Point, voice: Voice) -> str:
    """Words of ours begin with a capital letter; a name from outside stands as it was given."""
    return spoken(point.name, voice) if isinstance(point.name, str) else sentence(point.name, voice)


def _value(point: Point, series: Series, voice: Voice) -> str:
    return "–" if point.value is None else voice.number(point.value, series.scale)


def _grid(sheet: Sheet) -> list[Spec]:
    levels = ticks(sheet.low, sheet.high, LINES)
    bottom = sheet.canvas.inner_height
    lines = [{"x": sheet.x(each), "y": 0, "y2": bottom} for each in levels]
    names = [
        {"x": sheet.x(each), "y": bottom + 14, "text": sheet.voice.level(each, sheet.series.scale)} for each in levels
    ]
    return [
        at_pixels(lines, {"type": "rule", "stroke": LINE}),
        at_pixels(names, writing(MUTED, size=SMALL), text=text_of()),
    ]


def _levels(sheet: Sheet) -> list[Spec]:
    levels = sheet.series.thresholds
    if not levels:
        return []
    bottom = sheet.canvas.inner_height
    rules = [
        at_pixels(
            [{"x": sheet.x(each.value), "y": 0, "y2": bottom}],
            {"type": "rule", "stroke": LEVEL_COLOR[each.against], "strokeDash": LEVEL_DASH[each.against]},
        )
        for each in levels
    ]
    left = sheet.canvas.left
    labels = [
        Label(left + sheet.x(each.value), level_words(each, sheet.series.scale, sheet.voice), rank)
        for rank, each in enumerate(levels)
    ]
    names = [
        {"x": x - left, "y": -12, "text": label.text, "color": LEVEL_COLOR[levels[label.rank].against]}
        for x, label in zip(side_by_side(labels, width=sheet.canvas.width, size=BOLD_SMALL), labels, strict=True)
    ]
    return [*rules, at_pixels(names, writing(size=SMALL, weight=600), text=text_of(), fill=coloured())]


def _box(sheet: Sheet, place: int, ends: tuple[float, float], height: float) -> dict[str, float]:
    y = sheet.y(place)
    return {"x": sheet.x(ends[0]), "x2": sheet.x(ends[1]), "y": y - height / 2, "y2": y + height / 2}


def _open(sheet: Sheet) -> list[Spec]:
    rows = [
        _box(sheet, place, point.ends or (sheet.low, sheet.high), 2 * BAR)
        for place, point in enumerate(sheet.series.points)
        if point.value is None
    ]
    edge = {"type": "rect", "fill": HATCH, "stroke": EARLY, "strokeOpacity": 0.5, "cornerRadius": 3}
    return [at_pixels(rows, edge)] if rows else []


def _known(sheet: Sheet) -> list[Spec]:
    known = [(place, each, each.value) for place, each in enumerate(sheet.series.points) if each.value is not None]
    bars = [
        _box(sheet, place, (_end(each.low, sheet.low), _end(each.high, sheet.high)), BAR)
        for place, each, _ in known
        if each.low is not None or each.high is not None
    ]
    middles = [{"x": sheet.x(value), "y": sheet.y(place)} for place, _, value in known]
    dot = {"type": "point", "filled": True, "fill": ACCENT, "stroke": CARD, "strokeWidth": 2, "size": 110, "opacity": 1}
    mark = {"type": "rect", "fill": ACCENT, "fillOpacity": 0.3, "cornerRadius": BAR / 2}
    drawn = [at_pixels(bars, mark)] if bars else []
    return drawn + ([at_pixels(middles, dot)] if middles else [])


def _end(value: float | None, edge: float) -> float:
    return edge if value is None else value


def _names(sheet: Sheet, values: list[str]) -> list[Spec]:
    left, right = sheet.canvas.left, sheet.canvas.inner_width + sheet.canvas.right
    names = [
        {"x": -left, "y": sheet.y(place), "text": fitting(_name(point, sheet.voice), left - 12, SMALL)}
        for place, point in enumerate(sheet.series.points)
    ]
    figures = [{"x": right, "y": sheet.y(place), "text": text} for place, text in enumerate(values)]
    if not names:
        return []
    return [
        at_pixels(names, writing(INK, size=SMALL, align="left"), text=text_of()),
        at_pixels(figures, writing(INK, size=SMALL, weight=600, align="right"), text=text_of()),
    ]
