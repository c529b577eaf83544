"""The one model of a chart: drawn as SVG, shown as a table, written as CSV, and later as slides.

It says what is to be seen, not how: no colour, no pixel, nothing of a drawing library. A value that is not known is
None; a part that cannot be known yet is `not_yet`, which is hatched wherever it is drawn and never a zero.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from hypercare.model.text import Text
from hypercare.model.verdict import Word
from hypercare.reports.table import Cell, Column, Table, is_filled
from hypercare.reports.voice import Words


class Kind(StrEnum):
    """How a chart is read."""

    SEQUENCE = "sequence"
    """A value with its confidence sequence, day after day, against its thresholds."""
    INTERVALS = "intervals"
    """A row for each metric: its interval against its own thresholds, on its own scale."""
    DOTS = "dots"
    """A row for each point: its interval on one scale that all rows share, against the thresholds of all."""
    FUNNEL = "funnel"
    """Steps from top to bottom, each a bar from 0; the worst drop stands out."""
    TREND = "trend"
    """A small line without axes."""
    DAILY = "daily"
    """A bar from 0 for each day."""
    COLUMNS = "columns"
    """A column from 0 for each place of the axis; several series are stacked, what is negative below the axis."""
    CURVE = "curve"
    """A line over named places, within its intervals."""
    GRID = "grid"
    """A row for each series, a cell for each of its points: the more, the darker."""


ROWS = frozenset({Kind.INTERVALS, Kind.GRID})
"""Kinds whose series are rows, so that one alone has its name, too."""
VERDICTS: Mapping[Word, Text] = MappingProxyType(
    {
        Word.PASS: Text("faces-word-PASS"),
        Word.FAIL: Text("faces-word-FAIL"),
        Word.HARM: Text("faces-word-HARM"),
        Word.INVALID: Text("faces-word-INVALID"),
        Word.INCONCLUSIVE: Text("faces-word-INCONCLUSIVE"),
        Word.TOO_EARLY: Text("faces-word-TOO_EARLY"),
    }
)
"""The words of verdicts for people."""


class Against(StrEnum):
    """What a threshold is for."""

    SUCCESS = "success"
    FAILURE = "failure"
    LIMIT = "limit"
    ROLLBACK = "rollback"


class Sign(StrEnum):
    """What a mark on the time axis stands for."""

    PEAK = "peak"
    DEPLOYMENT = "deployment"
    HOTFIX = "hotfix"
    INCIDENT = "incident"
    EDIT = "edit"
    NOTE = "note"
    GATE = "gate"
    NOW = "now"


@dataclass(frozen=True)
class Point:
    """One value: at a position (a day of the launch, or the row counted from 0), within its interval.

    An end that is not bounded is None. `ends` is between what a value that is not known yet must end; of a step of a
    funnel, how many come to it at least and at most. `units` is of how many the value is, `events` how many they did.
    `so_far` says that the value may still change and nobody knows how far. `passable` says that a step of a funnel may
    be passed by, so that nobody is lost there.
    """

    at: float
    value: float | None
    low: float | None = None
    high: float | None = None
    name: Words = ""
    day: date | None = None
    ends: tuple[float, float] | None = None
    note: Words = ""
    units: int | None = None
    events: int | None = None
    so_far: bool = False
    passable: bool = False


@dataclass(frozen=True)
class Threshold:
    """A level that a series is held against. `above` says that the good side is the one above it."""

    against: Against
    value: float
    above: bool = True


@dataclass(frozen=True)
class Series:
    """Points of one thing, with the thresholds that judge it and the word that was given. `scale` as in estimates.

    `whole` is of how many units the steps of a funnel are; None: of those at its first.
    """

    name: Words
    points: tuple[Point, ...]
    scale: str
    thresholds: tuple[Threshold, ...] = ()
    word: Word | None = None
    accent: bool = True
    whole: float | None = None


@dataclass(frozen=True)
class Mark:
    """Something on the time axis: a moment, or where `until` is set a span (both ends within it), with its name."""

    sign: Sign
    at: float
    name: Words
    until: float | None = None


@dataclass(frozen=True)
class Tick:
    """A position of the time axis with what is written there, in two lines."""

    at: float
    name: Words
    day: date | None = None


@dataclass(frozen=True)
class NotYet:
    """The part of the time axis that cannot be observed yet, and why."""

    first: float
    last: float
    name: Words


@dataclass(frozen=True)
class ChartModel:
    """A chart. `title` states the finding in a sentence, `alt` says the same to who cannot see it, in
    sentences with its numbers.

    `span` is the first and last position of the time axis; charts of rows have none. `source` is the line under a
    chart that stands alone: whose it is, and as of when. `names` heads the names of the points in the table, `rows`
    those of the series.
    """

    kind: Kind
    title: Words
    alt: tuple[Words, ...]
    series: tuple[Series, ...]
    span: tuple[float, float] | None = None
    ticks: tuple[Tick, ...] = ()
    marks: tuple[Mark, ...] = ()
    not_yet: NotYet | None = None
    word: Word | None = None
    source: Words = ""
    names: Words = Text("chart-column-name")
    rows: Words = Text("chart-column-series")

    def table(self) -> Table:
        """The chart's data, a row for each point, with the columns that any row fills."""
        cells = [_cells(self, each, point) for each in self.series for point in each.points]
        used = [column for column in _columns(self) if any(is_filled(row[column.name]) for row in cells)]
        rows = tuple(tuple(row[column.name] for column in used) for row in cells)
        return Table(tuple(used), rows, tuple(each.scale for each in self.series for _ in each.points))


