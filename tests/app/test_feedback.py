"""Tickets in files, and how conversations stand."""

import json
from pathlib import Path
from typing import Any

import pytest

from app import shop
from cli.test_json_schemas import fits
from commands import run
from hypercare.lake.tables import Tables

ZENDESK = '''Summation column,Id,Requester,Requester id,Requester external id,Group,Subject,Tags,Status,Priority,Via,\
Created at,Updated at,Organization,Satisfaction Score
1,101,Ana,844738,u-17,Support,"Upload ""fails""",bulk vip,Open,High,Web form,2026-09-22 09:12:14 +0700,\
2026-09-23 10:00:00 +0700,Acme,Offered
1,102,Budi,844739,,Support,Where is it,,Solved,Normal,Mail,2026-09-22 10:12:14 +0700,2026-09-24 10:00:00 +0700,Acme,Good
'''
LATER = ZENDESK.replace("Open,High", "Pending,High").replace("2026-09-23 10", "2026-09-25 10")
NOW = "2026-10-22T08:00Z"


def brought(data: Path, name: str, text: str, *more: str) -> Any:
    file = data.parent / name
    file.write_text(text)
    ran = run("import", "tickets", file, "--data", data, "--json", *more, clock=NOW)
    assert ran.code == 0, ran
    return ran.json


def told(data: Path, *more: str) -> Any:
    ran = run("feedback", "--data", data, "--json", *more, clock=NOW)
    assert (ran.code, ran.err) == (0, "")
    fits(ran.json, "feedback.v1")
    return ran.json


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def test_zendesks_export_is_read_as_it_is(data: Path) -> None:
    done = brought(data, "tickets.csv", ZENDESK)
    fits(done, "import.v1")
    assert (done["feedback"], done["rows"], done["rejected"]) == (2, 2, {})
    [solved, opened] = told(data)["conversations"]
    assert (opened["id"], opened["user"], opened["anon"], opened["state"]) == ("101", "u-17", "zendesk:844738", "open")
    assert (opened["title"], opened["properties"]["tags"]) == ('Upload "fails"', ["bulk", "vip"])
    assert (opened["opened"], opened["changed"]) == ("2026-09-22T02:12:14+00:00", "2026-09-23T03:00:00+00:00")
    assert (solved["score"], opened["score"], solved["user"]) == (1.0, None, None)


def test_a_later_export_tells_how_they_stand_and_no_new_tickets(data: Path) -> None:
    brought(data, "first.csv", ZENDESK)
    done = brought(data, "later.csv", LATER)
    assert (done["feedback"], done["rows"], done["duplicates"]) == (1, 0, 3)
    found = told(data)
    assert [each["state"] for each in found["conversations"]] == ["pending", "solved"]
    assert found["channels"] == [
        {
            "channel": "tickets",
            "conversations": 2,
            "latest": "2026-09-25T03:00:00+00:00",
            "states": [{"state": "pending", "conversations": 1}, {"state": "solved", "conversations": 1}],
        }
    ]
    assert brought(data, "later.csv", LATER)["skipped_chunks"] == 1


ASKED: dict[str, tuple[tuple[str, ...], list[str]]] = {
    "as of a day": (("--as-of", "2026-09-24"), ["solved", "open"]),
    "before all": (("--as-of", "2026-09-22"), []),
    "since": (("--since", "2026-09-25"), ["pending"]),
    "another channel": (("--channel", "csat"), []),
    "this channel": (("--channel", "tickets"), ["pending", "solved"]),
    "few": (("--limit", "1"), ["pending"]),
}


@pytest.mark.parametrize(("options", "states"), ASKED.values(), ids=ASKED)
def test_what_is_asked_for_is_what_is_told(data: Path, options: tuple[str, ...], states: list[str]) -> None:
    brought(data, "first.csv", ZENDESK)
    brought(data, "later.csv", LATER)
    assert [each["state"] for each in told(data, *options)["conversations"]] == states


