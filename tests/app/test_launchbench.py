"""The bench of launches: which are drawn, how the judge and the dashboards are scored, and a small run of it all."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from hypercare.app.launchbench.baselines import read_dashboard
from hypercare.app.launchbench.batch import Outcome, Wanted, outcome_of, run, wanted
from hypercare.app.launchbench.course import Course, Read, Seen
from hypercare.app.launchbench.forecasts import Foretold, checked
from hypercare.app.launchbench.power import exact_point, sequence_point
from hypercare.app.launchbench.report import HEADINGS, Run, document, rows
from hypercare.app.launchbench.scores import Share, coverage, early_passes, forecast_score, power_curve, readers, score
from hypercare.declare.launch_file import read_launch
from hypercare.model.verdict import Action
from hypercare.simulate.bench.registry import all_scenarios
from hypercare.simulate.bench.trial import Facts, Truth
from hypercare.stats.proportion import clopper_pearson

SCALE, PIVOT, ROLLBACK, HOLD = Action.SCALE, Action.PIVOT, Action.ROLLBACK, Action.HOLD


def outcome(*actions: Action, good: bool = True, powered: bool | None = True, row: int = 5, **given: object) -> Outcome:
    right = frozenset({SCALE}) if good else frozenset({PIVOT, ROLLBACK})
    looks = tuple(Seen(10 * (place + 1), action, row, (), ()) for place, action in enumerate(actions))
    truth = Truth(good, right, True, {"m": 0.5}, {"m": 0.0}, True, "")
    course = Course(looks, (), (Read("m", "PASS", "success", 0.5, 0.4, 0.6),))
    return Outcome(Wanted("great", "s/0", 300), "", truth, course, powered, {30: SCALE}, **given)  # type: ignore[arg-type]


def judge_score(*outcomes: Outcome) -> tuple[Share, Share, Share, Share, float | None]:
    found = score(readers(outcomes)[0], outcomes)
    return found.false_scale, found.missed_scale, found.false_fail, found.wrong, found.days_median


CASES = {
    "scaled": ([outcome(HOLD, SCALE)], (Share(0, 0), Share(0, 1), Share(0, 1), Share(0, 1), 20.0)),
    "missed": ([outcome(HOLD, PIVOT, row=8)], (Share(0, 0), Share(1, 1), Share(0, 1), Share(1, 1), None)),
    "need not show": (
        [outcome(HOLD, PIVOT, row=8, powered=False)],
        (Share(0, 0), Share(0, 0), Share(0, 1), Share(0, 1), None),
    ),
    "called a failure": (
        [outcome(HOLD, PIVOT, row=7, powered=False)],
        (Share(0, 0), Share(0, 0), Share(1, 1), Share(1, 1), None),
    ),
    "false at a later look": (
        [outcome(PIVOT, SCALE, good=False, powered=False)],
        (Share(1, 1), Share(0, 0), Share(0, 0), Share(0, 1), 10.0),
    ),
    "held for ever": (
        [outcome(HOLD, HOLD, good=False, powered=False)],
        (Share(0, 1), Share(0, 0), Share(0, 0), Share(1, 1), None),
    ),
}


@pytest.mark.parametrize(("outcomes", "expected"), CASES.values(), ids=CASES)
def test_scores(outcomes: list[Outcome], expected: tuple[Share, Share, Share, Share, float | None]) -> None:
    assert judge_score(*outcomes) == expected


def test_dashboards_are_scored_as_the_judge_is() -> None:
    bad = outcome(HOLD, PIVOT, good=False, powered=False)
    _, board = readers([bad])
    assert score(board, [bad]).false_scale == Share(1, 1)
    assert board.name == "dashboard day 30"


def test_an_interval_that_misses_and_one_of_a_broken_measurement() -> None:
    sound = outcome(SCALE)
    missing = replace(
        sound, course=replace(sound.course, readings=(Read("m", "FAIL", "below_failure", 0.3, 0.2, 0.4),))
    )
    broken = replace(missing, truth=replace(sound.truth, decidable=False))
    silent = replace(sound, course=replace(sound.course, readings=(Read("m", "INCONCLUSIVE", "no_data"),)))
    assert coverage([sound, missing, broken, silent]) == Share(1, 2)
    assert power_curve([sound, missing, broken]) == {300: Share(2, 2)}
    assert early_passes([sound]) == Share(0, 1)


def test_forecasts_are_held_against_what_came() -> None:
    told = Foretold("m", 31, 0.35, expected=0.5, low=0.4, high=0.6, meets=0.8)
    found = checked([told, replace(told, metric="unknown")], {"m": 0.45}, {"m": 0.48, "unknown": 0.1})
    assert [(each.holds, each.succeeded, each.brier) for each in found] == [(True, False, pytest.approx(0.64))]
    silent = checked([Foretold("m", 31, 0.35, reasons=("forecast-slope",))], {"m": 0.45}, {"m": 0.4})
    steady = replace(outcome(SCALE), course=replace(outcome(SCALE).course, forecasts=(*found, *silent)))
    changing = replace(steady, truth=replace(steady.truth, forecastable=False))
    score = forecast_score([steady, changing], steady=True)
    assert (score.abstained, score.covered, score.brier) == (Share(1, 2), Share(1, 1), pytest.approx(0.64))
    assert forecast_score([steady], steady=False).brier is None


# Computed independently from binomial probabilities, at a gate of 35 %.
@pytest.mark.parametrize(("units", "truth"), [(1284, 0.394), (300, 0.442), (100, 0.509), (30, 0.662)])
def test_the_point_of_90_percent_power_of_a_share_that_is_judged_once(units: int, truth: float) -> None:
    assert exact_point(0.35, units) == pytest.approx(truth, abs=0.002)


@pytest.mark.parametrize(("units", "truth"), [(1284, 0.415), (300, 0.499), (100, 0.656), (30, 0.997)])
def test_the_point_of_90_percent_power_under_a_confidence_sequence(units: int, truth: float) -> None:
    assert sequence_point(0.35, 0.30, units) == pytest.approx(truth, abs=0.02)


def test_at_the_point_of_power_nine_in_ten_samples_pass() -> None:
    truth = exact_point(0.4, 500)
    hits = np.arange(501)
    passing = np.array([clopper_pearson(int(each), 500).low >= 0.4 for each in hits])
    assert stats.binom.pmf(hits[passing], 500, truth).sum() == pytest.approx(0.9, abs=1e-6)


def test_a_run_takes_every_scenario_in_turn_and_never_two_alike() -> None:
    launches = wanted("seed", 3 * len(all_scenarios()))
    assert {each.scenario for each in launches} == {each.id for each in all_scenarios()}
    assert len(set(launches)) == len(launches)
    assert launches == wanted("seed", len(launches))
    assert launches != wanted("other", len(launches))
    sizes = {each.id: each.sizes for each in all_scenarios()}
    assert all(each.size in sizes[each.scenario] for each in launches)
    assert max(each.size for each in wanted("seed", 60, largest=300)) == 300


LAUNCH = """
launch: board
title: Board
live: 2025-09-01T09:00
timezone: Asia/Jakarta
unit: {account: shop_id}
segment: {name: all, exposure: {event: bulk_opened}}
metrics:
  regulars: {cycle: {event: order_created, at_least: 6, every: 60 days from activation}}
