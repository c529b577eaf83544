"""The planted numbers, counted again from the told lines alone, by other means than the ones that planted them."""

import json
from bisect import bisect_right
from collections import Counter
from datetime import date, datetime, timedelta
from itertools import pairwise
from statistics import median
from zoneinfo import ZoneInfo

import pytest

from hypercare.simulate.demo import simulate
from simulate.told import Line, by_account, company, lines_of

JAKARTA = ZoneInfo("Asia/Jakarta")
GO_LIVE = date(2026, 9, 22)
FUNNEL = ("bulk_opened", "file_picked", "file_validated", "upload_submitted")
WHOLE = ("bulk_opened", "file_picked", "file_validated", "errors_fixed", "upload_submitted", "labels_printed")
ONE_DAY_MS = 86_400_000
TWINS = pytest.mark.parametrize("clean", [False, True], ids=["planted", "clean"])


def ms(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=JAKARTA).timestamp() * 1000)


MIDNIGHTS = [ms(f"{GO_LIVE + timedelta(days=day)}T00:00") for day in range(-28, 103)]


def day_at(time_ms: int) -> int:
    return bisect_right(MIDNIGHTS, time_ms) - 1 - 28


def day_of(line: Line) -> int:
    return day_at(line.time)


def depth(lines: list[Line], steps: tuple[str, ...]) -> int:
    """How many steps an account comes within one day of any of its openings on days 0 to 30: every opening is tried."""
    lines = sorted(lines, key=lambda line: line.time)
    best = 0
    for at, entry in enumerate(lines):
        if entry.event == steps[0] and 0 <= day_of(entry) <= 30:
            reached = 1
            for later in lines[at + 1 :]:
                if later.time > entry.time + ONE_DAY_MS:
                    break
                reached += reached < len(steps) and later.event == steps[reached]
            best = max(best, reached)
    return best


def journeys(lines: tuple[Line, ...]) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = {}
    for event in WHOLE:
        for account, told in by_account(lines, event).items():
            found.setdefault(account, []).extend(told)
    return found


@pytest.mark.parametrize(
    ("clean", "units"), [(False, (1284, 1102, 741, 655, 630, 611)), (True, (1284, 1102, 1030, 910, 876, 849))]
)
def test_accounts_at_each_step(clean: bool, units: tuple[int, ...]) -> None:
    simulation, lines = company(clean)
    depths = Counter(depth(told, WHOLE) for told in journeys(lines).values())
    assert tuple(sum(depths[level] for level in depths if level > step) for step in range(6)) == units
    assert tuple((step.event, step.units) for step in simulation.truth.steps) == tuple(zip(WHOLE, units, strict=True))


@TWINS
def test_the_gate_of_day_30_counts_every_account(clean: bool) -> None:
    """Judged on 23 October 06:00 with six hours for late data: an account is mature when it last entered a day ago."""
    simulation, lines = company(clean)
    over, gate_end = ms("2026-10-22T00:00"), ms("2026-10-23T00:00")
    last = {
        account: max(line.time for line in told if line.time < gate_end)
        for account, told in by_account(lines, "bulk_opened").items()
    }
    mature = {account for account, at in last.items() if at <= over}
    told = journeys(lines)
    hits = sum(depth([line for line in told[account] if line.time <= gate_end], FUNNEL) == 4 for account in mature)
    assert (len(last), len(mature), hits) == (1284, 1284, 876 if clean else 630)
    assert simulation.truth.completion.__dict__ == {"units": len(last), "mature": len(mature), "hits": hits}


def test_the_misread_header_stops_289_accounts_for_good() -> None:
    simulation, lines = company()
    failed = by_account(lines, "validation_failed")
    errors = Counter(told[0].properties["error"] for told in failed.values())
    assert errors["CSV_HEADER_MISMATCH"] == 289
    assert errors == simulation.truth.failed_by_error
    assert all(len({line.properties["error"] for line in told}) == 1 for told in failed.values())
    assert not failed.keys() & by_account(lines, "file_validated").keys()


def test_some_accounts_try_and_upload_again() -> None:
    _, lines = company()
    openings = [len(told) for told in by_account(lines, "bulk_opened").values()]
    assert sum(count > 1 for count in openings) > 600
    assert sum(count == 1 for count in openings) > 300


@TWINS
def test_orders_by_day(clean: bool) -> None:
    simulation, lines = company(clean)
    orders = Counter(day_of(line) for line in lines if line.event == "order_created")
    assert simulation.truth.orders_by_day == orders
    assert min(orders) == -28
    assert max(orders) == 101


