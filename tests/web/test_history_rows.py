"""Days of the history on which nothing changed are folded into one row; what changed never is."""

from datetime import date, timedelta

import pytest

from hypercare.web.pages.history.context import HistoryDay
from hypercare.web.pages.history.rows import rows_of

LIVE = date(2026, 9, 22)
CHANGE = {"id": "history-version-changed", "params": {}}


def day(number: int, *, changed: bool = False, asked: bool = False, is_compared: bool = True) -> HistoryDay:
    return HistoryDay(
        day=number,
        on=LIVE + timedelta(days=number),
        action="HOLD",
        status="early",
        until=None,
        gates=[],
        values=[],
        is_compared=is_compared,
        changed=[CHANGE] if changed else [],
        records=["v-000001-abcdef"] if asked else [],
    )


def spans(days: list[HistoryDay], *, every: bool = False) -> list[tuple[int, int]]:
    return [(row.first.day, row.last.day) for row in rows_of(days, every=every)]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        pytest.param([], [], id="none"),
        pytest.param([day(3), day(2), day(1), day(0, is_compared=False)], [(3, 3), (2, 2), (1, 1), (0, 0)], id="few"),
        pytest.param([day(4), day(3), day(2), day(1), day(0, is_compared=False)], [(4, 4), (1, 3), (0, 0)], id="quiet"),
        pytest.param([day(4), day(3), day(2, changed=True), day(1)], [(4, 4), (3, 3), (2, 2), (1, 1)], id="a change"),
        pytest.param([day(5), day(4, asked=True), day(3), day(2), day(1)], [(5, 5), (4, 4), (1, 3)], id="asked"),
        pytest.param([day(5), day(4), day(3), day(2, is_compared=False), day(1)],
                     [(5, 5), (4, 4), (3, 3), (2, 2), (1, 1)], id="not compared"),
    ],
)  # fmt: skip
def test_only_quiet_days_in_a_row_are_folded(days: list[HistoryDay], expected: list[tuple[int, int]]) -> None:
    assert spans(days) == expected


def test_every_day_can_be_asked_for() -> None:
    days = [day(number) for number in range(9, -1, -1)]
    assert spans(days, every=True) == [(number, number) for number in range(9, -1, -1)]
    assert sum(row.count for row in rows_of(days, every=False)) == len(days)
