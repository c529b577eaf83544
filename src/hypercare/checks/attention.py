"""What needs people: at most five findings, ranked by impact times confidence.

Impact says what it costs to leave a thing alone, from 0 to 100; confidence says how sure it is that the thing is so:
1 for what is a plain fact, the level of the interval for what was judged, the share of the interval beyond a limit for
what only drifts there. `IMPACT` is the whole table, highest first. A finding's level follows from its rank alone.

| Impact | Finding |
|---|---|
| 100 | before go-live, an entrance criterion does not pass |
| 100 | the measurement cannot be trusted |
| 98, 95 | harm beyond a rollback level; harm |
| 90 | somebody decided or reported on a success that is not mature |
| 88 | it was decided while the recommendation was to wait |
| 86 | what a good number is measured with is broken |
| 85 | a primary metric fails |
| 82 | nobody of the squad has been there for too long |
| 80 | facts stopped coming in; from an hour to a day late it weighs a twentieth to all of it |
| 72 | what was declared was changed, or something else was reported in its place |
| 72 | the mix of a segment turns an effect round, or alone carries a success |
| 70 | records in quarantine: all of it from one in ten, less below |
| 65 | the launch can be decided, and nobody signed |
| 60 | a guardrail's value is beyond its limit |
| 58 | it went live with an entrance criterion open |
| 55 | an exit criterion waits for people and is due within a fortnight |
| 52 | the launch was edited after go-live |
| 50 | a metric that decides nothing fails |
| 45 | nobody stays as fixer after day 30 |
| 40 | file and registry differ |
| 30 | a gate can be judged within three days |
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from hypercare.checks.entrance.readiness import readiness
from hypercare.checks.health import beyond_limits, failing_others
from hypercare.checks.spoken import spoken
from hypercare.cycles.day import local_date
from hypercare.cycles.phase import Phase
from hypercare.model.antipattern import AntiLevel, AntiPattern
from hypercare.model.entrance import Entrance, EntranceState
from hypercare.model.estimate import Estimate
from hypercare.model.launch import Launch
from hypercare.model.text import Text
from hypercare.model.verdict import Action, Harm, LaunchVerdict, MetricVerdict, Word

MOST = 5
"""More findings than these are not a list of what to do today."""
LATE, STOPPED = timedelta(hours=1), timedelta(days=1)
"""Facts older than the declared lateness by less than LATE are on time; by STOPPED or more, they stopped."""
MUCH_QUARANTINED, SOME_QUARANTINED = 0.1, 0.01
"""Shares of the records that came: from one in ten it weighs fully, below one in a hundred it is no finding."""
DUE = timedelta(days=14)
SOON = timedelta(days=3)
MONTH_TWO = 31
"""Day 30 is the last of the first month: from the next day on the squad must still have somebody who mends."""
HANDOVER_DAYS = 7
"""So many days before the fixer is missed, a successor should be named."""
IMPACT: Mapping[str, float] = {
    "not-ready": 100, "invalid": 100, "harm-rollback": 98, "harm": 95, "mirage": 90, "early-decision": 88,
    "instrumentation": 86, "primary-fails": 85, "forgotten": 82, "facts-late": 80, "cherry-picked": 72,
    "mix-turned": 72, "quarantined": 70, "unsigned": 65, "limit-near": 60, "overridden": 58, "criterion-due": 55,
    "edited": 52, "other-fails": 50, "no-fixer": 45, "file-differs": 40, "judgeable-soon": 30,
}  # fmt: skip
ANTI: Mapping[str, str] = {
    "ANTI-MIRAGE": "mirage", "ANTI-EARLY-DECISION": "early-decision", "ANTI-INSTRUMENTATION": "instrumentation",
    "ANTI-LAUNCH-AND-FORGET": "forgotten", "ANTI-CHERRY-PICKING": "cherry-picked",
    "ANTI-ENTRANCE-OVERRIDDEN": "overridden",
}  # fmt: skip
"""The kind of finding that an anti-pattern is, by its check."""
TOLD_ELSEWHERE = frozenset({"anti-instrumentation-flaw", "anti-cherry-harm", "anti-forget-no-fixer",
                            "anti-forget-fixer-leaves"})  # fmt: skip
"""Anti-patterns that flaws, harms and the fixer say already: a list of five says nothing twice."""
MIX_TURNED = frozenset({"anti-cherry-reversed", "anti-cherry-mix"})
"""What a mix does to an average: a fact of the data, of which no hint may say that somebody did something."""
EDITED = "anti-cherry-edited"
"""With what the text of an edit begins that the anti-patterns tell, with its lines."""
WATCHED = 0.6
"""The confidence of an anti-pattern that is over or not sure to do harm: it stays below what is bad."""
BAD, WATCH = 80, 40
"""Ranks from which a finding is bad, or to be watched; below it is news."""


class Level(StrEnum):
    """How loudly a finding is shown."""

    BAD = "bad"
    WATCH = "watch"
    NEWS = "news"


@dataclass(frozen=True)
class Target:
    """The page that a finding opens, by the name of its route, with what it is asked for."""

    page: str
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Finding:
    """Something that needs people. `id` names the kind; `rank` is impact times confidence, 0 to 100."""

    id: str
    rank: float
    text: Text
    hint: Text
    target: Target

    @property
    def level(self) -> Level:
        """How loudly it is shown."""
        return Level.BAD if self.rank >= BAD else Level.WATCH if self.rank >= WATCH else Level.NEWS


@dataclass(frozen=True)
class Circumstances:
    """What a verdict does not know of its launch.

    `facts_until` is the latest event time, None without facts; `quarantined` the share of recent records that could not
    be read, [0, 1]; `edited_at` are the registrations after go-live; `file_differs` tells that the file under the
    launches folder is not the version that holds; `signed` that a decision was signed; `entrance` is the judgement of
    the entrance criteria, None once they are past; `antipatterns` are those that were found.
    """

    facts_until: datetime | None
    quarantined: float = 0.0
    edited_at: tuple[datetime, ...] = ()
    file_differs: bool = False
    signed: bool = False
    entrance: Entrance | None = None
    antipatterns: tuple[AntiPattern, ...] = ()


def attention(verdict: LaunchVerdict, launch: Launch, around: Circumstances) -> tuple[Finding, ...]:
    """The findings by rank, at most `MOST`. Equal ranks stay in the order of the table."""
    return tuple(sorted(_findings(verdict, launch, around), key=lambda finding: -finding.rank)[:MOST])


def _findings(verdict: LaunchVerdict, launch: Launch, around: Circumstances) -> Iterator[Finding]:
    yield from _not_ready(around)
    yield from _flaws(verdict)
    yield from _harms(verdict)
    yield from _failing_primaries(verdict)
    yield from _facts(verdict, launch, around)
    yield from _quarantined(around)
    yield from _unsigned(verdict, around)
    yield from _limits(verdict, launch)
    yield from _antipatterns(around)
    yield from _criteria(verdict)
    yield from _edited(launch, around)
    yield from _failing_others(verdict)
    yield from _fixer(verdict, launch)
    yield from _file(launch, around)
    yield from _soon(verdict, launch)


def _finding(kind: str, target: Target, *, confidence: float = 1.0, said: Text | None = None,
             **params: str | float | datetime) -> Finding:  # fmt: skip
    text = said or Text(f"attention-{kind}", params)
    return Finding(kind, IMPACT[kind] * confidence, text, Text(f"attention-hint-{kind}"), target)


def _not_ready(around: Circumstances) -> Iterator[Finding]:
    if around.entrance is not None and around.entrance.state is EntranceState.FAIL:
        yield _finding("not-ready", Target("entrance"), said=readiness(around.entrance))


def _flaws(verdict: LaunchVerdict) -> Iterator[Finding]:
    flaws = {flaw: gate.gate for gate in reversed(verdict.gates) for flaw in gate.flaws}
    for flaw, gate in flaws.items():
        yield _finding("invalid", Target("gates", {"gate": gate}), said=flaw.reason)


def _harms(verdict: LaunchVerdict) -> Iterator[Finding]:
    harms = {harm.subject: harm for gate in verdict.gates for harm in gate.harms}
    harms |= {harm.subject: harm for harm in verdict.harms}
    for harm in harms.values():
        kind = "harm-rollback" if harm.beyond_rollback else "harm"
        target = Target("gates") if harm.kind == "stability" else _evidence(_harmed_metric(harm))
        yield _finding(kind, target, confidence=_confidence(harm), said=harm.reason)


def _harmed_metric(harm: Harm) -> str:
    return str(harm.reason.params.get("metric", harm.subject))


def _confidence(said: Harm | MetricVerdict) -> float:
    return said.answer.interval.level if isinstance(said.answer, Estimate) else 1.0


def _failing_primaries(verdict: LaunchVerdict) -> Iterator[Finding]:
    for gate, metric in verdict.deciding.values():
        if metric.word is Word.FAIL:
            yield _failing("primary-fails", gate.gate, metric)


def _failing_others(verdict: LaunchVerdict) -> Iterator[Finding]:
    gates = {metric.metric: gate.gate for gate in verdict.gates for metric in gate.metrics}
    for metric in failing_others(verdict):
        yield _failing("other-fails", gates[metric.metric], metric)


def _failing(kind: str, gate: str, metric: MetricVerdict) -> Finding:
    target = _evidence(metric.metric, gate)
    return _finding(kind, target, confidence=_confidence(metric), metric=spoken(metric.metric), gate=gate)


def _evidence(metric: str, gate: str = "") -> Target:
    return Target("evidence", {"metric": metric} | ({"gate": gate} if gate else {}))


def _facts(verdict: LaunchVerdict, launch: Launch, around: Circumstances) -> Iterator[Finding]:
    """Facts that are late by more than the launch declares, from go-live on."""
    if verdict.day < 0:
        return
    if around.facts_until is None:
        nothing = Text("attention-facts-none")
        yield replace(_finding("facts-late", Target("sources"), said=nothing), hint=Text("attention-hint-facts-none"))
        return
    late = verdict.as_of - around.facts_until - launch.lateness
    if late > LATE:
        date = around.facts_until.astimezone(launch.zone)
        yield _finding("facts-late", Target("sources"), confidence=min(1.0, late / STOPPED), date=date)


def _quarantined(around: Circumstances) -> Iterator[Finding]:
    if around.quarantined >= SOME_QUARANTINED:
        confidence = min(1.0, around.quarantined / MUCH_QUARANTINED)
        yield _finding("quarantined", Target("sources"), confidence=confidence, share=around.quarantined)


def _unsigned(verdict: LaunchVerdict, around: Circumstances) -> Iterator[Finding]:
    action = verdict.recommendation.action
    if action is not Action.HOLD and not around.signed:
        yield _finding("unsigned", Target("decision"), said=Text(f"attention-unsigned-{action.lower()}"))


def _limits(verdict: LaunchVerdict, launch: Launch) -> Iterator[Finding]:
    for metric, share in beyond_limits(verdict, launch).items():
        yield _finding("limit-near", _evidence(metric), confidence=share, metric=spoken(metric))


def _antipatterns(around: Circumstances) -> Iterator[Finding]:
    """The first of each kind: their page has the others."""
    told: set[str] = set()
    for each in around.antipatterns:
        kind = "mix-turned" if each.text.id in MIX_TURNED else ANTI[each.check]
        if each.text.id in TOLD_ELSEWHERE or kind in told:
            continue
        told.add(kind)
        confidence = 1.0 if each.level is AntiLevel.BAD else WATCHED
        yield _finding(kind, Target("anti-patterns"), confidence=confidence, said=each.text)


def _criteria(verdict: LaunchVerdict) -> Iterator[Finding]:
    """Open criteria that do not come about by waiting, when the last gate is near or past."""
    last = max((gate.judgeable for gate in verdict.gates), default=verdict.as_of)
    if verdict.as_of < last - DUE:
        return
    for each in verdict.criteria:
        if each.holds and each.until is None:
            yield _finding("criterion-due", Target("gates"), said=each.reason)


def _edited(launch: Launch, around: Circumstances) -> Iterator[Finding]:
    told = any(each.text.id.startswith(EDITED) for each in around.antipatterns)
    if around.edited_at and not told:
        date = local_date(max(around.edited_at), launch.zone)
        target = Target("definition")
        yield _finding("edited", target, said=Text("attention-edited", {"times": len(around.edited_at), "date": date}))


def _fixer(verdict: LaunchVerdict, launch: Launch) -> Iterator[Finding]:
    """Nobody mends in the second and third month: told a week ahead, until the launch is closed."""
    over = {Phase.CLOSED, Phase.CONTINUOUS} & set(verdict.phases)
    if verdict.day < MONTH_TWO - HANDOVER_DAYS or over:
        return
    fixer = launch.squad.fixer
    if fixer is None or (fixer.until_day is not None and fixer.until_day < max(verdict.day, MONTH_TWO)):
        yield _finding("no-fixer", Target("definition"))


def _file(launch: Launch, around: Circumstances) -> Iterator[Finding]:
    if around.file_differs:
        yield _finding("file-differs", Target("definition"), launch=launch.id)


def _soon(verdict: LaunchVerdict, launch: Launch) -> Iterator[Finding]:
    for gate in verdict.gates:
        if not gate.settled and verdict.as_of < gate.judgeable <= verdict.as_of + SOON:
            date = gate.judgeable.astimezone(launch.zone)
            yield _finding("judgeable-soon", Target("gates", {"gate": gate.gate}), gate=gate.gate, date=date)
