"""Waivers: what they change, and what they never hide."""

from datetime import UTC, datetime, timedelta

import pytest

from hypercare.checks.entrance.waived import with_waivers
from hypercare.model.entrance import (
    ActKind,
    EntranceAct,
    EntranceAction,
    EntranceCriterion,
    EntranceItem,
    EntranceState,
    worst,
)
from hypercare.model.text import Text

NOW = datetime(2026, 9, 22, tzinfo=UTC)
DAY = timedelta(days=1)
REASON = Text("entry-drill-never")


def waived(state: str, *acts: EntranceAct, item: str = "support/drill") -> EntranceItem:
    found = EntranceItem(item, "drill", EntranceState(state), REASON)
    (criterion,) = with_waivers((EntranceCriterion("ENTRY-SUPPORT", "support", (found,)),), acts, NOW)
    return criterion.items[0]


def act(kind: str, *, days: float = 1, until: float | None = None, item: str = "support/drill") -> EntranceAct:
    at = NOW - days * DAY
    ends = None if until is None else NOW + until * DAY
    return EntranceAct("biza", item, ActKind(kind), at, "putri@example.com", at, "next week", until=ends)


@pytest.mark.parametrize(
    ("state", "acts", "expected"),
    [
        ("fail", [act("waived", until=5)], "waived"),
        ("unknown", [act("waived", until=5)], "waived"),
        ("pass", [act("waived", until=5)], "pass"),
        ("fail", [act("waived", until=0)], "fail"),
        ("fail", [act("waived", until=-1)], "fail"),
        ("fail", [act("waived", days=3, until=5), act("unwaived", days=2)], "fail"),
        ("fail", [act("waived", days=3, until=-1), act("waived", days=2, until=5)], "waived"),
        ("fail", [act("waived", days=3, until=50), act("waived", days=2, until=-1)], "fail"),
        ("fail", [act("waived", until=5, item="support/L1")], "fail"),
        ("fail", [act("read"), act("checked")], "fail"),
        ("fail", [], "fail"),
    ],
    ids=["fails", "unknown", "met: no effect", "its last instant is over", "over", "taken back", "renewed",
         "the last word counts", "another item's", "not what waives", "nobody"],
)  # fmt: skip
def test_what_a_waiver_does(state: str, acts: list[EntranceAct], expected: str) -> None:
    assert waived(state, *acts).state.value == expected


def test_what_is_waived_keeps_its_state_and_its_reason() -> None:
    item = waived("fail", act("waived", until=5))
    assert item.waiver is not None
    assert (item.found, item.reason, item.waiver.by) == (EntranceState.FAIL, REASON, "putri@example.com")


def test_a_waiver_that_is_over_is_told() -> None:
    item = waived("fail", act("waived", until=-1))
    assert (item.waiver, [each.what.id for each in item.evidence]) == (None, ["entry-waiver-over"])


@pytest.mark.parametrize("state", list(EntranceState))
def test_what_is_open_can_be_waived(state: EntranceState) -> None:
    is_open = state in (EntranceState.FAIL, EntranceState.UNKNOWN)
    assert (EntranceAction.WAIVE in waived(state.value).actions) is is_open


def test_a_waiver_never_makes_anything_worse_or_met() -> None:
    order = list(EntranceState)
    for state in EntranceState:
        after = waived(state.value, act("waived", until=5)).state
        assert order.index(after) >= order.index(state)
        assert after is not EntranceState.PASS or state is EntranceState.PASS
    assert worst([EntranceState.WAIVED, EntranceState.PASS]) is EntranceState.WAIVED
