"""Looks at a launch: everything its pages show of the facts at one instant, without recording anything."""

from collections.abc import Generator, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from hypercare.analysis.derived_columns import with_cohorts
from hypercare.analysis.funnel.conversion import Funnel
from hypercare.analysis.launch_scope import days_scope, days_until
from hypercare.analysis.metric import reduction
from hypercare.analysis.scope import Judging
from hypercare.analysis.tally import Measured
from hypercare.app.documents.answers import answer_document
from hypercare.app.documents.outcome.outcome import outcome_document
from hypercare.app.documents.texts import Document
from hypercare.app.documents.verdict import launch_verdict_of, verdict_document
from hypercare.app.engine import Engine
from hypercare.app.evidence import Evidence
from hypercare.app.house import House
from hypercare.app.looks import SCHEMA, Looks, Moment, instant_of
from hypercare.app.usecases.acts.outcome_acts import outcome_acts
from hypercare.app.usecases.judging.answering import answered
from hypercare.app.usecases.judging.exits import followed, latest_said
from hypercare.app.usecases.judging.forecasting import learnt_shock
from hypercare.app.usecases.judging.forecasts import with_issued
from hypercare.app.usecases.judging.verdicts import evidence_for, horizon, issued_gates, local, watermark
from hypercare.app.usecases.launches.launches import at_version
from hypercare.app.usecases.launches.signed import signed_off
from hypercare.checks.judge import judge_launch
from hypercare.checks.validation.validation import validate
from hypercare.cycles.day import day_n
from hypercare.ledger import records
from hypercare.model.estimate import Answer
from hypercare.model.launch import Launch
from hypercare.model.metrics import FunnelMetric, Metric
from hypercare.model.verdict import LaunchVerdict

FRESH_SECONDS = 15
"""A look that is younger is not computed anew, however often it is asked for."""

FARTHEST_TREND_DAY = 200
"""Trends are of the ninety days, and of a business cycle that takes longer; a launch that is long over has no more."""


def look(house: House, launch_id: str, moment: Moment) -> Document:
    """`hypercare/look.v1` of a launch, computed and kept. Raises `NotFound` for a launch that was never registered."""
    return _kept(house, _Reader(house, launch_id), moment)


def glance(house: House, launch_id: str, as_of: datetime) -> Document:
    """`hypercare/look.v1` of a launch at an instant, computed and not kept: for what is recorded, or told once."""
    return _Reader(house, launch_id).looked(Moment(instant=as_of))


def refresh(house: House, launch_id: str, moment: Moment) -> Document:
    """As `look`, but one that is younger than a few seconds, or whose facts and hour are the same, stands."""
    now = house.clock.now()
    launch, _ = at_version(house, launch_id, now)
    launch, _ = at_version(house, launch_id, instant_of(launch, moment, now))
    kept = Looks(house.data).find(launch_id, launch.digest, moment)
    return kept if kept is not None and _stands(house, launch, kept, moment) else look(house, launch_id, moment)


def fill_trend(house: House, launch_id: str) -> Generator[None, None, int]:
    """Looks at the days that no look was kept of, or one by another version, latest first; how many there were.

    Yields after each day.
    """
    reader = _Reader(house, launch_id)
    looked = Looks(house.data).trend(launch_id)
    wanted = range(min(reader.last_day, FARTHEST_TREND_DAY), -1, -1)
    missing = [day for day in wanted if not _is_of(looked.get(str(day), {}), reader.version_of(Moment(day)))]
    for day in missing:
        _kept(house, reader, Moment(day))
        yield
    return len(missing)


def _is_of(day: Document, version: str) -> bool:
    """Whether what was read of a day is of a version, and says what was recommended then."""
    return day.get("version") == version and "action" in day


class _Reader:
    """A launch at one state of its facts, which several moments are looked at by."""

    def __init__(self, house: House, launch_id: str) -> None:
        self._house, self._id = house, launch_id
        self.facts_until = watermark(house.require())
        self.now = house.clock.now()
        self._newest, _ = at_version(house, launch_id, self.now)
        self._engines: dict[str, tuple[Evidence, Engine]] = {}

    @property
    def last_day(self) -> int:
        """The last day of which anything is known."""
        return day_n(max(self.now, self.facts_until), self._newest.live, self._newest.zone)

    def version_of(self, moment: Moment) -> str:
        """The digest of the version that held at a moment."""
        return at_version(self._house, self._id, self._as_of(moment))[0].digest

    def looked(self, moment: Moment) -> Document:
        """The look at a moment."""
        as_of = self._as_of(moment)
        launch, _ = at_version(self._house, self._id, as_of)
        found = _looked(self._house, launch, as_of, *self._asking(launch))
        return (
            found
            | followed(launch, launch_verdict_of(found["verdict"]), found["antipatterns"])
            | {
                "now": local(self.now, launch),
                "today": day_n(self.now, launch.live, launch.zone),
                "last_day": self.last_day,
                "facts_until": local(self.facts_until, launch),
            }
        )

    def _asking(self, launch: Launch) -> tuple[Evidence, Engine]:
        """The facts about a version, and an engine that knows what the look before asked of them."""
        evidence, before = self._engines.get(launch.digest) or (evidence_for(self._house, (launch,)), None)
        engine = Engine(with_cohorts(evidence.buckets, launch.cohorts), evidence.rows, before=before)
        self._engines[launch.digest] = evidence, engine
        return evidence, engine

    def _as_of(self, moment: Moment) -> datetime:
        return min(instant_of(self._newest, moment, self.now), horizon(self._house, self.facts_until))


