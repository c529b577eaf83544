"""Whether planned events arrive: never, from elsewhere, under another name, stopped, too few, otherwise than a twin."""

from datetime import UTC, datetime, timedelta

import pytest

from checks.tracked import AS_OF, LIVE, SINCE, STEADY, arrival, facts, found, hourly, planned, told
from hypercare.app.words import render
from hypercare.checks.registry import all_checks
from hypercare.checks.tracking.facts import TooEarly
from hypercare.checks.tracking.registry import finders
from hypercare.checks.tracking.spans import complete_days, complete_spans
from hypercare.checks.tracking.verify import verify
from hypercare.model.entrance import EntranceState
from hypercare.model.instant import to_micros
from hypercare.model.tracking import Per

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PLAN = planned("opened: {from: mixpanel}")


def test_what_arrives_as_planned_is_verified() -> None:
    verified = verify(PLAN, AS_OF, facts(STEADY))
    assert (verified.state, verified.arrived, verified.others) == (EntranceState.PASS, 1, ())
    assert verified.events[0].findings == ()
    assert verified.events[0].events == STEADY.events


def test_nothing_planned_is_unknown() -> None:
    assert verify(planned("opened: {}"), AS_OF, facts()).state is EntranceState.FAIL
    launch = planned("opened: {}")
    object.__setattr__(launch, "tracking", {})
    assert verify(launch, AS_OF, facts(STEADY)).state is EntranceState.UNKNOWN


@pytest.mark.parametrize(
    ("arrivals", "expected"),
    [
        pytest.param([], [("fail", "opened", "track-never")], id="never"),
        pytest.param(
            [arrival(source="segment", at=hourly(SINCE, AS_OF))],
            [("fail", "opened", "track-elsewhere")],
            id="from another source",
        ),
        pytest.param([STEADY], [], id="arrives"),
    ],
)
def test_never(arrivals: list[object], expected: list[tuple[str, str, str]]) -> None:
    assert told(found(PLAN, facts(*arrivals), "TRACK-NEVER")) == expected


def test_what_never_arrived_names_what_came_in_its_place() -> None:
    near = arrival("opend", at=[AS_OF])
    (finding,) = found(PLAN, facts(near), "TRACK-NEVER")
    assert (finding.todo.id, finding.todo.params["near"]) == ("track-never-todo-near", "opend")


NAMES = {
    "a letter too few": ("opend", "fail"),
    "two neighbours": ("opneed", "fail"),
    "capitals": ("Opened", "fail"),
    "something else": ("closed", None),
    "of a client": ("$opened", None),
}


@pytest.mark.parametrize(("name", "level"), NAMES.values(), ids=NAMES.keys())
def test_names_that_are_nearly_planned(name: str, level: str | None) -> None:
    findings = found(PLAN, facts(arrival(name, at=[AS_OF])), "TRACK-NAME")
    assert told(findings) == ([(level, name, "track-name")] if level else [])


@pytest.mark.parametrize(
    ("name", "elsewhere", "expected"),
    [
        pytest.param("opend", (), [("watch", "opend", "track-name")], id="beside the right one it is to be watched"),
        pytest.param("OPENED", (), [("fail", "OPENED", "track-name")], id="capitals fail beside the right one, too"),
        pytest.param("opend", ("opend",), [], id="another launch plans it"),
    ],
)
def test_names_beside_the_right_one(
    name: str, elsewhere: tuple[str, ...], expected: list[tuple[str, str, str]]
) -> None:
    come = facts(STEADY, arrival(name, at=[AS_OF]), elsewhere=frozenset(elsewhere))
    assert told(found(PLAN, come, "TRACK-NAME")) == expected


def test_what_nobody_plans_is_news_and_holds_nothing_up() -> None:
    come = facts(STEADY, arrival("scrolled", at=[AS_OF], counts=7), arrival("clicked", "other", at=[AS_OF]))
    (finding,) = found(PLAN, come, "TRACK-UNPLANNED")
    assert (finding.level.value, finding.says.params["names"]) == ("news", "scrolled (7)")
    assert verify(PLAN, AS_OF, come).state is EntranceState.PASS


