"""What a calendar does to a metric: learnt from planted days, by priors where nothing was seen."""

from collections.abc import Callable
from datetime import date, timedelta

import numpy as np
import pytest

from hypercare.analysis.series.calendar_fit import SHARE, CalendarFit, fit, is_volume
from hypercare.analysis.series.series import Series
from hypercare.cycles.day_kinds import DayKinds
from hypercare.model.launch import PeakDays, Peaks
from hypercare.model.metrics import (
    ActivityMetric,
    CountMetric,
    Cycle,
    CycleKind,
    CycleMetric,
    EventRef,
    FunnelMetric,
    MeanMetric,
    Metric,
    RateMetric,
    RatioMetric,
    RetentionMetric,
    Step,
)

DAY = timedelta(days=1)
LIVE = date(2026, 9, 22)
ID = DayKinds(Peaks("id"))
ORDINARY = DayKinds(None)
EVENT = EventRef("order")
SUNDAY = 6
EID = {2025: date(2025, 3, 31), 2026: date(2026, 3, 21)}


def simulated(
    first: date,
    last: date,
    busy: Callable[[date], float],
    *,
    level: float = 400.0,
    seed: int = 7,
    noise: float = 0.0,
    lasting: float = 0.0,
) -> Series:
    """Days of Poisson counts around `level` times how busy each is, with noise that lasts."""
    rng = np.random.default_rng(seed)
    days = [first + number * DAY for number in range((last - first).days + 1)]
    wander = 0.0
    counts = []
    for day in days:
        wander = lasting * wander + rng.normal(0, noise * np.sqrt(1 - lasting**2))
        counts.append(int(rng.poisson(level * busy(day) * np.exp(wander))))
    return Series(first, tuple(counts), (100,) * len(counts))


def sunday(day: date) -> float:
    return 0.55 if day.weekday() == SUNDAY else 1.0


def sale(size: float) -> Callable[[date], float]:
    """Sundays, and double dates of some size."""
    return lambda day: sunday(day) * (size if day.month == day.day and day.month >= 9 else 1.0)


def fitted(series: Series, kinds: DayKinds = ID, *, is_volume: bool = True, live: date = LIVE) -> CalendarFit:
    return fit(series, kinds, live, is_volume=is_volume)


def test_weekdays_are_learnt_and_an_ordinary_week_weighs_seven_days() -> None:
    found = fitted(simulated(LIVE - 120 * DAY, LIVE - DAY, sunday), ORDINARY)
    assert found.weekdays.mean() == pytest.approx(1.0)
    assert found.weekdays[SUNDAY] / found.weekdays[:SUNDAY].mean() == pytest.approx(0.55, rel=0.05)
    assert found.weights(LIVE, LIVE + 6 * DAY).sum() == pytest.approx(7.0)


def test_a_peak_that_was_never_seen_weighs_what_was_known_beforehand() -> None:
    found = fitted(simulated(LIVE - 60 * DAY, LIVE - DAY, sunday))
    harbolnas = date(2026, 12, 12)
    beside = found.weight(harbolnas + 7 * DAY)
    assert np.log(found.weight(harbolnas) / beside) == pytest.approx(np.log(3.0), abs=1e-9)
    assert found.sd(harbolnas) == pytest.approx(0.6, abs=0.05)


def test_without_anything_to_learn_from_the_priors_stand() -> None:
    for series in (Series(LIVE, (), ()), Series(LIVE, (3,) * 5, (10,) * 5), Series(LIVE, (0,) * 40, (10,) * 40)):
        found = fitted(series)
        assert (found.regression, found.step("early"), found.autocorrelation) == (None, None, 0.0)
        assert found.weight(date(2026, 10, 10)) == pytest.approx(2.0)
        assert found.weight(date(2026, 10, 13)) == 1.0
        assert found.sd(date(2026, 10, 13)) == 0.0
    below_zero = Series(LIVE, (-3, 4) * 20, (10,) * 40)
    assert fitted(below_zero).regression is None


