"""Readings that would pass for success: immature values beyond success, and gates that pass while another is open."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from hypercare.checks.gates.levels import number
from hypercare.checks.spoken import spoken
from hypercare.model.antipattern import AntiEvidence
from hypercare.model.estimate import Answer, Estimate
from hypercare.model.launch import GateKind, Launch
from hypercare.model.text import Text
from hypercare.model.verdict import GateVerdict, LaunchVerdict, MetricVerdict, Word


@dataclass(frozen=True)
class Mirage:
    """A primary metric that is, or was, open while something read as success: `shown` in `gate`, between two instants.

    `open_metric` is what was open, `open_gate` where; `until` is when it is judged. Where nothing but its own immature
    value read so, both are the same.
    """

    shown: MetricVerdict
    gate: GateVerdict
    open_metric: MetricVerdict
    open_gate: GateVerdict
    since: datetime
    until: datetime

    def held(self, instant: datetime) -> bool:
        """Whether it stood at an instant."""
        return self.since <= instant < self.until

    @property
    def is_over(self) -> bool:
        """Whether what was open is judged by now."""
        return self.open_gate.settled

    def evidence(self, launch: Launch) -> tuple[AntiEvidence, AntiEvidence]:
        """What read as success, and what was open."""
        until = self.until.astimezone(launch.zone)
        return (
            measured("anti-mirage-passed" if self.gate is not self.open_gate else "anti-mirage-immature", self.shown,
                     self.gate),
            AntiEvidence(
                Text("anti-mirage-open", {"metric": spoken(self.open_metric.metric), "gate": self.open_gate.gate,
                                          "date": until}),
                value=self.open_metric.maturity, scale="share" if self.open_metric.maturity is not None else "",
                days=self.open_metric.days,
            ),
        )  # fmt: skip


def measured(text: str, said: MetricVerdict, gate: GateVerdict) -> AntiEvidence:
    """A metric's reading as evidence, in the words of `text`, which may name the metric and its gate."""
    return reading(Text(text, {"metric": spoken(said.metric), "gate": gate.gate}), said.answer, said.days)


def reading(what: Text, answer: Answer | None, days: tuple[int, int] | None = None) -> AntiEvidence:
    """An answer as evidence: with its value and interval, where it has them."""
    if not isinstance(answer, Estimate):
        return AntiEvidence(what, days=days)
    ends = answer.interval
    return AntiEvidence(what, answer.value, ends.low, ends.high, answer.scale, answer.counts.trials, days)


def is_at_success(said: MetricVerdict, launch: Launch, gate: str) -> bool:
    """Whether the plain value, immature or not, is at or beyond success."""
    if said.success is None or not isinstance(said.answer, Estimate):
        return False
    good, value = number(said.success), said.answer.value
    return value >= good if higher_is_better(said, launch, gate) else value <= good


def higher_is_better(said: MetricVerdict, launch: Launch, gate: str) -> bool:
    """The direction of a metric in a gate, by the launch's file; more is better where the gate is not in it."""
    found = [
        t.higher_is_better for g in launch.gates if g.name == gate for t in g.thresholds if t.metric == said.metric
    ]
    return found[0] if found else True


def immature(verdict: LaunchVerdict, launch: Launch) -> tuple[Mirage, ...]:
    """Primaries that are too early at the verdict's instant, and whose plain values are at success already."""
    found = ((gate, said) for gate, said in verdict.deciding.values() if said.word is Word.TOO_EARLY)
    return tuple(
        Mirage(said, gate, said, gate, launch.live, gate.judgeable)
        for gate, said in found if is_at_success(said, launch, gate.gate)
    )  # fmt: skip


def half_told(verdict: LaunchVerdict) -> tuple[Mirage, ...]:
    """Gates of a day in which a primary passes before the last primary is judged: open still, or until it was."""
    return tuple(
        Mirage(said, gate, waits, last, gate.judged_at, last.judged_at if last.settled else last.judgeable)
        for gate, said in _passing(verdict)
        for last, waits in verdict.deciding.values()
        if last.kind is GateKind.CYCLE_END and gate.judged_at < (last.judged_at if last.settled else last.judgeable)
    )


def _passing(verdict: LaunchVerdict) -> Iterator[tuple[GateVerdict, MetricVerdict]]:
    for gate in verdict.gates:
        if gate.kind is GateKind.DAY and gate.settled:
            yield from ((gate, said) for said in gate.metrics if said.primary and said.word is Word.PASS)
