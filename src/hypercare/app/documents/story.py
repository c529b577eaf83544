"""How a number came about, line by line: pure texts of what was declared and judged."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from hypercare.cycles.cohort import cohort
from hypercare.cycles.day import day_n
from hypercare.cycles.judgeable import entry_window
from hypercare.declare.wording import guardrail_words, threshold_words
from hypercare.model.estimate import Answer, Estimate
from hypercare.model.launch import Launch
from hypercare.model.metrics import CycleMetric, Metric, RetentionMetric
from hypercare.model.text import Text
from hypercare.model.verdict import GateVerdict, MetricVerdict

SHARES = frozenset({"funnel", "ratio", "cycle", "retention", "activity"})
"""Kinds whose levels are written as percentages."""
INSTANT: Final = timedelta(microseconds=1)
"""A window ends before its end: the last day is that of the instant before."""
PERCENTAGES = frozenset({"share", "ratio", "relative"})
"""Scales that people read as percentages."""


def declared_lines(launch: Launch, metric: str) -> Iterator[Text]:
    """What the metric is, and of whom."""
    declared = launch.metrics[metric]
    yield Text("explain-definition", {"metric": metric, "kind": declared.kind, "events": _events(launch, metric)})
    yield Text(
        "explain-population",
        {
            "segment": launch.segment.name,
            "last": last_entry(launch, declared),
            "unit": (declared.unit or launch.unit).kind.value,
        },
    )


def last_entry(launch: Launch, metric: Metric) -> int:
    """The last day N on which a unit can be first exposed to count for the metric: a cycle has a cohort of its own."""
    window = cohort(launch, metric.every if isinstance(metric, CycleMetric) else None)
    return day_n(window.end - INSTANT, launch.live, launch.zone)


def guardrail_lines(launch: Launch, said: MetricVerdict) -> Iterator[Text]:
    """What a guardrail says, and within which limits."""
    yield Text("explain-guardrail", {"word": said.word.value, "first": 0, "last": said.days[1]})
    yield Text("explain-limits", {"thresholds": _limits(launch, said.metric)})
    yield from answer_lines(said.answer)


def gate_lines(launch: Launch, gate: GateVerdict, said: MetricVerdict) -> Iterator[Text]:
    """What a gate says of a metric, and from what."""
    zone = launch.zone
    declared, threshold = next(
        (declared, each)
        for declared in launch.gates
        for each in declared.thresholds
        if declared.name == gate.gate and each.metric == said.metric
    )
    yield Text(
        "explain-gate",
        {"gate": gate.gate, "word": said.word.value, "thresholds": threshold_words(threshold, percent=True)},
    )
    yield Text("explain-days", {"first": said.days[0], "last": said.days[1]})
    if isinstance(launch.metrics[said.metric], RetentionMetric):
        births = entry_window(launch, declared, threshold)
        first, last = (day_n(at, launch.live, launch.zone) for at in (births.start, births.end - INSTANT))
        yield Text("explain-births", {"first": first, "last": last})
    settled = "explain-judged" if gate.settled else "explain-judgeable"
    yield Text(settled, {"date": (gate.judged_at if gate.settled else gate.judgeable).astimezone(zone)})
    yield from answer_lines(said.answer)
    yield from said.reasons
    if said.needed is not None:
        yield said.needed


def answer_lines(answer: Answer) -> Iterator[Text]:
    """An answer: counts, value, interval, and between what it must end for the units counted so far."""
    if not isinstance(answer, Estimate):
        yield answer.reason
        return
    counts, interval = answer.counts, answer.interval
    if answer.scale == "share" or counts.open:
        yield Text("explain-counts", {"units": counts.units, "mature": counts.mature, "open": counts.open})
    else:  # nobody has to wait for a rate or a mean: there is no window to have had
        yield Text("explain-units", {"units": counts.units})
    yield Text(
        f"explain-value-{answer.scale.replace('_', '-')}",
        {"value": answer.value, "hits": counts.hits, "trials": counts.trials},
    )
    yield Text(
        "explain-interval-percent" if answer.scale in PERCENTAGES else "explain-interval",
        {"low": interval.low, "high": interval.high, "level": interval.level, "method": interval.method},
    )
    yield Text("explain-always-valid" if interval.always_valid else "explain-one-look")
    if answer.bounds is not None:
        yield Text("explain-bounds", {"low": answer.bounds[0], "high": answer.bounds[1]})


def _limits(launch: Launch, metric: str) -> str:
    declared = next(each for each in launch.guardrails if each.metric == metric)
    return guardrail_words(declared, percent=launch.metrics[metric].kind in SHARES)


def _events(launch: Launch, metric: str) -> str:
    return ", ".join(dict.fromkeys(ref.event for ref in launch.metrics[metric].refs))