MONDAY = datetime(2026, 10, 19, 12, tzinfo=UTC)
SUNDAY = MONDAY - DAY
OFFICE = [each for each in hourly(SINCE, AS_OF) if each.weekday() < 5 and 8 <= each.hour < 18]
"""An event in every hour of the office, on working days."""


@pytest.mark.parametrize(
    ("at", "as_of", "plan", "expected"),
    [
        pytest.param(OFFICE, SUNDAY, "", [], id="a Sunday is silent, as all are"),
        pytest.param(OFFICE, MONDAY.replace(hour=7), "", [], id="a night is silent"),
        pytest.param(
            [each for each in OFFICE if each < MONDAY.replace(hour=0)],
            MONDAY.replace(hour=12),
            "",
            [("watch", "opened", "track-stopped")],
            id="silent on a Monday until noon: four are missing",
        ),
        pytest.param(
            [each for each in OFFICE if each < MONDAY.replace(hour=0)],
            MONDAY.replace(hour=18),
            "",
            [("fail", "opened", "track-stopped")],
            id="silent all Monday: ten are missing",
        ),
        pytest.param(OFFICE, SUNDAY, "every: 1 day", [("fail", "opened", "track-silent")], id="declared: a day"),
        pytest.param(OFFICE, SUNDAY, "every: 3 days", [], id="declared: three days"),
        pytest.param(
            [AS_OF - 3 * DAY, AS_OF - HOUR], AS_OF, "", [("pending", "opened", "track-young")], id="too young to say"
        ),
        pytest.param([AS_OF - 3 * DAY, AS_OF - HOUR], AS_OF, "every: 1 day", [], id="young, but declared"),
        pytest.param(
            [SINCE + DAY, SINCE + 2 * DAY], AS_OF, "", [], id="twice, long ago: what was rare is not missed by weeks"
        ),
    ],
)
def test_stopped(at: list[datetime], as_of: datetime, plan: str, expected: list[tuple[str, str, str]]) -> None:
    launch = planned(f"opened: {{from: mixpanel{', ' + plan if plan else ''}}}")
    came = arrival(at=[each for each in at if each <= as_of])
    assert told(found(launch, facts(came), "TRACK-STOPPED", as_of=as_of)) == expected


@pytest.mark.parametrize(
    ("every", "says"),
    [
        ("10 minutes", "one every 10 minutes is declared"),
        ("1 hour", "one every hour is declared"),
        ("90 minutes", "one every 90 minutes is declared"),
        ("36 hours", "one every 36 hours is declared"),
        ("1 day", "one every day is declared"),
    ],
)
def test_the_declared_rhythm_is_told_in_its_own_unit(every: str, says: str) -> None:
    launch = planned(f"opened: {{from: mixpanel, every: {every}}}")
    (finding,) = found(launch, facts(arrival(at=[AS_OF - 3 * DAY])), "TRACK-STOPPED")
    assert says in render(finding.says)


def test_an_event_that_only_came_before_the_window_has_stopped() -> None:
    come = facts(earlier={("mixpanel", "opened"): to_micros(SINCE - DAY)})
    assert told(found(PLAN, come)) == [("fail", "opened", "track-stopped-long")]


def days(*counts: int) -> dict[datetime, int]:
    """So many events on each of the last whole days, the last one first."""
    return {AS_OF.replace(hour=9) - (back + 1) * DAY: count for back, count in enumerate(counts)}


@pytest.mark.parametrize(
    ("counts", "volume", "expected"),
    [
        pytest.param((5, 5), "4 to 6 a day", [], id="inside"),
        pytest.param((4, 9), "4 to 6 a day", [], id="only the day before"),
        pytest.param((3, 5), "4 to 6 a day", [("watch", "opened", "track-volume-below")], id="below, once"),
        pytest.param((3, 2), "4 to 6 a day", [("fail", "opened", "track-volume-below")], id="below, twice"),
        pytest.param((3, 9), "4 to 6 a day", [("watch", "opened", "track-volume-below")], id="below, then above"),
        pytest.param((7, 9), "at most 6 a day", [("fail", "opened", "track-volume-above")], id="above, twice"),
        pytest.param((0, 0), "at least 1 a day", [("fail", "opened", "track-volume-below")], id="none at all"),
        pytest.param((3, 3), "at least 7 a week", [("watch", "opened", "track-volume-below")], id="a week"),
    ],
)
def test_volume(counts: tuple[int, ...], volume: str, expected: list[tuple[str, str, str]]) -> None:
    launch = planned(f"opened: {{volume: {volume}}}")
    old = arrival(at=[SINCE], counts=1)
    parts = [
        arrival(source=f"s{n}", at=[at], counts=count) for n, (at, count) in enumerate(days(*counts).items()) if count
    ]
    week = [arrival(source="w", at=[AS_OF - 10 * DAY], counts=7)]
    assert told(found(launch, facts(old, *parts, *week), "TRACK-VOLUME")) == expected