def _kept(house: House, reader: _Reader, moment: Moment) -> Document:
    looks, found = Looks(house.data), reader.looked(moment)
    looks.keep(found, moment)
    if moment.day is not None:
        days = {**looks.trend(found["launch"]), str(moment.day): _readings_of(found)}
        looks.keep_trend(found["launch"], days)
    return found


def _stands(house: House, launch: Launch, kept: Document, moment: Moment) -> bool:
    if kept["said"] != latest_said(launch.id, datetime.fromisoformat(kept["as_of"])):
        return False
    age = datetime.now(UTC) - datetime.fromisoformat(kept["computed_at"])
    if age.total_seconds() < FRESH_SECONDS:
        return True
    same_facts = kept["facts"] == {table: house.tables.version(table) for table in kept["facts"]}
    asked = instant_of(launch, moment, house.clock.now())
    return same_facts and abs((asked - datetime.fromisoformat(kept["as_of"])).total_seconds()) < FRESH_SECONDS


def _looked(house: House, launch: Launch, as_of: datetime, evidence: Evidence, engine: Engine) -> Document:
    off = signed_off(launch.id, as_of)
    signed_at, acts = off.at if off else None, outcome_acts(launch.id, as_of)
    verdict = judge_launch(launch, as_of, engine, issued_gates(launch), signed_at=signed_at, acts=acts)
    issued = {str(record.slot): record.id for record in reversed(records.issued_gates(launch.id))}
    settled = {gate.gate for gate in verdict.gates if gate.settled}
    document = verdict_document(verdict, launch)
    validation = validate(launch, verdict, engine, learnt_shock(as_of))
    return {
        "schema": SCHEMA,
        "launch": launch.id,
        "title": launch.title,
        "timezone": launch.timezone,
        "live": launch.live.isoformat(),
        "as_of": local(as_of, launch),
        "computed_at": datetime.now(UTC).isoformat(),
        "facts": dict(evidence.versions),
        "verdict": document | {"issued": {gate: name for gate, name in issued.items() if gate in settled}},
        "metrics": [_metric(launch, metric, verdict, engine) for metric in launch.metrics.values()],
        "outcome": with_issued(outcome_document(validation, launch, verdict), as_of),
        **answered(house, launch, verdict, validation, watermark(house)),
    }


def _metric(launch: Launch, metric: Metric, verdict: LaunchVerdict, engine: Engine) -> Document:
    """A declared metric with what it reads at this instant, and with the gates and guardrails that ask for it."""
    days = days_until(launch, verdict.as_of)
    found: Document = {
        "metric": metric.name,
        "kind": metric.kind,
        "events": list(dict.fromkeys(ref.event for ref in metric.refs)),
        "unit": (metric.unit or launch.unit).kind.value,
        "primary": metric.name in launch.primary,
        "gates": [gate.gate for gate in verdict.gates for each in gate.metrics if each.metric == metric.name],
        "guardrail": any(each.metric == metric.name for each in verdict.guardrails),
        "days": list(days),
    }
    asked = next(_readings(verdict, metric.name), None)
    if asked is None or isinstance(metric, FunnelMetric):
        question = reduction(metric, days_scope(launch, metric, days, verdict.as_of), Judging())
        measured = engine(f"look:{metric.name}", question)
        asked = asked or measured.answer
        if isinstance(question, Funnel):
            found["steps"] = _steps(question, measured)
    return found | {"answer": answer_document(asked)}


def _steps(question: Funnel, measured: Measured) -> list[Document]:
    """Each step of a funnel with the units whose chain fills it, all and those whose window is over."""
    reached = zip(question.metric.steps, question.steps(measured.row), strict=True)
    return [
        {"event": step.ref.event, "optional": step.optional, "units": units, "mature_units": mature}
        for step, (units, mature) in reached
    ]


def _readings(verdict: LaunchVerdict, metric: str) -> Iterator[Answer]:
    """What the gates, latest first, and the guardrails read of a metric at this instant."""
    for gate in reversed(verdict.gates):
        yield from (each.answer for each in gate.now or gate.metrics if each.metric == metric)
    yield from (each.answer for each in verdict.guardrails if each.metric == metric)


def _readings_of(found: Document) -> Document:
    metrics = {each["metric"]: _reading(each) for each in found["metrics"]}
    said = found["verdict"]["recommendation"]
    return {
        "version": found["verdict"]["version"],
        "metrics": metrics,
        "action": said["action"],
        "until": said["until"],
        "gates": {gate["gate"]: gate["word"] for gate in found["verdict"]["gates"]},
    }


def _reading(metric: Mapping[str, Any]) -> Document:
    """An answer as a point of a trend: value and interval, or None where there was not enough to say."""
    answer = metric["answer"]
    interval = answer.get("interval") or {"low": None, "high": None}
    return {
        "value": answer.get("value"),
        "low": interval["low"],
        "high": interval["high"],
        "scale": answer.get("scale"),
        "units": (answer.get("counts") or {}).get("units"),
        "mature": (answer.get("counts") or {}).get("mature"),
    }
