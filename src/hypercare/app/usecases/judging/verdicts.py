"""The verdict of a launch: judged from the facts, recorded in the chain, its gates issued when their date has come."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

from hypercare.analysis.derived_columns import with_cohorts
from hypercare.analysis.launch_scope import properties
from hypercare.app.code_version import code_version
from hypercare.app.documents.texts import Document
from hypercare.app.documents.verdict import gate_document, gate_of, verdict_document
from hypercare.app.engine import Engine
from hypercare.app.evidence import Evidence
from hypercare.app.house import House
from hypercare.app.usecases.acts.outcome_acts import outcome_acts, records_of
from hypercare.app.usecases.judging import forecasting
from hypercare.app.usecases.launches.history import ISSUE, LOOK
from hypercare.app.usecases.launches.launches import at_version, launches_until
from hypercare.app.usecases.launches.signed import signed_off
from hypercare.checks.ask import Ask
from hypercare.checks.gates.gate import judge_gate
from hypercare.checks.judge import judge_launch
from hypercare.ledger import canonical, chain, records
from hypercare.ledger.views import Evidence as Kept
from hypercare.ledger.views import RecordView
from hypercare.model.estimate import Estimate
from hypercare.model.instant import EPOCH, from_micros
from hypercare.model.launch import Launch
from hypercare.model.metrics import Unit
from hypercare.model.sequences import Reduction
from hypercare.model.table_rows import TableReduction
from hypercare.model.verdict import GateVerdict, LaunchVerdict, Word

RUNNING_DAY = timedelta(days=1)
"""Facts of a day come in until its end, and clocks of machines differ: so far beyond the facts may be asked."""
S = TypeVar("S")
R = TypeVar("R")


@dataclass(frozen=True)
class Judged:
    """A verdict with its record. `document` is `hypercare/verdict.v1`; `issued` maps gates to their words' records."""

    launch: Launch
    verdict: LaunchVerdict
    document: Document
    record: RecordView
    issued: Mapping[str, str]


def judge(house: House, launch_id: str, as_of: datetime) -> Judged:
    """Judges a launch as of an instant, issues the gates whose date has come, and records what was said.

    Of what is yet to come nothing is known: beyond now and the facts it answers as of the last that is known.

    An unchanged verdict on unchanged facts is recorded once.
    """
    asked, facts_until = as_of, watermark(house.require())
    as_of = min(asked, horizon(house, facts_until))
    launch, _ = at_version(house, launch_id, as_of)
    evidence = evidence_for(house, launches_until(house, launch_id, as_of))
    engine = Engine(with_cohorts(evidence.buckets, launch.cohorts), evidence.rows)
    found = judge_launch(launch, as_of, engine, issued_gates(launch))
    issued = _issued(house, launch, found, evidence, engine)
    off, acts = signed_off(launch_id, as_of), outcome_acts(launch_id, as_of)
    signed_at = off.at if off else None
    verdict = judge_launch(launch, as_of, engine, issued_gates(launch), signed_at=signed_at, acts=acts)
    document = verdict_document(verdict, launch)
    leant_on: dict[str, Any] = {"issued": dict(issued)} | ({"signed": off.record} if off else {})
    leant_on |= {"acts": records_of(acts)} if acts else {}
    record = _recorded(document, leant_on, evidence, engine, house.clock.now())
    today = forecasting.Today(evidence, facts_until, house.clock.now())
    forecasting.issue(launch, as_of, today)
    forecasting.score(house, launch, today)
    told = document | {
        "id": record.id,
        "issued": dict(issued),
        "asked": local(asked, launch),
        "facts_until": local(facts_until, launch),
    }
    return Judged(launch, verdict, told, record, issued)


def local(instant: datetime, launch: Launch) -> str | None:
    """An instant in a launch's zone; None for the beginning of time, which stands for no facts at all."""
    return None if instant == EPOCH else instant.astimezone(launch.zone).isoformat()


def horizon(house: House, facts_until: datetime) -> datetime:
    """The last instant of which anything is known: now, or a running day beyond the facts."""
    return max(house.clock.now(), facts_until + RUNNING_DAY)


def evidence_for(house: House, launches: tuple[Launch, ...]) -> Evidence:
    """The facts that every version of the launch may ask for: a gate is judged by the one that held at its date."""
    units = frozenset(unit for launch in launches for unit in units_of(launch))
    return Evidence.newest(house.sequences, house.tables, units, frozenset().union(*map(properties, launches)))


def units_of(launch: Launch) -> frozenset[Unit]:
    """Every unit that some question of the launch is about."""
    return frozenset({launch.unit} | {metric.unit for metric in launch.metrics.values() if metric.unit is not None})


