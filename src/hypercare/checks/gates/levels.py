"""What a level is compared with: the metric itself, or the metric relative to before or to the control."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar

from hypercare.analysis.daily import Daily, balanced_exposure, dispersion
from hypercare.analysis.lacking import Ahead, Lacking, OutOfReach
from hypercare.analysis.launch_scope import before_scope, control_scope
from hypercare.analysis.metric import reduction
from hypercare.analysis.poisson import Poisson
from hypercare.analysis.scope import Judging, Scope
from hypercare.analysis.tally import Measured, Row, TallyReduction
from hypercare.checks.ask import Ask, question
from hypercare.model.estimate import Answer, Counts, Estimate, Insufficient
from hypercare.model.launch import Launch, Level, Relative
from hypercare.model.metrics import CountMetric, CycleMetric, Metric, RetentionMetric
from hypercare.model.text import Text
from hypercare.stats.rate_ratio import EVEN, rate_ratio_cs
from hypercare.stats.relative import relative_interval

T = TypeVar("T", bound=TallyReduction)
ALPHA = 0.05
"""The error that every verdict allows: intervals hold with 95 %."""


def midpoint(success: Level, failure: Level | None) -> float:
    """The middle between failure and success, of relative levels as a factor."""
    return number(success) if failure is None else (number(success) + number(failure)) / 2


def number(level: Level) -> float:
    """A level as the number that an answer is compared with: a relative one as its factor."""
    return level.factor if isinstance(level, Relative) else float(level)


@dataclass(frozen=True)
class Reading:
    """A metric to be read in a scope, as known at `at`. `subject` names the question, `cell` a retention bracket."""

    launch: Launch
    metric: Metric
    scope: Scope
    at: datetime
    ask: Ask
    subject: str
    cell: str | None = None

    def asked(self, part: str, reduction: TallyReduction) -> Measured:
        """The answer to one part of the question."""
        return self.ask(question(f"{self.subject}/{part}" if part else self.subject, self.at), reduction)


@dataclass(frozen=True)
class Found:
    """What was read: the answer, and the sums behind it where one reduction gave it.

    Of a comparison, `notes` say what carries it, `uncontrolled` why nothing does, and `fixed_mix` what it would be with
    the mix of before, by property of the declared segments. `ahead` says how the interval of each would narrow, that of
    the number as it came under "".
    """

    answer: Answer
    reduction: TallyReduction | None = None
    row: Row = ()
    notes: tuple[Text, ...] = ()
    uncontrolled: Text | None = None
    fixed_mix: Mapping[str, Estimate] = field(default_factory=dict)
    ahead: Mapping[str, Ahead] = field(default_factory=dict)

    def lacking(self, target: float, by: str = "") -> Lacking | OutOfReach | None:
        """What it lacks to be told from `target`; None where no amount of more would do, or none is known. `by` names
        the property with whose fixed mix the number is shown.
        """
        if by in self.ahead:
            return self.ahead[by].lacking(target)
        return None if self.reduction is None else self.reduction.lacking(self.row, target=target)


def measured(reading: Reading, judging: Judging) -> Found:
    """The metric itself."""
    asking = prepared(reading, judging)
    found = reading.asked("", asking)
    return Found(found.answer, asking, found.row)


def prepared(reading: Reading, judging: Judging) -> TallyReduction:
    """The reduction of a metric itself; of events, with the bursts that the window before go-live shows."""
    asking = reduction(reading.metric, reading.scope, judging, reading.cell)
    if not isinstance(asking, Poisson):
        return asking
    before = _before(reading, asking)
    bursts = dispersion(before.daily(reading.asked("before", before).row))
    return replace(asking, judging=replace(judging, dispersion=bursts))


def relative(reading: Reading, base: str, factor: float, *, alpha: float = ALPHA, low_share: float = EVEN) -> Answer:
    """The metric as a multiple of what it was before, or of what it is in the control: 1.16 is "116 % of before".

    Half of the error `alpha` goes to each side that is compared; of events against before both sides share one
    interval, whose low end has `low_share` of the error. `factor` is where the level stands; times the value before it
    centres the prior, which so is fixed before the data. Without anything to compare with the metric is uncontrolled.
    """
    if _incomparable(reading.metric, base):
        return Insufficient(Text("gate-incomparable", {"kind": reading.metric.kind, "base": base}))
    asking = reduction(reading.metric, reading.scope, Judging(), reading.cell)
    if base == "control":
        return _of_control(reading, asking, factor)
    if isinstance(asking, Poisson):
        return _rate_of_before(reading, asking, low_share)
    return _of_before(reading, asking, factor, alpha)


def expected_units(launch: Launch) -> int:
    """How many units the launch expects; where it does not say, what a sequence is tuned for otherwise."""
    return launch.segment.expected_units or Judging().expected_units


def _incomparable(metric: Metric, base: str) -> bool:
    """Cycles and retention reach past go-live from any window before it; a count grows with the size of its group."""
    return isinstance(metric, CycleMetric | RetentionMetric) if base == "before" else isinstance(metric, CountMetric)


def is_uncontrolled(answer: Insufficient) -> bool:
    """Whether there is nothing to compare with."""
    return answer.reason.id in ("gate-uncontrolled", "gate-thin")


def _uncontrolled(base: str) -> Insufficient:
    return Insufficient(Text("gate-uncontrolled", {"base": base}))


def _thin(base: str, found: Insufficient) -> Insufficient:
    """What there is of what is compared with, where that is something, and what it takes."""
    if not (found.have and found.needed):
        return _uncontrolled(base)
    told = Text("gate-thin", {"base": base, "needed": found.needed, "have": found.have})
    return Insufficient(told, found.needed, found.have)


def _before(reading: Reading, asking: T, alpha: float = ALPHA) -> T:
    """The question of the window before go-live: one look."""
    scope = before_scope(reading.launch, reading.metric, reading.at)
    judging = Judging(alpha=alpha / 2, exact=True, expected_units=expected_units(reading.launch))
    return replace(asking, scope=scope, judging=judging)


def _of_before(reading: Reading, asking: TallyReduction, factor: float, alpha: float) -> Answer:
    before = reading.asked("before", _before(reading, asking, alpha)).answer
    if isinstance(before, Insufficient):
        return _thin("before", before)
    if before.value <= 0:
        return _uncontrolled("before")
    after = _side(reading, asking, factor * before.value, alpha=alpha)
    return _quotient(reading.asked("after", after).answer, before)


def _of_control(reading: Reading, asking: TallyReduction, factor: float) -> Answer:
    if reading.launch.control is None:
        return _uncontrolled("control")
    level, bursts = _history(reading, asking)
    scope = control_scope(reading.launch, reading.metric, reading.scope)
    control = reading.asked("control", replace(_side(reading, asking, level, bursts), scope=scope)).answer
    if isinstance(control, Insufficient):
        return _thin("control", control)
    if control.value <= 0:
        return _uncontrolled("control")
    centre = None if level is None else factor * level
    return _quotient(reading.asked("after", _side(reading, asking, centre, bursts)).answer, control)


def _history(reading: Reading, asking: TallyReduction) -> tuple[float | None, float]:
    """The value before go-live, where there is one above 0, and how bursty its events were."""
    if _incomparable(reading.metric, "before"):
        return None, 1.0
    window = _before(reading, asking)
    before = reading.asked("before", window)
    bursts = dispersion(window.daily(before.row)) if isinstance(window, Poisson) else 1.0
    level = before.answer.value if isinstance(before.answer, Estimate) else 0.0
    return level if level > 0 else None, bursts


def _side(
    reading: Reading, asking: TallyReduction, centre: float | None, bursts: float = 1.0, *, alpha: float = ALPHA
) -> TallyReduction:
    """One side of a comparison: half of the error, its prior around `centre`."""
    units = expected_units(reading.launch)
    return replace(asking, judging=Judging(centre, alpha=alpha / 2, expected_units=units, dispersion=bursts))


def _quotient(after: Answer, reference: Estimate) -> Answer:
    if isinstance(after, Insufficient):
        return after
    interval = relative_interval(after.interval, reference.interval)
    return Estimate(after.value / reference.value, interval, after.counts, "relative")


@dataclass(frozen=True)
class BothDaily:
    """The events and the exposure of a metric by day, before and after, and what was counted after."""

    before: Daily
    after: Daily
    counts: Counts

    def multiple(self, exposure: float, dispersion: float, low_share: float = EVEN) -> Estimate:
        """The rate after over the rate before, where what came after counts as so much exposure. `low_share` of the
        error goes to the low end.
        """
        interval = rate_ratio_cs(
            events_after=self.after.total, exposure_after=exposure, events_before=self.before.total,
            exposure_before=float(self.before.exposed), dispersion=dispersion, alpha=ALPHA,
            low_share=low_share,
        )  # fmt: skip
        return Estimate(self.after.total / exposure / self.before.rate, interval, self.counts, "relative")


def both_daily(reading: Reading, asking: Poisson) -> BothDaily | Insufficient:
    """Both sides of a comparison of events with before."""
    window = _before(reading, asking)
    before = window.daily(reading.asked("before", window).row)
    if before.total == 0:
        return _uncontrolled("before")
    found = reading.asked("after", asking)
    if isinstance(found.answer, Insufficient):
        return found.answer
    return BothDaily(before, asking.daily(found.row), found.answer.counts)


def _rate_of_before(reading: Reading, asking: Poisson, low_share: float) -> Answer:
    """Events per exposure after over before, weekdays balanced, with the bursts of before."""
    both = both_daily(reading, asking)
    if isinstance(both, Insufficient):
        return both
    return both.multiple(balanced_exposure(both.before, both.after), dispersion(both.before), low_share)
