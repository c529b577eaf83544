"""What becomes of lines of our own shapes when they are pushed."""

import json
from typing import Any

import pytest

from hypercare.model.facts import Decoded
from sources.doors import NOW, ask, rows, token_of

HEADERS = {"authorization": f"Bearer {token_of('json')}"}
TICKET: dict[str, Any] = {"channel": "tickets", "id": "T-1"}


def read(kind: str, *records: Any) -> Decoded:
    return rows(ask("json", kind, json.dumps(records).encode(), headers=HEADERS))


def test_event() -> None:
    line = {
        "event": "opened",
        "time": "2026-09-22T08:59:00+07:00",
        "user": "u1",
        "anon": "d1",
        "groups": {"company_id": "c-3"},
        "properties": {"rows": 120},
        "flags": {"bulk": "on"},
        "platform": "android",
    }
    facts = read("events", line)
    (event,) = facts.events
    assert (event.source, event.ts_event, event.ts_known) == ("json", NOW - 60_000_000, NOW)
    assert (event.user_key, event.anon_key, event.own_key) == ("u1", "d1", False)
    assert json.loads(event.props) == {"platform": "android", "rows": 120}
    assert (event.groups, event.flags) == ('{"company_id":"c-3"}', '{"bulk":"on"}')
    assert [(row.kind, row.key, row.user) for row in facts.aliases] == [("identify", "d1", "u1")]


def test_without_a_time_an_event_happened_when_it_was_received() -> None:
    assert read("events", {"event": "opened"}).events[0].ts_event == NOW


@pytest.mark.parametrize(
    ("line", "own"),
    [
        pytest.param({"key": "k1", "time": "2026-09-22T01:00:00Z"}, True, id="key-and-time"),
        pytest.param({"digest": "0f" * 16, "time": "2026-09-22T01:00:00Z"}, True, id="digest-and-time"),
        pytest.param({"key": "k1"}, False, id="key-alone"),
        pytest.param({"time": "2026-09-22T01:00:00Z"}, False, id="no-key"),
    ],
)
def test_keys(line: dict[str, Any], own: bool) -> None:
    first, again = read("events", {"event": "e"} | line), read("events", {"event": "e"} | line)
    assert [row.own_key for row in first.events] == [own]
    assert [row.key for row in first.events] == [row.key for row in again.events]


def test_equal_events_of_one_request_are_several() -> None:
    assert len({row.key for row in read("events", {"event": "e"}, {"event": "e"}).events}) == 2


def test_a_push_belongs_to_its_tokens_source() -> None:
    assert [row.source for row in read("events", {"event": "e", "source": "json"}).events] == ["json"]
    assert [row.reason for row in read("events", {"event": "e", "source": "shop"}).rejected] == ["source_invalid"]


def test_a_push_was_known_at_its_receipt_whatever_it_says() -> None:
    line = {"event": "e", "time": "2026-09-21T00:00:00Z", "known_at": "2026-09-21T00:00:00Z"}
    assert read("events", line).events[0].ts_known == NOW


def test_feedback() -> None:
    line = TICKET | {
        "time": "2026-09-22T01:00:00Z",
        "opened": "2026-09-20T01:00:00Z",
        "user": "u1",
        "title": "No upload",
        "body": "It stops at 50 %.",
        "state": "open",
        "score": 2,
        "language": "id",
        "brand": "biza",
    }
    (said,) = read("feedback", line).feedback
    assert (said.channel, said.id, said.state, said.score, said.language) == ("tickets", "T-1", "open", 2.0, "id")
    assert (said.ts_event, said.ts_opened) == (NOW - 3_600_000_000, NOW - (2 * 24 + 1) * 3_600_000_000)
    assert (said.title, said.body, json.loads(said.props)) == ("No upload", "It stops at 50 %.", {"brand": "biza"})


def test_a_ticket_is_one_event_however_often_it_changes() -> None:
    opened = TICKET | {"opened": "2026-09-20T01:00:00Z", "user": "u1"}
    facts = read("feedback", *(opened | {"time": time} for time in ("2026-09-20T01:00:00Z", "2026-09-21T01:00:00Z")))
    assert [row.event for row in facts.events] == ["support_ticket"] * 2
    assert len({row.key for row in facts.events}) == 1
    assert len({row.key for row in facts.feedback}) == 2


def test_an_answer_to_a_survey_is_no_event() -> None:
    facts = read("feedback", {"channel": "csat", "id": "A-1", "score": 5, "key": "k1", "time": "2026-09-20T01:00:00Z"})
    assert ([row.score for row in facts.feedback], [row.own_key for row in facts.feedback]) == ([5.0], [True])
    assert facts.events == []


def test_feedback_without_times_began_when_it_was_received() -> None:
    (said,) = read("feedback", TICKET).feedback
    assert (said.ts_event, said.ts_opened, said.score) == (NOW, NOW, None)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"channel": None}, "channel"),
        ({"id": ""}, "id"),
        ({"score": "5"}, "score"),
        ({"score": True}, "score"),
        ({"title": 5}, "title"),
        ({"body": "x" * 100_001}, "body"),
        ({"state": ""}, "state"),
        ({"language": "x" * 256}, "language"),
    ],
)
def test_feedback_that_cannot_be_used(changed: dict[str, Any], field: str) -> None:
    (rejected,) = read("feedback", TICKET | changed).rejected
    assert (rejected.reason, rejected.field) == ("feedback_invalid", field)


def test_traits_of_a_user() -> None:
    line = {
        "user": "u1",
        "anon": "d1",
        "set": {"plan": "pro"},
        "set_once": {"first": 1},
        "add": {"logins": 1},
        "union": {"tags": ["a"]},
        "unset": ["old"],
    }
    facts = read("traits", line)
    assert [(row.holder, row.id, row.name, row.op, row.value) for row in facts.traits] == [
        ("user", "u1", "plan", "set", '"pro"'),
        ("user", "u1", "first", "set_once", "1"),
        ("user", "u1", "logins", "add", "1"),
        ("user", "u1", "tags", "union", '["a"]'),
        ("user", "u1", "old", "unset", "null"),
    ]
    assert [(row.key, row.user) for row in facts.aliases] == [("d1", "u1")]


def test_traits_of_an_account() -> None:
    (trait,) = read("traits", {"groups": {"company_id": 3}, "set": {"account_type": "biza"}}).traits
    assert (trait.holder, trait.id, trait.name) == ("company_id", "3", "account_type")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        pytest.param({"set": {"a": 1}}, "id_missing", id="of-nobody"),
        pytest.param({"user": "u1"}, "operation_invalid", id="no-operation"),
        pytest.param({"user": "u1", "set": [1]}, "operation_invalid", id="set-is-a-list"),
        pytest.param({"user": "u1", "add": {"a": "1"}}, "operation_invalid", id="add-of-text"),
        pytest.param({"user": "u1", "unset": "a"}, "operation_invalid", id="unset-is-text"),
        pytest.param({"user": "u1", "set": {"": 1}}, "property_name_too_long", id="trait-without-name"),
        pytest.param({"user": "u1", "groups": {"c": "1"}, "set": {"a": 1}}, "group_invalid", id="user-and-account"),
        pytest.param({"groups": {"c": "1", "d": "2"}, "set": {"a": 1}}, "group_invalid", id="two-accounts"),
        pytest.param({"groups": {"c": ""}, "set": {"a": 1}}, "group_invalid", id="account-without-id"),
    ],
)
def test_traits_that_cannot_be_used(line: dict[str, Any], reason: str) -> None:
    facts = read("traits", line)
    assert ([row.reason for row in facts.rejected], facts.traits) == ([reason], [])
