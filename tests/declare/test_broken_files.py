"""Every way to get a launch file wrong: one slip each, its line, and what the product manager reads."""

import time
from dataclasses import dataclass

import pytest

from hypercare.declare.example import EXAMPLE
from hypercare.declare.launch_file import read_launch
from hypercare.model.errors import InvalidFile, Problem


@dataclass(frozen=True)
class Slip:
    """One replacement in the whole example: the problem stands `below` lines under it, `more` follow from it."""

    old: str
    new: str
    says: str
    below: int = 0
    more: int = 0


SLIPS = {
    "id with capitals": Slip("launch: kirim-massal", "launch: Kirim Massal", "nearest: kirim-massal"),
    "id too long": Slip("launch: kirim-massal", "launch: " + "k" * 65, "at most 64"),
    "title is a number": Slip("title: Bulk shipping for shops", "title: 42", 'wants quotes: "42"'),
    "title too long": Slip(
        "title: Bulk shipping for shops", "title: " + "x" * 201, "too many characters, expected at most 200"
    ),
    "title empty": Slip("title: Bulk shipping for shops", "title:", "title is empty"),
    "title of two lines": Slip("title: Bulk shipping for shops", 'title: "a\\nb"', "title: it holds a line break"),
    "live without time": Slip("2026-09-22T09:00", "2026-09-22", "has a date but no time"),
    "live with an offset": Slip("2026-09-22T09:00", "2026-09-22T09:00+07:00", "names an offset"),
    "live on 31 September": Slip("2026-09-22T09:00", "2026-09-31T09:00", "is no date"),
    "live in words": Slip("2026-09-22T09:00", "tomorrow", "is not a date with a time"),
    "time zone misspelt": Slip("Asia/Jakarta", "Asia/Jakata", "nearest: Asia/Jakarta"),
    "time zone by its city": Slip("Asia/Jakarta", "Jakarta", "nearest: Asia/Jakarta"),
    "time zone that climbs out": Slip("Asia/Jakarta", "../../etc/passwd", "is not a time zone"),
    "time zone that is a folder": Slip("Asia/Jakarta", "Asia", "is not a time zone"),
    "unit without a key": Slip("{account: shop_id}", "account", "needs the property that names it"),
    "unit unknown": Slip("{account: shop_id}", "acount", "nearest: account"),
    "unit with the key of nobody": Slip("{account: shop_id}", "{user: id}", "takes no key"),
    "duration without a unit": Slip("before: 28 days", "before: 28", "nearest: 28 days"),
    "duration of a month": Slip("before: 28 days", "before: 1 month", '"month" is not a unit of time of fixed length'),
    "duration zero": Slip("before: 28 days", "before: 0 days", "the length of time is zero"),
    "duration of a century": Slip("before: 28 days", "before: 40000 days", "longer than ten years"),
    "cohort late": Slip("cohort: 0-29", "cohort: 5-29", "cohort starts at day 5"),
    "cohort backwards": Slip("cohort: 0-29", "cohort: 29-0", "nearest: 0-29"),
    "key unknown": Slip("lateness: 6 hours", "latenes: 6 hours", 'unknown key "latenes", expected one of'),
    "key of the wrong place": Slip(
        "{flag: bulk_shipping} ", "{flag: bulk_shipping, splt: 1} ", 'unknown key "splt" in segment.exposure'
    ),
    "exposure of nothing": Slip("{flag: bulk_shipping} ", "{} ", "neither a flag nor an event", more=1),
    "exposure of two": Slip("{flag: bulk_shipping} ", "{flag: a, event: b} ", "both a flag and an event"),
    "split of one value": Slip("split: {on: 90%, off: 10%}", "split: {on: 100%}", "hands out one value only"),
    "split with nothing": Slip("on: 90%, off: 10%", "on: 100%, off: 0%", "hands out one value only"),
    "split beyond the whole": Slip("off: 10%", "off: 20%", "add up to 110%"),
    "split at the flag and the segment": Slip(
        "{flag: bulk_shipping} ", "{flag: bulk_shipping, split: {on: 50%, off: 50%}} ", "the split is declared twice"
    ),
    "filter empty": Slip("country: {not: SG}", "country: {}", "the condition is empty"),
    "filter operator": Slip("country: {not: SG}", "country: {nt: SG}", "nearest: not"),
    "filter of a list of lists": Slip(
        "plan: [pro, plus], country", "plan: [[pro]], country", "a list cannot be compared with"
    ),
    "units expected below one": Slip("expected_units: 1500", "expected_units: 0", "out of range, expected at least 1"),
    "units expected in words": Slip("expected_units: 1500", "expected_units: many", '"many" is not a whole number'),
    "e-mail": Slip("hartono@example.com", "hartono@", "is not an e-mail address"),
    "until a date": Slip("until: day 90", "until: 90", "nearest: day 90"),
    "property type": Slip("rows: integer", "rows: int", "nearest: integer"),
    "property in full": Slip("{type: text, required: false}", "{type: txt, required: false}", "nearest: text"),
    "property without a type": Slip("note: {type: text, required: false}", "note: {required: false}", "has no type"),
    "key of a property": Slip("one of: [android, ios, web]", "one off: [android]", "nearest: one of"),
    "allowed value of another type": Slip("one of: [android, ios, web]", "one of: [1]", "1 is no text"),
    "allowed value twice": Slip("one of: [android, ios, web]", "one of: [web, web]", "stands there twice"),
    "bound of a text": Slip("one of: [android, ios, web]", "above: 3", "a text has no size"),
    "bounds the wrong way": Slip("rows: integer", "rows: {type: integer, above: 9, below: 3}", "nothing lies between"),
    "volume": Slip("200 to 900 a day", "200", "nearest: at least 200 a day"),
    "volume the wrong way": Slip("200 to 900 a day", "900 to 200 a day", "nearest: 200 to 900 a day"),
    "volume of nothing": Slip("200 to 900 a day", "at most 0 a day", "asks for nothing"),
    "versions": Slip('android: ">= 4.12.0"', "android: 4.12.0", "nearest: >= 4.12.0"),
    "platforms": Slip('{android: ">= 4.12.0", web: any}', "[1]", "names no platforms"),
    "twin": Slip("within: 5%}", "within: 5}", "nearest: 5%"),
    "twin of itself": Slip(
        "event: shipment_stored, from: backend", "event: shipment_booked, from: mixpanel", "own twin"
    ),
    "address": Slip('"https://example.com/bulk"', "ftp://example.com", "http:// or https://"),
    "status": Slip("expect: 200", "expect: 2000", "2000 is no HTTP status, expected a status such as 200"),
    "error rate above one": Slip("below: 0.5%", "below: 50", "nearest: 50%"),
    "stability rollback too mild": Slip(
        "below: 0.5%, rollback: 5%", "below: 0.5%, rollback: 0.1%", "rollback is not worse"
    ),
    "crash-free rollback too mild": Slip("rollback: 98%", "rollback: 99.95%", "a share below the limit"),
    "metric without a kind": Slip("{count: shipment_booked}", "{cont: shipment_booked}", "the metric names no kind"),
    "metric of two kinds": Slip("{count: shipment_booked}", "{count: a, rate: b}", "has two kinds: rate and count"),
    "metric option unknown": Slip(
        "    within: 1 day\n", "    within: 1 day\n    grase: 2 s\n", "nearest: grace", below=1
    ),
    "funnel of one step": Slip(
        "{ratio: [insurance_accepted, insurance_offered]}",
        "{funnel: [a], within: 1 day}",
        "too few entries, expected at least 2",
    ),
    "funnel of 33 steps": Slip(
        "{ratio: [insurance_accepted, insurance_offered]}",
        f"{{funnel: [{', '.join('a' * 33)}], within: 1 day}}",
        "at most 32",
    ),
    "funnel without a window": Slip("    within: 1 day\n", "", "metrics.completion has no within", below=-6),
    "funnel order unknown": Slip(
        "    within: 1 day\n", "    within: 1 day\n    order: strikt\n", "nearest: strict", below=1
    ),
    "first step optional": Slip(
        "      - bulk_opened\n", "      - {event: bulk_opened, optional: true}\n", "cannot be optional"
    ),
    "first step timed": Slip(
        "      - bulk_opened\n", "      - {event: bulk_opened, within: 1 h}\n", "no step before it"
    ),
    "exclusion beyond the steps": Slip("between: [1, 4]", "between: [1, 5]", "ends at step 5, and the funnel has 4"),
    "exclusion backwards": Slip("between: [1, 4]", "between: [4, 1]", "step 4 does not come before step 1"),
    "ratio of three": Slip(
        "[insurance_accepted, insurance_offered]", "[a, b, c]", "too many entries, expected at most 2"
    ),
    "cycle unknown": Slip("every: calendar quarter", "every: calender quarter", "nearest: calendar quarter"),
    "cycle goal of nothing": Slip("at_least: 40", "at_least: 0", "out of range, expected at least 1"),
    "brackets overlap": Slip("[0-30, 31-60, 61-90]", "[0-30, 30-60, 61-90]", "overlap or are not in order"),
    "retention without cells": Slip(
        "  bookings: {count: shipment_booked}\n",
        "  bookings: {count: shipment_booked}\n  more: {retention: shipment_booked}\n",
        "metrics.more.retention: retention has no cells",
        below=1,
    ),
    "rolling retention without a period": Slip(
        "{count: shipment_booked}",
        "{retention: {event: a, by: rolling, at: [1]}}",
        "retention by rolling names no period",
    ),
    "business cycle without its cycle": Slip(
        "{count: shipment_booked}",
        "{retention: {event: a, by: business_cycle, at: [1]}}",
        "retention by business_cycle names no cycle",
    ),
    "cycle on another grid": Slip(
        "{count: shipment_booked}",
        "{retention: {event: a, by: cadence, at: [60], every: calendar month}}",
        "retention by cadence takes no cycle",
    ),
    "trailing retention": Slip(
        "{count: shipment_booked}",
        "{retention: {event: a, by: business_cycle, every: trailing 90 days, at: [1]}}",
        "a trailing cycle always ends now",
    ),
    "members of a user": Slip(
        "{count: shipment_booked}",
        "{retention: {event: a, brackets: [0-6], members: 2}, unit: user}",
        "the unit is user: a user has none",
    ),
    "posthog by brackets": Slip(
        "{count: shipment_booked}",
        "{retention: {event: a, brackets: [0-6], profile: posthog}}",
        "the profile posthog has no retention by brackets",
    ),
    "posthog windows that recur": Slip(
        "{count: shipment_booked}",
        "{retention: {event: a, by: rolling, period: day, at: [1], birth: recurring, profile: posthog}}",
        "the 24-hour windows of posthog know the first birth",
    ),
    "posthog on or after, twice": Slip(
        "{count: shipment_booked}",
        "{retention: {event: a, by: calendar, period: day, at: [1], at_least: 2, return: on_or_after, "
        "profile: posthog}}",
        "posthog counts at_least in each period",
    ),
    "posthog with members": Slip(
        "{count: shipment_booked}",
        "{retention: {event: a, by: calendar, period: day, at: [1], members: 1, profile: posthog}}",
        "the profile posthog counts no members",
    ),
    "posthog with other cohorts": Slip(
        "{count: shipment_booked}",
        "{retention: {event: a, by: calendar, period: day, at: [1], cohorts: month, profile: posthog}}",
        "the cohorts of posthog are the periods of its grid",
    ),
    "rate per whom": Slip("1000 active accounts", "1000 active shops", '"shops" are not counted'),
    "rate per another unit": Slip("1000 active accounts", "1000 active users", "is per user, and the unit is account"),
    "rate per number": Slip("1000 active accounts", "1000", "does not say per what"),
    "primary undeclared": Slip("primary: [completion,", "primary: [completon,", 'metric "completon" is not declared'),
    "primary not gated": Slip("primary: [completion,", "primary: [tickets,", 'primary metric "tickets" is in no gate'),
    "primary twice": Slip("primary: [completion,", "primary: [steady_shops,", 'primary names "steady_shops" twice'),
    "no cycle without a reason": Slip("business_cycle: calendar quarter ", "business_cycle: none ", "must say why"),
    "no cycle beside a cycle metric": Slip(
        "business_cycle: calendar quarter ",
        'business_cycle: {none: "one purchase"} ',
        'metric "steady_shops" has one',
        more=1,
    ),
    "gate misspelt": Slip("  day 30:", "  dai 30:", "nearest: day 30"),
    "gate on day 0": Slip("  day 30:", "  day 0:", "out of range"),
    "gate empty": Slip(
        "  cycle end:\n    steady_shops: {success: 35%, failure: 25%}\n",
        "  cycle end: {}\n",
        "gates.cycle end: too few entries",
        more=1,
    ),
    "gate without success": Slip("{success: 42%, failure: 35%}", "{failure: 35%}", "completion has no success"),
    "gate metric undeclared": Slip(
        "    completion: {success", "    completion_rate: {success", "nearest: completion", more=1
    ),
    "machine's own zone": Slip("Asia/Jakarta", "localtime", "is not a time zone"),
    "success no share": Slip("{success: 42%, failure: 35%}", "{success: 42}", "nearest: 42%"),
    "success over the whole": Slip("{success: 42%, failure: 35%}", "{success: 142%}", "from 0% to 100%"),
    "failure above success": Slip(
        "{success: 42%, failure: 35%}", "{success: 35%, failure: 42%}", "more is better here"
    ),
    "failure equal": Slip(
        "{success: 42%, failure: 35%}", "{success: 42%, failure: 0.42}", "success and failure are both 42%"
    ),
    "mixed forms": Slip("failure: 100% of before", "failure: 10%", "both in one form"),
    "level in words": Slip("success: 42%", "success: high", '"high" is not a level'),
    "level of nothing": Slip("116% of before", "116% of befor", "nearest: before"),
    "days beyond the gate": Slip(
        "{success: 42%, failure: 35%}", "{success: 42%, days: 0-45}", "asked at the end of day 30"
    ),
    "cell unknown": Slip("bracket: 61-90", "bracket: 61-91", "nearest: 61-90"),
    "cell not named": Slip("{bracket: 61-90, success", "{success", "does not say which cell"),
    "cell of a funnel": Slip(
        "{success: 42%, failure: 35%}", "{success: 42%, bracket: 0-30}", "only retention has cells"
    ),
    "guardrail undeclared": Slip("  tickets: {at most", "  ticket: {at most", "nearest: tickets"),
    "guardrail without a limit": Slip(
        "{at least: 90% of control}", "{rollback: 90% of control}", "the guardrail has no limit"
    ),
    "guardrail with two limits": Slip(
        "{at least: 90% of control}", "{at least: 1, at most: 2}", "the guardrail has two limits"
    ),
    "guardrail key with a bar": Slip(
        "{at most: 120% of before, rollback: 300% of before}",
        "{at_most: 120% of before, at most: 1}",
        "nearest: at most",
    ),
    "rollback too mild": Slip(
        "rollback: 300% of before", "rollback: 110% of before", "not worse than the limit 120% of before"
    ),
    "rollback in another form": Slip("rollback: 300% of before", "rollback: 12", "both in one form"),
    "rate as a share": Slip(
        "at most: 120% of before, rollback: 300% of before", "at most: 12%", "counted in its own unit"
    ),
    "segments twice": Slip("segments: [platform, region]", "segments: [platform, platform]", 'names "platform" twice'),
    "segments no list": Slip("segments: [platform, region]", "segments: platform", '"platform" is not a list'),
    "feedback without channels": Slip("{channels: [tickets, csat]}", "{channels: []}", "too few entries"),
    "calendar unknown": Slip("calendar: id,", "calendar: xx,", 'no peak calendar "xx"'),
    "peak unknown": Slip("watch: [harbolnas,", "watch: [harbolna,", "nearest: harbolnas"),
    "peaks require a word": Slip("require: one", "require: two", "one of one, all"),
    "peak name misspelt": Slip("{harbolnas: 2026", "{harbolnass: 2026", "nearest: harbolnas"),
    "peak name of two words": Slip("{harbolnas: 2026", "{our sale: 2026", "nearest: our_sale"),
    "peak that is a day off": Slip("{harbolnas: 2026", "{joint_leave: 2026", "is no peak"),
    "peak on no date": Slip("2026-12-10 to 2026-12-14", "10 December", "is not when a peak is"),
    "peak on 31 September": Slip("2026-12-10 to 2026-12-14", "2026-09-31", "is not a date"),
    "peak backwards": Slip("2026-12-10 to 2026-12-14", "2026-12-14 to 2026-12-10", "nearest: 2026-12-10 to 2026-12-14"),
    "peak of a season": Slip("2026-12-10 to 2026-12-14", "2026-10-01 to 2026-12-14", "more than 62 days"),
    "peak in another age": Slip("2026-12-10 to 2026-12-14", "9999-12-31", "out of range"),
    "peak twice on a day": Slip("2026-12-10 to 2026-12-14", "[2026-12-10 to 2026-12-12, 2026-12-12]", "overlaps"),
    "peak without dates": Slip("2026-12-10 to 2026-12-14", "[]", "0 dates are listed"),
    "peak watched that is none": Slip(
        "{harbolnas: 2026-12-10 to 2026-12-14}", "{payday: none}", "which days says is none"
    ),
    "peak unknown that is none": Slip(
        "{harbolnas: 2026-12-10 to 2026-12-14}", "{sales: none}", 'knows no peak "sales"'
    ),
    "stand-up at 25 o'clock": Slip('"09:30"', '"25:30"', "is not a time of day"),
    "weekly on no day": Slip("weekly: Monday 10:00", "weekly: Munday 10:00", "is not a weekday"),
    "monthly on no week": Slip("mbr: first Tuesday", "mbr: fifth Tuesday", "nearest: first"),
    "a part that is a list": Slip(
        'rituals: {standup: "09:30", weekly: Monday 10:00, mbr: first Tuesday}',
        "rituals: []",
        "a list is not a mapping",
    ),
    "a level of support that there is not": Slip("{level: L1,", "{level: L11,", "L1 to L10"),
    "hours on no day": Slip('hours: "Mon-Sat', 'hours: "Mon-Satu', "nearest: saturday"),
    "hours without a time": Slip("hours: 24/7", "hours: always", "does not say hours"),
    "hours after midnight": Slip("hours: Mon-Sat 08:00-20:00 ", "hours: Mon-Sat 08:00-24:30 ", "does not say hours"),
    "a level's zone": Slip("timezone: Asia/Makassar", "timezone: Asia/Makasar", "nearest: Asia/Makassar"),
}


