"""Charts over the days of a launch: the axis of days, its marks, and what cannot be seen yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from hypercare.reports.chart import ChartModel, Mark, Point, Sign, Tick
from hypercare.reports.palette import ACCENT, BAD, EARLY, HATCH, INK, LINE, MUTED, WARN
from hypercare.reports.vega.canvas import (
    SMALL,
    Canvas,
    Rows,
    Size,
    Spec,
    at_pixels,
    coloured,
    fitting,
    text_of,
    text_width,
    writing,
)
from hypercare.reports.vega.labels import Label, Placed, placed
from hypercare.reports.vega.ticks import ticks
from hypercare.reports.voice import Voice, spoken

SHAPES = {
    Sign.DEPLOYMENT: "diamond",
    Sign.HOTFIX: "cross",
    Sign.INCIDENT: "square",
    Sign.EDIT: "triangle-up",
    Sign.NOTE: "circle",
}
"""As on the pages' timeline."""
COLORS = {
    Sign.DEPLOYMENT: INK,
    Sign.HOTFIX: ACCENT,
    Sign.INCIDENT: BAD,
    Sign.EDIT: WARN,
    Sign.NOTE: MUTED,
    Sign.GATE: MUTED,
    Sign.NOW: INK,
}
LINE_COLORS = {Sign.INCIDENT: BAD, Sign.NOW: INK}
"""Of the lines through the plot; the others are muted, so that none is taken for data."""
RANKS = {
    Sign.NOW: 0,
    Sign.INCIDENT: 1,
    Sign.PEAK: 2,
    Sign.EDIT: 3,
    Sign.GATE: 4,
    Sign.DEPLOYMENT: 5,
    Sign.HOTFIX: 6,
    Sign.NOTE: 7,
}
"""Which names come first where there is no room for all: the table has them all."""
LINES = {Size.SPARK: 0, Size.NARROW: 2, Size.HALF: 3, Size.FULL: 3}
"""Lines of names above the plot, at most."""
LINE_HEIGHT = 15
MANY_MARKS = 5
"""More marks than these do not fit on two lines."""
NAME_WIDTH = 130
"""Pixels of a name above the plot, at most."""
LONGER_NAME, LONGEST_NAME = 190, 320
"""The same where there is room for all of them."""
DAY_MIDDLE = 0.5
"""A day is drawn from its number to the next; what belongs to the whole day stands in its middle."""


def name_lines(model: ChartModel, size: Size) -> int:
    """How many lines of names a chart has above its plot."""
    return min(LINES[size], 2 if len(model.marks) <= MANY_MARKS else 3)


def head(model: ChartModel, size: Size) -> float:
    """Pixels above the plot."""
    return 6 + name_lines(model, size) * LINE_HEIGHT


