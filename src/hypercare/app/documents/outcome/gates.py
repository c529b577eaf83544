"""How far each gate is, with what it reads and what is expected of it, in `hypercare/outcome.v1`."""

from collections.abc import Iterable
from datetime import datetime

from hypercare.analysis.cycle.forecast import Forecast
from hypercare.app.documents.answers import answer_document
from hypercare.app.documents.outcome.cycle import rounded
from hypercare.app.documents.texts import Document, text_document
from hypercare.checks.validation.cycle import CycleFound
from hypercare.cycles.day import DAY, day_n, local_date
from hypercare.cycles.judgeable import earliest
from hypercare.model.instant import MICROSECOND
from hypercare.model.launch import Gate, GateKind, Launch, Level, Relative
from hypercare.model.verdict import GateVerdict, LaunchVerdict, MetricVerdict


def gates_part(verdict: LaunchVerdict, launch: Launch, cycles: Iterable[CycleFound]) -> list[Document]:
    """Each gate in the order of their dates: where it is on its way, and each of its metrics."""
    by_metric = {each.metric.name: each for each in cycles}
    declared = {gate.name: gate for gate in launch.gates}
    return [_gate(gate, declared[gate.gate], verdict.as_of, launch, by_metric) for gate in verdict.gates]


def _gate(
    gate: GateVerdict, declared: Gate, as_of: datetime, launch: Launch, cycles: dict[str, CycleFound]
) -> Document:
    foreseen = cycles if gate.kind is GateKind.CYCLE_END else {}
    of_cycle = [foreseen[each.metric] for each in gate.metrics if each.metric in foreseen]
    return {
        "gate": gate.gate,
        "kind": gate.kind.value,
        "word": gate.word.value,
        "settled": gate.settled,
        "judged_at": _time(gate.judged_at, launch),
        "earliest": _time(earliest(launch, declared), launch) if declared.thresholds else None,
        "judgeable": _time(gate.judgeable, launch),
        "days": _days(gate, as_of, launch),
        "elapsed_weight": rounded(of_cycle[0].forecast.basis.elapsed_weight) if of_cycle else None,
        "metrics": [
            _metric(each, declared, cycles if gate.kind is GateKind.CYCLE_END else {}) for each in gate.metrics
        ],
        "flaws": [text_document(each.reason) for each in gate.flaws],
        "harms": [text_document(each.reason) for each in gate.harms],
    }


def _days(gate: GateVerdict, as_of: datetime, launch: Launch) -> Document | None:
    """The days that the gate reads, and how many of them are over; None for a gate that asks for nothing."""
    if not gate.metrics:
        return None
    first, last = min(each.days[0] for each in gate.metrics), max(each.days[1] for each in gate.metrics)
    over = day_n(as_of + MICROSECOND, launch.live, launch.zone) - first
    live = local_date(launch.live, launch.zone)
    return {
        "first": (live + first * DAY).isoformat(),
        "last": (live + last * DAY).isoformat(),
        "over": min(max(over, 0), last - first + 1),
        "all": last - first + 1,
    }


def _metric(said: MetricVerdict, declared: Gate, cycles: dict[str, CycleFound]) -> Document:
    threshold = next((each for each in declared.thresholds if each.metric == said.metric), None)
    return {
        "metric": said.metric,
        "primary": said.primary,
        "word": said.word.value,
        "reasons": [text_document(each) for each in said.reasons],
        "needed": None if said.needed is None else text_document(said.needed),
        "answer": answer_document(said.answer),
        "success": _level(said.success),
        "failure": _level(said.failure),
        "higher_is_better": threshold.higher_is_better if threshold else True,
        "maturity": said.maturity,
        "forecast": _forecast(cycles.get(said.metric)),
    }


def _forecast(found: CycleFound | None) -> Document | None:
    """What is expected of the cycle's end in short; the part `cycle` has all of it."""
    if found is None:
        return None
    told = found.forecast
    if not isinstance(told, Forecast):
        return dict.fromkeys(("expected", "low", "high", "passes")) | {
            "reasons": [text_document(each) for each in told.reasons]
        }
    ends = {"expected": told.expected, "low": told.low, "high": told.high, "passes": told.passes}
    return {name: rounded(value) for name, value in ends.items()} | {"reasons": []}


def _level(level: Level | None) -> Document | None:
    if level is None:
        return None
    if isinstance(level, Relative):
        return {"value": level.factor, "base": level.base}
    return {"value": level, "base": None}


def _time(instant: datetime, launch: Launch) -> str:
    return instant.astimezone(launch.zone).isoformat()
