"""CleverTap's files: its export, and the records of its API."""

import json
from typing import Any

import pytest

from hypercare.model.facts import Decoded, Payload
from hypercare.sources.files.sniff import sniff
from hypercare.sources.registry import decoder
from sources.doors import NOW

LINE: dict[str, Any] = {
    "ts": 20260922085900,
    "eventName": "Charged",
    "eventProps": {"Amount": 300, "Items": [{"Category": "books"}]},
    "profile": {
        "identity": "u1",
        "objectId": "o1",
        "platform": "Android",
        "name": "Putri",
        "email": "putri@example.com",
        "push_token": "secret",
    },
    "deviceInfo": {"make": "Samsung", "appVersion": "4.2.0"},
    "sessionProps": {},
    "timezone": "Asia/Jakarta",
}
RECORD: dict[str, Any] = {
    "ts": 20260922015900,
    "event_name": "opened",
    "event_props": {"rows": 120},
    "profile": {"objectId": "o1"},
    "session_props": {"utm_source": "mail"},
}


def read(*lines: Any, first_row: int = 0, zone: str = "") -> Decoded:
    body = b"\n".join(json.dumps(line).encode() for line in lines)
    query = {"zone": zone} if zone else {}
    payload = Payload("import.clevertap", "f00d", "shop", NOW, body, query=query, first_row=first_row)
    return decoder("import.clevertap")(payload)


def test_a_line_of_the_export() -> None:
    facts = read(LINE)
    (event,) = facts.events
    assert (event.source, event.event, event.user_key, event.anon_key) == ("shop", "Charged", "u1", "o1")
    assert event.ts_event == event.ts_known == NOW - 60_000_000
    assert json.loads(event.props) == {
        "platform": "Android",
        "deviceInfo": {"make": "Samsung", "appVersion": "4.2.0"},
        "Amount": 300,
        "Items": [{"Category": "books"}],
    }
    assert [(row.kind, row.key, row.user) for row in facts.aliases] == [("identify", "o1", "u1")]
    assert event.own_key


def test_a_record_of_the_api_with_its_name_added() -> None:
    (event,) = read(RECORD).events
    assert (event.event, event.user_key, event.anon_key) == ("opened", None, "o1")
    assert (event.ts_event, json.loads(event.props)) == (
        NOW - 60_000_000,
        {"rows": 120, "sessionProps": {"utm_source": "mail"}},
    )


def test_nothing_of_the_person_is_taken_from_a_file() -> None:
    facts = read(LINE)
    assert facts.traits == []
    assert "putri" not in str(facts).lower()


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        pytest.param({"eventName": None}, "event_name_invalid", id="no-name"),
        pytest.param({"ts": None}, "time_missing", id="no-time"),
        pytest.param({"ts": 20261322085900}, "time_invalid", id="thirteenth-month"),
        pytest.param({"ts": "00010101000000"}, "time_before_1971", id="year-one"),
        pytest.param({"ts": "20260922T0859"}, "time_invalid", id="no-offset"),
        pytest.param({"ts": True}, "time_invalid", id="time-is-true"),
        pytest.param({"ts": 20271022085900}, "time_in_future", id="next-year"),
        pytest.param({"timezone": "Jakarta"}, "time_invalid", id="no-such-zone"),
        pytest.param({"timezone": "../etc/passwd"}, "time_invalid", id="zone-is-a-path"),
        pytest.param({"timezone": 7}, "time_invalid", id="zone-is-a-number"),
        pytest.param({"profile": "u1"}, "properties_invalid", id="profile-is-text"),
        pytest.param({"eventProps": [1]}, "properties_invalid", id="properties-are-a-list"),
        pytest.param({"profile": {"identity": "undefined"}}, "id_placeholder", id="identity-of-nobody"),
    ],
)
def test_lines_that_cannot_be_used(changed: dict[str, Any], reason: str) -> None:
    facts = read(LINE, LINE | changed)
    assert len(facts.events) == 1
    assert [row.reason for row in facts.rejected] == [reason]
    assert facts.rejected[0].message.startswith("row 2: ")


def test_a_row_is_known_by_its_place() -> None:
    first, again = read(LINE, LINE), read(LINE, LINE)
    assert [row.key for row in first.events] == [row.key for row in again.events]
    assert len({row.key for row in (*first.events, *read(LINE, first_row=2).events)}) == 3


@pytest.mark.parametrize("line", [LINE, RECORD, {key: RECORD[key] for key in RECORD if key != "event_name"}])
def test_files_are_recognised(line: dict[str, Any]) -> None:
    assert sniff([json.dumps(line).encode()]) == "import.clevertap"


def test_a_time_is_in_the_zone_of_its_line_else_in_the_one_that_was_named_for_the_file() -> None:
    plain = {key: value for key, value in LINE.items() if key != "timezone"} | {"ts": 20260901085900}
    told = [read(line, zone=zone).events[0].ts_event for line, zone in ((plain, ""), (plain, "Asia/Jakarta"))]
    assert told[0] - told[1] == 7 * 3_600_000_000
    assert read(plain | {"timezone": "Asia/Jakarta"}, zone="Europe/Paris").events[0].ts_event == told[1]
    assert read(plain, zone="nowhere").rejected[0].field == "timezone"