def test_weights_that_were_learnt_beat_the_priors() -> None:
    # 3.6 times as much on every 10.10 and 11.11, where 2 times was guessed. Both of last year, and this year's 10.10.
    true = sale(3.6)
    found = fitted(simulated(LIVE - 380 * DAY, date(2026, 10, 31), true))
    blind = fitted(Series(LIVE, (), ()))
    sale_day = date(2026, 11, 11)
    learnt, guessed = (abs(np.log(each.weight(sale_day) / 3.6)) for each in (found, blind))
    assert learnt < 0.15 < guessed
    assert found.sd(sale_day) < 0.6 * blind.sd(sale_day)
    effect = next(each for each in found.effects if each.name == "double_dates")
    assert (effect.days, np.exp(effect.prior_mean), effect.prior_sd) == (5, pytest.approx(2.0), 0.6)


def test_moving_days_teach_by_their_distance_to_eid() -> None:
    # Ten days before Eid people bought twice as much last year, a week after it nothing much: by date or weekday this
    # year's days would learn from days that were ordinary.
    def busy(day: date) -> float:
        to_eid = (day - EID[day.year]).days
        return 2.2 if to_eid == -10 else 0.2 if 0 <= to_eid <= 7 else 1.0

    found = fitted(simulated(date(2025, 1, 20), date(2026, 2, 20), busy), live=date(2026, 2, 1))
    shift = (EID[2025].timetuple().tm_yday - EID[2026].timetuple().tm_yday, EID[2025].weekday() - EID[2026].weekday())
    assert shift == (10, -5), "Eid moved by ten days, and to another weekday"
    surge, plain = (found.weight(EID[2026] + offset * DAY) for offset in (-10, -12))
    assert surge > 1.35 * plain
    assert found.weight(EID[2026] + 3 * DAY) < 0.35
    # On the date of last year's surge, 21 March, is Eid this year.
    assert found.weight(date(2026, 3, 21)) < 0.35


def lifts(found: CalendarFit, series: Series, live: date) -> tuple[float, float]:
    """The normalised value of days 0 to 30 against the four weeks before, and the raw one."""
    sides = [(live - 28 * DAY, live - DAY), (live, live + 30 * DAY)]
    before, after = (sum(series.between(*side).above) / float(found.weights(*side).sum()) for side in sides)
    raw_before, raw_after = (series.between(*side).total or 0.0 for side in sides)
    return after / before, raw_after / raw_before


@pytest.mark.parametrize("history", [28, 120, 380])
def test_peaks_without_any_effect_are_not_read_as_a_lift(history: int) -> None:
    # Live two days before 10.10, with no sale in the four weeks before.
    live, found = date(2026, 10, 8), []
    for seed in range(8):
        series = simulated(live - history * DAY, live + 30 * DAY, sale(4.0), seed=seed, noise=0.06, lasting=0.4)
        found.append(lifts(fitted(series, live=live), series, live))
    normalised, raw = np.mean(found, axis=0)
    assert normalised == pytest.approx(1.0, abs=0.03)
    assert raw > 1.07


def test_a_lift_is_not_taken_for_the_calendar() -> None:
    series = simulated(LIVE - 60 * DAY, LIVE + 60 * DAY, lambda day: sale(2.6)(day) * (1.2 if day >= LIVE else 1.0))
    found = fitted(series)
    assert lifts(found, series, LIVE)[0] == pytest.approx(1.2, abs=0.03)
    for name in ("early", "steady"):
        step = found.step(name)
        assert step is not None
        assert abs(step[0] - np.log(1.2)) < 3 * step[1]


def test_a_launch_in_ramadan_keeps_its_lift() -> None:
    # Go-live in Ramadan 2026: Eid, and the week of its trough, fall into the first month, and mask what is gained.
    live = date(2026, 3, 1)

    def busy(day: date) -> float:
        return sunday(day) * (0.3 if 0 <= (day - EID[2026]).days <= 7 else 1.0) * (1.3 if day >= live else 1.0)

    series = simulated(live - 60 * DAY, live + 45 * DAY, busy)
    normalised, raw = lifts(fitted(series, live=live), series, live)
    assert raw < 1.1
    assert normalised == pytest.approx(1.3, abs=0.08)


