"""A simulated launch, judged at one look after the other as a real one is."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from hypercare.analysis.derived_columns import with_cohorts
from hypercare.analysis.launch_scope import properties
from hypercare.app.engine import Engine
from hypercare.app.launchbench.facts import buckets_of
from hypercare.app.launchbench.forecasts import Checked, checked, forecasts_at_cohort_end
from hypercare.checks.judge import judge_launch
from hypercare.cycles.day import day_end
from hypercare.cycles.judgeable import earliest, judgeable
from hypercare.declare.launch_file import read_launch
from hypercare.model.estimate import Estimate
from hypercare.model.launch import Launch, Relative
from hypercare.model.verdict import Action, GateVerdict, LaunchVerdict, Word
from hypercare.simulate.bench.trial import Trial

WEEK = timedelta(days=7)
DAYS = (14, 30, 60, 90)
"""The days at whose end everybody looks."""
NEEDED = 0.95
"""Units whose window is over, before a gate may pass ahead of its date."""
TWO_SIDED_95 = 1.959964
"""Standard errors of a normal value within which 95 % lie."""
LARGE = 100_000
"""Units from which on only the days that matter are looked at, not every week: a look reads every event."""


@dataclass(frozen=True)
class Seen:
    """One look: what was recommended, by which row of the table, and what the gates said."""

    day: int
    action: Action
    row: int
    words: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Read:
    """What a primary metric read in its deciding gate: its word and code, and the interval, None without one."""

    metric: str
    word: str
    code: str
    value: float | None = None
    low: float | None = None
    high: float | None = None

    def holds(self, truth: float, error: float = 0.0) -> bool | None:
        """Whether the interval holds a truth that is itself known with a standard error.

        Both errors are independent: each side is as wide as the root of the sum of their squares.
        """
        if self.value is None or self.low is None or self.high is None:
            return None
        unsure = TWO_SIDED_95 * error
        return (
            -math.hypot(self.value - self.low, unsure)
            <= truth - self.value
            <= math.hypot(self.high - self.value, unsure)
        )


@dataclass(frozen=True)
class Course:
    """All looks at a launch, what its primary metrics read in the end, and what was forecast of its cycles.

    `early_passes` are gates that passed before they could be judged: there must be none.
    """

    looks: tuple[Seen, ...]
    early_passes: tuple[str, ...]
    readings: tuple[Read, ...]
    forecasts: tuple[Checked, ...] = ()

    @property
    def decision(self) -> Seen:
        """The first look that is no Hold; the last one, where all are."""
        return next((look for look in self.looks if look.action is not Action.HOLD), self.looks[-1])

    @property
    def scaled(self) -> bool:
        """Whether any look said to scale."""
        return any(look.action is Action.SCALE for look in self.looks)


def course_of(trial: Trial, *, threads: int | None = None) -> Course:
    """Judges a trial at every look, with the words of gates issued as their dates come."""
    launch = read_launch(trial.launch_text, file=trial.scenario)
    engine = Engine(with_cohorts(buckets_of(trial.facts, properties(launch)), launch.cohorts), threads=threads)
    issued: dict[str, GateVerdict] = {}
    looks, early = [], []
    for as_of in moments(launch, trial):
        verdict = judge_launch(launch, as_of, engine, dict(issued))
        early += [gate.gate for gate in verdict.gates if _passes_early(launch, gate, as_of)]
        issued |= {gate.gate: gate for gate in verdict.gates if gate.settled and gate.gate not in issued}
        looks.append(_seen(verdict))
    readings = tuple(_readings(verdict))
    return Course(tuple(looks), tuple(dict.fromkeys(early)), readings, _forecasts(launch, engine, readings))


def moments(launch: Launch, trial: Trial) -> list[datetime]:
    """When a launch is looked at: weekly, at the end of some days, and whenever a gate can be judged."""
    return sorted({each for each in _moments(launch, trial) if launch.live < each <= trial.until} | {trial.until})


def _moments(launch: Launch, trial: Trial) -> Iterator[datetime]:
    yield from (day_end(day, launch.live, launch.zone) + launch.lateness for day in DAYS)
    for gate in launch.gates:
        yield earliest(launch, gate)
        yield judgeable(launch, gate)
    at = day_end(6, launch.live, launch.zone) + launch.lateness
    while trial.size < LARGE and at <= trial.until:
        yield at
        at += WEEK


def _seen(verdict: LaunchVerdict) -> Seen:
    found = verdict.recommendation
    return Seen(
        day=verdict.day,
        action=found.action,
        row=found.row,
        words=tuple(f"{gate.gate}: {gate.word.value}" for gate in verdict.gates),
        reasons=tuple(dict.fromkeys(reason.id for reason in found.reasons)),
    )


def _readings(verdict: LaunchVerdict) -> Iterator[Read]:
    for name, (_, found) in verdict.deciding.items():
        if isinstance(found.answer, Estimate):
            interval = found.answer.interval
            yield Read(name, found.word.value, found.code, found.answer.value, interval.low, interval.high)
        else:
            yield Read(name, found.word.value, found.code)


def _forecasts(launch: Launch, engine: Engine, readings: tuple[Read, ...]) -> tuple[Checked, ...]:
    """What was forecast, beside what the gates read when the cycles were over."""
    realised = {read.metric: read.value for read in readings if read.value is not None}
    levels = {each.metric: each.success for gate in launch.gates for each in gate.thresholds}
    success = {name: level for name, level in levels.items() if not isinstance(level, Relative)}
    return tuple(checked(forecasts_at_cohort_end(launch, engine), realised, success))


def _passes_early(launch: Launch, found: GateVerdict, as_of: datetime) -> bool:
    """Whether a metric of a gate passes before the gate's own day, or ahead of its date with too few mature units."""
    gate = next(each for each in launch.gates if each.name == found.gate)
    passed = [metric for metric in found.metrics if metric.word is Word.PASS]
    if as_of < earliest(launch, gate):
        return bool(passed)
    if as_of >= judgeable(launch, gate):
        return False
    return any(metric.maturity is not None and metric.maturity < NEEDED for metric in passed)
