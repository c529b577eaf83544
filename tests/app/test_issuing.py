"""When a gate's word is issued, and that it stands: whatever is imported, declared or asked afterwards."""

from pathlib import Path
from typing import Any

import pytest

from app import shop
from commands import run, start

JUDGED = "2026-04-02T06:00:00+00:00"
"""The first look at which all users of days 0 to 29 have had their day."""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    data = tmp_path / "data"
    shop.declare(data)
    shop.bring(data, shop.lines(range(-14, 29)), "first")
    return data


def day_30(said: Any) -> Any:
    return next(gate for gate in said["gates"] if gate["gate"] == "day 30")


def bought(said: Any) -> Any:
    return day_30(said)["metrics"][0]


def records(data: Path, kind: str | None = None) -> list[dict[str, Any]]:
    found = run("verdicts", shop.ID, "--data", data, "--json", "--limit", 1000).json["verdicts"]
    return [each for each in found if kind in (None, each["kind"])]


def complete(data: Path) -> None:
    shop.bring(data, shop.lines(range(29, 46)), "rest")


def test_a_gate_is_issued_when_its_date_and_the_facts_have_come(data: Path) -> None:
    complete(data)
    said = shop.judged(data, shop.DAY_45)
    assert said["issued"].keys() == {"day 30"}
    (issue,) = records(data, "issue")
    assert issue["id"] == said["issued"]["day 30"]
    assert (issue["as_of"], issue["says"], issue["gate"]) == (JUDGED, "PASS", "day 30")
    assert day_30(said)["judged_at"] == JUDGED


def test_the_future_is_shown_and_never_issued(data: Path) -> None:
    """Asked as of day 45 on day 20: the facts of a simulation may be there, but the date is not."""
    complete(data)
    said = shop.judged(data, shop.DAY_45, clock="2026-03-22T12:00Z")
    assert day_30(said)["settled"]
    assert (said["issued"], records(data, "issue")) == ({}, [])


def test_a_word_waits_until_the_facts_have_gone_past_its_date(data: Path) -> None:
    first = shop.judged(data, shop.DAY_45)
    assert (day_30(first)["settled"], first["issued"]) == (True, {})
    assert bought(first)["answer"]["counts"]["units"] == 29 * 14
    complete(data)
    second = shop.judged(data, shop.DAY_45)
    assert bought(second)["answer"]["counts"]["units"] == 30 * 14
    assert second["issued"].keys() == {"day 30"}
    assert second["id"] != first["id"]


def test_an_issued_word_stands_whatever_history_comes(data: Path) -> None:
    complete(data)
    before = shop.judged(data, shop.DAY_45)
    nobody_bought = (line for line in shop.lines(range(30), range(1000, 2000)) if line["event"] != "bought")
    shop.bring(data, nobody_bought, "history")
    after = shop.judged(data, shop.DAY_45)
    assert {**day_30(after), "now": []} == {**day_30(before), "now": []}
    assert after["issued"] == before["issued"]
    assert day_30(after)["now"][0]["answer"]["counts"]["units"] == 420 + 1000
    assert day_30(after)["now"][0]["word"] == "FAIL"
    assert len(records(data, "issue")) == 1


def test_history_before_the_issue_changes_what_is_issued(data: Path) -> None:
    first = shop.judged(data, shop.DAY_45)
    nobody_bought = (line for line in shop.lines(range(30), range(1000, 2000)) if line["event"] != "bought")
    shop.bring(data, nobody_bought, "history")
    complete(data)
    second = shop.judged(data, shop.DAY_45)
    assert (bought(first)["word"], bought(second)["word"]) == ("PASS", "FAIL")
    assert second["issued"].keys() == {"day 30"}


def test_asking_as_of_the_past_changes_nothing_that_is_recorded(data: Path) -> None:
    complete(data)
    shop.judged(data, shop.DAY_45)
    before = records(data)
    early = shop.judged(data, "2026-03-15T12:00Z")
    assert (day_30(early)["word"], early["issued"]) == ("TOO_EARLY", {})
    after = records(data)
    assert after[-len(before) :] == before
    assert run("audit", "--data", data).code == 0
    assert shop.judged(data, shop.DAY_45)["id"] in {each["id"] for each in before}


