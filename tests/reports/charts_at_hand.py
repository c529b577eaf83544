"""A chart of each kind, with names that came from outside, and what has no value."""

from datetime import date, timedelta

from hypercare.app.voice import Speaker
from hypercare.model.text import Text
from hypercare.model.verdict import Word
from hypercare.reports.chart import (
    Against,
    ChartModel,
    Kind,
    Mark,
    NotYet,
    Point,
    Series,
    Sign,
    Threshold,
    Tick,
)

ENGLISH, INDONESIAN = Speaker("en"), Speaker("id")
LIVE = date(2026, 9, 22)
HOSTILE = "</text><script>alert(1)</script>&\u202e\x07'\"" + "long" * 100
SUCCESS, FAILURE = Threshold(Against.SUCCESS, 0.42), Threshold(Against.FAILURE, 0.35)
UNKNOWN = (20, 21)
"""Days of the sequence without a value."""


def sequence(name: str = "completion") -> ChartModel:
    """Days 0 to 60 of 100; two of them without a value."""
    return ChartModel(
        Kind.SEQUENCE,
        f"{name} passes",
        (f"A line of {name}.",),
        (Series(name, tuple(_reading(day) for day in range(61)), "share", (SUCCESS, FAILURE), Word.PASS),),
        span=(0, 100),
        ticks=tuple(Tick(day, Text("chart-day", {"day": day}), LIVE + timedelta(days=day)) for day in (0, 30, 60, 100)),
        marks=(
            Mark(Sign.PEAK, 17, "10.10", 19),
            Mark(Sign.DEPLOYMENT, 3, name),
            Mark(Sign.INCIDENT, 18, name),
            Mark(Sign.NOW, 60, Text("chart-today", {"day": 60})),
        ),
        not_yet=NotYet(61, 100, Text("chart-not-yet")),
        word=Word.PASS,
        source="Biza",
    )


def _reading(day: int) -> Point:
    if day in UNKNOWN:
        return Point(day, None, day=LIVE + timedelta(days=day), note=Text("chart-no-value"))
    wide = 1.9 * (0.25 / (20 * day + 3)) ** 0.5
    return Point(day, 0.49, max(0.0, 0.49 - wide), min(1.0, 0.49 + wide), day=LIVE + timedelta(days=day))


def trend(name: str = "completion") -> ChartModel:
    line = sequence(name)
    return ChartModel(Kind.TREND, line.title, line.alt, line.series, span=line.span, not_yet=line.not_yet)


def intervals(name: str = "completion") -> ChartModel:
    """A pass, one that is too early, and one without any bound."""
    limit = Threshold(Against.LIMIT, 1.2, above=False)
    return ChartModel(
        Kind.INTERVALS,
        "One of three passes",
        (f"Bars of {name}.",),
        (
            Series(name, (Point(0, 0.49, 0.44, 0.54),), "share", (SUCCESS, FAILURE), Word.PASS),
            Series("pro", (Point(0, None, ends=(0.2, 1.0)),), "share", (SUCCESS,), Word.TOO_EARLY),
            Series("tickets", (Point(0, 0.9, 0.5, None),), "relative", (limit,), Word.INCONCLUSIVE),
        ),
    )


def funnel(name: str = "opened", counts: tuple[int | None, ...] = (1284, 1102, 741, 630)) -> ChartModel:
    points = tuple(Point(place, count, name=f"{name} {place}") for place, count in enumerate(counts))
    return ChartModel(Kind.FUNNEL, "The worst drop", ("A funnel.",), (Series(name, points, "count"),))


def daily(name: str = "orders") -> ChartModel:
    line = sequence(name)
    points = tuple(
        Point(each.at, None if each.value is None else 400.0, day=each.day) for each in line.series[0].points
    )
    bars = (Series(name, points, "count"),)
    return ChartModel(Kind.DAILY, "Orders", ("Bars.",), bars, line.span, line.ticks, line.marks, line.not_yet)


ALL = {"sequence": sequence, "trend": trend, "intervals": intervals, "funnel": funnel, "daily": daily}