def test_of_a_launch_what_changed_since_its_day_0(data: Path) -> None:
    shop.declare(data)  # live on 2026-03-02
    brought(data, "old.csv", "id,created_at,status\n1,2026-03-01T00:00:00Z,open\n2,2026-03-03T00:00:00Z,open\n")
    found = told(data, "--launch", "shop")
    assert (found["launch"], [each["id"] for each in found["conversations"]]) == ("shop", ["2"])


def test_lines_of_json_are_tickets_too(data: Path) -> None:
    line = {
        "id": 7,
        "created_at": "2026-09-22T09:00:00Z",
        "updated_at": "2026-09-22T10:00:00Z",
        "requester_id": 844738,
        "status": "open",
        "via": {"channel": "email"},
        "tags": ["a", "b"],
        "company_id": "c-1",
        "custom_fields": [{"id": 1, "value": "x"}],
    }
    brought(data, "tickets.jsonl", json.dumps(line) + "\n")
    [found] = told(data)["conversations"]
    assert (found["id"], found["anon"], found["groups"]) == ("7", "zendesk:844738", {"company_id": "c-1"})
    assert found["properties"]["channel"] == "email"
    assert found["properties"]["custom_fields"] == [{"id": 1, "value": "x"}]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",2026-09-22T09:00:00Z,open", "id_missing"),
        ("1,,open", "time_missing"),
        ("1,22/09/2026,open", "time_invalid"),
        ("1,2027-09-22T09:00:00Z,open", "time_in_future"),
        ("1,2026-09-22T09:00:00Z", "cells_missing"),
    ],
)
def test_a_row_that_is_no_ticket_is_set_aside_with_its_number(data: Path, row: str, reason: str) -> None:
    done = brought(data, "t.csv", f"id,created_at,status\n1,2026-09-22,new\n{row}\n")
    assert (done["feedback"], done["rejected"]) == (1, {reason: 1})
    assert Tables(data / "lake").read("quarantine")["message"].to_pylist()[0].startswith("row 3: ")


def test_without_a_beginning_it_is_no_export_of_tickets(data: Path) -> None:
    file = data.parent / "t.csv"
    file.write_text("id,status\n1,open\n")
    ran = run("import", "tickets", file, "--data", data)
    assert ran.code == 2
    assert "there is no column of the created; the header is: id, status" in ran.err
    assert "--columns created=NAME" in ran.err


def test_who_is_forgotten_takes_their_tickets_along(data: Path) -> None:
    brought(data, "first.csv", ZENDESK)
    ran = run("forget", "--user", "u-17", "--yes", "--data", data, "--json", clock=NOW)
    assert (ran.json["gone"]["feedback"], ran.json["gone"]["events"]) == (1, 1)
    assert [each["id"] for each in told(data)["conversations"]] == ["102"]
    assert brought(data, "again.csv", ZENDESK + "\n")["feedback"] == 0, "and they do not come back"


def test_a_backup_brings_feedback_back(data: Path) -> None:
    brought(data, "first.csv", ZENDESK)
    file, other = data.parent / "backup.hcb", data.parent / "other"
    assert run("backup", file, "--data", data, clock=NOW).code == 0
    assert run("restore", file, "--data", other, clock=NOW).code == 0
    assert told(other) == told(data)
    assert brought(other, "again.csv", ZENDESK + "\n")["duplicates"] == 4, "and each is known again"


def test_tickets_are_kept_for_as_many_days_as_is_set(data: Path) -> None:
    brought(data, "first.csv", ZENDESK)
    ran = run("clean", "--data", data, "--json", clock=NOW, keep_feedback="28")
    assert [(each["table"], each["first"], each["gone"]) for each in ran.json["tables"]] == [
        ("feedback", "2026-09-24", 1)
    ]
    assert [each["id"] for each in told(data)["conversations"]] == ["102"]