gates:
  cycle end: {regulars: {success: 50%, failure: 30%}}
"""


@pytest.mark.parametrize(
    ("orders", "action"),
    [([4, 4], SCALE), ([4, 2], SCALE), ([3, 1], ROLLBACK), ([4, 1, 1], PIVOT)],
    ids=["all on pace", "half on pace", "none on pace", "a third on pace"],
)
def test_a_dashboard_reads_the_pace_of_a_goal(orders: list[int], action: Action) -> None:
    launch = read_launch(LAUNCH, file="board")
    day, hour = 86_400_000_000, 3_600_000_000
    live = int(launch.live.timestamp() * 1e6)
    events = [(unit, live + hour, 0) for unit in range(len(orders))]
    events += [(unit, live + (place + 1) * day, 1) for unit, count in enumerate(orders) for place in range(count)]
    unit, ts, event = (
        np.array(column, np.int64) for column in zip(*sorted(events, key=lambda each: each[1]), strict=True)
    )
    facts = Facts(("bulk_opened", "order_created"), unit, ts, ts, event.astype(np.int32), {})
    assert read_dashboard(facts, launch, 30) is action


@pytest.fixture(scope="module")
def small() -> list[Outcome]:
    """One launch of every scenario, of at most 300 units."""
    return run(wanted("small", len(all_scenarios()), largest=300), processes=1)


def test_no_bad_launch_is_scaled_and_no_gate_passes_early(small: list[Outcome]) -> None:
    assert [each.wanted for each in small if each.course.scaled and not each.truth.good] == []
    assert [each.wanted for each in small if each.course.early_passes] == []
    assert {each.truth.good for each in small} == {True, False}


def test_a_run_is_told_as_a_document_and_as_a_table(small: list[Outcome]) -> None:
    told = document(Run("small", 300, tuple(small)))
    assert told["launches"] == len(small) == sum(each["launches"] for each in told["scenarios"])
    assert told["total"]["outside"] == told["models"]["outside"]["launches"]
    assert [each["reader"] for each in told["total"]["readers"]] == ["judge", "dashboard day 30", "dashboard day 90"]
    shown = list(rows(Run("small", 300, tuple(small))))
    assert len(shown) == 3 * (1 + len(small))
    assert {len(row) for row in shown} == {len(HEADINGS)}


def test_a_launch_has_the_same_outcome_whoever_judges_it(small: list[Outcome]) -> None:
    first = small[0]
    assert outcome_of(first.wanted, threads=1) == first


@pytest.mark.parametrize(
    ("truth", "error", "held"),
    [(0.6, 0.0, True), (0.61, 0.0, False), (0.61, 0.05, True), (0.65, 0.05, False), (0.39, 0.0, False)],
)
def test_an_interval_holds_a_truth_as_well_as_that_is_known(truth: float, error: float, held: bool) -> None:
    assert Read("m", "PASS", "success", 0.5, 0.4, 0.6).holds(truth, error) is held
