"""ANTI-INSTRUMENTATION: a number is good, and what it is measured with is broken."""

from collections.abc import Iterator

from hypercare.checks.antipatterns.conduct import Conduct
from hypercare.checks.antipatterns.reads_as_success import is_at_success, measured
from hypercare.checks.check import Check
from hypercare.checks.spoken import spoken
from hypercare.checks.tracking.finding import Level
from hypercare.model.antipattern import AntiEvidence, AntiPattern, Looked
from hypercare.model.launch import Launch
from hypercare.model.metrics import Metric
from hypercare.model.text import Text
from hypercare.model.verdict import Flaw, GateVerdict, MetricVerdict, Word

CHECK = Check(
    id="ANTI-INSTRUMENTATION",
    title="Broken instrumentation under a good number",
    looks_for=(
        "a metric that reads as success in a gate (it passes, or is at success before its time) while the tracking of "
        "an event that it rests on fails, or the gate has a flaw, as known at the instant from which the gate speaks"
    ),
    why="a good number is not questioned: an event that is sent twice makes the best conversion there is",
    trips="completion passes at 61 %, and upload_submitted arrives twice from Android",
    passes="an event of no gated metric is broken; a broken event under a metric that fails",
    source="docs/antipatterns.md, broken instrumentation",
)

SILENCE = frozenset({"TRACK-STOPPED", "TRACK-NEVER"})
"""Checks of events that do not arrive: the gate judges them by itself, with a patience of its own (GATE-TRACKING)."""


def judge(facts: Conduct) -> Looked:
    """One finding for each gate; unknown where something reads as success and its tracking could not be verified."""
    found = tuple(each for gate in facts.verdict.gates for each in _broken(facts, gate))
    blind = [gate.gate for gate in facts.verdict.gates if reading_well(gate, facts.launch)
             and gate.gate not in facts.verified]  # fmt: skip
    unknown = tuple(Text("anti-instrumentation-not-verified", {"gate": gate}) for gate in blind)
    return Looked(found, unknown)


def reading_well(gate: GateVerdict, launch: Launch) -> tuple[MetricVerdict, ...]:
    """The metrics of a gate that pass, or would if their values stayed."""
    return tuple(
        said for said in gate.metrics
        if said.word is Word.PASS or (said.word is Word.TOO_EARLY and is_at_success(said, launch, gate.gate))
    )  # fmt: skip


def _broken(facts: Conduct, gate: GateVerdict) -> Iterator[AntiPattern]:
    good = reading_well(gate, facts.launch)
    faults = {said.metric: tuple(_faults(facts, gate, facts.launch.metrics[said.metric])) for said in good
              if said.metric in facts.launch.metrics}  # fmt: skip
    hit = [said for said in good if faults.get(said.metric)]
    if not hit:
        return
    evidence = (*(measured("anti-instrumentation-good", said, gate) for said in hit),
                *dict.fromkeys(fault for said in hit for fault in faults[said.metric]))  # fmt: skip
    has_flaw = any(_is_about(flaw, facts.launch.metrics[said.metric]) for said in hit for flaw in gate.flaws)
    text = Text("anti-instrumentation-flaw" if has_flaw else "anti-instrumentation-tracking",
                {"metrics": ", ".join(spoken(said.metric) for said in hit), "gate": gate.gate})  # fmt: skip
    yield AntiPattern(CHECK.id, text, Text("anti-instrumentation-hint"), gate.judged_at, "tracking", evidence=evidence)


def _faults(facts: Conduct, gate: GateVerdict, metric: Metric) -> Iterator[AntiEvidence]:
    """What is wrong with what a metric reads: the gate's flaws, and what fails of its events."""
    for flaw in gate.flaws:
        if _is_about(flaw, metric):
            yield AntiEvidence(flaw.reason, at=gate.judged_at)
    read = {ref.event for ref in metric.refs}
    verified = facts.verified.get(gate.gate)
    for event in () if verified is None else verified.events:
        for each in event.findings if event.tracked.event in read else ():
            if each.level is Level.FAIL and each.check not in SILENCE:
                yield AntiEvidence(each.says, sample=each.seen.sample, at=each.seen.until)


def _is_about(flaw: Flaw, metric: Metric) -> bool:
    """Whether a flaw touches a metric: one that names an event touches those that read it, any other all."""
    event = flaw.reason.params.get("event")
    return event is None or event in {ref.event for ref in metric.refs}
