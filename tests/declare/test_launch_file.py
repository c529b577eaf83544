"""A launch file in, a launch out."""

import hashlib
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from hypercare.declare.example import EXAMPLE
from hypercare.declare.launch_file import read_launch
from hypercare.model.hours import every_day
from hypercare.model.launch import (
    Exposure,
    Gate,
    GateKind,
    Guardrail,
    Launch,
    PeakDays,
    Peaks,
    Person,
    Relative,
    Rituals,
    Segment,
    Squad,
    StabilityKind,
    StabilityLimit,
    Support,
    SupportLevel,
    Threshold,
)
from hypercare.model.metrics import (
    Condition,
    CountMetric,
    Cycle,
    CycleKind,
    CycleMetric,
    EventRef,
    Exclusion,
    Filter,
    FunnelMetric,
    MeanMetric,
    Op,
    RateMetric,
    RatioMetric,
    RetentionMetric,
    Step,
    Unit,
    UnitKind,
)
from hypercare.model.probe import ManualCheck, Probe, Statuses
from hypercare.model.tracking import AppVersions, Per, PlannedProperty, TrackedEvent, Twin, Volume

QUARTER = Cycle(CycleKind.CALENDAR_QUARTER)
PLANS = Condition("plan", Op.IS, ("pro", "plus"))
METRICS = {
    "completion": FunnelMetric(
        "completion",
        (
            Step(EventRef("bulk_opened")),
            Step(EventRef("file_picked", Filter((Condition("rows", Op.ABOVE, (1,)),)))),
            Step(EventRef("template_chosen"), optional=True),
            Step(EventRef("shipment_booked"), within=timedelta(hours=2)),
        ),
        timedelta(days=1),
        exclusions=(Exclusion(EventRef("bulk_cancelled"), 1, 4, drop=True),),
    ),
    "insurance_taken": RatioMetric("insurance_taken", EventRef("insurance_accepted"), EventRef("insurance_offered")),
    "rows_per_upload": MeanMetric("rows_per_upload", EventRef("shipment_booked"), "rows"),
    "bookings": CountMetric("bookings", EventRef("shipment_booked")),
    "steady_shops": CycleMetric("steady_shops", EventRef("shipment_booked"), 40, QUARTER),
    "shipping_again": RetentionMetric(
        "shipping_again", EventRef("shipment_booked"), brackets=((0, 30), (31, 60), (61, 90))
    ),
    "tickets": RateMetric("tickets", EventRef("support_ticket"), 1000, active=True),
}
SIX_DAYS = every_day(480, 1200, days=(0, 1, 2, 3, 4, 5), text="Mon-Sat 08:00-20:00")
WULANDARI = Person("S. Wulandari", "wulandari@example.com")
EXPECTED = Launch(
    id="kirim-massal",
    title="Bulk shipping for shops",
    live=datetime(2026, 9, 22, 9, tzinfo=ZoneInfo("Asia/Jakarta")),
    timezone="Asia/Jakarta",
    unit=Unit(UnitKind.ACCOUNT, "shop_id"),
    metrics=METRICS,
    gates=(
        Gate(
            "day 30",
            GateKind.DAY,
            (
                Threshold("completion", 0.42, 0.35),
                Threshold("insurance_taken", Relative("before", 1.16), Relative("before", 1.0)),
            ),
            30,
        ),
        Gate("day 90", GateKind.DAY, (Threshold("shipping_again", 0.6, 0.45, cell="61-90"),), 90),
        Gate("cycle end", GateKind.CYCLE_END, (Threshold("steady_shops", 0.35, 0.25),)),
    ),
    primary=("completion", "steady_shops"),
    cycle=QUARTER,
    segment=Segment(
        "Shops with a contract",
        Filter((PLANS, Condition("country", Op.NOT, ("SG",)))),
        1500,
        Exposure(flag="bulk_shipping"),
        {"on": 0.9, "off": 0.1},
    ),
    before=timedelta(days=28),
    lateness=timedelta(hours=6),
    cohort_days=30,
    control=Filter((PLANS, Condition("flag.bulk_shipping", Op.IS, ("off",)))),
    squad=Squad(
        driver=Person("R. Hartono", "hartono@example.com"),
        engineering=(WULANDARI, Person("T. Siregar")),
        analyst=Person("U. Nasution", "nasution@example.com"),
        support_lead=Person("V. Simanjuntak", "simanjuntak@example.com"),
        designer=Person("W. Kusuma", "kusuma@example.com"),
        fixer=Person("S. Wulandari", "wulandari@example.com", 90, "uploads and labels"),
        approvers=(Person("X. Rahayu", "rahayu@example.com"),),
    ),
    tracking={
        "bulk_opened": TrackedEvent(
            "bulk_opened",
            "mixpanel",
            timedelta(hours=1),
            {
                "platform": PlannedProperty("text", one_of=("android", "ios", "web")),
                "rows": PlannedProperty("integer"),
                "note": PlannedProperty("text", required=False),
            },
            volume=Volume(200, 900, Per.DAY),
            platforms={"android": AppVersions("4.12.0"), "web": AppVersions()},
        ),
        "shipment_booked": TrackedEvent("shipment_booked", "mixpanel", twin=Twin("shipment_stored", "backend", 0.05)),
    },
    support=Support(
        guide="docs/bulk-shipping.md",
        escalation=(
            SupportLevel(1, "support desk", "#support", SIX_DAYS, "Asia/Makassar"),
            SupportLevel(2, "squad on call", "+62 21 555 0100", every_day(0, 1440, text="24/7")),
            SupportLevel(3, "platform team"),
        ),
        guide_version="2",
        readers=(Person("V. Simanjuntak"), Person("N. Wulan", "wulan@example.com")),
        hours=SIX_DAYS,
        answer_within=timedelta(minutes=30),
    ),
    sanity=(
        Probe(
            "shipping page answers",
            "https://example.com/bulk",
            within=timedelta(milliseconds=800),
            certificate=timedelta(days=14),
        ),
        Probe(
            "rates are quoted",
            "https://example.com/api/rates",
            expect=Statuses(((200, 200), (203, 203))),
            json={"data.status": "ok", "data.rates.0.currency": "IDR"},
            every=timedelta(minutes=10),
            headers={"Authorization": "RATES"},
        ),
        ManualCheck("label prints on the depot printer", "V. Simanjuntak"),
    ),
    stability=(
        StabilityLimit(StabilityKind.ERROR_RATE, 0.005, at_most=True, rollback=0.05),
        StabilityLimit(StabilityKind.CRASH_FREE_USERS, 0.995, at_most=False),
        StabilityLimit(StabilityKind.CRASH_FREE_SESSIONS, 0.999, at_most=False, rollback=0.98),
        StabilityLimit(
            StabilityKind.LATENCY, 0.95, at_most=False, route="POST /shipments/bulk", under=timedelta(milliseconds=800)
        ),
    ),
    guardrails=(
        Guardrail("tickets", at_most=True, limit=Relative("before", 1.2), rollback=Relative("before", 3.0)),
        Guardrail("rows_per_upload", at_most=False, limit=Relative("control", 0.9)),
    ),
    segments=("platform", "region"),
    feedback=("tickets", "csat"),
    peaks=Peaks(
        "id",
        ("harbolnas", "payday", "lebaran"),
        "one",
        (PeakDays("harbolnas", ((date(2026, 12, 10), date(2026, 12, 14)),)),),
    ),
    rituals=Rituals(time(9, 30), "Monday 10:00", "first Tuesday"),
    digest=hashlib.sha256(EXAMPLE.encode()).hexdigest(),
)
SMALLEST = """\
launch: small
title: Small
live: 2026-07-01 09:00
timezone: UTC
segment: everybody
metrics:
  done: {cycle: {event: e, at_least: 1, every: 90 days from activation}}
  back: {retention: {event: e, at: [60]}}
gates:
  day 90:
    done: {success: 50%}
    back: {success: 40%}
"""