def problems_of(text: str | bytes) -> tuple[Problem, ...]:
    with pytest.raises(InvalidFile) as caught:
        read_launch(text, file="launches/x.yaml")
    return caught.value.problems


@pytest.mark.parametrize("slip", SLIPS.values(), ids=SLIPS.keys())
def test_a_slip_is_reported_at_its_line(slip: Slip) -> None:
    assert EXAMPLE.count(slip.old) >= 1
    line = EXAMPLE[: EXAMPLE.index(slip.old)].count("\n") + 1 + slip.below
    found = problems_of(EXAMPLE.replace(slip.old, slip.new, 1))
    said = [str(problem) for problem in found]
    assert [text for text in said if text.startswith(f"launches/x.yaml:{line}: ") and slip.says in text], "\n".join(
        said
    )
    assert len(said) == 1 + slip.more, "\n".join(said)


def test_a_problem_reads_as_one_line() -> None:
    text = EXAMPLE.replace("    shipping_again: {bracket", "    shiping_again: {bracket")
    (problem,) = problems_of(text)
    names = "completion, insurance_taken, rows_per_upload, bookings, steady_shops, shipping_again, tickets"
    said = f'metric "shiping_again" is not declared, expected one of {names}, nearest: shipping_again'
    line = text[: text.index("    shiping_again")].count("\n") + 1
    assert str(problem) == f"launches/x.yaml:{line}: {said}"


