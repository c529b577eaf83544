"""Cohorts as they are written: in queries and in launch files."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from hypercare.declare.diff import diff
from hypercare.declare.example import EXAMPLE
from hypercare.declare.launch_file import read_launch
from hypercare.declare.query import read_query
from hypercare.model.cohorts import CohortRule, InSequence, Period, Times
from hypercare.model.errors import InvalidFile
from hypercare.model.metrics import Condition, EventRef, Filter, Op

A, B = EventRef("a"), EventRef("b")
BIG = EventRef("a", Filter((Condition("rows", Op.ABOVE, (100,)),)))
JAKARTA = ZoneInfo("Asia/Jakarta")
RULES: dict[str, CohortRule] = {
    "{did: a}": Times(A),
    "{did: {event: a, where: {rows: {above: 100}}}, at_least: 3}": Times(BIG, 3),
    "{did: a, at_least: 0, at_most: 2}": Times(A, 0, 2),
    "{did: a, at_most: 2, last: 30 days}": Times(A, 1, 2, Period(last=timedelta(days=30))),
    "{did_not: a}": Times(A, 0, 0),
    "{did_not: a, from: 2026-09-22, to: 2026-09-23}": Times(
        A, 0, 0, Period(datetime(2026, 9, 21, 17, tzinfo=UTC), datetime(2026, 9, 23, 17, tzinfo=UTC))
    ),
    "{sequence: [a, b]}": InSequence((A, B)),
    "{sequence: [a, b], within: 7 days, from: 2026-09-22}": InSequence(
        (A, B), timedelta(days=7), Period(datetime(2026, 9, 22, tzinfo=JAKARTA))
    ),
}


def query(*lines: str) -> str:
    return "\n".join(["count: a", "timezone: Asia/Jakarta", *lines, ""])


@pytest.mark.parametrize(("written", "meant"), RULES.items(), ids=RULES)
def test_a_rule_is_read(written: str, meant: CohortRule) -> None:
    read = read_query(query("where: {cohort.x: true}", "cohorts:", f"  x: {written}"), file="q.yaml")
    assert read.cohorts == {"x": meant}
    assert read.where.keys == {"cohort.x"}


SLIPS = {
    "no rule": ("{last: 3 days}", "q.yaml:4: cohorts.x: it says nothing that units did, expected exactly one of did"),
    "two rules": ("{did: a, did_not: b}", "cohorts.x: it says did and did_not"),
    "a count of what was not done": ("{did_not: a, at_least: 3}", "at_least goes with did, not with did_not"),
    "a window of what was done": ("{did: a, within: 1 day}", "within goes with sequence, not with did"),
    "at most less than at least": ("{did: a, at_least: 3, at_most: 2}", "at most 2 is less than at least 3"),
    "at most none": ("{did: a, at_most: 0}", "at most 0 is less than at least 1"),
    "everybody": ("{did: a, at_least: 0}", "everybody did it at least 0 times"),
    "last and from": ("{did: a, last: 1 day, from: 2026-09-22}", "last stands beside from or to"),
    "backwards": ("{did: a, from: 2026-09-22, to: 2026-09-21}", "to 2026-09-21 is before from 2026-09-22"),
    "one step": ("{sequence: [a]}", "cohorts.x.sequence"),
    "half a time": ("{did: a, at_least: 1.5}", "cohorts.x.at_least"),
    "of another cohort": (
        "{did: {event: a, where: {cohort.y: true}}}", "q.yaml:4: cohorts.x rests on another cohort"),
    "unknown key": ("{did: a, atleast: 3}", 'unknown key "atleast"'),
}  # fmt: skip


@pytest.mark.parametrize(("written", "says"), SLIPS.values(), ids=SLIPS)
def test_a_slip_in_a_cohort_is_reported_at_its_line(written: str, says: str) -> None:
    with pytest.raises(InvalidFile) as caught:
        read_query(query("cohorts:", f"  x: {written}"), file="q.yaml")
    assert says in str(caught.value)


NAMES = {
    "in a filter on everything": "where: {cohort.hevy: true}",
    "in a filter of a metric": "metrics: {m: {count: {event: a, where: {cohort.hevy: true}}}}",
    "in a breakdown": "by: cohort.hevy",
    "in a breakdown as a mapping": "by: {property: cohort.hevy}",
    "in a comparison": "compare: {in: {where: {cohort.hevy: true}}, out: {where: {cohort.heavy: false}}}",
    "among the properties of a drop-off": "properties: [cohort.hevy]",
}


@pytest.mark.parametrize("line", NAMES.values(), ids=NAMES)
def test_a_cohort_that_is_not_declared_is_refused_with_the_nearest_name(line: str) -> None:
    asked = "" if line.startswith("metrics") else "funnel: [a, b]\nwithin: 1 day\ndrop_off: true\n"
    with pytest.raises(InvalidFile) as caught:
        read_query(f"{asked}cohorts:\n  heavy: {{did: a}}\n  quiet: {{did_not: a}}\n{line}\n", file="q.yaml")
    assert f"q.yaml:{asked.count(chr(10)) + 4}: " in str(caught.value)
    assert 'cohort "hevy" is not declared, expected one of cohort.heavy, cohort.quiet' in str(caught.value)
    assert "nearest: cohort.heavy" in str(caught.value)


def test_a_name_where_no_cohort_is_declared_says_where_to_declare_one() -> None:
    with pytest.raises(InvalidFile, match=r'q.yaml:3: cohort "heavy" is not declared, expected a cohort of that name'):
        read_query(query("where: {cohort.heavy: true}"), file="q.yaml")


def test_an_event_may_be_called_like_a_cohort() -> None:
    assert list(read_query("count: cohort.created\n", file="q.yaml").metrics) == ["count"]


LAUNCH = EXAMPLE + "cohorts:\n  heavy: {did: order_created, at_least: 3, last: 30 days}\n"


def test_a_launch_has_cohorts_in_its_segments_and_filters() -> None:
    text = LAUNCH.replace("segments: [", "segments: [cohort.heavy, ")
    assert text != LAUNCH
    launch = read_launch(text, file="l.yaml")
    assert launch.segments[0] == "cohort.heavy"
    assert launch.cohorts == {"heavy": Times(EventRef("order_created"), 3, None, Period(last=timedelta(days=30)))}
    with pytest.raises(InvalidFile, match=r'cohort "heavi" is not declared.*nearest: cohort.heavy'):
        read_launch(text.replace("[cohort.heavy,", "[cohort.heavi,"), file="l.yaml")


def test_what_changes_between_versions_is_told_in_words() -> None:
    sequence = "{sequence: [bulk_opened, order_created], within: 7 days, from: 2026-09-22, to: 2026-09-30}"
    old = read_launch(LAUNCH, file="l.yaml")
    new = read_launch(
        LAUNCH.replace("at_least: 3", "at_least: 4, at_most: 9") + f"  quick: {sequence}\n", file="l.yaml"
    )
    start, end = "2026-09-21T17:00:00+00:00", "2026-09-30T17:00:00+00:00"
    assert [(change.path, change.before, change.after) for change in diff(old, new)] == [
        (
            "cohorts.heavy",
            "order_created, at least 3, last 30 days",
            "order_created, at least 4, at most 9, last 30 days",
        ),
        (
            "cohorts.quick",
            None,
            f"bulk_opened then order_created, within 7 days, from {start}, before {end}",
        ),
    ]
