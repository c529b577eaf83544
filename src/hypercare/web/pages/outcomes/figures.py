"""The chart of a metric by day: as counted, or per ordinary day, with its peaks, and what is not settled yet."""

from datetime import date, datetime, timedelta
from typing import Final

from hypercare.app.documents.texts import Document, text_of
from hypercare.checks.spoken import spoken_by_day
from hypercare.model.text import Text
from hypercare.reports.chart import ChartModel, Kind, Mark, NotYet, Point, Series, Sign, Tick
from hypercare.reports.voice import Figure, Params, Phrase, Words
from hypercare.web.asked import LaunchAsked
from hypercare.web.pages.outcomes.readings import Readings, per, readings_of

RAW, NORMALISED = "raw", "normalised"
READS: Final = (RAW, NORMALISED)
PREFIX_OF: Final = {RAW: "daily-", NORMALISED: "ordinary-"}
"""What the names of the widgets begin with."""
REVIEWS: Final = (0, 30, 60, 90)
"""Days that are named on the axis."""
MONTHS: Final = 60
"""How far apart the named days after the reviews are."""


def by_day(asked: LaunchAsked, metric: str, read: str) -> ChartModel | None:
    """A metric by day; None before any of its days is settled, and for a retention."""
    assert asked.look is not None
    outcome = asked.look["outcome"]
    found = readings_of(outcome, asked.launch, metric)
    if found is None or found.said["days"]["settled_until"] is None:
        return None
    live = date.fromisoformat(outcome["live"])
    first = (date.fromisoformat(found.said["days"]["first"]) - live).days
    points = tuple(_points(found.said["days"], asked, metric, first, live, read))
    last = _last(outcome, live)
    settled = int(points[-1].at)
    name = spoken_by_day(asked.launch.metrics[metric])
    params: Params = {"metric": name, "first": first, "last": settled}
    return ChartModel(
        Kind.DAILY,
        _finding(found, name, read),
        (Phrase(f"outcome-alt-{read}", params), *_alt_not_yet(settled, last)),
        (Series(name, points, found.scale),),
        span=(first, last),
        ticks=tuple(_ticks(first, last, live)),
        marks=tuple(_marks(outcome, live, last)),
        not_yet=NotYet(settled + 1, last, Text("outcome-not-settled")) if settled < last else None,
        source=Phrase(
            "chart-source",
            {"launch": outcome["title"], "day": outcome["day"], "date": datetime.fromisoformat(asked.look["as_of"])},
        ),
    )


def _points(days: Document, asked: LaunchAsked, metric: str, first: int, live: date, read: str) -> list[Point]:
    times = per(asked.launch.metrics[metric])
    rows = zip(days["above"], days["below"], days["weights"], strict=True)
    return [
        Point(
            first + place,
            _value(above / days["scale"], below, weight if read == NORMALISED else 1.0, times),
            day=live + timedelta(days=first + place),
            note="" if below else Text("chart-no-value"),
        )
        for place, (above, below, weight) in enumerate(rows)
    ]


def _value(above: float, below: float, weight: float, times: float) -> float | None:
    return times * above / below / weight if below and weight else None


def _finding(found: Readings, name: str, read: str) -> Words:
    raw, ordinary = found.ways[0].latest, found.ways[1].latest
    if raw.change and ordinary.change:
        params: Params = {
            "metric": name,
            "raw": Figure(raw.change["factor"], "change"),
            "ordinary": Figure(ordinary.change["factor"], "change"),
        }
        return Phrase(f"outcome-finding-{read}", params)
    told = found.ways[READS.index(read)].spans
    if told[0].value is None:
        return Phrase("chart-finding-none", {"metric": name})
    value = Figure(told[0].value, found.scale)
    if len(told) == 1 or told[1].value is None:
        return Phrase(f"outcome-finding-only-{read}", {"metric": name, "value": value})
    early = Figure(told[1].value, found.scale)
    return Phrase(f"outcome-finding-later-{read}", {"metric": name, "value": value, "early": early})


def _alt_not_yet(settled: int, last: int) -> tuple[Words, ...]:
    return (Phrase("outcome-alt-not-settled", {"first": settled + 1, "last": last}),) if settled < last else ()


def _last(outcome: Document, live: date) -> int:
    """The axis ends with hyper-care, the last day that a gate reads, or today, whichever is last."""
    ends = [(date.fromisoformat(gate["days"]["last"]) - live).days for gate in outcome["gates"] if gate["days"]]
    return max(REVIEWS[-1], int(outcome["day"]), *ends)


def _ticks(first: int, last: int, live: date) -> list[Tick]:
    days = sorted({first, *REVIEWS, *range(REVIEWS[-1] + MONTHS, last, MONTHS), last})
    return [Tick(day, Text("chart-day", {"day": day}), live + timedelta(days=day)) for day in days if day <= last]


def _marks(outcome: Document, live: date, last: int) -> list[Mark]:
    """The peaks that the days lie in, those that are to come, go-live, and now."""
    past = [(text_of(_bare(each["name"])), each["first"], each["last"]) for each in outcome["season"]["marks"]]
    coming = (outcome["peaks"] or {"coming": []})["coming"]
    future = [(text_of(_bare(each["name"])), each["first"], each["last"]) for each in coming]
    peaks = [Mark(Sign.PEAK, _day(start, live), name, _day(end, live)) for name, start, end in [*past, *future]]
    live_at = Mark(Sign.GATE, 0, Text("outcome-go-live"))
    now = Mark(Sign.NOW, outcome["day"], Text("chart-today", {"day": outcome["day"]}))
    return [each for each in dict.fromkeys([*peaks, live_at, now]) if each.at <= last]


def _bare(text: Document) -> Document:
    return {"id": text["id"], "params": text["params"]}


def _day(text: str, live: date) -> int:
    return (date.fromisoformat(text) - live).days
