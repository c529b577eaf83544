"""The charts of the page of a cycle goal."""

from hypercare.model.text import Text
from hypercare.reports.chart import ChartModel, Kind, Point, Series
from hypercare.reports.voice import Figure, Params, Phrase, Words
from hypercare.web.asked import LaunchAsked
from hypercare.web.pages.behaviour.parts import metric_words, source_of
from hypercare.web.pages.cycle.context import CycleGoal, CycleStanding

LONGEST_CYCLE = 400
"""Days of a cycle that are drawn."""


def progress(asked: LaunchAsked, page: CycleGoal) -> ChartModel:
    """The units of the latest cycle by how much of the goal they have done."""
    latest = page.latest
    bands = latest.bands if latest else []
    points = tuple(
        Point(
            place,
            each.share,
            name=_band(each.percent),
            units=each.units,
            so_far=latest is not None and not latest.is_over,
        )
        for place, each in enumerate(bands)
    )
    params: Params = {"metric": metric_words(page.metric), "count": len(points)}
    return ChartModel(
        Kind.COLUMNS,
        _progress_finding(page, latest),
        (Phrase("cycle-alt-progress", params),),
        (Series(metric_words(page.metric), points, "share"),),
        source=source_of(asked, page.basis),
        names=Text("cycle-progress"),
    )


def _band(percent: str) -> Text:
    if percent == "100":
        return Text("cycle-goal")
    return Text("cycle-band", {"percent": percent.replace("-", "–")})


def _progress_finding(page: CycleGoal, latest: CycleStanding | None) -> Words:
    if latest is None:
        return Phrase("cycle-finding-none", {"metric": metric_words(page.metric)})
    done = latest.bands[-1].share
    half = sum(each.share for each in latest.bands[6:])
    return Phrase("cycle-finding-progress", {"goal": Figure(done, "share"), "half": Figure(half, "share")})


def goal(asked: LaunchAsked, page: CycleGoal) -> ChartModel:
    """How many had reached the goal by each day of the latest cycle."""
    latest = page.latest
    points = tuple(_reached(latest)) if latest else ()
    params: Params = {"metric": metric_words(page.metric), "count": len(points)}
    return ChartModel(
        Kind.COLUMNS,
        _goal_finding(page, latest),
        (Phrase("cycle-alt-goal", params),),
        (Series(metric_words(page.metric), points, "share"),),
        source=source_of(asked, page.basis),
        names=Text("cycle-day"),
    )


def _reached(latest: CycleStanding) -> list[Point]:
    """A point for each week of the cycle in which anybody may have got there, up to the last day that is told."""
    so_far = {each.day: each.so_far for each in latest.days}
    last = max(so_far, default=-1)
    step = 7 if last > 28 else 1
    found: list[Point] = []
    reached = 0
    for day in range(min(last + 1, LONGEST_CYCLE)):
        reached = so_far.get(day, reached)
        if (day + 1) % step == 0 or day == last:
            share = reached / latest.units
            found.append(Point(len(found), share, name=Phrase("cycle-by-day", {"day": day + 1}), units=reached))
    return found


def _goal_finding(page: CycleGoal, latest: CycleStanding | None) -> Words:
    if latest is None or not latest.days:
        return Phrase("cycle-finding-nobody", {"metric": metric_words(page.metric)})
    params: Params = {"day": latest.days[0].day + 1, "reached": latest.reached, "units": latest.units}
    return Phrase("cycle-finding-goal", params)
