"""What planned events carry: types, missing properties, values, platforms, double firings."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.tracked import AS_OF, STEADY, facts, found, planned, rows, told
from hypercare.checks.tracking.clients import is_from, platform_of, version_of
from hypercare.checks.tracking.facts import Row
from hypercare.checks.tracking.measure import Fault, example, expected, fault_of, properties_of, shown
from hypercare.checks.tracking.names import nearest, slips
from hypercare.checks.tracking.property_types import TYPES
from hypercare.model.instant import to_micros
from hypercare.model.tracking import Bounds, PlannedProperty

PLAN = planned("""\
opened:
  properties:
    kind: {type: text, one of: [a, b]}
    size: {type: integer, at_least: 1, below: 10}
    note: {type: text, required: false}
""")
GOOD = {"kind": "a", "size": 3}


def judged(*properties: dict[str, Any], check: str = "") -> list[tuple[str, str, str]]:
    return told(found(PLAN, facts(STEADY, samples={"opened": rows(*properties)}), check))


@pytest.mark.parametrize(
    ("bad", "expected"),
    [
        pytest.param({"kind": "a", "size": 3, "note": "x"}, [], id="as planned"),
        pytest.param({"kind": "a", "size": 3.0}, [], id="a whole number with a point"),
        pytest.param({"kind": "a", "size": "3"}, [("opened.size", "track-type")], id="a number as text"),
        pytest.param({"kind": "a"}, [("opened.size", "track-missing")], id="missing"),
        pytest.param({"kind": "a", "size": None}, [("opened.size", "track-missing")], id="null is missing"),
        pytest.param({"kind": "A", "size": 3}, [("opened.kind", "track-value")], id="capitals are another value"),
        pytest.param({"kind": "a", "size": 10}, [("opened.size", "track-value")], id="not below"),
        pytest.param({"kind": "a", "size": 0}, [("opened.size", "track-value")], id="not at least"),
        pytest.param({"kind": "a", "size": True}, [("opened.size", "track-type")], id="true is no number"),
        pytest.param({"kind": "a", "size": 3, "note": 5}, [("opened.note", "track-type")], id="optional, and wrong"),
    ],
)
def test_one_wrong_row_fails_alone_and_not_in_a_crowd(bad: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert judged(bad) == [("fail", *each) for each in expected]
    optional = [each for each in expected if each[0] == "opened.note"]
    crowd = judged(bad, *[GOOD] * 19)
    level = {"track-value": "watch"}
    assert crowd == [("fail" if each in optional else level.get(each[1], "news"), *each) for each in expected]


def test_six_in_a_hundred_are_too_many() -> None:
    assert judged(*[{"kind": "a"}] * 6, *[GOOD] * 94) == [("fail", "opened.size", "track-missing")]


def test_a_finding_shows_what_it_rests_on() -> None:
    (finding,) = found(PLAN, facts(STEADY, samples={"opened": rows({"kind": "x" * 500, "size": 3}, GOOD)}))
    assert (finding.seen.expected, finding.seen.sample) == ('text, one of "a", "b"', 2)
    assert len(finding.seen.value) <= 120
    assert finding.seen.example.startswith('{"kind":"xxx')
    assert finding.seen.since == finding.seen.until == AS_OF


def test_what_could_not_be_looked_at_is_unknown() -> None:
    assert told(found(PLAN, facts(STEADY))) == [("unknown", "opened", "track-not-sampled")]


@pytest.mark.parametrize(
    ("properties", "lib", "platform"),
    [
        ({"platform": "Android"}, "", "android"),
        ({"$os": "iPhone OS"}, "", "ios"),
        ({"$lib": "posthog-ios", "$os": "iOS"}, "", "ios"),
        ({"$lib": "web", "$os": "Android"}, "", "web"),
        ({"mp_lib": "swift"}, "", "ios"),
        ({"context": {"library": {"name": "analytics.js"}}}, "", "web"),
        ({"context": {"library": {"name": "analytics-kotlin"}}}, "", "android"),
        ({"context": {"os": {"name": "Windows"}}}, "", "windows"),
        ({}, "amplitude-ios 8.1", "ios"),
        ({}, "", ""),
        ({"platform": 3}, "", ""),
    ],
    ids=str,
)
def test_how_clients_tell_their_platform(properties: dict[str, Any], lib: str, platform: str) -> None:
    assert platform_of(Row(0, "u", properties, lib)) == platform


@pytest.mark.parametrize(
    ("properties", "version"),
    [
        ({"$app_version_string": "4.12.0"}, "4.12.0"),
        ({"context": {"app": {"version": "4.2"}}}, "4.2"),
        ({"app_info": {"version": "9"}}, "9"),
        ({"app_version": 4.1}, "4.1"),
        ({"app_version": "unknown"}, ""),
        ({"context": "flat"}, ""),
    ],
    ids=str,
)
def test_how_clients_tell_their_version(properties: dict[str, Any], version: str) -> None:
    assert version_of(Row(0, "u", properties)) == version


@pytest.mark.parametrize(
    ("version", "least", "is_one"),
    [
        ("4.12.0", "4.12.0", True),
        ("4.12", "4.12.0", True),
        ("4.9.9", "4.12.0", False),
        ("v10.0", "4.12", True),
        ("4.12.0-beta.3", "4.12.0", True),
        ("4.12.0 (731)", "4.12.1", False),
        ("", "1", False),
    ],
)
def test_versions(version: str, least: str, is_one: bool) -> None:
    assert is_from(version, least) is is_one


PLATFORMS = planned('opened: {platforms: {android: ">= 4.12.0", iOS: any}}')
IOS = {"platform": "ios"}


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        pytest.param([{"platform": "android", "app_version": "4.12.1"}, IOS], [], id="both"),
        pytest.param([{"platform": "Android", "app_version": "4.9"}, IOS], ["track-version-never"], id="an old app"),
        pytest.param([{"platform": "android"}, IOS], ["track-version-untold"], id="no version told"),
        pytest.param([{"platform": "android", "app_version": "5"}], ["track-platform-never"], id="no iOS"),
        pytest.param([{}], ["track-platform-untold"], id="no platform told"),
    ],
)
def test_platforms(sent: list[dict[str, Any]], expected: list[str]) -> None:
    findings = found(PLATFORMS, facts(STEADY, samples={"opened": rows(*sent)}))
    assert [each.says.id for each in findings] == expected
    assert all(each.level.value == ("unknown" if "untold" in each.says.id else "fail") for each in findings)


def test_a_platform_further_back_counts() -> None:
    seen = frozenset({("android", "4.13.0"), ("ios", "")})
    assert found(PLATFORMS, facts(STEADY, samples={"opened": rows(IOS)}, platforms={"opened": seen})) == []


def test_a_property_that_is_named_tells_alone() -> None:
    launch = planned("opened: {platforms: [kiosk], platform_in: where}")
    samples = {"opened": rows({"platform": "android", "where": "Kiosk"})}
    assert found(launch, facts(STEADY, samples=samples)) == []


TWICE = planned("opened: {}")


def firing(pairs: int, singles: int, *, apart_s: float, of: int = 2, same: bool = True) -> tuple[Row, ...]:
    """So many groups of equal rows of one unit, so far apart, among single ones of others."""
    start, made = to_micros(AS_OF), []
    for number in range(pairs):
        for again in range(of):
            at = start - number * 3_600_000_000 + int(again * apart_s * 1_000_000)
            made.append(Row(at, f"p{number}", {"a": 1 if same else again, "$insert_id": f"{number}-{again}"}))
    singles_made = [Row(start - number * 60_000_000, f"s{number}", {"a": 1}) for number in range(singles)]
    return (*made, *singles_made)


@pytest.mark.parametrize(
    ("sample", "levels"),
    [
        pytest.param(firing(12, 176, apart_s=0.4), ["fail"], id="12 pairs in 200 rows"),
        pytest.param(firing(5, 190, apart_s=0.4), ["watch"], id="5 pairs in 200 rows"),
        pytest.param(firing(2, 20, apart_s=0.4), [], id="2 are an accident"),
        pytest.param(firing(12, 176, apart_s=5), [], id="5 seconds apart"),
        pytest.param(firing(12, 176, apart_s=0.4, same=False), [], id="with other properties"),
        pytest.param(firing(12, 164, apart_s=0.4, of=3), [], id="three at once are a bulk"),
    ],
)
def test_twice(sample: tuple[Row, ...], levels: list[str]) -> None:
    findings = found(TWICE, facts(STEADY, samples={"opened": sample}), "TRACK-TWICE")
    assert [each.level.value for each in findings] == levels


def test_what_chance_brings_together_is_no_double_firing() -> None:
    """One that does the same thing every few seconds, all day: as many pairs near as far."""
    start = to_micros(AS_OF)
    beats = tuple(Row(start - n * 2_500_000, "robot", {}) for n in range(160))
    near = firing(4, 36, apart_s=0.4)
    assert found(TWICE, facts(STEADY, samples={"opened": beats + near}), "TRACK-TWICE") == []


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("order_create", "order_created"),
        ("OrderCreated", "order_created"),
        ("order.created", "order_created"),
        ("oder_craeted", "order_created"),
        ("order_cancelled", None),
        ("order_created", None),
        ("paid", None),
    ],
)
def test_the_nearest_planned_name(name: str, near: str | None) -> None:
    assert nearest(name, ["order_created", "said"]) == near


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=30), st.text(max_size=30))
def test_slips_are_the_same_both_ways(first: str, second: str) -> None:
    assert slips(first, second) == slips(second, first)
    assert slips(first, first) == 0


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=True) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(TYPES)), JSON, st.booleans())
def test_any_value_is_measured(kind: str, value: Any, required: bool) -> None:
    bounds = Bounds(at_least=0, below=5) if kind in ("integer", "number") else Bounds()
    planned_property = PlannedProperty(kind, required, (1, "a"), bounds)
    fault = fault_of(planned_property, {"p": value}, "p")
    assert (fault is Fault.MISSING) == (required and value is None)
    assert expected(planned_property).startswith(kind)


def test_properties_are_read_as_leniently_as_python_does() -> None:
    assert properties_of('{"a": 1}') == {"a": 1}
    assert properties_of('"text"') == {}
    assert properties_of('{"a": "\\ud800"}')["a"] == "\ud800"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a\u202ecod.exe", r'"a\u202ecod.exe"'),
        ("\u2066\u200f\ufeff", r'"\u2066\u200f\ufeff"'),
        ("\x1b[31m", r'"\u001b[31m"'),
        ("Surabaya \N{PACKAGE} \u0633", '"Surabaya \N{PACKAGE} \u0633"'),
    ],
    ids=["turns text", "marks", "steers a terminal", "stays"],
)
def test_a_payload_shows_what_would_turn_the_text(value: str, text: str) -> None:
    assert (shown(value), example({"x": value})) == (text, f'{{"x":{text}}}')
