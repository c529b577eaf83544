"""`hypercare/verdict.v1`: the verdict of a launch as JSON values, and back."""

from datetime import datetime
from zoneinfo import ZoneInfo

from hypercare.app.documents.answers import answer_document, answer_of
from hypercare.app.documents.stability import limit_document, limit_of
from hypercare.app.documents.texts import Document, text_document, text_of
from hypercare.model.launch import GateKind, Launch, Level, Relative
from hypercare.model.verdict import (
    Action,
    CriterionState,
    ExitCriterion,
    Flaw,
    GateVerdict,
    Harm,
    LaunchVerdict,
    MetricVerdict,
    Recommendation,
    Word,
)

SCHEMA = "hypercare/verdict.v1"


def verdict_document(verdict: LaunchVerdict, launch: Launch) -> Document:
    """The verdict of a launch. Times are ISO 8601 in the launch's zone."""
    zone = launch.zone
    return {
        "schema": SCHEMA,
        "launch": verdict.launch,
        "title": launch.title,
        "timezone": launch.timezone,
        "version": verdict.version,
        "as_of": _time(verdict.as_of, zone),
        "day": verdict.day,
        "phases": list(verdict.phases),
        "recommendation": _recommendation(verdict.recommendation, zone),
        "gates": [gate_document(gate, zone) for gate in verdict.gates],
        "guardrails": [_metric(metric) for metric in verdict.guardrails],
        "stability": [limit_document(each) for each in verdict.stability],
        "harms": [_harm(harm) for harm in verdict.harms],
        "doubts": [_harm(harm) for harm in verdict.doubts],
        "criteria": [_criterion(criterion, zone) for criterion in verdict.criteria],
    }


def launch_verdict_of(document: Document) -> LaunchVerdict:
    """The verdict of a document. Its times have the offset of the launch's zone; texts keep times as words."""
    return LaunchVerdict(
        launch=document["launch"],
        version=document["version"],
        as_of=datetime.fromisoformat(document["as_of"]),
        day=document["day"],
        phases=tuple(document["phases"]),
        gates=tuple(gate_of(gate) for gate in document["gates"]),
        guardrails=tuple(_metric_of(metric) for metric in document["guardrails"]),
        stability=tuple(limit_of(each) for each in document["stability"]),
        harms=tuple(_harm_of(harm) for harm in document["harms"]),
        doubts=tuple(_harm_of(harm) for harm in document.get("doubts", ())),
        criteria=tuple(_criterion_of(criterion) for criterion in document["criteria"]),
        recommendation=_recommendation_of(document["recommendation"]),
    )


def gate_document(gate: GateVerdict, zone: ZoneInfo) -> Document:
    """The verdict of a gate."""
    return {
        "gate": gate.gate,
        "kind": gate.kind.value,
        "word": gate.word.value,
        "judgeable": _time(gate.judgeable, zone),
        "judged_at": _time(gate.judged_at, zone),
        "settled": gate.settled,
        "metrics": [_metric(metric) for metric in gate.metrics],
        "harms": [_harm(harm) for harm in gate.harms],
        "flaws": [{"check": flaw.check, "reason": text_document(flaw.reason)} for flaw in gate.flaws],
        "now": [_metric(metric) for metric in gate.now],
    }


def gate_of(document: Document) -> GateVerdict:
    """The gate's verdict of a document."""
    return GateVerdict(
        gate=document["gate"],
        kind=GateKind(document["kind"]),
        word=Word(document["word"]),
        judgeable=datetime.fromisoformat(document["judgeable"]),
        judged_at=datetime.fromisoformat(document["judged_at"]),
        settled=document["settled"],
        metrics=tuple(_metric_of(metric) for metric in document["metrics"]),
        harms=tuple(_harm_of(harm) for harm in document["harms"]),
        flaws=tuple(Flaw(flaw["check"], text_of(flaw["reason"])) for flaw in document["flaws"]),
        now=tuple(_metric_of(metric) for metric in document["now"]),
    )


def _metric(metric: MetricVerdict) -> Document:
    return {
        "metric": metric.metric,
        "word": metric.word.value,
        "code": metric.code,
        "reasons": [text_document(reason) for reason in metric.reasons],
        "answer": answer_document(metric.answer),
        "success": _level(metric.success),
        "failure": _level(metric.failure),
        "primary": metric.primary,
        "maturity": metric.maturity,
        "days": list(metric.days),
        "needed": None if metric.needed is None else text_document(metric.needed),
    }


def _metric_of(document: Document) -> MetricVerdict:
    first, last = document["days"]
    return MetricVerdict(
        metric=document["metric"],
        word=Word(document["word"]),
        code=document["code"],
        reasons=tuple(text_of(reason) for reason in document["reasons"]),
        answer=answer_of(document["answer"]),
        success=_level_of(document["success"]),
        failure=_level_of(document["failure"]),
        primary=document["primary"],
        maturity=document["maturity"],
        days=(first, last),
        needed=None if document["needed"] is None else text_of(document["needed"]),
    )


def _harm(harm: Harm) -> Document:
    return {
        "subject": harm.subject,
        "kind": harm.kind,
        "beyond_rollback": harm.beyond_rollback,
        "reason": text_document(harm.reason),
        "answer": None if harm.answer is None else answer_document(harm.answer),
    }


def _harm_of(document: Document) -> Harm:
    answer = document["answer"]
    return Harm(
        document["subject"],
        document["kind"],
        document["beyond_rollback"],
        text_of(document["reason"]),
        None if answer is None else answer_of(answer),
    )


def _criterion(criterion: ExitCriterion, zone: ZoneInfo) -> Document:
    return {
        "name": criterion.name,
        "state": criterion.state.value,
        "reason": text_document(criterion.reason),
        "until": None if criterion.until is None else _time(criterion.until, zone),
    }


def _criterion_of(document: Document) -> ExitCriterion:
    until = _time_of(document["until"])
    return ExitCriterion(document["name"], CriterionState(document["state"]), text_of(document["reason"]), until)


def _recommendation(recommendation: Recommendation, zone: ZoneInfo) -> Document:
    return {
        "action": recommendation.action.value,
        "row": recommendation.row,
        "reasons": [text_document(reason) for reason in recommendation.reasons],
        "until": None if recommendation.until is None else _time(recommendation.until, zone),
    }


def _recommendation_of(document: Document) -> Recommendation:
    reasons = tuple(text_of(reason) for reason in document["reasons"])
    return Recommendation(Action(document["action"]), document["row"], reasons, _time_of(document["until"]))


def _level(level: Level | None) -> float | Document | None:
    return {"base": level.base, "factor": level.factor} if isinstance(level, Relative) else level


def _level_of(document: float | Document | None) -> Level | None:
    return Relative(document["base"], document["factor"]) if isinstance(document, dict) else document


def _time(instant: datetime, zone: ZoneInfo) -> str:
    return instant.astimezone(zone).isoformat()


def _time_of(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