def test_days_without_events_break_nothing() -> None:
    series = simulated(LIVE - 200 * DAY, LIVE + 40 * DAY, sale(4.0), level=0.2)
    assert series.above.count(0) > 150
    found = fitted(series)
    weights = found.weights(series.first, series.last + 90 * DAY)
    assert np.isfinite(weights).all()
    assert (weights > 0.02).all()
    assert weights.max() < 8
    assert np.isfinite(found.errors([LIVE, date(2026, 12, 12)])).all()


def test_days_that_say_nothing_are_passed_over() -> None:
    series = simulated(LIVE - 60 * DAY, LIVE + 20 * DAY, sunday)
    holes = Series(
        series.first,
        tuple(0 if number % 9 == 4 else each for number, each in enumerate(series.above)),
        tuple(0 if number % 9 == 4 else each for number, each in enumerate(series.below)),
    )
    found = fitted(holes)
    assert found.weekdays[SUNDAY] == pytest.approx(0.55 / (6.55 / 7), rel=0.08)


def test_shares_and_prices_are_not_multiplied_by_a_sale() -> None:
    found = fitted(simulated(LIVE - 60 * DAY, LIVE - DAY, sunday), is_volume=False)
    plain = date(2026, 12, 19)
    assert found.weight(date(2026, 12, 12)) == pytest.approx(found.weight(plain))
    assert found.sd(date(2026, 12, 12)) == pytest.approx(SHARE.spread, abs=0.05)


def test_what_is_not_known_of_days_of_one_peak_is_not_known_of_both() -> None:
    found = fitted(simulated(LIVE - 60 * DAY, LIVE - DAY, sunday))
    days = [date(2026, 12, 11), date(2026, 12, 12), date(2026, 11, 11), date(2026, 10, 13)]
    spread = found.covariance(days)
    assert spread == pytest.approx(found.errors(days) @ found.errors(days).T)
    assert [found.sd(day) for day in days] == pytest.approx(np.sqrt(np.diag(spread)))
    # Days of one Harbolnas share the kind's variance and the occurrence's, not that of the place: 0.7 of it.
    assert spread[0, 1] == pytest.approx(0.7 * 0.6**2, abs=0.02)
    assert spread[0, 2] == pytest.approx(0.0, abs=0.02)
    assert spread[3, 3] < 0.01


def test_a_peak_of_the_launch_is_a_peak_of_its_calendar() -> None:
    own = DayKinds(Peaks("id", days=(PeakDays("our_sale", ((date(2026, 8, 20), date(2026, 8, 21)),)),)))
    series = simulated(
        LIVE - 60 * DAY, LIVE - DAY, lambda day: 3.0 if date(2026, 8, 20) <= day <= date(2026, 8, 21) else 1.0
    )
    found = fitted(series, own)
    assert found.weight(date(2026, 8, 20)) == pytest.approx(3.0, rel=0.1)
    assert found.weight(date(2026, 8, 19)) == pytest.approx(1.0, abs=0.1)


def test_a_day_weighs_the_same_whatever_else_is_asked() -> None:
    found = fitted(simulated(LIVE - 60 * DAY, LIVE + 30 * DAY, sale(2.0)))
    together = found.weights(LIVE, LIVE + 100 * DAY)
    assert [found.weight(LIVE + number * DAY) for number in range(101)] == together.tolist()


@pytest.mark.parametrize(
    ("metric", "expected"),
    [
        (CountMetric("m", EVENT), True),
        (MeanMetric("m", EVENT), True),
        (MeanMetric("m", EVENT, of="amount"), False),
        (RateMetric("m", EVENT, active=False), True),
        (RateMetric("m", EVENT), False),
        (RatioMetric("m", EVENT, EventRef("view")), False),
        (FunnelMetric("m", (Step(EVENT), Step(EventRef("pay"))), DAY), False),
        (CycleMetric("m", EVENT, 60, Cycle(CycleKind.CALENDAR_QUARTER)), True),
        (RetentionMetric("m", EVENT), True),
        (ActivityMetric("m", EVENT), True),
    ],
    ids=lambda each: each.kind if not isinstance(each, bool) else "",
)
def test_which_metrics_are_volumes(metric: Metric, expected: bool) -> None:
    assert is_volume(metric) is expected
