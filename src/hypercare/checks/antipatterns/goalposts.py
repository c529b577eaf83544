"""Edits after first data: which of their lines change what is judged, and whether that is in the launch's favour."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from hypercare.checks.antipatterns.conduct import Edit
from hypercare.checks.gates.guardrails import rule as guardrail_rule
from hypercare.checks.gates.levels import number
from hypercare.checks.gates.thresholds import rule
from hypercare.declare.diff import Change
from hypercare.model.estimate import Estimate
from hypercare.model.launch import Guardrail, Launch, Level, Relative, Threshold
from hypercare.model.verdict import LaunchVerdict, MetricVerdict, Word

JUDGED: Final = frozenset(
    {
        *("live", "timezone", "unit", "before", "segment", "segments", "control", "cohort_days", "cohorts", "primary"),
        *("cycle", "gates", "guardrails", "stability", "metrics", "peaks", "feedback", "lateness"),
    }
)
"""The parts of a launch that its verdict rests on; who looks after it, and how it is tracked, are not among them."""


class Favour(StrEnum):
    """In whose favour a line is."""

    EASIER = "easier"
    HARDER = "harder"
    UNCLEAR = "unclear"
    """Other units, other days or another metric: lines alone do not tell what that does to the number."""


@dataclass(frozen=True)
class Moved:
    """A line that changes what is judged. `words` are those that today's reading has by the old line and by the new."""

    change: Change
    favour: Favour
    words: tuple[Word, Word] | None = None

    @property
    def moved_up(self) -> bool:
        """Whether the word is a better one by the new line."""
        return self.words is not None and self.words[1].rank > self.words[0].rank


def moved(edit: Edit, verdict: LaunchVerdict) -> tuple[Moved, ...]:
    """The lines of an edit that change what is judged, in their order."""
    return tuple(_moved(edit, change, verdict) for change in edit.changes if _is_judged(edit, change))


def _is_judged(edit: Edit, change: Change) -> bool:
    """Whether a line is one of those: a metric that nothing is judged by may come, go and change."""
    root, _, rest = change.path.partition(".")
    if root.split(" ")[0] not in JUDGED:
        return False
    return root != "metrics" or _name(rest, edit) in _judging(edit.before) | _judging(edit.after)


def _judging(launch: Launch) -> frozenset[str]:
    gated = {threshold.metric for gate in launch.gates for threshold in gate.thresholds}
    return frozenset(gated | {each.metric for each in launch.guardrails})


def _name(rest: str, edit: Edit) -> str:
    return next((name for name in (*edit.before.metrics, *edit.after.metrics)
                 if rest == name or rest.startswith(f"{name}.")), rest)  # fmt: skip


def _moved(edit: Edit, change: Change, verdict: LaunchVerdict) -> Moved:
    root, _, rest = change.path.partition(".")
    if root == "gates":
        return _threshold(edit, change, rest, verdict)
    if root == "guardrails":
        return _guardrail(edit, change, rest, verdict)
    return Moved(change, Favour.UNCLEAR)


def _threshold(edit: Edit, change: Change, path: str, verdict: LaunchVerdict) -> Moved:
    before, after = (dict(_thresholds(launch)).get(path) for launch in (edit.before, edit.after))
    if before is None or after is None:
        return Moved(change, Favour.EASIER if after is None else Favour.HARDER)
    if _other(before.success, after.success) or (before.days, before.cell) != (after.days, after.cell):
        return Moved(change, Favour.UNCLEAR)
    sign = 1 if before.higher_is_better else -1
    steps = [sign * (number(new) - number(old)) for old, new in _levels(before, after)]
    return Moved(change, _favour(steps), _words(before, after, path, verdict))


def _levels(before: Threshold, after: Threshold) -> Iterator[tuple[Level, Level]]:
    yield before.success, after.success
    if before.failure is not None and after.failure is not None:
        yield before.failure, after.failure


def _other(before: Level, after: Level) -> bool:
    """Whether two levels cannot be compared: of different bases."""
    return (before.base if isinstance(before, Relative) else None) != (
        after.base if isinstance(after, Relative) else None
    )


def _favour(steps: list[float]) -> Favour:
    """Levels that fall are easier, that rise harder; both at once, or neither, is unclear."""
    falls, rises = any(step < 0 for step in steps), any(step > 0 for step in steps)
    if falls == rises:
        return Favour.UNCLEAR
    return Favour.EASIER if falls else Favour.HARDER


def _words(before: Threshold, after: Threshold, path: str, verdict: LaunchVerdict) -> tuple[Word, Word] | None:
    """What today's mature reading says by both; None where there is none."""
    said = next((each for gate in verdict.gates for each in gate.now or gate.metrics
                 if f"{gate.gate}.{each.metric}" == path), None)  # fmt: skip
    if said is None or said.word is Word.TOO_EARLY or not isinstance(said.answer, Estimate):
        return None
    old, new = (
        rule(said.answer.interval, number(each.success), None if each.failure is None else number(each.failure),
             higher_is_better=each.higher_is_better).word
        for each in (before, after)
    )  # fmt: skip
    return old, new


def _thresholds(launch: Launch) -> Iterator[tuple[str, Threshold]]:
    for gate in launch.gates:
        yield from ((f"{gate.name}.{each.metric}", each) for each in gate.thresholds)


def _guardrail(edit: Edit, change: Change, path: str, verdict: LaunchVerdict) -> Moved:
    before, after = (next((each for each in launch.guardrails if each.metric == path), None)
                     for launch in (edit.before, edit.after))  # fmt: skip
    if before is None or after is None:
        return Moved(change, Favour.EASIER if after is None else Favour.HARDER)
    if _other(before.limit, after.limit) or before.at_most != after.at_most:
        return Moved(change, Favour.UNCLEAR)
    sign = -1 if before.at_most else 1
    pairs = [(before.limit, after.limit)]
    pairs += [(before.rollback, after.rollback)] if before.rollback is not None and after.rollback is not None else []
    said = next((each for each in verdict.guardrails if each.metric == path), None)
    return Moved(change, _favour([sign * (number(new) - number(old)) for old, new in pairs]),
                 _guarded(before, after, said))  # fmt: skip


def _guarded(before: Guardrail, after: Guardrail, said: MetricVerdict | None) -> tuple[Word, Word] | None:
    if said is None or not isinstance(said.answer, Estimate):
        return None
    return guardrail_rule(before, said.answer.interval)[0], guardrail_rule(after, said.answer.interval)[0]