SEVERAL = (
    ("timezone: Asia/Jakarta", "timezone: Asia/Jakata"),
    ("email: hartono@example.com", "email: hartono"),
    ("    within: 1 day\n", "    within: 1 dya\n"),
    ("{success: 42%, failure: 35%}", "{success: 42%, failure: 53%}"),
    ("rollback: 300% of before", "rollback: 30% of before"),
    ("mbr: first Tuesday", "mbr: Tuesday"),
)


def test_all_mistakes_are_reported_at_once_by_line() -> None:
    text = EXAMPLE
    for old, new in SEVERAL:
        text = text.replace(old, new)
    found = problems_of(text)
    expected = [EXAMPLE[: EXAMPLE.index(old)].count("\n") + 1 for old, _ in SEVERAL if "53" not in _]
    assert [problem.line for problem in found] == sorted(expected)


def test_what_fits_together_is_checked_beside_broken_parts() -> None:
    """A level in another form is found though the metric's own definition is broken, and so is the time zone."""
    text = (
        EXAMPLE.replace("Asia/Jakarta", "Mars")
        .replace("failure: 100% of before", "failure: 3")
        .replace("of: rows", "off: rows")
    )
    said = "\n".join(str(problem) for problem in problems_of(text))
    assert said.count("\n") == 2
    assert "is not a time zone" in said
    assert "both in one form" in said
    assert 'unknown key "off" in metrics.rows_per_upload.mean' in said


