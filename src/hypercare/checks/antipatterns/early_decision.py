"""ANTI-EARLY-DECISION: it was decided while the recommendation was to wait."""

from collections.abc import Iterator

from hypercare.checks.antipatterns.conduct import Conduct, Decided
from hypercare.checks.antipatterns.reads_as_success import measured
from hypercare.checks.check import Check
from hypercare.model.antipattern import AntiEvidence, AntiPattern, Looked
from hypercare.model.text import Text
from hypercare.model.verdict import Action, CriterionState, Word

CHECK = Check(
    id="ANTI-EARLY-DECISION",
    title="Decided too early",
    looks_for=(
        "SCALE, PIVOT or ROLLBACK signed while the recommendation was HOLD because a primary metric was too early or "
        "the business cycle was open. The reason of the override is shown; the anti-pattern stays"
    ),
    why="an early decision throws away the evidence that was about to come, in either direction",
    trips="ROLLBACK signed on day 20, while every primary metric was too early",
    passes="ROLLBACK signed on day 20 because a guardrail was beyond its rollback level",
    source="docs/antipatterns.md, decided too early",
)
CYCLE = "business_cycle"


def judge(facts: Conduct) -> Looked:
    """One finding for each such decision, the earliest first; a later one takes nothing back."""
    return Looked(tuple(each for decision in facts.decisions for each in _early(facts, decision)))


def _early(facts: Conduct, decision: Decided) -> Iterator[AntiPattern]:
    then = decision.verdict
    if decision.action is Action.HOLD or then.recommendation.action is not Action.HOLD:
        return
    waits = [(gate, said) for gate, said in then.deciding.values() if said.word is Word.TOO_EARLY]
    cycle = [each for each in then.criteria if each.name == CYCLE and each.state is CriterionState.OPEN]
    if not waits and not cycle:
        return
    until = then.recommendation.until
    params: dict[str, str | int] = {"action": decision.action.value, "by": decision.by, "day": then.day}
    params |= {"when": "before" if then.day < 0 else "since", "ahead": abs(then.day)}
    reason = (AntiEvidence(Text("anti-early-reason", {"reason": decision.reason}), by=decision.by),)
    evidence = (
        AntiEvidence(Text("anti-early-signed", {"action": decision.action.value}), at=decision.at, by=decision.by,
                     record=decision.record),
        *(reason if decision.reason else ()),
        *(measured("anti-early-metric", said, gate) for gate, said in waits),
        *(AntiEvidence(each.reason) for each in cycle),
    )  # fmt: skip
    hint = Text("anti-early-hint" if until is None else "anti-early-hint-until",
                {} if until is None else {"date": until.astimezone(facts.launch.zone)})  # fmt: skip
    yield AntiPattern(CHECK.id, Text("anti-early-decided", params), hint, decision.at, "decision", evidence=evidence)
