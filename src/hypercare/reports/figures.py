"""The charts of a launch: each a function of what is known of it at one instant."""

from dataclasses import replace
from datetime import timedelta
from math import isfinite

from hypercare.checks.spoken import headed, spoken
from hypercare.cycles.day import local_date
from hypercare.cycles.peaks import watched
from hypercare.model.estimate import Answer, Estimate
from hypercare.model.launch import GateKind
from hypercare.model.mark import Mark as Told
from hypercare.model.mark import MarkKind
from hypercare.model.metrics import ANY_ORDER, FunnelMetric
from hypercare.model.text import Text
from hypercare.model.verdict import GateVerdict, Word
from hypercare.reports.chart import ChartModel, Kind, Mark, NotYet, Point, Series, Sign, Threshold, Tick
from hypercare.reports.funnel import Step, funnel_model
from hypercare.reports.scene import (
    Judged,
    Reading,
    Scene,
    gate_name,
    judged,
    last_judged,
    metric_scale,
    scale_of,
    thresholds,
)
from hypercare.reports.voice import Figure, Params, Phrase, Words

LEAST_SPAN = 90
"""The axis of days reaches at least the end of hyper-care."""
REVIEWS = (0, 14, 30, 60, 90)
"""Days that are named on the axis: the ends of the phases, and the reviews."""
MONTHS_LATER = (150, 60)
"""The first day after the reviews that is named, and how far apart the next ones are."""
SIGNS = {
    MarkKind.DEPLOYMENT: Sign.DEPLOYMENT,
    MarkKind.HOTFIX: Sign.HOTFIX,
    MarkKind.FLAG: Sign.NOTE,
    MarkKind.INCIDENT: Sign.INCIDENT,
    MarkKind.CAMPAIGN: Sign.PEAK,
    MarkKind.STANDUP: Sign.NOTE,
    MarkKind.NOTE: Sign.NOTE,
}
FINDINGS = {
    Word.PASS: "chart-finding-pass",
    Word.FAIL: "chart-finding-fail",
    Word.HARM: "chart-finding-harm",
    Word.INCONCLUSIVE: "chart-finding-inconclusive",
}
BAD_WORDS = frozenset({Word.FAIL, Word.HARM, Word.INVALID})


def sequence(scene: Scene, metric: str) -> ChartModel:
    """What a metric read day after day with its interval, against the thresholds of the last gate that asks for it."""
    asked = last_judged(scene, metric)
    scale = metric_scale(scene, metric) if asked is None else scale_of(scene, asked)
    levels = () if asked is None else thresholds(scene, asked, scale)
    points = tuple(_point(scene, each) for each in _readings(scene, metric) if each.scale in {scale, None})
    series = Series(spoken(metric), points, scale, levels, None if asked is None else asked.metric.word)
    return _over_days(scene, metric, series, asked)


def trend(scene: Scene, metric: str) -> ChartModel:
    """The same as a small line; it stands beside its number, so that its finding says enough."""
    model = sequence(scene, metric)
    return replace(model, kind=Kind.TREND, alt=(), ticks=(), marks=())


def gate(scene: Scene, each: Judged) -> ChartModel:
    """The interval of one metric in one gate against its thresholds."""
    series = replace(_row(scene, each), name=spoken(each.metric.metric))
    alt = (Phrase("chart-alt-intervals", {"count": 1}), *_level_words((series,)))
    finding = _finding(each.metric.metric, each, series.points[-1], series)
    return ChartModel(Kind.INTERVALS, finding, alt, (series,), word=each.metric.word, source=_source(scene))


def gates(scene: Scene) -> ChartModel:
    """The intervals of all metrics that are judged: of the gates, then of the guardrails."""
    rows = judged(scene)
    words = [each.metric.word for each in rows]
    counts = {
        "all": len(words),
        "passed": sum(word is Word.PASS for word in words),
        "failed": sum(word in BAD_WORDS for word in words),
        "open": sum(word in {Word.TOO_EARLY, Word.INCONCLUSIVE} for word in words),
    }
    title = Phrase("chart-finding-gates", counts) if rows else Phrase("chart-finding-no-gates")
    series = tuple(_row(scene, each) for each in rows)
    alt = (Phrase("chart-alt-intervals", {"count": len(rows)}), *(_row_words(scene, each) for each in rows))
    return ChartModel(Kind.INTERVALS, title, alt, series, source=_source(scene))


