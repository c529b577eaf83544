"""What has changed since a decision was signed: the verdict that it rests on beside today's."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from hypercare.checks.spoken import spoken
from hypercare.cycles.daily import next_look
from hypercare.model.decision import Decision
from hypercare.model.estimate import Answer, Estimate
from hypercare.model.launch import Launch
from hypercare.model.text import Text
from hypercare.model.verdict import GateVerdict, LaunchVerdict, MetricVerdict


class Aspect(StrEnum):
    """What a line of a re-evaluation is about."""

    VERSION = "version"
    RECOMMENDATION = "recommendation"
    METRIC = "metric"
    GUARDRAIL = "guardrail"
    CRITERION = "criterion"
    HARM = "harm"
    ANTIPATTERN = "antipattern"


@dataclass(frozen=True)
class Line:
    """One thing then and now.

    `subject` is a metric, a criterion, what is harmed, or a check; `gate` the gate that asks for a metric. `then` and
    `now` are words (of a gate, an action, a state, `found`), None where there was nothing. The readings stand beside
    them where there are any. `changed` says what changed in words, None where nothing that matters did.
    """

    aspect: Aspect
    subject: str
    then: str | None
    now: str | None
    gate: str | None = None
    reading_then: Answer | None = None
    reading_now: Answer | None = None
    changed: Text | None = None


@dataclass(frozen=True)
class Reevaluation:
    """A signed decision, looked at again. `following` is when it is looked at next, at the latest."""

    decision: str
    verdict: str
    signed_at: datetime
    as_of: datetime
    lines: tuple[Line, ...]
    says: Text
    following: datetime

    @property
    def changes(self) -> tuple[Line, ...]:
        """The lines on which something changed that matters."""
        return tuple(line for line in self.lines if line.changed is not None)


@dataclass(frozen=True)
class Known:
    """A verdict, and the checks of the anti-patterns that were known beside it, with what each says."""

    verdict: LaunchVerdict
    antipatterns: Mapping[str, Text]


def reevaluate(launch: Launch, signed: Decision, then: Known, now: Known) -> Reevaluation:
    """A decision looked at again. `then` is what it rests on, `now` what is known today, which is not before it."""
    lines = tuple(_lines(then, now))
    changed = sum(line.changed is not None for line in lines)
    date = signed.at.astimezone(launch.zone)
    says = Text("reevaluation-changed" if changed else "reevaluation-nothing", {"count": changed, "date": date})
    following = next_look(launch, now.verdict.as_of)
    return Reevaluation(signed.record, signed.verdict, signed.at, now.verdict.as_of, lines, says, following)


def _lines(then: Known, now: Known) -> Iterator[Line]:
    yield _version(then.verdict, now.verdict)
    yield _recommendation(then.verdict, now.verdict)
    yield from _metrics(then.verdict, now.verdict)
    yield from _guardrails(then.verdict, now.verdict)
    yield from _criteria(then.verdict, now.verdict)
    yield from _harms(then.verdict, now.verdict)
    yield from _antipatterns(then.antipatterns, now.antipatterns)


def _version(then: LaunchVerdict, now: LaunchVerdict) -> Line:
    changed = Text("reevaluation-version") if then.version != now.version else None
    return Line(Aspect.VERSION, "", then.version, now.version, changed=changed)


def _recommendation(then: LaunchVerdict, now: LaunchVerdict) -> Line:
    before, after = then.recommendation.action.value, now.recommendation.action.value
    changed = Text("reevaluation-recommendation", {"then": before, "now": after}) if before != after else None
    return Line(Aspect.RECOMMENDATION, "", before, after, changed=changed)


def _metrics(then: LaunchVerdict, now: LaunchVerdict) -> Iterator[Line]:
    """What every gate's metrics read on the one day and the other; an issued word stands, a reading may move."""
    before, after = _readings(then.gates), _readings(now.gates)
    for gate, metric in dict.fromkeys([*before, *after]):
        yield _reading(Aspect.METRIC, metric, gate, before.get((gate, metric)), after.get((gate, metric)))


def _readings(gates: tuple[GateVerdict, ...]) -> dict[tuple[str | None, str], MetricVerdict]:
    return {(gate.gate, metric.metric): metric for gate in gates for metric in gate.now or gate.metrics}


def _guardrails(then: LaunchVerdict, now: LaunchVerdict) -> Iterator[Line]:
    before = {metric.metric: metric for metric in then.guardrails}
    after = {metric.metric: metric for metric in now.guardrails}
    for metric in dict.fromkeys([*before, *after]):
        yield _reading(Aspect.GUARDRAIL, metric, None, before.get(metric), after.get(metric))


def _reading(
    aspect: Aspect, metric: str, gate: str | None, then: MetricVerdict | None, now: MetricVerdict | None
) -> Line:
    words = (then.word.value if then else None, now.word.value if now else None)
    return Line(
        aspect,
        metric,
        *words,
        gate=gate,
        reading_then=then.answer if then else None,
        reading_now=now.answer if now else None,
        changed=_change(metric, then, now),
    )


def _change(metric: str, then: MetricVerdict | None, now: MetricVerdict | None) -> Text | None:
    named = spoken(metric)
    if then is None or now is None:
        return Text("reevaluation-asked" if then is None else "reevaluation-asked-no-more", {"metric": named})
    if then.word is not now.word:
        return Text("reevaluation-word", {"metric": named, "then": then.word.value, "now": now.word.value})
    return Text("reevaluation-moved", {"metric": named}) if moved(then.answer, now.answer) else None


def moved(then: Answer, now: Answer) -> bool:
    """Whether each of two readings lies outside of the other's interval, or only one of them says anything."""
    if not (isinstance(then, Estimate) and isinstance(now, Estimate)):
        return isinstance(then, Estimate) is not isinstance(now, Estimate)
    return not (_within(then.value, now) or _within(now.value, then))


def _within(value: float, answer: Estimate) -> bool:
    return answer.interval.low <= value <= answer.interval.high


def _criteria(then: LaunchVerdict, now: LaunchVerdict) -> Iterator[Line]:
    before = {each.name: each for each in then.criteria}
    for each in now.criteria:
        old = before[each.name].state.value if each.name in before else None
        changed = each.reason if old != each.state.value else None
        yield Line(Aspect.CRITERION, each.name, old, each.state.value, changed=changed)


def _harms(then: LaunchVerdict, now: LaunchVerdict) -> Iterator[Line]:
    before, after = _harmed(then), _harmed(now)
    for subject in dict.fromkeys([*before, *after]):
        gone = Text("reevaluation-harm-gone", {"subject": spoken(subject)})
        changed = None if subject in before and subject in after else after.get(subject, gone)
        yield Line(Aspect.HARM, subject, *_found(subject, before, after), changed=changed)


def _harmed(verdict: LaunchVerdict) -> dict[str, Text]:
    harms = (*verdict.harms, *(harm for gate in verdict.gates for harm in gate.harms))
    return {harm.subject: harm.reason for harm in harms}


def _antipatterns(then: Mapping[str, Text], now: Mapping[str, Text]) -> Iterator[Line]:
    for check in dict.fromkeys([*then, *now]):
        gone = Text("reevaluation-antipattern-gone", {"check": check})
        changed = None if check in then and check in now else now.get(check, gone)
        yield Line(Aspect.ANTIPATTERN, check, *_found(check, then, now), changed=changed)


def _found(name: str, then: Mapping[str, Text], now: Mapping[str, Text]) -> tuple[str | None, str | None]:
    return ("found" if name in then else None, "found" if name in now else None)