def test_the_whole_example_is_the_launch_it_says() -> None:
    assert read_launch(EXAMPLE, file="kirim-massal.yaml") == EXPECTED


@pytest.mark.parametrize(
    "data",
    [EXAMPLE.encode(), b"\xef\xbb\xbf" + EXAMPLE.encode(), EXAMPLE.replace("\n", "\r\n").encode()],
    ids=["bytes", "byte order mark", "crlf"],
)
def test_the_digest_is_that_of_the_bytes_and_the_launch_that_of_the_words(data: bytes) -> None:
    read = read_launch(data, file="kirim-massal.yaml")
    assert read.digest == hashlib.sha256(data).hexdigest()
    assert (read.metrics, read.gates, read.squad) == (EXPECTED.metrics, EXPECTED.gates, EXPECTED.squad)


def test_what_is_left_out_has_its_default() -> None:
    launch = read_launch(SMALLEST, file="small.yaml")
    assert launch.primary == ("done", "back")
    assert launch.cycle == Cycle(CycleKind.FROM_ACTIVATION, 90)
    assert (launch.unit, launch.before, launch.lateness, launch.cohort_days) == (
        Unit(),
        timedelta(28),
        timedelta(0),
        30,
    )
    assert (launch.control, launch.peaks, launch.feedback, launch.stability) == (None, None, (), ())


