"""Trends by days since exposure: staged roll-outs, peaks and the first day are none."""

import math
from datetime import timedelta
from typing import Any

import numpy as np
import pytest

from checks.launches import LIVE, OPENED, ORDER, Facts, Told, a_launch, day
from hypercare.analysis.launch_scope import days_scope
from hypercare.analysis.trend.since_exposure import Ages, SinceExposure
from hypercare.analysis.trend.trend import by_date, since_exposure
from hypercare.checks.judge import judge_launch
from hypercare.checks.series import asked_series
from hypercare.checks.validation import trend
from hypercare.model.metrics import CountMetric, FunnelMetric, MeanMetric, Metric, RateMetric, RatioMetric, Step
from hypercare.stats.slope import Course, Slope

RATIO = RatioMetric("clicks", ORDER, OPENED)
RATE = RateMetric("clicks", ORDER, per=1, active=False)
METRICS = (
    RATIO,
    RATE,
    RateMetric("clicks", ORDER, per=1, active=True),
    MeanMetric("clicks", ORDER),
    MeanMetric("clicks", ORDER, of="worth"),
    CountMetric("clicks", ORDER),
    FunnelMetric("clicks", (Step(OPENED), Step(ORDER)), timedelta(hours=2)),
)


def visits(told: Told, names: list[str], since: int, until: int, clicks: Any, seed: int = 1) -> Told:
    """Users who are exposed on a day and open twice a day until a day; `clicks(days since)` of an open is followed."""
    rng = np.random.default_rng([seed, since])
    for number in range(since, until + 1):
        for name in names:
            for hour in (9, 15):
                told.add(name, "opened", day(number, hour))
                if rng.random() < clicks(number - since):
                    told.add(name, "order", day(number, hour + 1), worth=10)
    return told


def staged(clicks: Any, until: int = 59) -> Told:
    """Twelve users a week join in four weeks."""
    told = Told()
    for week in range(4):
        visits(told, [f"w{week}u{number}" for number in range(12)], week * 7, until, clicks)
    return told


def ages_of(metric: Metric, told: Told, at: float = 60.5) -> Ages:
    launch = a_launch(metrics={"clicks": metric})
    scope = days_scope(launch, metric, (0, 60), day(at))
    return Facts(launch, told)("ages", SinceExposure(scope, metric))


def slope(ages: Ages, busy: Any = None) -> Slope:
    found = since_exposure(ages, busy)
    assert isinstance(found, Slope)
    return found


def test_cells_are_days_of_exposure_by_days_since() -> None:
    told = visits(Told(), ["a"], 0, 5, lambda since: 1.0)
    visits(told, ["b"], 3, 5, lambda since: float(since == 2))
    ages = ages_of(RATIO, told, at=6.5)
    assert ages.below[0].tolist() == [2, 2, 2, 2, 2]
    assert ages.above[0].tolist() == [2, 2, 2, 2, 2]
    assert ages.below[3].tolist() == [2, 2, 0, 0, 0]
    assert ages.above[3].tolist() == [0, 2, 0, 0, 0]
    assert ages.below[[1, 2, 4, 5]].sum() == 0


def test_units_are_exposed_on_every_day_that_is_over() -> None:
    ages = ages_of(RATE, visits(Told(), ["a", "b"], 2, 2, lambda since: 0.0), at=6.5)
    assert ages.below[2].tolist() == [2, 2, 2, 0, 0]


@pytest.mark.parametrize("metric", METRICS, ids=lambda each: f"{each.kind} {getattr(each, 'of', None) or ''}")
def test_every_kind_has_ages_that_add_up_from_parts(metric: Metric) -> None:
    launch = a_launch(metrics={"clicks": metric})
    facts = Facts(launch, staged(lambda since: 0.5, until=40))
    asking = SinceExposure(days_scope(launch, metric, (0, 45), day(42)), metric)
    states = [asking.partial(bucket) for bucket in facts.buckets(asking.unit)]
    state = asking.empty
    for each in reversed(states):
        state = asking.merge(each, state)
    found, again = asking.finish(state), facts("again", asking)
    assert (found.above == again.above).all()
    assert (found.below == again.below).all()
    assert found.above.sum() > 0
    assert found.below.sum() > 0


@pytest.mark.parametrize(
    ("clicks", "course"),
    [
        pytest.param(lambda since: 0.6 * math.exp(-since / 25), Course.NOVELTY, id="novelty"),
        pytest.param(lambda since: 0.15 * math.exp(since / 40), Course.SLOW_BURN, id="slow burn"),
        pytest.param(lambda since: 0.5, Course.STEADY, id="steady"),
    ],
)
def test_a_planted_course_is_named_in_a_staged_roll_out(clicks: Any, course: Course) -> None:
    assert slope(ages_of(RATIO, staged(clicks))).course is course


def test_by_date_a_roll_out_hides_the_novelty_that_days_since_exposure_show() -> None:
    """Each week's users click less and less, and new ones who click a lot keep coming."""
    told = staged(lambda since: 0.6 * math.exp(-since / 25), until=30)
    launch = a_launch(metrics={"clicks": RATIO})
    series = asked_series(launch, RATIO, day(31.5), Facts(launch, told)).everyone
    dated = by_date(series, LIVE.date())
    assert isinstance(dated, Slope)
    assert slope(ages_of(RATIO, told, at=31.5)).value < dated.value - 0.2


def test_a_peak_that_the_calendar_knows_is_no_slow_burn() -> None:
    busy = np.where(np.arange(61) >= 40, 3.0, 1.0)
    told = Told()
    for number in range(61):
        for user in range(20):
            if number == 0:
                told.add(f"u{user}", "opened", day(0, 8))
            for order in range(2 * int(busy[number])):
                told.add(f"u{user}", "order", day(number, 9) + timedelta(minutes=order))
    ages = ages_of(RATE, told, at=61.5)
    assert slope(ages).course is Course.SLOW_BURN
    assert slope(ages, busy).course is Course.STEADY


def test_it_is_told_in_words() -> None:
    launch = a_launch(metrics={"clicks": RATIO})
    facts = Facts(launch, staged(lambda since: 0.6 * math.exp(-since / 25)))
    verdict = judge_launch(launch, day(60.5), facts, {})
    (found,) = trend.find(launch, verdict, facts)
    assert (found.metric, found.says.id) == ("clicks", "trend-novelty")
    early = judge_launch(launch, day(5), facts, {})
    assert trend.find(launch, early, facts)[0].says.id == "stats-slope-too-few-days"