def test_asked_later_it_says_what_was_known_then(data: Path) -> None:
    complete(data)
    on_time, later = shop.judged(data, shop.DAY_31), shop.judged(data, shop.DAY_70)
    assert {**day_30(later), "now": []} == {**day_30(on_time), "now": []}
    assert later["issued"]["day 30"] == on_time["issued"]["day 30"]


def test_a_new_version_changes_no_issued_word(data: Path) -> None:
    complete(data)
    before = shop.judged(data, shop.DAY_45)
    shop.declare(data, shop.LAUNCH.replace("success: 40%, failure", "success: 95%, failure"), on="2026-04-17")
    after = shop.judged(data, "2026-04-18T12:00Z")
    assert after["version"] != before["version"]
    assert (bought(after)["word"], bought(after)["success"]) == ("PASS", 0.4)
    assert (day_30(after)["now"][0]["word"], day_30(after)["now"][0]["success"]) == ("FAIL", 0.95)
    assert len(records(data, "issue")) == 1


def test_a_gate_is_issued_by_the_version_that_held_at_its_date(data: Path) -> None:
    complete(data)
    harder = shop.LAUNCH.replace("bought: {success: 40%, failure: 20%}", "bought: {success: 90%, failure: 80%}")
    shop.declare(data, harder, on="2026-04-10")
    said = shop.judged(data, shop.DAY_45)
    assert (day_30(said)["word"], bought(said)["success"]) == ("PASS", 0.4)
    (issue,) = records(data, "issue")
    assert run("replay", issue["id"], "--data", data, "--json").json["same"]
    assert run("replay", said["id"], "--data", data, "--json").json["same"]


def test_a_version_counts_from_when_it_was_registered(data: Path) -> None:
    shop.declare(data, shop.LAUNCH.replace("title: Shop", "title: New shop"), on="2026-03-10")
    said = [shop.judged(data, as_of) for as_of in ("2026-03-09T23:59Z", "2026-03-10T00:00Z", "2026-01-01T00:00Z")]
    assert [each["title"] for each in said] == ["Shop", "New shop", "Shop"]


def test_the_same_question_on_the_same_facts_is_recorded_once(data: Path) -> None:
    complete(data)
    first = shop.judged(data, shop.DAY_45)
    count = len(records(data))
    assert shop.judged(data, shop.DAY_45, clock="2026-05-12T12:00Z")["id"] == first["id"]
    assert len(records(data)) == count
    assert shop.judged(data, "2026-04-16T12:01Z")["id"] != first["id"]
    assert len(records(data)) == count + 1


def test_a_gate_without_an_estimate_is_not_issued(data: Path, tmp_path: Path) -> None:
    text = shop.LAUNCH.replace("funnel: [opened, bought]", "funnel: [opened, delivered]")
    nobody = tmp_path / "nobody" / "data"
    nobody.parent.mkdir()
    shop.declare(nobody, text.replace("opened", "never_happens"))
    shop.bring(nobody, shop.lines(range(46)), "events")
    said = shop.judged(nobody, shop.DAY_45)
    assert (day_30(said)["settled"], bought(said)["answer"]["kind"]) == (True, "insufficient")
    assert said["issued"] == {}


@pytest.mark.slow
def test_of_two_processes_that_judge_at_once_one_issues(data: Path) -> None:
    complete(data)
    words = ("verdict", shop.ID, "--as-of", shop.DAY_45, "--data", data, "--json")
    both = [start(*words, clock=shop.DAY_70) for _ in range(3)]
    printed = [process.communicate() for process in both]
    assert [process.returncode for process in both] == [4] * 3, printed
    assert len(records(data, "issue")) == 1
    assert len(records(data, "verdict")) == 1
    assert run("audit", "--data", data).code == 0
