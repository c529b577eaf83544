"""What changed between two versions of a launch."""

import pytest

from hypercare.declare.diff import Change, diff
from hypercare.declare.example import EXAMPLE
from hypercare.declare.launch_file import read_launch

BASE = read_launch(EXAMPLE, file="old.yaml")


def changes(*replaced: tuple[str, str]) -> tuple[Change, ...]:
    text = EXAMPLE
    for old, new in replaced:
        assert old in text
        text = text.replace(old, new)
    return diff(BASE, read_launch(text, file="new.yaml"))


def test_the_same_words_in_another_layout_are_no_change() -> None:
    assert changes(("  # or {event: bulk_opened}", "   # another comment")) == ()


CASES = {
    "goalposts": (
        ("{success: 42%, failure: 35%}", "{success: 38%, failure: 35%}"),
        Change("gates.day 30.completion", "success 42%, failure 35%", "success 38%, failure 35%"),
    ),
    "guardrail": (
        (", rollback: 300% of before", ""),
        Change("guardrails.tickets", "at most 120% of before, rollback 300% of before", "at most 120% of before"),
    ),
    "window": (("    within: 1 day\n", "    within: 2 days\n"), Change("metrics.completion.within", "1 day", "2 days")),
    "step": (("- bulk_opened\n", "- opened\n"), Change("metrics.completion.steps.1", "bulk_opened", "opened")),
    "filter": (
        ("rows: {above: 1}", "rows: {above: 2}"),
        Change("metrics.completion.steps.2", "file_picked where rows above 1", "file_picked where rows above 2"),
    ),
    "go-live": (
        ("2026-09-22T09:00", "2026-09-23T09:00"),
        Change("live", "2026-09-22T09:00:00+07:00", "2026-09-23T09:00:00+07:00"),
    ),
    "person gone": (
        ("  designer: {name: W. Kusuma, email: kusuma@example.com}\n", ""),
        Change("squad.designer", "W. Kusuma, kusuma@example.com", None),
    ),
    "limit": (
        ("{below: 0.5%, rollback: 5%}", "{below: 1%, rollback: 5%}"),
        Change("stability.error_rate", "below 0.5%, rollback 5%", "below 1%, rollback 5%"),
    ),
    "drop becomes cut": ((", drop: true", ""), Change(
        "metrics.completion.exclusions.1", "bulk_cancelled between 1 and 4, drop", "bulk_cancelled between 1 and 4"
    )),
    "peak dated": (
        ("{harbolnas: 2026-12-10 to 2026-12-14}", "{harbolnas: [2026-12-11, 2026-12-12 to 2026-12-13]}"),
        Change("peaks.days.harbolnas", "2026-12-10 to 2026-12-14", "2026-12-11, 2026-12-12 to 2026-12-13"),
    ),
    "peak switched off": (
        ("2026-12-14}}", "2026-12-14, ramadan: none}}"), Change("peaks.days.ramadan", None, "none")
    ),
    "peak requirement": ((", require: one", ""), Change("peaks.require", "one", None)),
}  # fmt: skip


@pytest.mark.parametrize(("replaced", "change"), CASES.values(), ids=CASES.keys())
def test_a_change_is_told_in_the_words_of_the_file(replaced: tuple[str, str], change: Change) -> None:
    assert changes(replaced) == (change,)


def test_another_kind_of_metric_shows() -> None:
    found = changes(("{count: shipment_booked}", "{rate: shipment_booked, per: 10 accounts}"))
    assert Change("metrics.bookings.kind", "count", "rate") in found


def test_two_limits_on_one_route_are_told_apart() -> None:
    route = "{route: POST /shipments/bulk, under: 800 ms, for: 95%}"
    second = route.replace("800 ms, for: 95%", "2 s, for: 99%")
    assert changes((route, f"[{route}, {second}]")) == (
        Change("stability.latency POST /shipments/bulk (2)", None, "under 2 seconds for 99%"),
    )


def test_a_change_and_its_way_back_mirror_each_other() -> None:
    new = read_launch(EXAMPLE.replace("42%", "40%").replace("Asia/Jakarta", "Asia/Makassar"), file="new.yaml")
    there, back = diff(BASE, new), diff(new, BASE)
    assert {(c.path, c.before, c.after) for c in there} == {(c.path, c.after, c.before) for c in back}
