"""The charts of an answer, from the documents that the other pages of behaviour are made of, too."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final

from hypercare.model.metrics import ANY_ORDER
from hypercare.model.text import Text
from hypercare.reports.chart import ChartModel, Kind, Point, Series
from hypercare.reports.funnel import Step, funnel_model
from hypercare.reports.voice import Figure, Params, Phrase, Words, bounded
from hypercare.web.pages.behaviour.parts import metric_words, share_figure
from hypercare.web.status import titled

Said = Mapping[str, Any]
MOST_COHORTS: Final = 30
MOST_PERIODS: Final = 60
PAST_HALF: Final = 6
"""The first band of a cycle's progress that is beyond half of the goal."""
PHASES: Final = {
    "new": Text("activity-new"),
    "returning": Text("activity-returning"),
    "resurrecting": Text("activity-resurrecting"),
}
"""Of a lifecycle, those that are active, from the axis upwards; the dormant hang below it."""


def source(as_of: str) -> Words:
    """The line under a chart that stands alone."""
    return Phrase("analyst-source", {"date": datetime.fromisoformat(as_of)})


def of_metric(said: Said, below: Words) -> Iterator[tuple[str, ChartModel]]:
    """The charts of a metric's detail by name: of a funnel, a retention, an activity, a cycle; else of its steps."""
    detail = said.get("detail", {})
    schema = detail.get("schema", "")
    if schema in OF_DETAIL:
        yield from OF_DETAIL[schema](said["metric"], detail, below)
    elif "steps" in said:
        yield "steps", _funnel(said["metric"], said["steps"], below, {})


def over(said: Said, below: Words) -> ChartModel:
    """An answer over time: a column for each period in which units came in."""
    metric, grain = metric_words(said["metric"]), said["over"]["grain"]
    points = tuple(_period(place, each) for place, each in enumerate(said["over"]["periods"][-MOST_PERIODS:]))
    scale = next((each["answer"]["scale"] for each in said["over"]["periods"] if "scale" in each["answer"]), "value")
    known = [each for each in points if each.value is not None and each.ends is None]
    finding = Phrase("analyst-finding-over-early", {"metric": metric})
    if len(known) > 1:
        first, last = known[0].value or 0.0, known[-1].value or 0.0
        params: Params = {"metric": metric, "first": Figure(first, scale), "last": Figure(last, scale)}
        finding = Phrase("analyst-finding-over", params)
    return ChartModel(
        Kind.COLUMNS, finding, (Phrase("analyst-alt-over", {"metric": metric, "count": len(points)}),),
        (Series(metric, points, scale),), source=below, names=Text(f"behaviour-grain-{grain}"),
    )  # fmt: skip


def _period(place: int, each: Said) -> Point:
    answer = each["answer"]
    counts, interval = answer.get("counts") or {}, answer.get("interval") or {}
    waiting = tuple(answer["bounds"]) if counts.get("open") and answer.get("bounds") else None
    return Point(
        place,
        waiting[0] if waiting else answer.get("value"),
        low=None if waiting else interval.get("low"),
        high=None if waiting else interval.get("high"),
        day=date.fromisoformat(each["from"]),
        ends=waiting,
        units=counts.get("units"),
        note=Text("behaviour-open", {"count": counts["open"]}) if waiting else "",
    )


def _of_funnel(name: str, detail: Said, below: Words) -> Iterator[tuple[str, ChartModel]]:
    yield "steps", _funnel(name, detail["steps"], below, detail)


def _funnel(name: str, steps: list[dict[str, Any]], below: Words, detail: Said) -> ChartModel:
    """The steps of those whose time is over."""
    waiting = [0, *((each.get("open") or 0) for each in steps)]
    reached = [
        Step(bounded(titled(each["event"])), each["units"], _mature(each), each["optional"], more)
        for each, more in zip(steps, waiting, strict=False)
    ]
    return funnel_model(
        metric_words(name), reached, source=below, whole=detail.get("mature"), free=detail.get("order") == ANY_ORDER
    )


def _mature(step: Said) -> int:
    """As a detail names those whose window is over, else as an answer does."""
    return int(step["mature"] if "mature" in step else step["mature_units"])


def _of_retention(name: str, detail: Said, below: Words) -> Iterator[tuple[str, ChartModel]]:
    metric, cohorts, average = metric_words(name), detail["cohorts"][-MOST_COHORTS:], detail["average"]
    finding = _returned(metric, detail)
    params: Params = {"metric": metric, "count": len(average), "cells": len(average)}
    pooled = tuple(
        Point(
            place, each["share"], low=each["low"], high=each["high"], name=_cell(detail, each["name"]),
            units=each["units"], note="" if each["share"] is not None else Text("retention-not-yet"),
        )
        for place, each in enumerate(average)
    )  # fmt: skip
    kind = Kind.CURVE if len(pooled) > 2 else Kind.COLUMNS
    yield "returning", ChartModel(
        kind, finding, (Phrase("retention-alt-curve", params),), (Series(metric, pooled, "share"),),
        source=below, names=Text("retention-cell"),
    )  # fmt: skip
    if cohorts:
        rows = tuple(_cohort(each, detail) for each in cohorts)
        yield "cohorts", ChartModel(
            Kind.GRID, finding, (Phrase("retention-alt-grid", {**params, "count": len(rows)}),), rows,
            source=below, names=Text("retention-cell"), rows=Text("retention-cohort"),
        )  # fmt: skip


