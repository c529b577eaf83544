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


def open_funnel(name: str = "opened") -> ChartModel:
    """Of the second step 60 units may still come, of the last 90."""
    counts = ((1284, 1284), (1102, 1162), (630, 720))
    points = tuple(Point(n, low, name=f"{name} {n}", ends=(low, high)) for n, (low, high) in enumerate(counts))
    return ChartModel(Kind.FUNNEL, "Open", ("A funnel.",), (Series(name, points, "count"),))


def columns(name: str = "conversion") -> ChartModel:
    """Cohorts of a week; of the last two some units may still convert, and one has nobody."""
    rates = (0.42, 0.47, 0.45, None, 0.4, 0.21)
    points = tuple(
        Point(
            place,
            rate,
            low=None if rate is None or place > 3 else rate - 0.04,
            high=None if rate is None or place > 3 else rate + 0.04,
            name=f"{name} {place}" if place == 2 else "",
            day=LIVE + timedelta(days=7 * place),
            ends=(rate, rate + 0.2) if rate is not None and place > 3 else None,
            units=100 + place,
        )
        for place, rate in enumerate(rates)
    )
    return ChartModel(Kind.COLUMNS, f"{name} rises", ("Columns.",), (Series(name, points, "share"),))


def stacked(name: str = "new") -> ChartModel:
    """A lifecycle: what is dormant hangs below the axis."""
    parts = {name: 40, "returning": 120, "resurrecting": 12, "dormant": -160}
    series = tuple(
        Series(each, tuple(Point(n, size + 3 * n, day=LIVE + timedelta(days=n)) for n in range(40)), "count")
        for each, size in parts.items()
    )
    return ChartModel(Kind.COLUMNS, "More return", ("Columns.",), series)


def curve(name: str = "again") -> ChartModel:
    """Two cohorts over ten weeks; the last two of the first cannot be seen yet."""
    shares = [1.0, 0.7, 0.55, 0.5, 0.46, 0.44, 0.43, 0.43, None, None]
    first = tuple(
        Point(
            n,
            each,
            None if each is None else each - 0.03,
            None if each is None else min(each + 0.03, 1.0),
            name=f"W{n}",
        )
        for n, each in enumerate(shares)
    )
    second = tuple(Point(n, 0.9 - 0.05 * n, name=f"W{n}") for n in range(10))
    series = (Series(name, first, "share"), Series(f"{name} 2", second, "share"))
    return ChartModel(Kind.CURVE, "Half stay", ("A curve.",), series)


def grid(name: str = "22 Sep") -> ChartModel:
    """Five cohorts of a week; cells to come have no value."""
    rows = tuple(
        Series(
            f"{name} {row}",
            tuple(Point(n, 0.8 / (n + 1) if n + row < 5 else None, name=f"W{n}", units=90 - row) for n in range(6)),
            "share",
        )
        for row in range(5)
    )
    return ChartModel(Kind.GRID, "Half stay", ("A grid.",), rows)


def dots(name: str = "android") -> ChartModel:
    """Three values of a property, the last without a value, then all of them."""
    points = (
        Point(0, 0.49, 0.42, 0.55, name=name, units=745),
        Point(1, 0.47, 0.37, None, name=f"{name} 2", units=218),
        Point(2, None, name=f"{name} 3", ends=(0.2, 1.0)),
        Point(3, 0.49, name="all"),
    )
    return ChartModel(Kind.DOTS, "All alike", ("Dots.",), (Series("again", points, "share", (SUCCESS, FAILURE)),))


ALL = {
    "sequence": sequence,
    "trend": trend,
    "intervals": intervals,
    "funnel": funnel,
    "daily": daily,
    "open_funnel": open_funnel,
    "columns": columns,
    "stacked": stacked,
    "curve": curve,
    "grid": grid,
    "dots": dots,
}
