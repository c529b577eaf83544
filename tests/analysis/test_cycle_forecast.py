"""Forecasts of a cycle: the table of docs/forecast.md in small, what makes them abstain, and the same digits again."""

import importlib.util
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from hypercare.analysis.cycle.exposure import DayWeights, Exposure, burstiness
from hypercare.analysis.cycle.forecast import Abstained, Asking, Forecast, as_if_steady, chances, forecast
from hypercare.analysis.cycle.outlook import Outlook
from hypercare.analysis.cycle.window import CycleDays

PATH = Path(__file__).parents[2] / "bench" / "forecast.py"
SPEC = importlib.util.spec_from_file_location("bench_forecast", PATH)
assert SPEC is not None
assert SPEC.loader is not None
bench: Any = importlib.util.module_from_spec(SPEC)
sys.modules[SPEC.name] = bench
SPEC.loader.exec_module(bench)

World, DECAY, RAMP, PEAKS = bench.World, bench.DECAY, bench.RAMP, bench.PEAKS
FLAT = DayWeights((1.0,) * 92)


def outlook(world: Any, seed: int = 1) -> Outlook:
    found: Outlook = bench.simulated(world, np.random.default_rng(seed)).outlook
    return found


def ids(said: Forecast | Abstained) -> list[str]:
    return [text.id for text in said.reasons] if isinstance(said, Abstained) else []


@pytest.fixture(scope="module")
def stationary() -> Any:
    return bench.measured(World("stationary"), repeats=25, guarded=False)


def test_steady_rates_are_forecast_without_bias_and_well(stationary: Any) -> None:
    assert stationary.expected == pytest.approx(stationary.truth, abs=0.005)
    assert stationary.covered >= 0.84  # 25 draws of 95 %: fewer come by chance in 3 of 100
    assert stationary.brier <= 0.05


@pytest.mark.parametrize(
    ("world", "bias"),
    [
        pytest.param(World("decay", course=DECAY), 0.08, id="novelty decay looks far better than it ends"),
        pytest.param(World("ramp", course=RAMP), -0.148, id="a slow burner far worse"),
        pytest.param(World("peaks", calendar=PEAKS), 0.109, id="peaks that nobody weighs"),
    ],
)
def test_what_is_not_in_the_exposure_moves_a_forecast_that_does_not_look(world: Any, bias: float) -> None:
    found = bench.measured(world, repeats=4, guarded=False)

    assert found.expected - found.truth == pytest.approx(bias, abs=0.02)
    assert found.covered == 0


@pytest.mark.parametrize(
    "world",
    [
        pytest.param(World("decay", course=DECAY, known=DECAY), id="decay"),
        pytest.param(World("peaks", calendar=PEAKS, known=PEAKS), id="peaks"),
        pytest.param(World("bursty", dispersion=3.0), id="bursts of 3"),
    ],
)
def test_what_is_known_is_no_bias(world: Any) -> None:
    found = bench.measured(world, repeats=8, guarded=False)

    assert found.expected == pytest.approx(found.truth, abs=0.012)
    assert found.covered >= 0.7  # six of eight


@pytest.mark.parametrize("day", [30, 60])
@pytest.mark.parametrize("course", [pytest.param(DECAY, id="decay"), pytest.param(RAMP, id="ramp")])
@pytest.mark.parametrize("units", [300, 2_000])
def test_a_course_that_goes_on_is_no_ground_for_a_forecast(course: tuple[float, ...], units: int, day: int) -> None:
    found = bench.measured(World("planted", units=units, course=course, day=day, shock=0.2, assumed=0.2), repeats=10)

    assert found.abstained >= 0.9


def test_a_course_is_named_where_it_shows() -> None:
    decay = forecast(outlook(World("decay", course=DECAY, day=60)), FLAT, Asking())
    ramp = forecast(outlook(World("ramp", course=RAMP, day=60)), FLAT, Asking())

    assert (ids(decay), ids(ramp)) == (["forecast-novelty"], ["forecast-slow-burn"])


def test_few_units_cannot_exclude_a_course_at_day_30_and_many_can() -> None:
    slow = World("few", units=30, draw=lambda rng, units: rng.gamma(1.2, 20 / 1.2, units))

    assert ids(forecast(outlook(slow), FLAT, Asking())) == ["forecast-not-excluded"]
    assert isinstance(forecast(outlook(World("many", units=300)), FLAT, Asking()), Forecast)


def test_most_steady_companies_have_a_forecast_on_day_30() -> None:
    found = bench.measured(World("steady", units=100, shock=0.2, assumed=0.2), repeats=20)

    assert found.abstained <= 0.25
    assert found.covered >= 0.8