def _columns(model: ChartModel) -> tuple[Column, ...]:
    counted = model.kind is Kind.FUNNEL
    names = ("day", "date", "name", "units", "events", "value", "low", "high", "end_low", "end_high")
    shares = ("of_first", "lost") if counted else ()
    levels = tuple(Against)
    titles = {"name": model.names}
    return (
        Column("series", model.rows),
        *(Column(name, titles.get(name, _column_words(name)), _scale(name)) for name in names + shares),
        *(Column(level.value, Text(f"chart-column-{level.value}"), "row", chosen=True) for level in levels),
        Column("verdict", Text("chart-column-verdict")),
        Column("note", Text("chart-column-note")),
    )


def _column_words(name: str) -> Text:
    return Text(f"chart-column-{name.replace('_', '-')}")


def _scale(name: str) -> str:
    if name in {"value", "low", "high", "end_low", "end_high"}:
        return "row"
    return "share" if name in {"of_first", "lost"} else "count" if name in {"day", "units", "events"} else ""


def _cells(model: ChartModel, series: Series, point: Point) -> dict[str, Cell]:
    timed = model.span is not None
    levels = {each.against.value: each.value for each in series.thresholds}
    low, high = point.ends or (None, None)
    return {
        "series": series.name if len(model.series) > 1 or model.kind in ROWS else "",
        "day": point.at if timed else None,
        "date": point.day,
        "name": point.name,
        "units": point.units,
        "events": point.events,
        "value": point.value,
        "low": point.low,
        "high": point.high,
        "end_low": low,
        "end_high": high,
        "of_first": of_first(series, point),
        "lost": lost(series, point),
        **{level.value: levels.get(level.value) for level in Against},
        "verdict": "" if series.word is None else VERDICTS[series.word],
        "note": point.note,
    }


def of_first(series: Series, point: Point) -> float | None:
    """The share of all units of a funnel that came to this step, None where there is none to divide by."""
    return _share(point.value, series.points[0].value if series.whole is None else series.whole)


def lost(series: Series, point: Point) -> float | None:
    """The share of the units of the last step that nobody may pass by that did not come to this one, and cannot any
    more; None for the first such step, and for one that may be passed by.
    """
    before = [each for each in series.points[: series.points.index(point)] if not each.passable]
    if point.passable or not before:
        return None
    kept = _share(point.value if point.ends is None else point.ends[1], before[-1].value)
    return None if kept is None else max(0.0, 1 - kept)


def worst(series: Series) -> tuple[Point, float] | None:
    """The step that lost the largest share of those who came to the one before, with it; None where none lost any."""
    drops = [(point, share) for point in series.points if (share := lost(series, point)) is not None and share > 0]
    return max(drops, key=lambda each: each[1], default=None)


def _share(part: float | None, whole: float | None) -> float | None:
    return part / whole if part is not None and whole else None
