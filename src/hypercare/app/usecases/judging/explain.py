"""How a number came about, in plain words."""

from collections.abc import Iterator
from datetime import datetime

from hypercare.analysis.derived_columns import with_cohorts
from hypercare.analysis.launch_scope import days_scope, days_until, properties
from hypercare.analysis.metric import reduction
from hypercare.analysis.scope import Judging
from hypercare.app.documents.story import answer_lines, declared_lines, gate_lines, guardrail_lines
from hypercare.app.documents.texts import Document, text_document
from hypercare.app.engine import Engine
from hypercare.app.evidence import Evidence
from hypercare.app.house import House
from hypercare.app.usecases.judging.verdicts import Judged, judge, units_of
from hypercare.app.usecases.launches.launches import at_version
from hypercare.model.errors import NotFound
from hypercare.model.estimate import Answer
from hypercare.model.launch import Launch
from hypercare.model.metrics import Metric
from hypercare.model.text import Text

SCHEMA = "hypercare/explain.v1"


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
    yield from declared_lines(launch, metric)
    gates = [(gate, each) for gate in judged.verdict.gates for each in gate.metrics if each.metric == metric]
    for gate, said in gates:
        yield from gate_lines(launch, gate, said)
    for guardrail in judged.verdict.guardrails:
        if guardrail.metric == metric:
            yield from guardrail_lines(launch, guardrail)
    if not gates and metric not in {guardrail.metric for guardrail in launch.guardrails}:
        yield Text("explain-no-gate", {"metric": metric})
        days = days_until(launch, judged.verdict.as_of)
        yield Text("explain-days", {"first": days[0], "last": days[1]})
        yield from answer_lines(_watched(house, launch, declared, judged.verdict.as_of))
    yield Text("explain-record", {"id": judged.record.id})


def _watched(house: House, launch: Launch, metric: Metric, as_of: datetime) -> Answer:
    """What a metric reads since go-live that no gate and no guardrail asks for."""
    evidence = Evidence.newest(house.sequences, house.tables, units_of(launch), properties(launch))
    scope = days_scope(launch, metric, days_until(launch, as_of), as_of)
    engine = Engine(with_cohorts(evidence.buckets, launch.cohorts))
    return engine(metric.name, reduction(metric, scope, Judging())).answer