def test_orders_follow_the_calendar() -> None:
    orders = company()[0].truth.orders_by_day
    ordinary = orders[(date(2026, 10, 5) - GO_LIVE).days]
    for day, factor in ((date(2026, 10, 10), 2.6), (date(2026, 11, 11), 2.9), (date(2026, 12, 12), 3.1)):
        assert orders[(day - GO_LIVE).days] / ordinary == pytest.approx(factor, abs=0.01)
    assert orders[(date(2026, 11, 15) - GO_LIVE).days] / ordinary == pytest.approx(0.55, abs=0.01)


def test_growth_is_a_mirage_of_28_percent_over_a_true_9() -> None:
    simulation, lines = company()
    orders = Counter(day_of(line) for line in lines if line.event == "order_created")
    before, after = sum(orders[day] for day in range(-28, 0)), sum(orders[day] for day in range(31))
    alike = [day for day in range(-28, 31) if (GO_LIVE + timedelta(days=day)).weekday() < 6 and day not in (3, 18, -28)]
    per_day = {past: [orders[day] for day in alike if (day < 0) is past] for past in (True, False)}
    true = sum(per_day[False]) / len(per_day[False]) / (sum(per_day[True]) / len(per_day[True]))
    assert (simulation.truth.growth.before, simulation.truth.growth.after) == (before, after)
    assert after / before == pytest.approx(1.28, abs=0.002)
    assert true == pytest.approx(1.09, abs=0.002)
    assert simulation.truth.growth.normalised == pytest.approx(true, abs=0.001)


@TWINS
def test_pro_accounts(clean: bool) -> None:
    simulation, lines = company(clean)
    begin, end, day_61 = (ms(f"{day}T00:00") for day in ("2026-10-01", "2027-01-01", "2026-11-22"))
    orders = by_account(lines, "order_created").values()
    at_end = sum(sum(begin <= line.time < end for line in told) >= 60 for told in orders)
    by_day_60 = sum(sum(begin <= line.time < day_61 for line in told) >= 60 for told in orders)
    assert at_end == simulation.truth.pro_at_end == 565
    assert by_day_60 == simulation.truth.pro_by_day_60
    assert 0.18 < by_day_60 / 1284 < 0.22


def test_every_account_is_exposed_in_the_first_thirty_days_after_go_live() -> None:
    _, lines = company()
    first = [min(line.time for line in told) for told in by_account(lines, "bulk_opened").values()]
    assert len(first) == 1284
    assert ms("2026-09-22T09:00") <= min(first)
    assert max(first) < ms("2026-10-22T00:00")


def test_insurance_is_clicked_by_3_1_percent_while_page_views_rise_by_180() -> None:
    simulation, lines = company()
    exposed = {account: min(line.time for line in told) for account, told in by_account(lines, "bulk_opened").items()}
    counts = Counter(
        line.event for line in lines if 0 <= day_of(line) <= 30 and line.time >= exposed.get(line.account, 0)
    )
    viewed, clicked = counts["insurance_viewed"], counts["insurance_clicked"]
    assert (viewed, clicked) == (simulation.truth.insurance.viewed, simulation.truth.insurance.clicked)
    assert clicked / viewed == pytest.approx(0.031, abs=0.0001)
    views = Counter(day_of(line) for line in lines if line.event == "page_viewed")
    before, after = sum(views[day] for day in range(-28, 0)) / 28, sum(views[day] for day in range(31)) / 31
    assert after / before == pytest.approx(2.8, abs=0.002)
    assert simulation.truth.page_views.per_day == pytest.approx(after / before)


def test_tickets_are_143_at_the_rate_of_before_and_37_are_about_one_column() -> None:
    simulation, lines = company()
    exposed = {account: min(line.time for line in told) for account, told in by_account(lines, "bulk_opened").items()}
    tickets = [line for line in lines if line.event == "support_ticket"]
    after = [line for line in tickets if 0 <= day_of(line) <= 60]
    assert len(after) == simulation.truth.tickets.after == 143
    assert all(line.time > exposed[line.account] for line in after)
    about = [line for line in tickets if line.properties["topic"] == "weight column format"]
    assert len(about) == simulation.truth.tickets.about_weight_column == 37
    mismatched = {line.account for line in lines if line.properties.get("error") == "CSV_HEADER_MISMATCH"}
    assert {line.account for line in about} <= mismatched
    assert {line.key for line in about} <= {line.key for line in after}
    active = {(line.account, day_of(line)) for line in lines if line.account != "AK-MONITOR"}
    days_after = sum(0 <= day <= 60 and day >= day_at(exposed[account]) for account, day in active)
    days_before = sum(day < 0 for _, day in active)
    before = sum(day_of(line) < 0 for line in tickets)
    assert before == simulation.truth.tickets.before
    assert (len(after) / days_after) / (before / days_before) == pytest.approx(1, abs=0.06)


