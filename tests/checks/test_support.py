"""Support readiness: tables of cases of the guide, its readers, the escalation path and the drill."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from checks.support_facts import drilled, ready_support
from hypercare.checks.entrance import support
from hypercare.checks.entrance.heard import Exposed, Heard, LiveHeard, SupportHeard
from hypercare.checks.entrance.readers import GUIDE, guide_digest, readers
from hypercare.declare.launch_file import read_launch
from hypercare.model.entrance import ActKind, EntranceAct, EntranceItem, EntranceState
from hypercare.model.launch import Launch

LIVE = datetime(2026, 9, 22, 2, tzinfo=UTC)  # a Tuesday, 09:00 in Jakarta
WEEK = timedelta(days=7)
FILE = """\
launch: biza
title: Biza
live: 2026-09-22T09:00
timezone: Asia/Jakarta
unit: user
segment: all
business_cycle: calendar month
squad: {{support_lead: {{name: E. Lestari, email: lestari@example.com}}}}
support: {{{support}}}
metrics: {{opens: {{count: opened}}}}
gates: {{day 30: {{opens: {{success: 1}}}}}}
"""
LEVELS = "{who: L1 desk, hours: 24/7}, {who: L2 squad, hours: 24/7}, {who: L3 platform, hours: 24/7}"
SOUND = f"guide: docs/guide.md, escalation: [{LEVELS}]"


def launch(declared: str) -> Launch:
    return read_launch(FILE.format(support=declared), file="biza.yaml")


def items(of: Launch, heard: SupportHeard | None = None, as_of: datetime = LIVE) -> dict[str, EntranceItem]:
    facts = Heard(
        declared_at=LIVE - 2 * WEEK,
        live=LiveHeard(None, Exposed(0, None)),
        tracking={},
        support=ready_support(of) if heard is None else heard,
    )
    return {item.id.removeprefix("support/"): item for item in support.judge(of, as_of, facts).items}


def open_items(found: dict[str, EntranceItem]) -> dict[str, str]:
    return {name: item.reason.id for name, item in found.items() if item.state is not EntranceState.PASS}


def test_support_that_is_ready() -> None:
    found = items(launch(SOUND))
    assert open_items(found) == {}
    assert list(found) == ["guide", "read/lestari@example.com", "L1", "L2", "L3", "drill"]


def test_every_open_item_says_what_to_do() -> None:
    found = items(launch("escalation: [L1 desk]"), SupportHeard())
    assert all((item.todo is None) is (item.state is EntranceState.PASS) for item in found.values())


@pytest.mark.parametrize(
    ("guide", "reason"),
    [
        ("docs/guide.md", None),
        ("https://wiki.example.com/guide?page=2", None),
        ("-", "entry-support-no-guide"),
        ("TBD", "entry-support-no-guide"),
        ("http://wiki.example.com/guide", "entry-support-no-place"),
        ("javascript:alert(1)", "entry-support-no-place"),
        ("https://user@wiki.example.com/", "entry-support-no-place"),
        ("/etc/passwd", "entry-support-no-place"),
        ("../guide.md", "entry-support-no-place"),
    ],
)
def test_the_guide_has_a_place(guide: str, reason: str | None) -> None:
    found = items(launch(f'guide: "{guide}", escalation: [{LEVELS}]'))
    assert open_items(found).get("guide") == reason
    assert any(name.startswith("read/") for name in found) is (reason is None)


def test_nobody_reads_a_guide_that_is_not_there() -> None:
    assert "guide" in open_items(items(launch(f"escalation: [{LEVELS}]")))


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        (SOUND, {"lestari@example.com"}),
        (f"{SOUND}, read by: [E. Lestari, N. Wulan]", {"lestari@example.com", "N. Wulan"}),
        (SOUND.replace("who: L1 desk", "who: L1 desk, contact: desk@example.com"),
         {"desk@example.com", "lestari@example.com"}),
        (SOUND.replace("who: L1 desk", 'who: L1 desk, contact: "#desk"'), {"lestari@example.com"}),
        (SOUND.replace("who: L2 squad", "who: L2 squad, contact: squad@example.com"), {"lestari@example.com"}),
    ],
    ids=["the support lead", "declared, with the squad's address", "whoever is at L1", "a channel reads nothing",
         "only L1"],
)  # fmt: skip
def test_who_must_have_read_it(declared: str, expected: set[str]) -> None:
    assert {who.email or who.name for who in readers(launch(declared))} == expected


def read(of: Launch, by: str, *, digest: str | None = None, subject: str = GUIDE) -> EntranceAct:
    at = LIVE - WEEK
    kept = guide_digest(of) if digest is None else digest
    return EntranceAct(of.id, subject, ActKind.READ, at, by, at, digest=kept)


def test_who_read_it_is_known_by_address_or_name() -> None:
    of = launch(f"{SOUND}, read by: [E. Lestari, N. Wulan]")
    for acts, still in [
        ((), {"read/lestari@example.com", "read/n. wulan"}),
        ((read(of, "Lestari@Example.com"),), {"read/n. wulan"}),
        ((read(of, "Lestari@example.com"), read(of, "N. Wulan")), set()),
        ((read(of, "somebody@example.com"), read(of, "N. Wulan", subject="support/L1")), {
            "read/lestari@example.com", "read/n. wulan"}),
    ]:  # fmt: skip
        found = open_items(items(of, replace(ready_support(of), acts=acts)))
        assert {name for name in found if name.startswith("read/")} == still


def test_a_guide_that_changed_is_read_anew() -> None:
    before, after = launch(SOUND), launch(f'{SOUND}, guide version: "2"')
    found = items(after, replace(ready_support(after), acts=(read(after, "lestari@example.com",
                                                                  digest=guide_digest(before)),)))  # fmt: skip
    assert open_items(found) == {"read/lestari@example.com": "entry-support-read-earlier"}
    elsewhere = launch(SOUND.replace("guide.md", "other.md"))
    assert len({guide_digest(each) for each in (before, after, elsewhere)}) == 3


def test_a_guide_without_readers_is_no_guide_that_was_read() -> None:
    of = replace(launch(SOUND), squad=replace(launch(SOUND).squad, support_lead=None))
    assert open_items(items(of)) == {"read": "entry-support-no-readers"}


@pytest.mark.parametrize(
    ("escalation", "found"),
    [
        (LEVELS, {}),
        ("L1 desk, L2 squad, L3 platform", dict.fromkeys(("L1", "L2", "L3"), "entry-support-no-hours")),
        ("{who: desk, hours: 24/7}, {who: squad, hours: 24/7}, {who: platform, hours: 24/7}", {}),
        ("{level: L2, who: squad, hours: 24/7}, {level: L1, contact: desk@example.com, hours: 24/7}",
         {"L3": "entry-support-no-level"}),
        (LEVELS.replace("who: L2 squad", "who: L2 tbd"), {"L2": "entry-support-no-level"}),
        (f"{LEVELS}, {{who: L5 vendor, hours: 24/7}}", {"L4": "entry-support-no-level"}),
        ("{who: L99 desk, hours: 24/7}", dict.fromkeys(("L2", "L3"), "entry-support-no-level")),
        ("", dict.fromkeys(("L1", "L2", "L3"), "entry-support-no-level")),
        (LEVELS.replace("who: L2 squad, hours: 24/7", 'who: L2 squad, hours: "Mon-Fri 09:00-17:00"'), {}),
        (LEVELS.replace("who: L2 squad, hours: 24/7", 'who: L2 squad, hours: "Mon-Thu 09:00-17:00"'),
         {"L2": "entry-support-gaps"}),
    ],
    ids=["all day", "no hours", "by place", "a contact alone", "nobody yet", "a level left out", "a wild number",
         "empty", "working hours", "without Friday"],
)  # fmt: skip
def test_every_level_is_filled(escalation: str, found: dict[str, str]) -> None:
    of = launch(f"guide: docs/guide.md, escalation: [{escalation}]")
    states = {name: reason for name, reason in open_items(items(of)).items() if name.startswith("L")}
    assert states == found


@pytest.mark.parametrize(
    ("hours", "needs", "gaps"),
    [
        ("Mon-Sat 08:00-20:00", "daily 08:00-20:00", [("entry-support-gap-day", 7, None, None)]),
        ("Mon-Sat 08:00-18:00", "Mon-Sat 08:00-20:00",
         [("entry-support-gap-hours", day, "18:00", "20:00") for day in (2, 3, 4, 5, 6, 1)]),
        ("Mon-Sun 20:00-08:00, daily 08:00-20:00", "24/7", []),
        ("Tue 00:00-24:00", "Tue 09:00-10:00", []),
        ("Mon-Fri 22:00-06:00", "Sat 05:00-07:00", [("entry-support-gap-hours", 6, "06:00", "07:00")]),
    ],
    ids=["nobody on Sunday", "evenings", "two shifts", "a day", "the end of a night shift"],
)  # fmt: skip
def test_gaps_are_named(hours: str, needs: str, gaps: list[tuple[str, int, str | None, str | None]]) -> None:
    escalation = LEVELS.replace("who: L2 squad, hours: 24/7", f'who: L2 squad, hours: "{hours}"')
    item = items(launch(f'guide: docs/guide.md, escalation: [{escalation}], hours: "{needs}"'))["L2"]
    told = [each.what for each in item.evidence]
    assert [(t.id, t.params["weekday"], t.params.get("start"), t.params.get("end")) for t in told] == gaps
    assert (item.state is EntranceState.PASS) is (not gaps)


def test_hours_in_another_zone_are_that_zones() -> None:
    escalation = LEVELS.replace(
        "who: L2 squad, hours: 24/7", 'who: L2, contact: x, hours: "daily 08:00-20:00", timezone: UTC'
    )
    item = items(launch(f'guide: docs/guide.md, escalation: [{escalation}], hours: "daily 15:00-24:00"'))["L2"]
    assert item.state is EntranceState.PASS  # 15:00 in Jakarta is 08:00 UTC
    early = items(launch(f'guide: docs/guide.md, escalation: [{escalation}], hours: "Fri 14:00-16:00"'))["L2"]
    params = early.evidence[0].what.params
    assert (params["weekday"], params["start"], params["end"]) == (5, "14:00", "15:00")


def test_somebody_is_there_when_it_goes_live() -> None:
    at_night = replace(launch(SOUND.replace("who: L3 platform, hours: 24/7",
                                            'who: L3 platform, hours: "Mon-Fri 09:00-17:00"')),
                       live=LIVE + timedelta(hours=13))  # fmt: skip
    told = [each.what.params for each in items(at_night)["L3"].evidence]
    assert [(each["weekday"], each["start"], each["end"]) for each in told] == [
        (2, "22:00", "24:00"),
        (3, "00:00", "06:00"),
    ]


@pytest.mark.parametrize(
    ("before", "minutes", "acknowledged", "since", "reason"),
    [
        (WEEK, (4, 9, 2), None, None, None),
        (timedelta(days=30), (4, 9, 2), None, None, None),
        (timedelta(days=31), (4, 9, 2), None, None, "entry-drill-old"),
        (WEEK, (4, 31, 2), None, None, "entry-drill-slow"),
        (WEEK, (4, 30, 2), None, None, None),
        (WEEK, (4, 9, 2), 1, None, "entry-drill-waits"),
        (WEEK, (4, 9), None, None, "entry-drill-stopped"),
        (WEEK, (4, 9, 2), None, LIVE - WEEK + timedelta(minutes=1), "entry-drill-changed"),
        (WEEK, (4, 9, 2), None, LIVE - WEEK, None),
    ],
    ids=["passed", "a month ago", "too old", "too slow", "just in time", "L2 has not", "stopped after L2",
         "path changed", "path as it was"],
)  # fmt: skip
def test_a_drill_travelled_the_path(
    before: timedelta, minutes: tuple[float, ...], acknowledged: int | None, since: datetime | None, reason: str | None
) -> None:
    of = launch(f"{SOUND}, answer within: 30 minutes")
    run = drilled(of, LIVE - before, *minutes, acknowledged=acknowledged)
    heard = replace(ready_support(of), incidents=(run,), escalation_since=since)
    assert open_items(items(of, heard, LIVE - timedelta(hours=1))).get("drill") == reason


def test_without_a_limit_no_drill_is_too_slow_and_without_a_drill_none_passed() -> None:
    of = launch(SOUND)
    slow = replace(ready_support(of), incidents=(drilled(of, LIVE - WEEK, 400, 1, 1),))
    assert open_items(items(of, slow)) == {}
    real = replace(drilled(of, LIVE - WEEK), is_drill=False)
    for incidents in ((), (real,)):
        found = open_items(items(of, replace(ready_support(of), incidents=incidents)))
        assert found == {"drill": "entry-drill-never"}


def test_a_drill_does_not_age_once_the_launch_is_live() -> None:
    assert open_items(items(launch(SOUND), as_of=LIVE + timedelta(days=80))) == {}


def test_a_new_drill_under_way_takes_nothing_from_the_last_one() -> None:
    of = launch(SOUND)
    new = drilled(of, LIVE - timedelta(days=1), 1, acknowledged=0)
    assert open_items(items(of, replace(ready_support(of), incidents=(drilled(of, LIVE - WEEK), new)))) == {}