@pytest.mark.parametrize(
    ("world", "weights", "reasons"),
    [
        pytest.param(World("w", day=17), FLAT, ["forecast-too-soon"], id="less than a fifth"),
        pytest.param(World("w", units=20), FLAT, ["forecast-few-units"], id="twenty units"),
        pytest.param(
            World("w", units=60, draw=lambda rng, units: np.full(units, 3.0)),
            FLAT,
            ["forecast-few-events"],
            id="few events",
        ),
        pytest.param(
            World("w", day=60),
            replace(FLAT, unknown=("founders_day",)),
            ["forecast-unknown-peak"],
            id="a peak ahead of unknown size",
        ),
        pytest.param(World("w", day=90), FLAT, ["forecast-over"], id="over"),
    ],
)
def test_it_abstains_and_says_why(world: Any, weights: DayWeights, reasons: list[str]) -> None:
    said = forecast(outlook(world), weights, Asking())

    assert ids(said) == reasons
    assert said.basis.units == world.units


def test_nobody_is_no_ground() -> None:
    nothing = np.empty(0, np.int64)
    empty = Outlook(CycleDays(FLAT_FIRST, 40, 1, 91, 0), 60, nothing, nothing, nothing, nothing, {}, {}, {})

    assert ids(forecast(empty, FLAT, Asking())) == ["forecast-nobody"]


FLAT_FIRST = outlook(World("w", units=2)).days.first


def test_equal_questions_have_equal_digits_and_another_seed_nearly() -> None:
    seen = outlook(World("w", units=500, day=60))
    first, again, other = (forecast(seen, FLAT, Asking(0.25, seed=seed)) for seed in (4, 4, 5))

    assert first == again
    assert isinstance(first, Forecast)
    assert isinstance(other, Forecast)
    assert other.expected == first.expected
    assert (other.low, other.high) == pytest.approx((first.low, first.high), abs=0.01)


def test_the_threshold_has_its_chances() -> None:
    seen = outlook(World("w", units=500, day=60))
    told = [forecast(seen, FLAT, Asking(success)) for success in (0.05, 0.2, 0.6)]

    assert [each.meets for each in told if isinstance(each, Forecast)] == [1.0, pytest.approx(0.2, abs=0.05), 0.0]
    for each in told:
        assert isinstance(each, Forecast)
        assert each.passes is not None
        assert each.meets is not None
        assert each.passes <= each.meets  # to pass, the whole interval must lie above
    plain = forecast(seen, FLAT, Asking())
    assert isinstance(plain, Forecast)
    assert (plain.meets, plain.passes) == (None, None)


def test_a_wider_shock_and_peaks_of_unsure_size_widen_the_interval() -> None:
    seen = outlook(World("w", units=1_000, day=60))

    def width(weights: DayWeights, shock: float) -> float:
        said = as_if_steady(seen, weights, Asking(shock=shock))
        assert isinstance(said, Forecast)
        return said.high - said.low

    assert width(FLAT, bench.NO_SHOCK) < width(FLAT, 0.1) < width(FLAT, 0.3)
    assert width(replace(FLAT, spread=0.3), 0.1) > width(FLAT, 0.1)


def test_the_expected_share_is_the_mean_of_the_chances() -> None:
    seen = outlook(World("w", units=400, day=60))
    said = forecast(seen, FLAT, Asking())
    assert isinstance(said, Forecast)

    made = {"shape": said.shape, "mean": said.mean, "dispersion": said.dispersion, "shock": said.shock}
    chance = chances(seen, FLAT, **made, drift=said.drift)

    assert float(chance @ seen.units) / seen.size == pytest.approx(said.expected, abs=1e-9)
    assert (chance[seen.done >= seen.goal] == 1).all()


@pytest.mark.parametrize("dispersion", [1.0, 2.0, 5.0])
def test_bursts_are_measured(dispersion: float) -> None:
    seen = outlook(World("w", dispersion=dispersion, day=60))

    assert burstiness(seen.bursts, Exposure(seen.days, FLAT)) == pytest.approx(dispersion, rel=0.08)


def test_days_that_weigh_unequally_are_no_bursts() -> None:
    weights = DayWeights((1.0, *PEAKS, 1.0))
    seen = outlook(World("w", calendar=PEAKS, day=60))

    assert burstiness(seen.bursts, Exposure(seen.days, weights)) == pytest.approx(1.0, abs=0.05)
    assert burstiness(seen.bursts, Exposure(seen.days, FLAT)) > 1.1


def test_own_cycles_count_from_each_units_exposure() -> None:
    days = CycleDays(FLAT_FIRST, 41, 0, 60, 30)
    exposure = Exposure(days, DayWeights(tuple([1.0] * 30 + [2.0] * 31)))

    assert exposure.span(6) == (6, 35, 35)
    assert (exposure.seen(6), exposure.ahead(6)) == (24 + 10, 0)
    assert exposure.elapsed(6) == (1.0, 1.0)
    assert exposure.span(21) == (21, 41, 50)
    assert (exposure.seen(21), exposure.ahead(21)) == (9 + 22, 18 + 1)
    assert exposure.elapsed(21)[0] == 21 / 30


def test_a_ramp_that_is_over_is_steady() -> None:
    """What has settled within the first days says nothing against the days ahead."""
    settled = bench.course(0.5, 1.0, 2)

    said = forecast(outlook(World("w", units=4_000, course=settled, day=60)), FLAT, Asking())

    assert isinstance(said, Forecast)