def test_an_almost_empty_file_names_every_part_that_is_missing() -> None:
    said = [problem.what for problem in problems_of("launch: x\n")]
    for key in ("title", "live", "timezone", "segment", "metrics", "gates"):
        assert f"the file has no {key}" in said


def test_a_launch_without_a_cycle_must_say_so() -> None:
    text = EXAMPLE.replace("business_cycle: calendar quarter ", "# ").replace(
        "{cycle: {event: shipment_booked, at_least: 40, every: calendar quarter}}", "{ratio: [a, b]}"
    )
    (problem,) = problems_of(text)
    assert problem.what == "the launch has no business cycle"
    assert 'business_cycle: {none: "why"}' in problem.expected


def test_an_empty_part_hides_no_missing_one() -> None:
    text = EXAMPLE.replace("title: Bulk shipping for shops", "title:").replace("timezone: Asia/Jakarta\n", "")
    assert [problem.what for problem in problems_of(text)] == ["the file has no timezone", "title is empty"]


def test_two_cycle_metrics_of_different_length_need_a_declared_cycle() -> None:
    text = EXAMPLE.replace("business_cycle: calendar quarter ", "# ").replace(
        "{count: shipment_booked}", "{cycle: {event: a, at_least: 1, every: calendar month}}"
    )
    (problem,) = problems_of(text)
    assert "different cycles" in problem.what