def test_monthly_shippers_are_silent_for_weeks_and_weekly_ones_are_not() -> None:
    simulation, lines = company()
    days: dict[str, set[int]] = {}
    for account, told in by_account(lines, "order_created").items():
        days[account] = {day for day in map(day_of, told) if 9 <= day <= 100}
    gaps: dict[bool, list[int]] = {True: [], False: []}
    for account, monthly in zip(simulation.company.ids, simulation.company.monthly.tolist(), strict=True):
        seen = sorted(days.get(account, ()))
        if len(seen) >= 10:
            gaps[monthly].append(max(later - day for day, later in pairwise(seen)))
    assert 21 <= median(gaps[True]) <= 30
    assert median(gaps[False]) <= 10


def test_zones_and_cadences() -> None:
    truth = company()[0].truth
    assert truth.accounts_by_zone == {"WIB": 796, "WITA": 321, "WIT": 167}
    assert truth.monthly_shippers == 385


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("accounts", [20, 60, 300])
def test_a_smaller_company_keeps_the_shares(seed: int, accounts: int) -> None:
    simulation = simulate(seed, accounts=accounts)
    lines = tuple(lines_of(simulation))
    depths = Counter(depth(told, WHOLE) for told in journeys(lines).values())
    steps = tuple(sum(depths[level] for level in depths if level > step) for step in range(6))
    assert steps == tuple(step.units for step in simulation.truth.steps)
    assert abs(steps[4] / accounts - 630 / 1284) <= 0.5 / accounts
    assert abs(simulation.truth.pro_at_end / accounts - 0.44) <= 0.5 / accounts + 0.001
    assert simulation.truth.verdicts == ()


def test_the_truth_as_json() -> None:
    truth = json.loads(company()[0].truth.to_json())
    assert truth["completion"] == {"units": 1284, "mature": 1284, "hits": 630}
    assert truth["steps"][2] == {"event": "file_validated", "units": 741}
    assert truth["orders_by_day"]["18"] == company()[0].truth.orders_by_day[18]
    assert truth["verdicts"][-1] == {
        "as_of": "2027-01-01T06:00:00+07:00",
        "gates": {"day 30": "FAIL", "cycle end": "PASS"},
        "metrics": {"completion": "PASS", "insurance_ctr": "FAIL", "pro_accounts": "PASS"},
        "action": "SCALE",
        "until": None,
    }


@TWINS
def test_shippers_come_back_in_their_rhythm_and_some_stop(clean: bool) -> None:
    simulation, lines = company(clean)
    truth, end = simulation.truth.shipping, MIDNIGHTS[101 + 28]
    entered = {account: min(line.time for line in told) for account, told in by_account(lines, "bulk_opened").items()}
    monthly = {
        name for name, is_monthly in zip(simulation.company.ids, simulation.company.monthly, strict=True) if is_monthly
    }
    for shippers, length, wanted in ((truth.weekly, 7, False), (truth.monthly, 30, True)):
        half = length * ONE_DAY_MS / 2
        for place, day in enumerate((60, 90)):
            eligible = retained = 0
            for account, told in by_account(lines, "courier_collected").items():
                later = [line.time for line in told if line.time >= entered[account]]
                middle = min(later, default=end) + day * ONE_DAY_MS
                if (account in monthly) == wanted and middle + half <= end:
                    eligible += 1
                    retained += any(middle - half <= at < middle + half for at in later)
            assert (shippers.eligible[place], shippers.retained[place]) == (eligible, retained)
    stopped = {*truth.stopped_weekly, *truth.stopped_monthly}
    silent = {account for account, told in by_account(lines, "courier_collected").items()
              if max(day_of(line) for line in told) <= 35}  # fmt: skip
    assert silent == stopped
    assert (len(truth.stopped_weekly), len(truth.stopped_monthly)) == ((0, 0) if clean else (18, 6))
