"""Technical health: counted by hand, the same however the rows are split, and honest where nothing is known."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hypercare.analysis.daily import Daily
from hypercare.analysis.stability.health_days import HealthDays
from hypercare.analysis.stability.requests import RequestHealth
from hypercare.analysis.stability.sessions import SessionHealth, UserHealth
from hypercare.analysis.stability.share import UNKNOWN_BURSTS, Window, bursts, share_of, share_of_users
from hypercare.lake import table_rows as reading
from hypercare.lake.facts import MemoryFacts
from hypercare.lake.table_rows import table_rows
from hypercare.model.estimate import Estimate, Insufficient
from hypercare.model.facts import Request, Session
from hypercare.model.instant import DAY_US, SECOND_US
from hypercare.model.launch import StabilityKind, StabilityLimit
from hypercare.model.table_rows import TableReduction
from hypercare.stats.proportion import beta_binomial_cs

DAYS = HealthDays(-2, tuple(DAY_US * day for day in range(8)), 0)
"""Days -2 to 4; day 0 begins at two days."""
END = 7 * DAY_US
ERRORS = StabilityLimit(StabilityKind.ERROR_RATE, 0.005, at_most=True)
SLOW = StabilityLimit(StabilityKind.LATENCY, 0.95, at_most=False, route="POST /bulk", under=timedelta(milliseconds=800))
CRASHES = StabilityLimit(StabilityKind.CRASH_FREE_SESSIONS, 0.995, at_most=False)
USERS = StabilityLimit(StabilityKind.CRASH_FREE_USERS, 0.99, at_most=False)


def at(day: float) -> int:
    return int((day + 2) * DAY_US)


def asked(day: float, *, failed: bool = False, **more: Any) -> Request:
    values = {"source": "api", "route": "POST /bulk", "ts_known": at(day)} | more
    return Request(ts_event=at(day), ts_received=0, key=bytes(16), own_key=True, failed=failed, **values)


def session(own: str | None, day: float, state: str, did: str | None = None, after: int = 0, **more: Any) -> Session:
    ts = at(day) + after * SECOND_US
    values = {"source": "app", "ts_known": ts} | more
    return Session(state=state, ts_event=ts, ts_started=at(day), ts_received=0, key=bytes(16), own_key=True, id=own,
                   did=did, **values)  # fmt: skip


def read(reduction: TableReduction[Any, Any], rows: list[Any]) -> Any:
    facts = MemoryFacts.of(**{reduction.table: rows})
    state = reduction.empty
    for part in table_rows(facts, reduction.table, reduction.reads):
        state = reduction.merge(state, reduction.rows_partial(part))
    return reduction.finish(state)


def test_the_error_rate_counts_requests_by_local_day() -> None:
    rows = [
        asked(-1, count=100),
        asked(0.5, count=40, failed=True),
        asked(0.9, count=60),
        asked(1, failed=True),
        asked(4.9, ts_known=END + 1),
        asked(-3, failed=True),
    ]
    found = read(RequestHealth(ERRORS, DAYS, END), rows)
    assert found == Daily((0, 0, 40, 1, 0, 0, 0), (0, 100, 100, 1, 0, 0, 0), 0)


def test_latency_counts_those_of_its_route_whose_time_is_known() -> None:
    rows = [
        asked(0, duration_us=799_999, count=90),
        asked(0, duration_us=800_000, count=10),
        asked(0, count=50),
        asked(0, duration_us=1, route="GET /bulk", count=7),
    ]
    found = read(RequestHealth(SLOW, DAYS, END), rows)
    assert (found.total, found.exposed) == (10, 100)


def test_a_limit_of_a_service_is_about_what_that_one_reports() -> None:
    rows = [asked(0, failed=True, service="bulk"), asked(0, failed=True, service="other"), asked(0, failed=True)]
    limit = StabilityLimit(StabilityKind.ERROR_RATE, 0.01, at_most=True, service="bulk")
    unknown = StabilityLimit(StabilityKind.ERROR_RATE, 0.01, at_most=True, service="none")
    assert [read(RequestHealth(each, DAYS, END), rows).total for each in (limit, unknown, ERRORS)] == [1, 0, 3]


SESSIONS = [
    session("s-1", 0, "ok", "ana"),
    session("s-1", 0, "crashed", "ana", after=60),
    session("s-2", 0, "crashed", "ana"),
    session("s-3", 1, "errored", "bob"),
    session("s-3", 1, "exited", "bob", after=60),
    session("s-4", 3, "abnormal", "bob"),
    session("s-5", 3, "crashed", "cis"),
    session(None, 3, "exited", count=40),
    session(None, 3, "crashed", count=2),
    session("s-6", 3, "ok"),
]


def test_a_session_counts_once_as_its_newest_update_says() -> None:
    """By hand: two of day 0 crashed; that of day 1 did not; of day 3 one of ours and two counted ones did."""
    found = read(SessionHealth(CRASHES, DAYS, END), SESSIONS)
    assert (found.events, found.exposure) == ((0, 0, 2, 0, 0, 3, 0), (0, 0, 2, 1, 0, 45, 0))


def test_users_count_once_in_a_window_and_without_a_name_not_at_all() -> None:
    """By hand: Ana crashed twice on day 0 and is one; Bob never; Cis on day 3."""
    windows = ((0, 4), (1, 4), (0, 0), (4, 4))
    found = read(UserHealth(USERS, DAYS, windows, END), SESSIONS)
    assert (found.bad, found.total) == ((2, 1, 1, 0), (3, 2, 1, 0))


def test_what_was_not_known_yet_does_not_count() -> None:
    found = read(SessionHealth(CRASHES, DAYS, at(0) + SECOND_US), SESSIONS)
    assert (found.total, found.exposed) == (1, 2)


def test_of_updates_at_one_instant_the_worst_counts() -> None:
    rows = [session("s", 0, state) for state in ("crashed", "ok", "exited")]
    assert read(SessionHealth(CRASHES, DAYS, END), rows).total == 1
    assert read(SessionHealth(CRASHES, DAYS, END), rows[::-1]).total == 1


rows_of = st.lists(
    st.builds(
        session,
        st.sampled_from([None, "a1", "b2", "c3", "d4"]),
        st.integers(-1, 4),
        st.sampled_from(["ok", "exited", "errored", "abnormal", "crashed"]),
        st.sampled_from([None, "u1", "u2", "u3"]),
        st.integers(0, 2),
    ),
    max_size=12,
)


@settings(max_examples=60)
@given(rows=rows_of, size=st.integers(1, 4))
@pytest.mark.parametrize("users", [False, True])
def test_parts_add_up_to_the_whole(users: bool, rows: list[Session], size: int) -> None:
    windows = ((0, 4), (2, 3))
    asking: Any = UserHealth(USERS, DAYS, windows, END) if users else SessionHealth(CRASHES, DAYS, END)
    whole = read(asking, rows)
    assert read(asking, rows[::-1]) == whole
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "MOST_ROWS", size)
        assert read(asking, rows) == whole


def test_no_traffic_is_not_free_of_crashes() -> None:
    nothing = Daily((0,) * 14, (0,) * 14, 0)
    for limit in (CRASHES, ERRORS, SLOW):
        found = share_of(limit, Window(nothing, nothing))
        assert isinstance(found, Insufficient)
        assert found.reason.id == f"stability-no-data-{limit.kind.value.replace('_', '-')}"
    assert isinstance(share_of_users(USERS, 0, 0), Insufficient)


def test_crash_free_users_by_hand() -> None:
    """3 of 1,000 crashed: 99.7 %, and the interval is the rest of that of the crashed."""
    found = share_of_users(USERS, 3, 1_000)
    crashed = beta_binomial_cs(3, 1_000, prior_mean=0.01)
    assert isinstance(found, Estimate)
    assert found.value == pytest.approx(0.997)
    assert (found.interval.low, found.interval.high) == (1 - crashed.high, 1 - crashed.low)
    assert (found.counts.hits, found.counts.trials, found.interval.always_valid) == (997, 1_000, True)


BEFORE = Daily((5,) * 28, (1000,) * 28, 0)
BURSTY = Daily((0, 0, 0, 0, 0, 0, 35) * 4, (1000,) * 28, 0)


@pytest.mark.parametrize(
    ("before", "days", "least", "most"),
    [
        pytest.param(BEFORE, Daily((50,), (1000,), 0), 1, 1, id="steady before: a spike is no burst"),
        pytest.param(Daily((0, 35) * 14, (1000,) * 28, 0), Daily((5,), (1000,), 0), 10, 40, id="bursts before"),
        pytest.param(Daily((), (), 0), Daily((5,), (1000,), 3), UNKNOWN_BURSTS, UNKNOWN_BURSTS, id="nothing known"),
        pytest.param(Daily((0,) * 28, (1000,) * 28, 0), Daily((5,), (1000,), 0), UNKNOWN_BURSTS, UNKNOWN_BURSTS,
                     id="nothing bad before"),
        pytest.param(Daily((), (), 0), Daily((5,) * 14, (1000,) * 14, 3), 1, 1, id="learnt from the window itself"),
    ],
)  # fmt: skip
def test_bursts(before: Daily, days: Daily, least: float, most: float) -> None:
    assert least <= bursts(Window(days, before)) <= most


def test_bursts_widen_the_interval_and_leave_the_value() -> None:
    days = Daily((5,) * 10, (1000,) * 10, 0)
    steady, unknown = (share_of(ERRORS, Window(days, each)) for each in (BEFORE, Daily((), (), 0)))
    assert isinstance(steady, Estimate)
    assert isinstance(unknown, Estimate)
    assert steady.value == unknown.value == 0.005
    assert unknown.interval.low < steady.interval.low < steady.interval.high < unknown.interval.high
    assert unknown.interval.method.startswith("dispersed ")