def test_control_must_be_declared_to_be_compared_with() -> None:
    (problem,) = problems_of(EXAMPLE.replace("control: {where", "# control: {where"))
    assert "needs a control, and none is declared" in problem.what
    assert problem.line == EXAMPLE[: EXAMPLE.index("at least: 90%")].count("\n") + 1


def test_a_local_time_that_the_clocks_skip_is_refused() -> None:
    """Berlin sprang from 02:00 to 03:00 on 29 March 2026."""
    text = EXAMPLE.replace("2026-09-22T09:00", "2026-03-29T02:30").replace("Asia/Jakarta", "Europe/Berlin")
    (problem,) = problems_of(text)
    assert (problem.line, problem.nearest) == (3, ("2026-03-29T03:30",))


def test_cycle_end_needs_a_cycle() -> None:
    text = EXAMPLE.replace("business_cycle: calendar quarter ", 'business_cycle: {none: "one purchase"} ').replace(
        "{cycle: {event: shipment_booked, at_least: 40, every: calendar quarter}}", "{ratio: [a, b]}"
    )
    (problem,) = problems_of(text)
    assert "the gate cycle end has no cycle to end" in problem.what


HOSTILE = {
    "anchors": "".join(f"k{n}: &a{n} [1]\n" for n in range(2500)),
    "empty values": "".join(f"k{n}:\n" for n in range(4000)),
    "empty metrics": "metrics:\n" + "".join(f"  k{n}:\n" for n in range(4000)),
    "metrics that nobody knows": "gates:\n  day 30:\n" + "".join(f"    m{n}: {{success: 1}}\n" for n in range(2500)),
    "long names": "".join(f"{'k' * 2000}{n}: 1\n" for n in range(120)),
    "a funnel of thousands": f"metrics: {{a: {{funnel: [{'x, ' * 6000}], within: 1 day}}}}\n",
    "steps that are none": f"metrics: {{a: {{funnel: [{'1, ' * 6000}], within: 1 day}}}}\n",
    "metrics of nothing": "metrics:\n" + "".join(f"  m{n}: {{funnel: []}}\n" for n in range(2500)),
    "a filter of thousands": f"segment: {{name: a, where: {{x: [{'1, ' * 6000}]}}}}\n",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_launch_file_costs_little(text: str) -> None:
    """Ten seconds on a busy machine are far above what was measured (1.5 s at most)."""
    start = time.process_time()
    assert len(problems_of(text)) <= 101
    assert time.process_time() - start < 10


def test_thousands_of_mistakes_are_cut_to_the_first_hundred() -> None:
    found = problems_of("".join(f"wrong_{number}: 1\n" for number in range(3000)))
    assert len(found) == 101
    assert "more problems" in found[-1].what