@pytest.mark.parametrize(
    ("as_of", "per"),
    [(LIVE - DAY, "day"), (LIVE + DAY, "day"), (LIVE + 5 * DAY, "week"), (LIVE + HOUR / 2, "hour")],
)
def test_a_volume_waits_for_its_first_whole_span(as_of: datetime, per: str) -> None:
    launch = planned(f"opened: {{volume: at least 100 a{'n' if per == 'hour' else ''} {per}}}")
    come = facts(arrival(at=[as_of - HOUR]))
    assert told(found(launch, come, "TRACK-VOLUME", as_of=as_of)) == [("pending", "opened", "track-volume-pending")]


def test_spans_follow_each_other() -> None:
    for per in Per:
        later, earlier = complete_spans(PLAN, AS_OF, per, 2)
        assert earlier.end == later.start
        assert later.until <= AS_OF
    assert len(complete_days(PLAN, LIVE, 7, live_only=False)) == 7


@pytest.mark.parametrize(
    ("own", "other", "expected"),
    [
        pytest.param(100, 104, [], id="within five in a hundred"),
        pytest.param(100, 106, [("fail", "opened", "track-twin-less")], id="less"),
        pytest.param(106, 100, [("fail", "opened", "track-twin-more")], id="more"),
        pytest.param(10, 19, [("pending", "opened", "track-twin-few")], id="too few to say"),
        pytest.param(19, 0, [("pending", "opened", "track-twin-few")], id="too few to miss the twin"),
        pytest.param(20, 0, [("fail", "opened", "track-twin-silent")], id="the twin is silent"),
    ],
)
def test_twin(own: int, other: int, expected: list[tuple[str, str, str]]) -> None:
    launch = planned("opened: {twin: {event: stored, from: backend, within: 5%}}")
    at = [AS_OF - 2 * DAY]
    come = [arrival(at=at, counts=own)] + ([arrival("stored", "backend", at=at, counts=other)] if other else [])
    assert told(found(launch, facts(*come), "TRACK-TWIN")) == expected


@pytest.mark.parametrize(
    ("timed", "skewed", "levels"),
    [(100, 5, []), (100, 6, ["watch"]), (20, 2, []), (0, 0, [])],
    ids=["5 %", "6 %", "two are an accident", "none says when it was sent"],
)
def test_clocks(timed: int, skewed: int, levels: list[str]) -> None:
    come = arrival(at=hourly(SINCE, AS_OF), timed=timed, skewed=skewed, skew_us=-3_600_000_000)
    findings = found(PLAN, facts(come), "TRACK-CLOCK")
    assert [each.level.value for each in findings] == levels
    assert all(each.says.params["minutes"] == 60 for each in findings)


@pytest.mark.parametrize(("rejected", "level"), [(1, "watch"), (2, "fail")])
def test_times_in_the_future(rejected: int, level: str) -> None:
    come = facts(STEADY, too_early={"mixpanel": TooEarly(rejected, 120), "other": TooEarly(50, 0)})
    findings = found(PLAN, come, "TRACK-CLOCK")
    assert told(findings) == [(level, "mixpanel", "track-future")]
    assert verify(PLAN, AS_OF, come).state.value == ("fail" if level == "fail" else "pass")


def test_every_check_is_described_and_asked() -> None:
    described = [check for check in all_checks() if check.id.startswith("TRACK-")]
    assert len(described) == len(finders()) == 12
