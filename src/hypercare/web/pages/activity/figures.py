"""The charts of the page of activity."""

from typing import Final

from hypercare.model.text import Text
from hypercare.reports.chart import ChartModel, Kind, Point, Series
from hypercare.reports.voice import Figure, Param, Params, Phrase, Words, bounded
from hypercare.web.asked import LaunchAsked
from hypercare.web.pages.activity.context import MOST_PERIODS, Active, Activity, Frequency, Lifecycle
from hypercare.web.pages.behaviour.parts import source_of

PARTS: Final = {
    "new": Text("activity-new"),
    "returning": Text("activity-returning"),
    "resurrecting": Text("activity-resurrecting"),
}
"""Of a lifecycle, those that are active, from the axis upwards; the dormant hang below it."""


def active(asked: LaunchAsked, page: Activity) -> ChartModel:
    """Active units by period; the one that is not over is hollow."""
    shown = page.active[-MOST_PERIODS[page.state.per] :]
    points = tuple(_active(place, each) for place, each in enumerate(shown))
    return ChartModel(
        Kind.COLUMNS,
        _active_finding(page),
        (Phrase("activity-alt-active", _params(page, len(points))),),
        (Series(Text("activity-active"), points, "count"),),
        source=source_of(asked, page.basis),
        names=_grain(page),
    )


def _active(place: int, each: Active) -> Point:
    note = "" if each.complete else Text("activity-running")
    return Point(place, float(each.units), day=each.first, note=note, so_far=not each.complete)


def _active_finding(page: Activity) -> Words:
    ready = [each for each in page.active if each.complete]
    if not ready:
        return Phrase("activity-finding-early", _params(page, 0))
    last = ready[-1]
    params = _params(page, len(ready)) | {"units": Figure(float(last.units), "count"), "date": last.first}
    if len(ready) == 1 or not ready[-2].units:
        return Phrase("activity-finding-active", params)
    change = last.units / ready[-2].units - 1
    word = "more" if change > 0 else "less" if change < 0 else "same"
    return Phrase(f"activity-finding-{word}", params | {"change": Figure(abs(change), "share")})


def lifecycle(asked: LaunchAsked, page: Activity) -> ChartModel:
    """New, returning and resurrecting units above the axis, dormant ones below it: of a period that is not over nobody
    is dormant yet, and what is above is hollow.
    """
    shown = page.lifecycle[-MOST_PERIODS[page.state.per] :]
    above = tuple(
        Series(name, tuple(_part(place, each, part) for place, each in enumerate(shown)), "count")
        for part, name in PARTS.items()
    )
    dormant = Series(
        Text("activity-dormant"),
        tuple(_dormant(place, each) for place, each in enumerate(shown)),
        "count",
    )
    return ChartModel(
        Kind.COLUMNS,
        _lifecycle_finding(page),
        (Phrase("activity-alt-lifecycle", _params(page, len(shown))),),
        (*above, dormant),
        source=source_of(asked, page.basis),
        names=_grain(page),
        rows=Text("activity-phase"),
    )


def _part(place: int, each: Lifecycle, part: str) -> Point:
    units = float(getattr(each, part))
    return Point(place, units, day=each.first, note=_note(each), so_far=not each.complete)


def _dormant(place: int, each: Lifecycle) -> Point:
    gone = None if each.dormant is None else -float(each.dormant)
    return Point(place, gone, day=each.first, note=_note(each))


def _note(each: Lifecycle) -> Words:
    return "" if each.complete else Text("activity-running")


def _lifecycle_finding(page: Activity) -> Words:
    ready = [(each, each.dormant) for each in page.lifecycle if each.dormant is not None]
    if not ready:
        return Phrase("activity-finding-early", _params(page, 0))
    last, went = ready[-1]
    came = last.new + last.resurrecting
    word = "grew" if came > went else "shrank" if came < went else "held"
    params: Params = {"came": came, "went": went, "date": last.first, "per": page.state.per}
    return Phrase(f"activity-finding-{word}", params)


def frequency(asked: LaunchAsked, page: Activity) -> ChartModel:
    """Units by the number of days on which they were active."""
    points = tuple(
        Point(place, each.share, name=_days(each), units=each.units) for place, each in enumerate(page.frequency)
    )
    most = max(page.frequency, key=lambda each: each.share)
    return ChartModel(
        Kind.COLUMNS,
        Phrase("activity-finding-frequency", {"share": Figure(most.share, "share"), "days": _days(most)}),
        (Phrase("activity-alt-frequency", {"count": len(points)}),),
        (Series(Text("activity-frequency"), points, "share"),),
        source=source_of(asked, page.basis),
        names=Text("activity-days"),
    )


def _days(each: Frequency) -> Text | str:
    ids = {7: "activity-days-7", 14: "activity-days-14", 30: "activity-days-30"}
    return Text(ids[each.days]) if each.more else str(each.days)


def usage(asked: LaunchAsked, page: Activity) -> ChartModel:
    """The events that most units did."""
    points = tuple(
        Point(place, each.share, name=bounded(each.title), units=each.units, events=each.events)
        for place, each in enumerate(page.usage)
    )
    most = page.usage[0]
    return ChartModel(
        Kind.COLUMNS,
        Phrase("activity-finding-usage", {"event": bounded(most.title), "share": Figure(most.share, "share")}),
        (Phrase("activity-alt-usage", {"count": len(points)}),),
        (Series(Text("activity-usage"), points, "share"),),
        source=source_of(asked, page.basis),
        names=Text("activity-usage-event"),
    )


def _grain(page: Activity) -> Text:
    return Text(f"behaviour-grain-{page.state.per}")


def _params(page: Activity, count: int) -> dict[str, Param]:
    return {"per": page.state.per, "count": count}
