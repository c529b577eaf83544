"""How a number came about, in plain words."""

from collections.abc import Iterator
from datetime import datetime

from hypercare.analysis.launch_scope import days_scope, days_until, properties
from hypercare.analysis.metric import reduction
from hypercare.analysis.scope import Judging
from hypercare.app.documents.texts import Document, text_document
from hypercare.app.engine import Engine
from hypercare.app.evidence import Evidence
from hypercare.app.house import House
from hypercare.app.usecases.launches import at_version
from hypercare.app.usecases.verdicts import Judged, judge, units_of
from hypercare.declare.wording import guardrail_words, threshold_words
from hypercare.model.errors import NotFound
from hypercare.model.estimate import Answer, Estimate
from hypercare.model.launch import Launch
from hypercare.model.metrics import Metric
from hypercare.model.text import Text
from hypercare.model.verdict import GateVerdict, MetricVerdict

SCHEMA = "hypercare/explain.v1"
SHARES = frozenset({"funnel", "ratio", "cycle", "retention"})
"""Kinds whose levels are written as percentages."""
PERCENTAGES = frozenset({"share", "ratio", "relative"})
"""Scales that people read as percentages."""


def explain(house: House, launch_id: str, metric: str, as_of: datetime) -> Document:
    """`hypercare/explain.v1`: the story of a metric, line by line. Raises `NotFound` for one that is not declared."""
    launch, _ = at_version(house.require(), launch_id, as_of)
    if metric not in launch.metrics:
        raise NotFound(f"the launch has no metric {metric!r}", expected=", ".join(launch.metrics))
    judged = judge(house, launch_id, as_of)
    lines = list(_lines(house, judged, metric))
    return {
        "schema": SCHEMA,
        "launch": launch_id,
        "metric": metric,
        "verdict": judged.record.id,
        "lines": [text_document(line) for line in lines],
    }


def _lines(house: House, judged: Judged, metric: str) -> Iterator[Text]:
    launch, declared = judged.launch, judged.launch.metrics[metric]
    yield Text("explain-definition", {"metric": metric, "kind": declared.kind, "events": _events(launch, metric)})
    yield Text(
        "explain-population",
        {
            "segment": launch.segment.name,
            "last": launch.cohort_days - 1,
            "unit": (declared.unit or launch.unit).kind.value,
        },
    )
    gates = [(gate, each) for gate in judged.verdict.gates for each in gate.metrics if each.metric == metric]
    for gate, said in gates:
        yield from _gate_lines(launch, gate, said)
    for guardrail in judged.verdict.guardrails:
        if guardrail.metric == metric:
            yield Text("explain-guardrail", {"word": guardrail.word.value, "first": 0, "last": guardrail.days[1]})
            yield Text("explain-limits", {"limits": _limits(launch, metric)})
            yield from _answer_lines(guardrail.answer)
    if not gates and metric not in {guardrail.metric for guardrail in launch.guardrails}:
        yield Text("explain-no-gate", {"metric": metric})
        days = days_until(launch, judged.verdict.as_of)
        yield Text("explain-days", {"first": days[0], "last": days[1]})
        yield from _answer_lines(_watched(house, launch, declared, judged.verdict.as_of))
    yield Text("explain-record", {"id": judged.record.id})


def _watched(house: House, launch: Launch, metric: Metric, as_of: datetime) -> Answer:
    """What a metric reads since go-live that no gate and no guardrail asks for."""
    evidence = Evidence.newest(house.sequences, house.tables, units_of(launch), properties(launch))
    scope = days_scope(launch, metric, days_until(launch, as_of), as_of)
    return Engine(evidence.buckets)(metric.name, reduction(metric, scope, Judging())).answer


def _limits(launch: Launch, metric: str) -> str:
    declared = next(each for each in launch.guardrails if each.metric == metric)
    return guardrail_words(declared, percent=launch.metrics[metric].kind in SHARES)


def _events(launch: Launch, metric: str) -> str:
    return ", ".join(dict.fromkeys(ref.event for ref in launch.metrics[metric].refs))


def _gate_lines(launch: Launch, gate: GateVerdict, said: MetricVerdict) -> Iterator[Text]:
    zone = launch.zone
    threshold = next(
        each
        for declared in launch.gates
        for each in declared.thresholds
        if declared.name == gate.gate and each.metric == said.metric
    )
    yield Text(
        "explain-gate",
        {"gate": gate.gate, "word": said.word.value, "thresholds": threshold_words(threshold, percent=True)},
    )
    yield Text("explain-days", {"first": said.days[0], "last": said.days[1]})
    settled = "explain-judged" if gate.settled else "explain-judgeable"
    yield Text(settled, {"date": (gate.judged_at if gate.settled else gate.judgeable).astimezone(zone)})
    yield from _answer_lines(said.answer)
    yield from said.reasons
    if said.needed is not None:
        yield said.needed


def _answer_lines(answer: Answer) -> Iterator[Text]:
    if not isinstance(answer, Estimate):
        yield answer.reason
        return
    counts, interval = answer.counts, answer.interval
    yield Text("explain-counts", {"units": counts.units, "mature": counts.mature, "open": counts.open})
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
