"""The entrance of the demo's launches, held to what was planted; and what was known in the past."""

import json
from pathlib import Path

import pytest

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
        "sanity": "unknown",
    }
    assert missing(ran, "instrumentation") == [*truth["wrong_properties"], *truth["missing_events"]]
    assert missing(ran, "support") == ["guide", *truth["missing_levels"]]
    pilot = ran.json["criteria"][0]["items"][0]["reason"]
    assert (pilot["id"], pilot["params"]["units"]) == ("entry-live-pilot", truth["pilot"])


def test_live_it_is_still_not_ready() -> None:
    ran = ready("asuransi-kiriman", "2026-12-05")
    assert (ran.code, states(ran)["live"], states(ran)["instrumentation"]) == (1, "pass", "fail")


def test_before_the_first_event_nothing_had_arrived() -> None:
    ran = ready("asuransi-kiriman", "2026-11-15")
    assert missing(ran, "instrumentation") == ["cover_offered", "cover_quoted", "policy_issued"]


def test_the_first_launch_lacks_only_what_nobody_ran() -> None:
    ran = ready("biza-bulk-upload")
    assert ran.code == 4
    assert states(ran) == {"live": "pass", "instrumentation": "pass", "support": "pass", "sanity": "unknown"}
    reached = ran.json["criteria"][0]["items"][0]["reason"]["params"]
    assert (reached["units"], reached["expected"]) == (1284, 1284)


def test_the_words_are_words(capsys: pytest.CaptureFixture[str]) -> None:
    told = run("ready", "asuransi-kiriman", "--as-of", DAY_60, "--data", demo().data)
    assert told.code == 1
    assert "FAIL: policy_issued has never arrived, from any source." in told.out
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
