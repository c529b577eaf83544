"""The trend of every metric that decides early, like a click-through: does it fall, rise or hold since the launch."""

from dataclasses import dataclass

from hypercare.analysis.launch_scope import days_scope, days_until
from hypercare.analysis.series.calendar_fit import fit, is_volume
from hypercare.analysis.trend.since_exposure import SinceExposure
from hypercare.analysis.trend.trend import Trend, by_date, since_exposure
from hypercare.checks.ask import Ask, question
from hypercare.checks.series import Comparable, asked_series
from hypercare.cycles.day import DAY, local_date
from hypercare.cycles.day_kinds import calendar_of
from hypercare.model.launch import Launch
from hypercare.model.metrics import Metric
from hypercare.model.text import Text
from hypercare.model.verdict import LaunchVerdict
from hypercare.stats.slope import Slope

LAST_DAY = 120
"""The ninety days, and a month of a business cycle that takes longer: what a launch does later is no news."""


@dataclass(frozen=True)
class TrendFound:
    """The trend of a metric, with its course in words."""

    metric: str
    trend: Trend
    says: Text


def find(launch: Launch, verdict: LaunchVerdict, ask: Ask) -> tuple[TrendFound, ...]:
    """The trends as of the verdict's instant, by metric in the order of the launch file."""
    asked = ((name, metric) for name, metric in launch.metrics.items() if isinstance(metric, Comparable))
    found = ((name, _trend(launch, metric, verdict, ask)) for name, metric in asked)
    return tuple(TrendFound(name, trend, course(trend)) for name, trend in found)


def course(trend: Trend) -> Text:
    """The course by days since exposure in words, or why there is none."""
    if not isinstance(trend.since, Slope):
        return trend.since.reason
    return Text(f"trend-{trend.since.course.value.replace('_', '-')}")


def _trend(launch: Launch, metric: Metric, verdict: LaunchVerdict, ask: Ask) -> Trend:
    first, last = days_until(launch, verdict.as_of)
    scope = days_scope(launch, metric, (first, min(last, LAST_DAY)), verdict.as_of)
    ages = ask(question(f"since-exposure/{metric.name}", verdict.as_of), SinceExposure(scope, metric))
    series = asked_series(launch, metric, verdict.as_of, ask).everyone
    live = local_date(launch.live, launch.zone)
    days = max(len(ages.above), (series.last - live) // DAY + 1, 1)
    calendar = fit(series, calendar_of(launch), live, is_volume=is_volume(metric))
    busy = calendar.weights(live, live + (days - 1) * DAY)
    return Trend(
        since=since_exposure(ages, busy), date=by_date(series.between(live, live + LAST_DAY * DAY), live, busy)
    )