def funnel(scene: Scene, metric: str) -> ChartModel:
    """The units that reached each step of a funnel."""
    steps = [Step(headed(each.event), each.units, each.mature, each.optional) for each in scene.steps[metric]]
    declared = scene.launch.metrics.get(metric)
    free = isinstance(declared, FunnelMetric) and declared.order == ANY_ORDER
    return funnel_model(spoken(metric), steps, source=_source(scene), free=free)


def _over_days(scene: Scene, metric: str, series: Series, asked: Judged | None) -> ChartModel:
    known = [point for point in series.points if point.value is not None]
    last = _last_day(scene)
    first_open = scene.today + 1 if known else 0
    alt = (
        Phrase("chart-alt-sequence", {"metric": spoken(metric), "first": 0, "last": last}),
        *([_value_words(known[-1], series.scale)] if known else [Text("chart-alt-none")]),
        *_level_words((series,)),
        *([Phrase("chart-alt-not-yet", {"first": first_open, "last": last})] if first_open <= last else []),
    )
    return ChartModel(
        kind=Kind.SEQUENCE,
        title=_course_finding(metric, asked, known[-1] if known else None, series),
        alt=alt,
        series=(series,),
        span=(0, last),
        ticks=_ticks(scene, last),
        marks=_marks(scene, last),
        not_yet=NotYet(first_open, last, Text("chart-not-yet")) if first_open <= last else None,
        word=series.word,
        source=_source(scene),
    )


def _readings(scene: Scene, metric: str) -> list[Reading]:
    """The readings until today, the last of them what is read now."""
    earlier = [each for each in scene.trend.get(metric, ()) if 0 <= each.day < scene.today]
    asked = last_judged(scene, metric)
    answer = scene.answers.get(metric) or (asked.metric.answer if asked else None)
    return [*sorted(earlier, key=lambda each: each.day), _reading(scene.today, answer)]


def _reading(day: int, answer: Answer | None) -> Reading:
    if not isinstance(answer, Estimate):
        return Reading(day, None, None, None, None, None if answer is None else answer.bounds)
    low, high = ends(answer)
    return Reading(day, answer.value, low, high, answer.scale)


def ends(answer: Estimate) -> tuple[float | None, float | None]:
    """The ends of an answer's interval, None for one that is not bounded."""
    low, high = answer.interval.low, answer.interval.high
    return low if isfinite(low) else None, high if isfinite(high) else None


def _point(scene: Scene, each: Reading) -> Point:
    note = Text("chart-no-value") if each.value is None else ""
    return Point(each.day, each.value, each.low, each.high, day=scene.date_of(each.day), ends=each.ends, note=note)


def _row(scene: Scene, each: Judged) -> Series:
    """A metric as one row: its interval, or between what those counted so far must end, or why there is nothing."""
    metric, scale = each.metric, scale_of(scene, each)
    name = Phrase("chart-row", {"metric": spoken(metric.metric), "gate": each.name})
    levels = thresholds(scene, each, scale)
    if isinstance(metric.answer, Estimate):
        low, high = ends(metric.answer)
        point = Point(0, metric.answer.value, low, high)
    else:
        point = Point(0, None, ends=metric.answer.bounds, note=metric.answer.reason)
    return Series(name, (point,), scale, levels, metric.word)


def _course_finding(metric: str, asked: Judged | None, point: Point | None, series: Series) -> Words:
    """The finding of what is read now: the word of a judged gate is not said of figures that would not hold it."""
    if asked is None or point is None or point.value is None or not _is_judged_otherwise(asked):
        return _finding(metric, asked, point, series)
    assert asked.gate is not None
    params: Params = {
        "metric": spoken(metric),
        "value": Figure(point.value, series.scale),
        "date": asked.gate.judged_at,
    }
    return Phrase("chart-finding-judged", params)


def _is_judged_otherwise(asked: Judged) -> bool:
    """Whether a gate was judged by another word or other thresholds than it would be now."""
    said = asked.metric
    if asked.gate is None or said.word is Word.INVALID:
        return False
    now = [each for each in asked.gate.now if each.metric == said.metric]
    return any((each.word, each.success, each.failure) != (said.word, said.success, said.failure) for each in now)