def test_the_only_cell_of_a_retention_need_not_be_named() -> None:
    (gate,) = read_launch(SMALLEST, file="small.yaml").gates
    assert [threshold.cell for threshold in gate.thresholds] == [None, "60"]


@pytest.mark.parametrize(
    ("retention", "asked", "cell"),
    [
        ("{event: e, by: cadence, at: [60, 90]}", "{success: 40%}", "90"),
        ("{event: e, by: cadence, at: [60, 90]}", "{success: 40%, cell: 60}", "60"),
        ("{event: e, brackets: [0-30, 31-60]}", "{success: 40%, bracket: 31-60}", "31-60"),
        ("{event: e, brackets: [61-90]}", "{success: 40%}", "61-90"),
    ],
)
def test_a_gate_reads_the_cell_that_it_names_or_the_usual_one(retention: str, asked: str, cell: str) -> None:
    text = SMALLEST.replace("{event: e, at: [60]}", retention).replace("{success: 40%}", asked)
    assert read_launch(text, file="small.yaml").gates[0].thresholds[1].cell == cell


def test_the_split_may_stand_beside_the_flag() -> None:
    text = SMALLEST.replace("everybody", "{name: all, exposure: {flag: f, split: {on: 90%, off: 10%}}}")
    assert read_launch(text, file="small.yaml").segment.split == {"on": 0.9, "off": 0.1}


def test_a_launch_may_have_no_cycle_with_a_reason() -> None:
    text = SMALLEST.replace("{cycle: {event: e, at_least: 1, every: 90 days from activation}}", "{ratio: [a, b]}")
    launch = read_launch(text + 'business_cycle: {none: "bought once"}\n', file="small.yaml")
    assert launch.cycle == Cycle(CycleKind.NONE, reason="bought once")


def test_less_is_better_where_failure_lies_above_success() -> None:
    text = SMALLEST.replace("    done: {success: 50%}\n", "    r: {success: 2%, failure: 5%}\n")
    launch = read_launch(text.replace("metrics:\n", "metrics:\n  r: {ratio: [errors, requests]}\n"), file="small.yaml")
    assert [threshold.higher_is_better for threshold in launch.gates[0].thresholds] == [False, True]


def test_several_latencies_may_be_declared() -> None:
    one = "{route: GET /a, under: 1 s, for: 90%}"
    launch = read_launch(SMALLEST + f"stability: {{latency: [{one}, {one}]}}\n", file="small.yaml")
    assert [limit.route for limit in launch.stability] == ["GET /a", "GET /a"]


def test_a_deep_exposure_event_takes_a_filter() -> None:
    text = SMALLEST.replace("everybody", "{name: all, exposure: {event: {event: opened, where: {beta: true}}}}")
    exposure = read_launch(text, file="small.yaml").segment.exposure
    assert exposure == Exposure(event=EventRef("opened", Filter((Condition("beta", Op.IS, (True,)),))))
