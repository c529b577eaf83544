"""Charts over named places that stand side by side: the axis of names, the grid of values, the key of the series."""

from collections.abc import Sequence
from dataclasses import dataclass

from hypercare.reports.chart import ChartModel, Kind, Point
from hypercare.reports.palette import INK, LINE, MUTED
from hypercare.reports.vega.canvas import SMALL, Canvas, Size, Spec, at_pixels, fitting, text_of, text_width, writing
from hypercare.reports.vega.labels import Label, placed
from hypercare.reports.vega.ticks import round_out, ticks
from hypercare.reports.voice import Voice, sentence, spoken

HEIGHT = {Size.NARROW: 220, Size.HALF: 250, Size.FULL: 280}
FOOT = 30
KEY = 22
"""Pixels of a line of the key."""
SWATCH = 10
LINES = 4
NAME_WIDTH = 110
CEILING = 1.0
"""No share is above it."""


@dataclass(frozen=True)
class Look:
    """How a series is drawn: its colour with how much of it."""

    color: str
    opacity: float = 1.0


@dataclass(frozen=True)
class Places:
    """The scales of a chart over places: x from the longest series, y from `low` to `high`."""

    model: ChartModel
    canvas: Canvas
    voice: Voice
    low: float
    high: float

    @property
    def count(self) -> int:
        """How many places there are."""
        return max((int(point.at) + 1 for each in self.model.series for point in each.points), default=1)

    @property
    def pitch(self) -> float:
        """Pixels from one place to the next."""
        return self.canvas.inner_width / self.count

    def x(self, at: float) -> float:
        """The middle of a place."""
        return (at + 0.5) * self.pitch

    def y(self, value: float) -> float:
        """How far down a value is drawn."""
        return (self.high - value) / (self.high - self.low) * self.canvas.inner_height

    def backdrop(self) -> list[Spec]:
        """The lines of the grid with their values."""
        scale = self.model.series[0].scale if self.model.series else "value"
        levels = ticks(self.low, self.high, LINES)
        lines = [{"x": 0, "x2": self.canvas.inner_width, "y": self.y(each)} for each in levels]
        names = [{"x": -8, "y": self.y(each), "text": self.voice.level(abs(each), scale)} for each in levels]
        return [
            at_pixels(lines, {"type": "rule", "stroke": LINE}),
            at_pixels(names, writing(MUTED, size=SMALL, align="right"), text=text_of()),
        ]

    def foreground(self) -> list[Spec]:
        """The line at zero and the names of the places, as many as fit."""
        zero = [{"x": 0, "x2": self.canvas.inner_width, "y": self.y(max(self.low, 0.0))}]
        names = [Label(self.x(point.at), self._name(point), rank) for rank, point in self._named()]
        kept = placed(names, room=(-self.canvas.left, self.canvas.inner_width + self.canvas.right), lines=1, size=SMALL)
        rows = [{"x": each.x, "y": self.canvas.inner_height + 16, "text": each.label.text} for each in kept]
        axis = [at_pixels(zero, {"type": "rule", "stroke": MUTED, "strokeOpacity": 0.6})]
        return axis + ([at_pixels(rows, writing(INK, size=SMALL), text=text_of())] if rows else [])

    def _name(self, point: Point) -> str:
        words = spoken(point.name, self.voice) or ("" if point.day is None else self.voice.date(point.day))
        return fitting(words, NAME_WIDTH, SMALL)

    def _named(self) -> list[tuple[int, Point]]:
        """The points of the longest series with how early their names are placed: the ends, then evenly between."""
        points = max((each.points for each in self.model.series), key=len, default=())
        last = len(points) - 1
        order = sorted(range(len(points)), key=lambda n: (n not in {0, last}, -(n & -n) if n else 0, n))
        return [(rank, points[n]) for rank, n in enumerate(order)]


def places(model: ChartModel, size: Size, voice: Voice, looks: Sequence[Look]) -> Places:
    """The sheet of a chart over places: with room for the key of its series, where there are several."""
    low, high = reach(model)
    scale = model.series[0].scale if model.series else "value"
    left = 14 + max(text_width(voice.level(abs(each), scale), SMALL) for each in (low, high))
    head = 12 + (KEY * len(_key_lines(model, size, voice)) if len(looks) > 1 else 0)
    canvas = Canvas(size, HEIGHT[size] + head, top=head, right=10, bottom=FOOT, left=left)
    return Places(model, canvas, voice, low, high)


def reach(model: ChartModel) -> tuple[float, float]:
    """From where to where the axis of values goes: always from 0, as columns do."""
    ends = [*_stacks(model), *(end for each in model.series for point in each.points for end in _tops(point))]
    low, high = round_out(min(0.0, *ends, 0.0), max(0.0, *ends, 0.0) or 1.0, LINES)
    shares = bool(model.series) and model.series[0].scale == "share"
    return low, min(high, CEILING) if shares else high


def _stacks(model: ChartModel) -> list[float]:
    """Where the columns of a place end, above and below the axis; lines are not stacked."""
    ends: dict[tuple[float, bool], float] = {}
    for point in (point for each in model.series for point in each.points if model.kind is Kind.COLUMNS):
        if point.value is not None:
            ends[point.at, point.value < 0] = ends.get((point.at, point.value < 0), 0.0) + point.value
    return list(ends.values())


def _tops(point: Point) -> list[float]:
    return [each for each in (point.value, point.high, *(point.ends or ())) if each is not None]


def key(sheet: Places, looks: Sequence[Look]) -> list[Spec]:
    """The names of the series beside their colours, above the plot; one series needs none."""
    if len(looks) < 2:
        return []
    layers: list[Spec] = []
    for line, entries in enumerate(_key_lines(sheet.model, sheet.canvas.size, sheet.voice)):
        y = -sheet.canvas.top + 8 + line * KEY
        for place, x, words in entries:
            left = x - sheet.canvas.left
            box = [{"x": left, "x2": left + SWATCH, "y": y - SWATCH / 2, "y2": y + SWATCH / 2}]
            mark = {"type": "rect", "fill": looks[place].color, "fillOpacity": looks[place].opacity, "cornerRadius": 2}
            layers.append(at_pixels(box, mark))
            text = [{"x": left + SWATCH + 6, "y": y, "text": words}]
            layers.append(at_pixels(text, writing(INK, size=SMALL, align="left"), text=text_of()))
    return layers


def _key_lines(model: ChartModel, size: Size, voice: Voice) -> list[list[tuple[int, float, str]]]:
    """The entries of the key on as many lines as they need: the series, where it begins, its name."""
    lines: list[list[tuple[int, float, str]]] = [[]]
    x = 0.0
    for place, series in enumerate(model.series):
        words = fitting(sentence(series.name, voice), 2 * NAME_WIDTH, SMALL)
        width = SWATCH + 6 + text_width(words, SMALL) + 16
        if lines[-1] and x + width > size.width:
            lines.append([])
            x = 0.0
        lines[-1].append((place, x, words))
        x += width
    return lines
