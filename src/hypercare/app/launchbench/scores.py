"""Scores of a run: how often a judge scaled what is bad, missed what is good, and how long it took."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np

from hypercare.app.launchbench.batch import Outcome
from hypercare.model.estimate import Interval
from hypercare.model.verdict import Action
from hypercare.stats.proportion import clopper_pearson

JUDGE = "judge"
NOT_SHOWN = frozenset({Action.HOLD, Action.PIVOT})
"""What is right as well of a good launch that is too small, or too near to its threshold, for its truth to show."""
FAILED_ROWS = (6, 7)
"""The rows of the table of recommendations that speak of a metric that failed."""


@dataclass(frozen=True)
class Share:
    """So many of so many; undefined of nothing."""

    hits: int
    of: int

    @classmethod
    def among(cls, found: Iterable[bool]) -> "Share":
        """The share of those that are true."""
        listed = list(found)
        return cls(sum(listed), len(listed))

    @property
    def value(self) -> float | None:
        return self.hits / self.of if self.of else None

    @property
    def interval(self) -> Interval | None:
        """The exact interval, 95 %."""
        return clopper_pearson(self.hits, self.of) if self.of else None


@dataclass(frozen=True)
class Reader:
    """Who decides: the judge, or a dashboard. `scaled` says whether it ever said to scale, `action` what it decided on
    `day`, `failed` whether it called the launch a failure.
    """

    name: str
    scaled: Callable[[Outcome], bool]
    action: Callable[[Outcome], Action]
    failed: Callable[[Outcome], bool]
    day: Callable[[Outcome], int]


def readers(outcomes: Iterable[Outcome]) -> tuple[Reader, ...]:
    """The judge, and the dashboards that were read."""
    days = sorted({day for outcome in outcomes for day in outcome.dashboards})
    judge = Reader(
        JUDGE,
        scaled=lambda each: each.course.scaled,
        action=lambda each: each.course.decision.action,
        failed=lambda each: each.course.decision.row in FAILED_ROWS,
        day=lambda each: each.course.decision.day,
    )
    return (judge, *(_dashboard(day) for day in days))


def _dashboard(day: int) -> Reader:
    return Reader(
        f"dashboard day {day}",
        scaled=lambda each: each.dashboards[day] is Action.SCALE,
        action=lambda each: each.dashboards[day],
        failed=lambda each: each.dashboards[day] is Action.ROLLBACK,
        day=lambda _each: day,
    )


@dataclass(frozen=True)
class Score:
    """How one reader did on some launches.

    `false_scale` of bad launches; `missed_scale` of good and decidable ones at or above the point of 90 % power;
    `false_fail` of all good and decidable ones; `wrong` decisions of all; `days` to a decision that the truth asks
    for, other than to hold: median and 90th percentile.
    """

    reader: str
    false_scale: Share
    missed_scale: Share
    false_fail: Share
    wrong: Share
    days_median: float | None
    days_p90: float | None


def score(reader: Reader, outcomes: Sequence[Outcome]) -> Score:
    """The score of a reader."""
    good = [each for each in outcomes if each.truth.good and each.truth.decidable]
    right = [each for each in outcomes if is_right(reader.action(each), each, failed=reader.failed(each))]
    spoken = [each for each in right if reader.action(each) in each.truth.right - {Action.HOLD}]
    days = [reader.day(each) for each in spoken]
    return Score(
        reader=reader.name,
        false_scale=Share.among(reader.scaled(each) for each in outcomes if not each.truth.good),
        missed_scale=Share.among(not reader.scaled(each) for each in good if each.powered),
        false_fail=Share.among(reader.failed(each) for each in good),
        wrong=Share(len(outcomes) - len(right), len(outcomes)),
        days_median=median(days) if days else None,
        days_p90=float(np.quantile(days, 0.9)) if days else None,
    )


def is_right(action: Action, outcome: Outcome, *, failed: bool) -> bool:
    """Whether an action is one of the right ones. A good launch whose truth need not show may be called not shown, but
    not failed.
    """
    truth = outcome.truth
    may_be_unseen = truth.good and truth.decidable and not outcome.powered and not failed
    return action in truth.right or (may_be_unseen and action in NOT_SHOWN)


def power_curve(outcomes: Sequence[Outcome]) -> dict[int, Share]:
    """Good, decidable launches that the judge scaled, by size."""
    good = [each for each in outcomes if each.truth.good and each.truth.decidable]
    sizes = sorted({each.wanted.size for each in good})
    return {size: Share.among(each.course.scaled for each in good if each.wanted.size == size) for size in sizes}


def early_passes(outcomes: Iterable[Outcome]) -> Share:
    """Launches of which a gate passed before it could be judged."""
    return Share.among(bool(each.course.early_passes) for each in outcomes)


def coverage(outcomes: Iterable[Outcome]) -> Share:
    """Deciding intervals that hold the truth, as well as that is known, where the measurement is sound."""
    held = (
        read.holds(each.truth.values[read.metric], each.truth.errors.get(read.metric, 0.0))
        for each in outcomes
        if each.truth.decidable
        for read in each.course.readings
    )
    return Share.among(found for found in held if found is not None)


@dataclass(frozen=True)
class ForecastScore:
    """How good the forecasts of cycles were. Of launches whose behaviour goes on as it was (`steady`) and of those of
    which something changes: how many abstained, whether the intervals of the others hold what came, and the mean
    squared error of the chance to succeed (Brier 1950), None without a forecast.
    """

    steady: bool
    abstained: Share
    covered: Share
    brier: float | None


def forecast_score(outcomes: Iterable[Outcome], *, steady: bool) -> ForecastScore:
    """The score of the forecasts of steady launches, or of the others."""
    found = [each for one in outcomes if one.truth.forecastable is steady for each in one.course.forecasts]
    errors = [each.brier for each in found if each.brier is not None]
    return ForecastScore(
        steady=steady,
        abstained=Share.among(each.holds is None for each in found),
        covered=Share.among(each.holds for each in found if each.holds is not None),
        brier=float(np.mean(errors)) if errors else None,
    )
