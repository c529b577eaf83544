"""Scores of a run: how often a judge scaled what is bad, missed what is good, and how long it took."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np
from scipy import stats

from hypercare.app.launchbench.batch import Outcome
from hypercare.model.verdict import Action

ALPHA = 0.05
JUDGE = "judge"


@dataclass(frozen=True)
class Share:
    """So many of so many, with the exact interval of Clopper & Pearson (1934); undefined of nothing."""

    hits: int
    of: int

    @property
    def value(self) -> float | None:
        return self.hits / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float] | None:
        if not self.of:
            return None
        low = float(stats.beta.ppf(ALPHA / 2, self.hits, self.of - self.hits + 1)) if self.hits else 0.0
        high = float(stats.beta.ppf(1 - ALPHA / 2, self.hits + 1, self.of - self.hits)) if self.hits < self.of else 1.0
        return low, high


@dataclass(frozen=True)
class Reader:
    """Who decides: the judge, or a dashboard. `scaled` says whether it ever said to scale, `action` what it decided,
    `day` on which day.
    """

    name: str
    scaled: Callable[[Outcome], bool]
    action: Callable[[Outcome], Action]
    day: Callable[[Outcome], int]


def readers(outcomes: Iterable[Outcome]) -> tuple[Reader, ...]:
    """The judge, and the dashboards that were read."""
    days = sorted({day for outcome in outcomes for day in outcome.dashboards})
    judge = Reader(
        JUDGE,
        lambda each: each.course.scaled,
        lambda each: each.course.decision.action,
        lambda each: each.course.decision.day,
    )
    return (judge, *(_dashboard(day) for day in days))


def _dashboard(day: int) -> Reader:
    return Reader(
        f"dashboard_day_{day}",
        lambda each: each.dashboards[day] is Action.SCALE,
        lambda each: each.dashboards[day],
        lambda _each: day,
    )


@dataclass(frozen=True)
class Score:
    """How one reader did on some launches.

    `false_scale` of bad launches; `missed_scale` of good and decidable ones at or above the point of 90 % power;
    `wrong` decisions of all; `days` to a right decision other than to hold, median and 90th percentile.
    """

    reader: str
    launches: int
    false_scale: Share
    missed_scale: Share
    wrong: Share
    days_median: float | None
    days_p90: float | None


def score(reader: Reader, outcomes: Sequence[Outcome]) -> Score:
    """The score of a reader."""
    bad = [each for each in outcomes if not each.truth.good]
    powered = [each for each in outcomes if each.powered and each.truth.good and each.truth.decidable]
    right = [each for each in outcomes if reader.action(each) in each.truth.right]
    days = [reader.day(each) for each in right if reader.action(each) is not Action.HOLD]
    return Score(
        reader=reader.name,
        launches=len(outcomes),
        false_scale=Share(sum(map(reader.scaled, bad)), len(bad)),
        missed_scale=Share(sum(not reader.scaled(each) for each in powered), len(powered)),
        wrong=Share(len(outcomes) - len(right), len(outcomes)),
        days_median=median(days) if days else None,
        days_p90=float(np.quantile(days, 0.9)) if days else None,
    )


def power_curve(outcomes: Sequence[Outcome]) -> dict[int, Share]:
    """Good, decidable launches that the judge scaled, by size."""
    good = [each for each in outcomes if each.truth.good and each.truth.decidable]
    sizes = sorted({each.wanted.size for each in good})
    by_size = {size: [each for each in good if each.wanted.size == size] for size in sizes}
    return {size: Share(sum(each.course.scaled for each in found), len(found)) for size, found in by_size.items()}


def early_passes(outcomes: Sequence[Outcome]) -> Share:
    """Launches of which a gate passed before it could be judged."""
    return Share(sum(bool(each.course.early_passes) for each in outcomes), len(outcomes))
