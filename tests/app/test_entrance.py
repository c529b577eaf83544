"""The entrance of the demo's launches, held to what was planted; and what was known in the past."""

import json
from pathlib import Path
from typing import Any

from commands import Ran, run
from seeded import demo

DAY_60 = "2026-11-21T12:00"
TRUTH = "other_launches"


def ready(launch: str, as_of: str = DAY_60) -> Ran:
    return run("ready", launch, "--as-of", as_of, "--data", demo().data, "--json")


def states(ran: Ran) -> dict[str, str]:
    return {each["criterion"]: each["state"] for each in ran.json["criteria"]}


def missing(ran: Ran, criterion: str) -> list[str]:
    (found,) = [each for each in ran.json["criteria"] if each["criterion"] == criterion]
    return [item["subject"] for item in found["items"] if item["state"] == "fail"]


def test_what_the_insurance_lacks_is_found() -> None:
    truth, ran = demo().truth[TRUTH]["asuransi-kiriman"], ready("asuransi-kiriman")
    assert ran.code == 1
    assert ran.json["state"] == truth["state"]
    assert states(ran) == {
        "live": "unknown",
        "instrumentation": "fail",
        "support": "fail",
        "sanity": "fail",
    }
    assert missing(ran, "sanity") == truth["failing_probes"]
    wrong = [name.partition(".")[0] for name in truth["wrong_properties"]]
    assert missing(ran, "instrumentation") == [*wrong, *truth["missing_events"], *truth["misspelt_events"]]
    assert missing(ran, "support") == ["guide", *truth["missing_levels"], "drill"]
    pilot = ran.json["criteria"][0]["items"][0]["reason"]
    assert (pilot["id"], pilot["params"]["units"]) == ("entry-live-pilot", truth["pilot"])


def test_live_it_is_still_not_ready() -> None:
    ran = ready("asuransi-kiriman", "2026-12-05")
    assert (ran.code, states(ran)["live"], states(ran)["instrumentation"]) == (1, "pass", "fail")


def test_before_the_first_event_nothing_had_arrived() -> None:
    ran = ready("asuransi-kiriman", "2026-11-15")
    assert missing(ran, "instrumentation") == ["cover_offered", "cover_quoted", "policy_issued"]


def test_the_first_launch_is_ready_by_now_with_one_thing_waived() -> None:
    ran = ready("biza-bulk-upload")
    assert (ran.code, ran.json["state"]) == (0, "waived")
    assert states(ran) == {"live": "pass", "instrumentation": "pass", "support": "waived", "sanity": "pass"}
    items = {item["id"]: item for each in ran.json["criteria"] for item in each["items"]}
    waived = items["support/L3"]
    assert (waived["found"], waived["waiver"]["by"]) == ("fail", "putri@example.com")
    assert {params(each)["weekday"] for each in waived["evidence"] if "weekday" in params(each)} == {6, 7}
    assert [each["what"]["params"]["level"] for each in items["support/drill"]["evidence"]] == ["L1", "L2", "L3"]


def params(evidence: Any) -> Any:
    return evidence["what"]["params"]


def test_after_the_waiver_the_gap_is_back() -> None:
    ran = ready("biza-bulk-upload", "2026-12-01T00:00")
    assert (ran.code, states(ran)["support"]) == (1, "fail")


def test_how_it_went_live_is_on_record() -> None:
    went = ready("biza-bulk-upload").json["went_live"]
    assert went["overridden"] == ["instrumentation", "support", "sanity"]
    assert {"support/L3", "support/drill"} <= set(went["missing"])
    assert went["criteria"]["live"] == "unknown"
    before = ready("biza-bulk-upload", "2026-09-22T08:00").json
    assert (before["went_live"], before["state"]) == (None, "fail")


def test_a_launch_that_was_ready_overrode_nothing() -> None:
    went = ready("jadwal-jemput").json["went_live"]
    assert (went["overridden"], went["says"]) == ([], None)
    assert went["criteria"] | {"live": "unknown"} == {
        "live": "unknown", "instrumentation": "pass", "support": "pass", "sanity": "waived"
    }  # fmt: skip


def test_the_words_are_words() -> None:
    told = run("ready", "asuransi-kiriman", "--as-of", DAY_60, "--data", demo().data)
    assert told.code == 1
    assert "▲ FAIL support/guide: No guide is declared." in told.out
    assert "entry-" not in told.out


def test_an_unknown_launch_is_named() -> None:
    ran = ready("asuransi")
    assert (ran.code, json.loads(ran.out)["error"]["code"]) == (2, "not_found")


def test_what_became_known_later_was_not_known_then(tmp_path: Path) -> None:
    """An import of an event that became known today says nothing of yesterday."""
    file, launch = tmp_path / "events.jsonl", tmp_path / "shop.yaml"
    file.write_text('{"event": "opened", "time": "2026-03-01T08:00:00Z", "user": "u"}\n')
    launch.write_text(
        "launch: shop\ntitle: Shop\nlive: 2026-03-10T00:00\ntimezone: UTC\nunit: user\nsegment: all\n"
        "business_cycle: calendar month\ntracking: {opened: {every: 30 days}}\n"
        "metrics: {opens: {count: opened}}\ngates: {day 30: {opens: {success: 1}}}\n"
    )
    common = {"clock": "2026-03-09T00:00Z", "data": str(tmp_path / "data")}
    assert run("launch", "add", launch, "--at", "2026-02-01", **common).code == 0
    assert run("import", "events", file, **common).code == 0
    told = [run("ready", "shop", "--as-of", day, "--json", **common) for day in ("2026-02-28", "2026-03-02")]
    assert [missing(each, "instrumentation") for each in told] == [["opened"], []]


def test_what_production_answered_is_told_with_its_history() -> None:
    (found,) = [each for each in ready("asuransi-kiriman").json["criteria"] if each["criterion"] == "sanity"]
    sound, failing = found["items"]
    assert (sound["state"], failing["state"], failing["owner"]) == ("pass", "fail", "J. Saputra")
    assert [each["what"]["params"] for each in failing["evidence"] if "failed" in params(each)] == [
        {"failed": 4, "runs": 10}
    ]
    assert [each["ok"] for each in failing["history"][-4:]] == [False, True, True, False]
    assert len(failing["history"]) == 20


def test_on_the_slow_morning_the_page_was_too_slow() -> None:
    slow = ready("biza-bulk-upload", "2026-10-10T12:00").json["criteria"][-1]["items"][0]
    assert (slow["state"], slow["reason"]["id"]) == ("fail", "probe-failed-latency")
    assert ready("biza-bulk-upload", "2026-10-10T18:00").json["criteria"][-1]["items"][0]["state"] == "pass"


def test_a_closed_launch_is_not_probed_any_more() -> None:
    slots = ready("jadwal-jemput").json["criteria"][-1]["items"][0]
    assert (slots["state"], slots["reason"]["id"]) == ("unknown", "entry-sanity-closed")


def test_whom_the_feature_reached_is_told() -> None:
    live = {item["id"]: item for item in ready("biza-bulk-upload").json["criteria"][0]["items"]}
    assert list(live) == ["live/reach", "live/leakage", "live/seen"]
    assert live["live/reach"]["reason"]["params"]["units"] == 1284
    assert live["live/leakage"]["reason"]["id"] == "entry-live-leak-little"
