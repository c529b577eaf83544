"""What a level is compared with: the metric itself, or the metric relative to before or to the control."""

from dataclasses import dataclass, replace
from datetime import datetime

from hypercare.analysis.launch_scope import before_scope, control_scope
from hypercare.analysis.metric import reduction
from hypercare.analysis.rate import Rate, balanced_days, unit_days
from hypercare.analysis.scope import Judging, Scope
from hypercare.analysis.tally import Measured
from hypercare.checks.ask import Ask
from hypercare.model.estimate import Answer, Estimate, Insufficient
from hypercare.model.launch import Launch, Level, Relative
from hypercare.model.metrics import Metric
from hypercare.model.text import Text
from hypercare.stats.rate import rate_ratio_cs
from hypercare.stats.relative import relative_interval

ALPHA = 0.05
"""The error that every verdict allows: intervals hold with 95 %."""


def midpoint(success: Level | None, failure: Level | None) -> float | None:
    """Where a gate's prior stands: between failure and success; None for relative levels."""
    levels = [level for level in (success, failure) if isinstance(level, float | int)]
    return sum(levels) / len(levels) if levels else None


def number(level: Level) -> float:
    """A level as the number that an answer is compared with: a relative one as its factor."""
    return level.factor if isinstance(level, Relative) else float(level)


@dataclass(frozen=True)
class Reading:
    """A metric to be read in a scope, as known at `at`; `name` is what the question is called."""

    launch: Launch
    metric: Metric
    scope: Scope
    at: datetime
    ask: Ask
    name: str


def measured(reading: Reading, judging: Judging, cell: str | None = None) -> Answer:
    """The metric itself; `cell` names a retention bracket."""
    question = reduction(reading.metric, reading.scope, judging, cell)
    return question if isinstance(question, Insufficient) else reading.ask(reading.name, question).answer


def relative(reading: Reading, base: str) -> Answer:
    """The metric as a multiple of what it was before, or of what it is in the control: 1.16 is "116 % of before".

    Half of the error goes to each side. Without anything to compare with, it stays uncontrolled.
    """
    question = reduction(reading.metric, reading.scope, Judging())
    if isinstance(question, Insufficient):
        return question
    reference = _reference(reading, base)
    if reference is None or isinstance(reference.answer, Insufficient) or reference.answer.value <= 0:
        return Insufficient(Text("gate-uncontrolled", {"base": base}))
    judging = Judging(reference.answer.value, alpha=ALPHA / 2, expected_units=expected_units(reading.launch))
    after = reading.ask(f"{reading.name}/after", replace(question, judging=judging))
    if isinstance(after.answer, Insufficient):
        return after.answer
    if isinstance(question, Rate) and base == "before":
        return _rate_ratio(reference, after)
    interval = relative_interval(after.answer.interval, reference.answer.interval)
    return Estimate(after.answer.value / reference.answer.value, interval, after.answer.counts, "relative")


def expected_units(launch: Launch) -> int:
    """How many units the launch expects; where it does not say, what a sequence is tuned for otherwise."""
    return launch.segment.expected_units or Judging().expected_units


def _reference(reading: Reading, base: str) -> Measured | None:
    """What the metric is compared with: one look at the fixed window before go-live, or the control's own sequence."""
    if base == "control" and reading.launch.control is None:
        return None
    before = base == "before"
    scope = (
        before_scope(reading.launch, reading.metric, reading.at)
        if before
        else control_scope(reading.launch, reading.metric, reading.scope)
    )
    judging = Judging(alpha=ALPHA / 2, exact=before, expected_units=expected_units(reading.launch))
    question = reduction(reading.metric, scope, judging)
    return None if isinstance(question, Insufficient) else reading.ask(f"{reading.name}/{base}", question)


def _rate_ratio(before: Measured, after: Measured) -> Answer:
    reference, answer = before.answer, after.answer
    if isinstance(reference, Insufficient) or isinstance(answer, Insufficient):
        return answer
    exposure_before, exposure_after = float(unit_days(before.row)), balanced_days(before.row, after.row)
    interval = rate_ratio_cs(
        events_after=answer.counts.hits,
        exposure_after=exposure_after,
        events_before=reference.counts.hits,
        exposure_before=exposure_before,
        alpha=ALPHA,
    )
    value = (answer.counts.hits / exposure_after) / (reference.counts.hits / exposure_before)
    return Estimate(value, interval, answer.counts, "relative")
