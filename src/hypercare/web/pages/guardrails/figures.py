"""The chart of a metric by the values of a property: one below the other, on one scale."""

from datetime import datetime
from typing import Any

from hypercare.app.documents.texts import Document
from hypercare.checks.spoken import spoken
from hypercare.model.text import Text
from hypercare.reports.chart import Against, ChartModel, Kind, Point, Series, Threshold
from hypercare.reports.voice import Figure, Params, Phrase, Words
from hypercare.web.asked import LaunchAsked
from hypercare.web.pages.guardrails.context import Segmented, segmented, segments_widget


def by_segment(asked: LaunchAsked, page: Segmented) -> ChartModel:
    """Each value with its interval, then all as they are, and with the mix of before."""
    assert asked.look is not None
    outcome = asked.look["outcome"]
    rows = [_point(place, each.value, each.answer) for place, each in enumerate(page.values)]
    rows.append(_point(len(rows), Text("segments-all"), page.overall))
    if page.standardised:
        ends = page.standardised["interval"] or {"low": None, "high": None}
        fixed = Point(
            len(rows), page.standardised["value"], ends["low"], ends["high"], name=Text(f"segments-mix-{page.mix}")
        )
        rows.append(fixed)
    params: Params = {"metric": spoken(page.metric), "by": spoken(page.by), "count": len(page.values)}
    source: Params = {
        "launch": outcome["title"],
        "day": outcome["day"],
        "date": datetime.fromisoformat(outcome["as_of"]),
    }
    return ChartModel(
        Kind.DOTS,
        _finding(page),
        (Phrase("segments-alt", params),),
        (Series(spoken(page.metric), tuple(rows), page.scale, _thresholds(outcome, page)),),
        source=Phrase("chart-source", source),
        names=spoken(page.by),
    )


def segments_chart(asked: LaunchAsked, name: str) -> ChartModel | None:
    """The chart of a widget `segments-…`; None for another name."""
    assert asked.look is not None
    found = next((each for each in asked.look["outcome"]["segments"] if segments_widget(each) == name), None)
    return None if found is None else by_segment(asked, segmented(found))


def _point(place: int, name: Words, answer: Document) -> Point:
    ends: dict[str, Any] = answer.get("interval") or {"low": None, "high": None}
    bounds = answer["bounds"] if answer.get("value") is None else None
    units = answer["counts"]["units"] if answer["counts"] else None
    note: Words = "" if answer.get("value") is not None else Text("chart-no-value")
    between = (bounds[0], bounds[1]) if bounds else None
    return Point(place, answer.get("value"), ends["low"], ends["high"], name, None, between, note, units)


def _thresholds(outcome: Document, page: Segmented) -> tuple[Threshold, ...]:
    gate: Document = next((each for each in outcome["gates"] if each["gate"] == page.gate), {"metrics": []})
    said = next((each for each in gate["metrics"] if each["metric"] == page.metric), None)
    if said is None:
        return ()
    levels = ((Against.SUCCESS, said["success"]), (Against.FAILURE, said["failure"]))
    return tuple(
        Threshold(against, level["value"], above=said["higher_is_better"])
        for against, level in levels
        if level and level["base"] is None
    )


def _finding(page: Segmented) -> Words:
    named: Params = {"metric": spoken(page.metric), "by": spoken(page.by)}
    if page.harmed:
        return Phrase("segments-finding-harm", {**named, "value": page.harmed[0].value, "count": len(page.harmed)})
    if page.reversal == "credible":
        return Phrase("segments-finding-simpson", named)
    known = [each for each in page.values if each.answer.get("value") is not None]
    if not known:
        return Phrase("segments-finding-none", named)
    low, high = min(known, key=_value), max(known, key=_value)
    if len(known) == 1:
        return Phrase("segments-finding-one", {**named, "value": low.value, "at": Figure(_value(low), page.scale)})
    if _overlap(low.answer["interval"], high.answer["interval"]):
        return Phrase("segments-finding-alike", named)
    ends = {"low": Figure(_value(low), page.scale), "high": Figure(_value(high), page.scale)}
    return Phrase("segments-finding", {**named, **ends, "lowest": low.value, "highest": high.value})


def _overlap(low: Document, high: Document) -> bool:
    """Whether two intervals share anything; an end that is not bounded reaches everything."""
    return low["high"] is None or high["low"] is None or bool(low["high"] >= high["low"])


def _value(each: Any) -> float:
    return float(each.answer["value"])