@dataclass(frozen=True)
class Timeline:
    """The scales of a chart over days: x from the span of the model, y from `low` to `high`."""

    model: ChartModel
    canvas: Canvas
    voice: Voice
    low: float
    high: float

    @property
    def first(self) -> float:
        """Where the axis of days begins."""
        assert self.model.span is not None
        return self.model.span[0]

    @property
    def last(self) -> float:
        """Where the axis of days ends: the end of its last day."""
        assert self.model.span is not None
        return self.model.span[1] + 1

    def pixel(self, at: float) -> float:
        """How far right a position is drawn."""
        return (at - self.first) / (self.last - self.first) * self.canvas.inner_width

    def height(self, value: float) -> float:
        """How far down a value is drawn."""
        return (self.high - value) / (self.high - self.low) * self.canvas.inner_height

    def x(self) -> Spec:
        """The encoding of days."""
        scale = {"domain": [self.first, self.last], "nice": False, "zero": False}
        return {"field": "x", "type": "quantitative", "scale": scale, "axis": None}

    def y(self) -> Spec:
        """The encoding of values."""
        scale = {"domain": [self.low, self.high], "nice": False, "zero": False}
        return {"field": "y", "type": "quantitative", "scale": scale, "axis": None}

    def layer(self, rows: Rows, mark: Spec, **encoding: Any) -> Spec:
        """A layer in days and values; rows without y span the whole height."""
        places: Spec = {"x": self.x()}
        if any("y" in row for row in rows):
            places["y"] = self.y()
        places |= {name: {"field": name} for name in ("x2", "y2") if any(name in row for row in rows)}
        return {"data": {"values": list(rows)}, "mark": {"clip": True, **mark}, "encoding": {**places, **encoding}}

    def backdrop(self) -> list[Spec]:
        """What lies behind the data: peaks, the part that is not yet, the lines of the grid."""
        return [*self._peaks(), *self._not_yet(), *self._grid()]

    def foreground(self) -> list[Spec]:
        """What lies on the data: moments, names, the ticks of the days."""
        return [*self._moments(), *self._names(), *self._days()]

    def unknown(self, points: Iterable[Point]) -> list[Spec]:
        """The days that were looked at without a value, hatched: nobody knows that it was 0."""
        part = self.model.not_yet
        days = [each.at for each in points if each.value is None]
        spans = united((at, at + 1) for at in days if part is None or not part.first <= at <= part.last)
        rows = [{"x": first, "x2": last} for first, last in spans]
        return [self.layer(rows, {"type": "rect", "fill": HATCH})] if rows else []

    def _inside(self, sign: Sign | None = None) -> list[Mark]:
        found = [each for each in self.model.marks if sign is None or each.sign is sign]
        return [each for each in found if each.at < self.last and (each.until or each.at) >= self.first]

    def _peaks(self) -> list[Spec]:
        found = [(each.at, (each.until or each.at) + 1) for each in self._inside(Sign.PEAK)]
        spans = [{"x": first, "x2": last} for first, last in united(found)]
        return [self.layer(spans, {"type": "rect", "fill": MUTED, "fillOpacity": 0.1})] if spans else []

    def _not_yet(self) -> list[Spec]:
        part = self.model.not_yet
        if part is None or part.first > part.last:
            return []
        span = [{"x": part.first, "x2": part.last + 1}]
        return [self.layer(span, {"type": "rect", "fill": HATCH}), *self._not_yet_words()]

    def _not_yet_words(self) -> list[Spec]:
        part = self.model.not_yet
        assert part is not None
        words = spoken(part.name, self.voice)
        if self.pixel(part.last + 1) - self.pixel(part.first) < text_width(words, SMALL) + 16:
            return []
        middle = [{"x": (part.first + part.last + 1) / 2, "text": words}]
        mark = writing(EARLY, size=SMALL, halo=True, y=self.canvas.inner_height - 14)
        return [self.layer(middle, mark, text=text_of())]

    def _grid(self) -> list[Spec]:
        values = ticks(self.low, self.high, 5)
        scale = self.model.series[0].scale
        rows = [{"x": self.first, "x2": self.last, "y": each, "text": self.voice.level(each, scale)} for each in values]
        lines = self.layer(rows, {"type": "rule", "stroke": LINE, "clip": False})
        names = writing(MUTED, size=SMALL, align="right", dx=-8, clip=False)
        return [lines, self.layer([{**row, "x2": None} for row in rows], names, text=text_of())]

    def _moments(self) -> list[Spec]:
        moments = [each for each in self._inside() if each.sign is not Sign.PEAK]
        rows = [{"x": self._middle(each), "color": LINE_COLORS.get(each.sign, MUTED)} for each in moments]
        signs = [
            {"x": self._middle(each), "color": COLORS[each.sign], "shape": SHAPES[each.sign]}
            for each in moments
            if each.sign in SHAPES
        ]
        rules = {"type": "rule", "strokeWidth": 1, "strokeDash": [1, 3]}
        shapes = {
            "type": "point",
            "filled": True,
            "size": 46,
            "y": self.canvas.inner_height,
            "opacity": 1,
            "clip": False,
        }
        shape = {"field": "shape", "type": "nominal", "scale": None, "legend": None}
        drawn = [self.layer(rows, rules, stroke=coloured())] if rows else []
        return drawn + ([self.layer(signs, shapes, fill=coloured(), shape=shape)] if signs else [])

    def _names(self) -> list[Spec]:
        rows = [
            {"x": each.x, "y": -9 - each.line * LINE_HEIGHT, "text": each.label.text, "color": self._ink(each.label)}
            for each in self._placed()
        ]
        if not rows:
            return []
        return [at_pixels(rows, writing(size=SMALL, clip=False), text=text_of(), fill=coloured())]

    def _placed(self) -> list[Placed]:
        """The names where they stand: cut only as far as lets no other name go."""
        short, *longer = (self._placed_within(width) for width in (NAME_WIDTH, LONGER_NAME, LONGEST_NAME))
        return next((names for names in reversed(longer) if len(names) == len(short)), short)

    def _placed_within(self, width: float) -> list[Placed]:
        labels = [
            Label(self.pixel(self._middle(each)), self._name(each, width), RANKS[each.sign]) for each in self._inside()
        ]
        return placed(labels, room=(0, self._room[1]), lines=name_lines(self.model, self.canvas.size), size=SMALL)

    def _name(self, mark: Mark, width: float) -> str:
        return fitting(spoken(mark.name, self.voice), width, SMALL)

    def _ink(self, label: Label) -> str:
        return INK if label.rank == RANKS[Sign.NOW] else BAD if label.rank == RANKS[Sign.INCIDENT] else MUTED

    def _middle(self, mark: Mark) -> float:
        if mark.sign is Sign.PEAK:
            return (max(mark.at, self.first) + min((mark.until or mark.at) + 1, self.last)) / 2
        return mark.at + DAY_MIDDLE

    def _days(self) -> list[Spec]:
        shown = [each for each in self.model.ticks if self.first <= each.at < self.last]
        ranked = dict(_by_use(shown))
        labels = [Label(self.pixel(each.at + DAY_MIDDLE), self._longer(each), rank) for rank, each in ranked.items()]
        kept = placed(labels, room=self._room, lines=1, size=SMALL)
        axis = [{"x": self.first, "x2": self.last}]
        line = {"type": "rule", "stroke": MUTED, "strokeOpacity": 0.5, "y": self.canvas.inner_height, "clip": False}
        layers = [self.layer(axis, line)]
        for row, color in ((0, INK), (1, MUTED)):
            y = self.canvas.inner_height + 16 + row * LINE_HEIGHT
            rows = [{"x": each.x, "y": y, "text": self._tick(ranked[each.label.rank])[row]} for each in kept]
            layers += [at_pixels(rows, writing(color, size=SMALL, clip=False), text=text_of())] if rows else []
        return layers

    @property
    def _room(self) -> tuple[float, float]:
        """From where to where labels may stand: the whole sheet, margins included."""
        return -self.canvas.left, self.canvas.inner_width + self.canvas.right

    def _tick(self, tick: Tick) -> tuple[str, str]:
        return spoken(tick.name, self.voice), "" if tick.day is None else self.voice.date(tick.day)

    def _longer(self, tick: Tick) -> str:
        return max(self._tick(tick), key=len)


def united(spans: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """The spans, those that touch made one: shade on shade would look like more of a peak."""
    out: list[tuple[float, float]] = []
    for first, last in sorted(spans):
        if out and first <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], last))
        else:
            out.append((first, last))
    return out


def _by_use(shown: list[Tick]) -> list[tuple[int, Tick]]:
    """The ticks with how early they are placed: the ends first, then those between."""
    ends = {0, len(shown) - 1}
    order = sorted(range(len(shown)), key=lambda place: (place not in ends, place % 2, place))
    return [(rank, shown[place]) for rank, place in enumerate(order)]
