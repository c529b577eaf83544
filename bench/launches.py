"""Is our judgement any good: launches with known truth, judged as real ones are, beside two dashboards.

The full set behind the README's table. The seed is the version of the judging code: whoever changes the judge is
measured by other launches than those that were seen before.
"""

from typing import Protocol

from hypercare.app.code_version import code_version
from hypercare.app.launchbench.batch import run as judged
from hypercare.app.launchbench.batch import wanted
from hypercare.app.launchbench.scores import (
    JUDGE,
    ForecastScore,
    Score,
    Share,
    coverage,
    early_passes,
    forecast_score,
    power_curve,
    readers,
    score,
)

LAUNCHES = 2_000
LARGEST = 1_000_000
BAR_FALSE, BAR_MISSED, BAR_NEVER = "<= 1", "<= 10", "0"
BAR_COVERED, BAR_ABSTAINED, BAR_BRIER = "90-98", ">= 90", "<= 0.05"


class Report(Protocol):
    """Where the rows go."""

    def row(self, metric: str, value: float | str, unit: str, bar: str | None) -> None: ...


def run(report: Report) -> None:
    """Draws, judges and scores the launches on all cores."""
    outcomes = judged(wanted(code_version(), LAUNCHES, largest=LARGEST))
    for reader in readers(outcomes):
        _tell(report, score(reader, outcomes), is_judge=reader.name == JUDGE)
    _row(report, "intervals that hold the truth", coverage(outcomes))
    _row(report, "gates that passed before they could be judged", early_passes(outcomes), BAR_NEVER)
    for steady, name in ((True, "steady"), (False, "changing")):
        _forecasts(report, name, forecast_score(outcomes, steady=steady))
    for size, scaled in power_curve(outcomes).items():
        _row(report, f"good launches of {size:,} units that were scaled", scaled)


def _tell(report: Report, found: Score, *, is_judge: bool) -> None:
    """The scores of a reader; the bars are the judge's."""
    _row(report, f"{found.reader}: false Scale", found.false_scale, BAR_FALSE if is_judge else None)
    _row(report, f"{found.reader}: missed Scale", found.missed_scale, BAR_MISSED if is_judge else None)
    _row(report, f"{found.reader}: good launches called a failure", found.false_fail)
    _row(report, f"{found.reader}: wrong decisions", found.wrong)
    if found.days_median is not None and found.days_p90 is not None:
        report.row(f"{found.reader}: days to the right decision, median", found.days_median, "days", None)
        report.row(f"{found.reader}: days to the right decision, 90th", found.days_p90, "days", None)


def _forecasts(report: Report, name: str, found: ForecastScore) -> None:
    """Forecasts of a cycle when its cohort has come; where something changes they should abstain."""
    steady = found.steady
    _row(report, f"forecasts of {name} launches that abstain", found.abstained, None if steady else BAR_ABSTAINED)
    _row(report, f"forecasts of {name} launches that hold what came", found.covered, BAR_COVERED if steady else None)
    if found.brier is not None:
        report.row(f"forecasts of {name} launches, Brier", found.brier, "", BAR_BRIER if steady else None)


def _row(report: Report, what: str, found: Share, bar: str | None = None) -> None:
    if found.value is not None:
        report.row(what, 100 * found.value, f"% of {found.of:,}", bar)