def issued_gates(launch: Launch) -> dict[str, GateVerdict]:
    """The gates of a launch whose words were issued."""
    found = {str(record.slot): gate_of(record.content["gate"]) for record in reversed(records.issued_gates(launch.id))}
    return {gate.name: found[gate.name] for gate in launch.gates if gate.name in found}


def _issued(house: House, launch: Launch, verdict: LaunchVerdict, evidence: Evidence, engine: Engine) -> dict[str, str]:
    """The records of the gates' words, made for those whose date has come and whose facts have gone past it."""
    found = {str(record.slot): record.id for record in reversed(records.issued_gates(launch.id))}
    ready = [gate for gate in verdict.gates if _can_stand(gate) and gate.gate not in found]
    for gate in ready:
        if gate.judged_at <= min(house.clock.now(), watermark(house)):
            judged = _by_its_own_version(house, _ByVersion(launch, gate, engine), verdict.as_of, evidence)
            if judged is not None:
                found[gate.gate] = _issue(house, judged, evidence)
    return {gate.gate: found[gate.gate] for gate in verdict.gates if gate.gate in found and gate.settled}


@dataclass(frozen=True)
class _ByVersion:
    """A gate as judged by a version of the launch, and who answered its questions."""

    launch: Launch
    gate: GateVerdict
    engine: Engine


def _by_its_own_version(house: House, found: _ByVersion, as_of: datetime, evidence: Evidence) -> _ByVersion | None:
    """The gate as judged by the version that held at its date, whatever was edited since; None where that cannot stand.

    A gate that was declared only after its own date has no earlier version: it is judged as it stands.
    """
    then, _ = at_version(house, found.launch.id, found.gate.judged_at)
    declared = next((gate for gate in then.gates if gate.name == found.gate.gate), None)
    if then.digest == found.launch.digest or declared is None:
        return found
    # The same names mean other questions in another version.
    engine = Engine(with_cohorts(evidence.buckets, then.cohorts), evidence.rows)
    gate = judge_gate(then, declared, as_of, engine)
    return _ByVersion(then, gate, engine) if _can_stand(gate) else None


def _can_stand(gate: GateVerdict) -> bool:
    """Whether a gate's word may be fixed: its date has come, its measurement is sound, and every metric says something.

    Without data, or with broken tracking, nothing was judged: what is mended later must still be able to decide.
    """
    answered = all(isinstance(metric.answer, Estimate) for metric in gate.metrics)
    return gate.settled and gate.word is not Word.INVALID and answered


def watermark(house: House) -> datetime:
    """The latest event time in the lake: up to there facts have come in. The beginning of time without facts."""
    return from_micros(max((file.max_ts for file in house.tables.files("events")), default=0))


def _issue(house: House, judged: _ByVersion, evidence: Evidence) -> str:
    """Fixes the word of a gate for good: with the files it was read from, pinned, and the states that were merged."""
    launch, gate, engine = judged.launch, judged.gate, judged.engine
    asked = _Asked(engine)
    judge_gate(launch, next(each for each in launch.gates if each.name == gate.gate), gate.judged_at, asked)
    manifest = evidence.manifest
    record = chain.append(
        kind=ISSUE,
        subject=launch.id,
        slot=gate.gate,
        content=_content(launch, gate.judged_at, {"gate": gate_document(replace(gate, now=()), launch.zone)}),
        at=house.clock.now(),
        evidence=Kept(
            states={name: engine.states[name] for name in asked.names},
            manifest=manifest.to_dict(),
            pins=tuple(sorted(f"{table}/{path}" for table, path in manifest.paths)),
        ),
        content_key=f"{gate.gate}@{gate.judged_at.isoformat()}",
    )
    return record.id


def _recorded(
    document: Document, leant_on: Mapping[str, Any], evidence: Evidence, engine: Engine, at: datetime
) -> RecordView:
    """Records a verdict, with the names of the records that it rests on."""
    content = {"verdict": document, **leant_on, "code": code_version(), "facts": dict(evidence.versions)}
    return chain.append(
        kind=LOOK,
        subject=document["launch"],
        content=content,
        at=at,
        evidence=Kept(states=engine.states, manifest=evidence.manifest.to_dict()),
        content_key=canonical.digest(canonical.encode(content)),
    )


def _content(launch: Launch, as_of: datetime, more: dict[str, Any]) -> dict[str, Any]:
    return {"launch": launch.id, "version": launch.digest, "as_of": as_of.isoformat(), "code": code_version(), **more}


class _Asked:
    """An `Ask` that remembers the names of the questions."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self.names: list[str] = []

    def __call__(self, name: str, reduction: Reduction[S, R] | TableReduction[S, R]) -> R:
        self.names.append(name)
        return self._ask(name, reduction)
