"""The calendar of the days ahead: how busy they are is told once it is known."""

from typing import Any

import pytest

from hypercare.web.pages.outcomes.ahead import ahead_of

PAYDAY = {"id": "peak-payday", "params": {}}


def told(*weights: float) -> dict[str, Any]:
    days = [{"day": f"2027-01-{n:02d}", "weight": each, "peaks": []} for n, each in enumerate(weights, start=1)]
    days[0]["peaks"] = [PAYDAY]
    return {"ahead": {"metric": "pro_accounts", "days": days}}


def test_a_peak_says_what_it_weighs() -> None:
    ahead = ahead_of(told(1.8, 1.0, 0.4))
    assert ahead is not None
    cells = [cell for week in ahead.weeks for cell in week.cells if cell]
    assert ([each.is_told for each in cells], [each.weight for each in ahead.peaks]) == ([True, False, True], [1.8])


def test_what_nobody_has_learnt_is_no_figure() -> None:
    ahead = ahead_of(told(1.0, 1.0, 1.0))
    assert ahead is not None
    assert not any(cell.is_told for week in ahead.weeks for cell in week.cells if cell)
    assert ([each.weight for each in ahead.peaks], ahead.is_learnt) == ([None], False)


@pytest.mark.parametrize("weights", [(1.0, 1.0), (1.8, 1.0)], ids=["not learnt", "learnt"])
def test_a_peak_is_framed_either_way(weights: tuple[float, ...]) -> None:
    ahead = ahead_of(told(*weights))
    assert ahead is not None
    assert [bool(cell.peaks) for week in ahead.weeks for cell in week.cells if cell] == [True, False]