def _cell(detail: Said, name: str) -> Text:
    """A cell for people: "Week 4", "Days 61–90"."""
    known = {"cadence": "day", "brackets": "days", "business_cycle": "cycle"}
    kind = known.get(detail["grid"], detail["grain"]["buckets"])
    return Text(f"retention-cell-{kind}", {"name": name.replace("-", "–")})


def _cohort(each: Said, detail: Said) -> Series:
    points = tuple(
        Point(
            place, cell["share"], name=_cell(detail, cell["name"]), units=cell["mature"],
            note="" if cell["complete"] else Text("retention-not-yet"),
        )
        for place, cell in enumerate(each["cells"])
    )  # fmt: skip
    row = Phrase("retention-row", {"date": date.fromisoformat(each["from"]), "units": each["units"]})
    return Series(row, points, "share")


def _returned(metric: str, detail: Said) -> Words:
    known = [each for each in detail["average"] if each["share"] is not None]
    if not known:
        return Phrase("retention-finding-early", {"metric": metric})
    first, last = known[0], known[-1]
    params: Params = {
        "share": share_figure(first["share"]), "cell": _cell(detail, first["name"]),
        "later": share_figure(last["share"]), "last": _cell(detail, last["name"]),
    }  # fmt: skip
    return Phrase("retention-finding" if len(known) > 1 else "retention-finding-one", params)


def _of_activity(_name: str, detail: Said, below: Words) -> Iterator[tuple[str, ChartModel]]:
    per = detail["per"]
    series = detail["series"][per][-MOST_PERIODS:]
    params: Params = {"per": per, "count": len(series)}
    points = tuple(
        Point(
            place, float(each["units"]), day=date.fromisoformat(each["from"]), note=_running(each),
            ends=None if each["complete"] else (float(each["units"]), float(each["units"])),
        )
        for place, each in enumerate(series)
    )  # fmt: skip
    yield "active", ChartModel(
        Kind.COLUMNS, _active(series, per), (Phrase("activity-alt-active", params),),
        (Series(Text("activity-active"), points, "count"),), source=below, names=Text(f"behaviour-grain-{per}"),
    )  # fmt: skip
    if detail["lifecycle"]:
        yield "lifecycle", _lifecycle(detail["lifecycle"][-MOST_PERIODS:], per, below)


def _active(series: list[dict[str, Any]], per: str) -> Words:
    ready = [each for each in series if each["complete"]]
    if not ready:
        return Phrase("activity-finding-early", {"per": per})
    last = ready[-1]
    when = date.fromisoformat(last["from"])
    return Phrase("activity-finding-active", {"per": per, "units": Figure(float(last["units"]), "count"), "date": when})


def _lifecycle(periods: list[dict[str, Any]], per: str, below: Words) -> ChartModel:
    above = tuple(Series(name, _phase(periods, phase, 1), "count") for phase, name in PHASES.items())
    dormant = Series(Text("activity-dormant"), _phase(periods, "dormant", -1), "count")
    ready = [each for each in periods if each["complete"]]
    finding: Words = Phrase("activity-finding-early", {"per": per})
    if ready:
        last = ready[-1]
        came, went = last["new"] + last["resurrecting"], last["dormant"]
        word = "grew" if came > went else "shrank" if came < went else "held"
        params: Params = {"came": came, "went": went, "date": date.fromisoformat(last["from"]), "per": per}
        finding = Phrase(f"activity-finding-{word}", params)
    return ChartModel(
        Kind.COLUMNS, finding, (Phrase("activity-alt-lifecycle", {"per": per, "count": len(periods)}),),
        (*above, dormant), source=below, names=Text(f"behaviour-grain-{per}"), rows=Text("activity-phase"),
    )  # fmt: skip


def _phase(periods: list[dict[str, Any]], phase: str, sign: int) -> tuple[Point, ...]:
    return tuple(
        Point(place, float(sign * each[phase]), day=date.fromisoformat(each["from"]), note=_running(each))
        for place, each in enumerate(periods)
    )


def _running(each: Said) -> Words:
    return "" if each["complete"] else Text("activity-running")


def _of_cycle(name: str, detail: Said, below: Words) -> Iterator[tuple[str, ChartModel]]:
    """How far the units of the last cycle that has any are."""
    latest = next((each for each in reversed(detail["cycles"]) if each["units"]), None)
    if latest is None:
        return
    metric, units = metric_words(name), latest["units"]
    points = tuple(
        Point(
            place, each["units"] / units, units=each["units"],
            name=_band(each["percent"]),
        )
        for place, each in enumerate(latest["progress"])
    )  # fmt: skip
    shares = [point.value or 0.0 for point in points]
    said: Params = {"goal": share_figure(shares[-1]), "half": share_figure(sum(shares[PAST_HALF:]))}
    finding = Phrase("cycle-finding-progress", said)
    yield "progress", ChartModel(
        Kind.COLUMNS, finding, (Phrase("cycle-alt-progress", {"metric": metric, "count": len(points)}),),
        (Series(metric, points, "share"),), source=below, names=Text("cycle-progress"),
    )  # fmt: skip


def _band(percent: str) -> Text:
    if percent == "100":
        return Text("cycle-goal")
    return Text("cycle-band", {"percent": percent.replace("-", "–")})


Charts = Callable[[str, Said, Words], Iterator[tuple[str, ChartModel]]]
OF_DETAIL: Final[Mapping[str, Charts]] = {
    "hypercare/funnel.v1": _of_funnel,
    "hypercare/retention.v1": _of_retention,
    "hypercare/activity.v1": _of_activity,
    "hypercare/cycle.v1": _of_cycle,
}
"""The charts of each kind of detail, by the name of its document."""