def _finding(metric: str, asked: Judged | None, point: Point | None, series: Series) -> Words:
    if asked is not None and asked.metric.word is Word.INVALID:
        return Phrase("chart-finding-invalid", {"metric": spoken(metric)})
    if asked is not None and asked.metric.word is Word.TOO_EARLY and asked.gate is not None:
        return Phrase("chart-finding-too-early", {"metric": spoken(metric), "date": asked.gate.judgeable})
    if point is None or point.value is None:
        return Phrase("chart-finding-none", {"metric": spoken(metric)})
    value = Figure(point.value, series.scale)
    if asked is None or asked.metric.word not in FINDINGS or not series.thresholds:
        return Phrase("chart-finding-watched", {"metric": spoken(metric), "value": value})
    level = _level(series.thresholds[0], series.scale)
    return Phrase(FINDINGS[asked.metric.word], {"metric": spoken(metric), "value": value, "level": level})


def _row_words(scene: Scene, each: Judged) -> Words:
    series = _row(scene, each)
    return _finding(each.metric.metric, each, series.points[0], series)


def _level(threshold: Threshold, scale: str) -> Phrase:
    return Phrase(f"chart-level-{threshold.against.value}", {"value": Figure(threshold.value, scale, chosen=True)})


def _level_words(rows: tuple[Series, ...]) -> list[Words]:
    return [
        Phrase("chart-alt-level", {"level": _level(each, series.scale)})
        for series in rows
        for each in series.thresholds
    ]


def _value_words(point: Point, scale: str) -> Words:
    assert point.value is not None
    ends = [Text("chart-unbounded") if each is None else Figure(each, scale) for each in (point.low, point.high)]
    params: Params = {"day": int(point.at), "value": Figure(point.value, scale), "low": ends[0], "high": ends[1]}
    return Phrase("chart-alt-value", params)


def _source(scene: Scene) -> Words:
    params: Params = {"launch": scene.launch.title, "day": scene.today, "date": scene.verdict.as_of}
    return Phrase("chart-source", params)


def _last_day(scene: Scene) -> int:
    """Where the axis of days ends: with hyper-care, or with the last gate, or today, whichever is last."""
    return max(LEAST_SPAN, scene.today, *(scene.day(each.judgeable) for each in scene.verdict.gates), 0)


def _ticks(scene: Scene, last: int) -> tuple[Tick, ...]:
    days = sorted({*REVIEWS, *range(MONTHS_LATER[0], last, MONTHS_LATER[1]), last})
    return tuple(Tick(day, Text("chart-day", {"day": day}), scene.date_of(day)) for day in days if day <= last)


def _marks(scene: Scene, last: int) -> tuple[Mark, ...]:
    """Peaks of the calendar, what the squad told, the gates, and now."""
    told = [_told(scene, each) for each in scene.marks]
    asked = [
        Mark(Sign.GATE, _gate_day(scene, each), Phrase("chart-gate", {"gate": gate_name(each)}))
        for each in scene.verdict.gates
    ]
    now = Mark(Sign.NOW, scene.today, Text("chart-today", {"day": scene.today}))
    found = [*_peaks(scene, last), *told, *asked, now]
    return tuple(each for each in found if each.at <= last and (each.until or each.at) >= 0)


def _gate_day(scene: Scene, gate: GateVerdict) -> int:
    """The last day that a gate reads: of a gate `day N` that day, else the one before it can be judged."""
    if gate.kind is GateKind.DAY:
        return int(gate.gate.removeprefix("day "))
    return scene.day(gate.judgeable - scene.launch.lateness) - 1


def _told(scene: Scene, mark: Told) -> Mark:
    until = None if mark.until is None else scene.day(mark.until)
    return Mark(SIGNS[mark.kind], scene.day(mark.at), mark.title, until)


def _peaks(scene: Scene, last: int) -> list[Mark]:
    declared = scene.launch.peaks
    if declared is None or not declared.watch:
        return []
    live = local_date(scene.launch.live, scene.launch.zone)
    found = watched(declared, live, live + timedelta(days=last))
    return [Mark(Sign.PEAK, (each.first - live).days, each.text, (each.last - live).days) for each in found]
