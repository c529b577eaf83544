"""Limits of technical health on launches whose truth is known, from rows of the tables to harm and the exit."""

import importlib.util
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from hypercare.checks.exit import stability as exit_of
from hypercare.checks.gates import stability as gate
from hypercare.model.verdict import CriterionState, LimitVerdict, Word

PATH = Path(__file__).parents[2] / "bench" / "stability.py"
SPEC = importlib.util.spec_from_file_location("bench_stability", PATH)
assert SPEC is not None
assert SPEC.loader is not None
bench = importlib.util.module_from_spec(SPEC)
sys.modules[SPEC.name] = bench
SPEC.loader.exec_module(bench)

MET, OPEN, UNKNOWN = CriterionState.MET, CriterionState.OPEN, CriterionState.UNKNOWN
SEEDS = pytest.mark.parametrize("seed", range(3))
CALM, LIMIT = 0.001, 0.005
"""A share of bad ones well below the limit of half a percent."""
DAYS = 60
TRAFFIC = 5_000
"""Requests and sessions a day: enough for the limits to be told from what is planted, whatever the seed."""


def calm(_: int) -> float:
    return CALM


def told(seed: int, errors: Callable[[int], float] = calm, crashes: Callable[[int], float] = calm, **more: object):  # type: ignore[no-untyped-def]  # of a module that is loaded by its path
    return bench.health(seed, errors, crashes, **{"last": DAYS, "traffic": lambda _: TRAFFIC} | more)


def standing(told, day: float) -> dict[tuple[str, str], LimitVerdict]:  # type: ignore[no-untyped-def]  # as above
    """Where each limit stands in each window at an instant of local day N."""
    found = gate.judge(bench.LAUNCHED, bench.on(day), bench.Tables(told))
    return {(each.limit.name, each.window): each for each in found}


def harms_of(told, *days: int) -> dict[int, list[tuple[str, bool]]]:  # type: ignore[no-untyped-def]  # as above
    """The limits that are harmed at the end of some days, and whether beyond their rollback level."""
    ask = bench.Tables(told)
    ends = {day: bench.on(day + 1) - timedelta(seconds=1) for day in days}
    found = {day: gate.harm(gate.judge(bench.LAUNCHED, at, ask)) for day, at in ends.items()}
    return {day: [(each.subject, each.beyond_rollback) for each in harms] for day, harms in found.items()}


def exit_at(told, day: float) -> CriterionState:  # type: ignore[no-untyped-def]  # as above
    at = bench.on(day)
    found = exit_of.judge(bench.LAUNCHED, at, gate.judge(bench.LAUNCHED, at, bench.Tables(told)))
    return found.state


@SEEDS
def test_harm_on_one_day(seed: int) -> None:
    """Two of five requests fail on day 4, all is well before and after: beyond rollback at once, beyond the limit for
    the rest of the phases, nothing once they are over, and no hindrance to the exit.
    """
    found = told(seed, lambda day: 0.4 if day == 4 else CALM)
    assert harms_of(found, 3, 4, 14, 45) == {
        3: [], 4: [("error_rate", True)], 14: [("error_rate", False)], 45: [],
    }  # fmt: skip
    assert [exit_at(found, day) for day in (15, 22, 50)] == [OPEN, MET, MET]


@SEEDS
def test_a_slow_leak_of_memory(seed: int) -> None:
    """Each day since go-live one session more of a thousand crashes, as memory fills up. The limit is passed on day 5,
    by all days so far together on day 9: no harm until day 5, harm from the fortnight on, and an exit that is never
    met.
    """
    leak = told(seed, crashes=lambda day: CALM + max(day, 0) * 0.001)
    found = harms_of(leak, *range(6), 14, 30, DAYS)
    assert not any(found[day] for day in range(6))
    assert found[14] == found[30] == found[DAYS] == [("crash_free_sessions", False)]
    assert [exit_at(leak, day) for day in (22, 36, 50)] == [OPEN, OPEN, OPEN]


@SEEDS
def test_weekends_without_traffic(seed: int) -> None:
    """A service for offices: nobody is there at weekends, and that is neither harm nor a good day."""
    weekdays = told(seed, traffic=lambda day: 0 if bench.on(day).weekday() >= 5 else TRAFFIC)
    assert not any(harms_of(weekdays, *range(0, DAYS, 3)).values())
    assert exit_at(weekdays, 50) is MET
    answer = standing(weekdays, 20)["error_rate", "technical"].answer
    assert answer.counts is not None
    assert answer.counts.trials == 11 * TRAFFIC, "three working weeks of days 0 to 14, from a Tuesday"


def test_before_the_first_traffic_nothing_is_known() -> None:
    """Live on a weekend, so to say: nobody comes before day 5."""
    late = told(1, traffic=lambda day: TRAFFIC if day >= 5 else 0)
    assert {each.code for each in standing(late, 4.9).values()} == {"no_data"}
    assert {each.word for each in standing(late, 4.9).values()} == {Word.INCONCLUSIVE}
    assert exit_at(told(1, traffic=lambda _: 0), 20) is UNKNOWN


@SEEDS
def test_a_limit_that_is_missed_in_hyper_care_only(seed: int) -> None:
    """Three percent fail for the first fortnight, then it is mended: the technical phase stays beyond its limit, the
    outcome keeps it, and on day 50 it is no harm and no hindrance any more.
    """
    mended = told(seed, lambda day: 0.03 if 0 <= day < 14 else CALM)
    assert harms_of(mended, 14)[14] == [("error_rate", False)]
    assert harms_of(mended, 50) == {50: []}
    found = standing(mended, 50)
    words = {window: found["error_rate", window].code for window in ("technical", "outcome", "newest_weeks")}
    assert words == {"technical": "beyond_limit", "outcome": "within_limit", "newest_weeks": "within_limit"}
    assert exit_at(mended, 50) is MET


def test_who_just_keeps_the_limit_is_not_called_harmful() -> None:
    """Truth at nine tenths of both limits, in bursts of ten, looked at every fourth day: none of ten launches."""
    called = [any(harms_of(bench.steady(0.9 * LIMIT, 10, seed), *range(0, 45, 4)).values()) for seed in range(10)]
    assert sum(called) == 0


def test_the_bench_reports_its_rows() -> None:
    rows: list[tuple[str, float]] = []

    class Rows:
        def row(self, metric: str, value: float, unit: str, bar: str | None) -> None:
            rows.append((metric, value))

    bench.run(Rows(), simulations=20, launches=1)
    assert len({name for name, _ in rows}) == len(rows) == 20
