"""What becomes of CleverTap's records."""

import json
from typing import Any

import pytest

from hypercare.model.facts import Decoded
from sources.doors import NOW, NOW_S, ask, rows, token_of

HEADERS = {"x-clevertap-passcode": token_of("clevertap")}
EVENT: dict[str, Any] = {"type": "event", "identity": "u1", "evtName": "opened", "evtData": {"rows": 120}}


def read(*records: Any) -> Decoded:
    return rows(ask("clevertap", "1/upload", json.dumps({"d": records}).encode(), headers=HEADERS))


def test_event() -> None:
    (event,) = read(EVENT | {"ts": NOW_S - 60, "$source": "Segment"}).events
    assert (event.source, event.event, event.user_key, event.anon_key) == ("clevertap", "opened", "u1", None)
    assert (event.ts_event, event.ts_received, event.ts_known) == (NOW - 60_000_000, NOW, NOW)
    assert (json.loads(event.props), event.lib, event.own_key) == ({"rows": 120}, "Segment", False)


def test_without_ts_an_event_happened_when_it_was_received() -> None:
    assert read(EVENT).events[0].ts_event == NOW


def test_charged_keeps_its_items() -> None:
    data = {"Amount": 300, "Items": [{"Category": "books", "Quantity": 1}, {"Category": "toys"}]}
    (event,) = read(EVENT | {"evtName": "Charged", "evtData": data}).events
    assert json.loads(event.props) == data


@pytest.mark.parametrize(
    ("ids", "user", "anon"),
    [
        pytest.param({"identity": "u1"}, "u1", None, id="identity"),
        pytest.param({"identity": 17}, "17", None, id="identity-is-a-number"),
        pytest.param({"objectId": "-2ce3"}, None, "-2ce3", id="object-id"),
        pytest.param({"FBID": "34"}, None, "FBID:34", id="facebook"),
        pytest.param({"GPID": "34"}, None, "GPID:34", id="google"),
        pytest.param({"identity": "u1", "objectId": "o1"}, "u1", "o1", id="both"),
        pytest.param({"objectId": "o1", "FBID": "34"}, None, "o1", id="object-id-goes-first"),
    ],
)
def test_who(ids: dict[str, Any], user: str | None, anon: str | None) -> None:
    facts = read({"type": "event", "evtName": "opened"} | ids)
    assert [(row.user_key, row.anon_key) for row in facts.events] == [(user, anon)]
    tied = [("identify", anon, user)] if user and anon else []
    assert [(row.kind, row.key, row.user) for row in facts.aliases] == tied


@pytest.mark.parametrize(
    "profile",
    [
        pytest.param({"identity": "u1", "objectId": "o1", "profileData": {"plan": "pro"}}, id="both-ids"),
        pytest.param({"objectId": "o1", "profileData": {"Identity": "u1", "plan": "pro"}}, id="identity-in-the-data"),
    ],
)
def test_a_profile_ties_device_and_user(profile: dict[str, Any]) -> None:
    facts = read({"type": "profile"} | profile)
    assert [(row.kind, row.key, row.user) for row in facts.aliases] == [("identify", "o1", "u1")]
    assert ("user", "u1", "plan", "set", '"pro"') in {
        (row.holder, row.id, row.name, row.op, row.value) for row in facts.traits
    }


@pytest.mark.parametrize(
    ("value", "op", "kept"),
    [
        pytest.param("pro", "set", "pro", id="value"),
        pytest.param(["a", "b"], "set", ["a", "b"], id="list"),
        pytest.param({"$set": ["a"]}, "set", ["a"], id="$set"),
        pytest.param({"$add": ["a", "b"]}, "union", ["a", "b"], id="$add"),
        pytest.param({"$remove": "a"}, "remove", ["a"], id="$remove"),
        pytest.param({"$delete": 1}, "unset", None, id="$delete"),
        pytest.param({"$incr": 2}, "add", 2, id="$incr"),
        pytest.param({"$decr": 2.5}, "add", -2.5, id="$decr"),
        pytest.param({"city": "Bandung"}, "set", {"city": "Bandung"}, id="object"),
    ],
)
def test_operations(value: Any, op: str, kept: Any) -> None:
    (trait,) = read({"type": "profile", "identity": "u1", "profileData": {"x": value}}).traits
    assert (trait.holder, trait.id, trait.name, trait.op, json.loads(trait.value)) == ("user", "u1", "x", op, kept)


@pytest.mark.parametrize("value", [{"$incr": "2"}, {"$incr": True}, {"$twist": 1}, {"$set": 1, "other": 2}])
def test_operations_that_cannot_be(value: Any) -> None:
    facts = read({"type": "profile", "identity": "u1", "profileData": {"plan": "pro", "x": value}})
    assert (facts.traits, [row.reason for row in facts.rejected]) == ([], ["operation_invalid"])


def test_a_resent_upload_has_the_same_keys_and_equal_records_have_not() -> None:
    first, again = read(EVENT, EVENT), read(EVENT, EVENT)
    assert [row.key for row in first.events] == [row.key for row in again.events]
    assert len({row.key for row in first.events}) == 2
    assert not any(row.own_key for row in first.events)


def test_device_tokens_become_nothing() -> None:
    assert read({"type": "token", "objectId": "o1", "tokenData": {"id": "x"}}) == Decoded([], [], [], [], [])
