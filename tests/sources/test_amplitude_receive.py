"""What Amplitude's endpoints answer, and what they keep."""

import json
from typing import Any
from urllib.parse import urlencode

import pytest

from hypercare.sources.reasons import RequestProblem
from hypercare.sources.receiver import Outcome, Request
from hypercare.sources.registry import receivers
from sources.doors import NOW, Door, ask, rows, token_of

TOKEN = token_of("amplitude")
NOW_MS = NOW // 1000


def event(**more: Any) -> dict[str, Any]:
    return {"event_type": "opened", "user_id": "user-1", "time": NOW_MS, "insert_id": "i1"} | more


def send(events: Any, path: str = "2/httpapi", **more: Any) -> Outcome:
    return ask("amplitude", path, json.dumps({"api_key": TOKEN, "events": events} | more).encode())


def said(outcome: Outcome) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(outcome.answer.body)
    assert answer["code"] == outcome.answer.status
    return answer


@pytest.mark.parametrize("path", ["2/httpapi", "2/httpapi/", "batch"])
def test_usable_events_are_counted(path: str) -> None:
    outcome = send([event(), event(insert_id="i2")], path)
    size = len(json.dumps({"api_key": TOKEN, "events": [event(), event(insert_id="i2")]}))
    assert said(outcome) == {
        "code": 200,
        "events_ingested": 2,
        "payload_size_bytes": size,
        "server_upload_time": NOW_MS,
    }
    assert outcome.events == 2
    assert TOKEN.encode() not in outcome.payloads[0].body


BAD = {
    "no type": ({"event_type": None}, "missing_fields", "event_type", "Request missing required field"),
    "empty type": ({"event_type": ""}, "missing_fields", "event_type", "Request missing required field"),
    "type of no text": ({"event_type": 5}, "invalid_fields", "event_type", "Invalid field values on some events"),
    "nobody": ({"user_id": None}, "missing_fields", "device_id", "Request missing required field"),
    "short user": ({"user_id": "abcd"}, "invalid_id_lengths", "user_id", "Invalid id length for user_id or device_id"),
    "short device": ({"device_id": "d"}, "invalid_id_lengths", "device_id", "Invalid id length for"),
    "placeholder": ({"user_id": "undefined"}, "invalid_fields", "user_id", "Invalid field values"),
    "ISO time": ({"time": "2026-09-22T02:00:00Z"}, "invalid_fields", "time", "Invalid field values"),
    "time to come": ({"time": NOW_MS + 3_700_000}, "invalid_fields", "time", "Invalid field values"),
    "before 1971": ({"time": 0}, "invalid_fields", "time", "Invalid field values"),
    "properties": ({"event_properties": []}, "invalid_fields", "event_properties", "Invalid field values"),
    "operation": ({"user_properties": {"$add": {"n": "x"}}}, "invalid_fields", "user_properties", "Invalid field"),
    "groups": ({"groups": {"org": {}}}, "invalid_fields", "groups", "Invalid field values"),
    "insert id": ({"insert_id": {}}, "invalid_fields", "insert_id", "Invalid field values"),
    "too large": ({"event_properties": {"x": "y" * 1_100_000}}, "invalid_fields", "event", "Invalid field values"),
}


@pytest.mark.parametrize(("change", "name", "field", "error"), BAD.values(), ids=BAD)
def test_bad_events_are_listed_and_the_others_kept(change: dict[str, Any], name: str, field: str, error: str) -> None:
    outcome = send([event(), event(insert_id="i2") | change, event(insert_id="i3")], "batch")
    answer = said(outcome)
    assert outcome.answer.status == 400
    assert answer[f"events_with_{name}"][field] == [1]
    assert answer["error"].startswith(error)
    # Clients give up all events of a request that misses a field.
    assert "missing_field" not in answer
    found = rows(outcome)
    assert (len(found.events), len(found.rejected), outcome.events) == (2, 1, 2)
    assert outcome.rejected == {found.rejected[0].reason: 1}


def test_shorter_ids_are_allowed_where_the_client_says_so() -> None:
    assert send([event(user_id="abc")], options={"min_id_length": 3}).answer.status == 200
    assert send([event(user_id="abc")], options={"min_id_length": None}).answer.status == 400
    assert send([event(user_id="abc")], options="3").answer.status == 400


REFUSED = {
    "no key": ({"events": [event()]}, "Request missing required field", "api_key"),
    "key of no text": ({"api_key": 5, "events": [event()]}, "Request missing required field", "api_key"),
    "stranger": ({"api_key": "stranger", "events": [event()]}, "Invalid API key: it is not one of", None),
    "no events": ({"api_key": TOKEN}, "Request missing required field", "events"),
    "empty events": ({"api_key": TOKEN, "events": []}, "Request missing required field", "events"),
    "events of no list": ({"api_key": TOKEN, "events": {}}, "Invalid JSON request body", None),
    "a list": ([event()], "Invalid JSON request body", None),
}


@pytest.mark.parametrize(("body", "error", "missing"), REFUSED.values(), ids=REFUSED)
def test_requests_that_are_refused_as_a_whole(body: Any, error: str, missing: str | None) -> None:
    outcome = ask("amplitude", "2/httpapi", json.dumps(body).encode())
    answer = said(outcome)
    assert answer["code"] == 400
    assert answer["error"].startswith(error)
    assert answer.get("missing_field") == missing
    assert outcome.payloads == ()
    assert sum(outcome.rejected.values()) == 1


@pytest.mark.parametrize(
    ("body", "error"),
    [(b"", "Missing request body"), (b"{", "Invalid JSON request body"), (b"[" * 9_999, "Invalid JSON request body")],
    ids=["empty", "torn", "endless"],
)
def test_bodies_that_cannot_be_read(body: bytes, error: str) -> None:
    assert said(ask("amplitude", "batch", body))["error"] == error


def test_numbers_that_are_none_spoil_nothing() -> None:
    events = [event(event_properties={"ratio": float("nan")}), event(insert_id="\ud800"), event(insert_id="i3")]
    outcome = send(events)
    found = rows(outcome)
    assert [each.props for each in found.events] == ['{"ratio":null}', "{}"]
    assert said(outcome)["events_with_invalid_fields"] == {"event": [1]}


def test_limits_of_a_request() -> None:
    many = [event(insert_id=f"i{index}") for index in range(2_001)]
    assert said(send(many)) == {"code": 413, "error": "Payload too large"}
    assert said(send(many, "batch"))["events_ingested"] == 2_001
    large = [event(event_properties={"x": "y" * 600_000}) for _ in range(2)]
    assert send(large).answer.status == 413
    assert send(large, "batch").answer.status == 200


def test_other_paths_and_methods() -> None:
    assert said(ask("amplitude", "3/httpapi"))["error"] == "Invalid request path"
    assert ask("amplitude", "2/httpapi", method="GET").answer.status == 405
    assert ask("amplitude", "2/httpapi", method="GET").rejected == {"method_not_allowed": 1}


def form(path: str, **fields: Any) -> Outcome:
    texts = {name: value if isinstance(value, str) else json.dumps(value) for name, value in fields.items()}
    return ask("amplitude", path, urlencode({"api_key": TOKEN} | texts).encode())


def test_forms_are_answered_by_a_word() -> None:
    told = [
        form("httpapi", event=event()),
        form("httpapi", event=[event(), event(insert_id="i2"), {}]),
        form("identify", identification={"user_id": "user-1", "user_properties": {"plan": "pro"}}),
        form("groupidentify", identification=[{"group_type": "org", "group_value": 5, "group_properties": {"a": 1}}]),
    ]
    assert [(each.answer.status, each.answer.body) for each in told] == [(200, b"success")] * 4
    assert len(rows(told[1]).events) == 2
    assert [(each.holder, each.id, each.name) for each in told[2:] for each in rows(each).traits] == [
        ("user", "user-1", "plan"),
        ("org", "5", "a"),
    ]
    query = {"api_key": TOKEN, "event": json.dumps(event())}
    assert rows(ask("amplitude", "httpapi", query=query, method="GET")).events


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"api_key": ""}, b"missing_event"),
        ({"event": "{"}, b"invalid_event"),
        ({"event": "{}", "api_key": "stranger"}, b"invalid_api_key"),
        ({"event": "{}", "api_key": ""}, b"missing_api_key"),
        ({"event": "{}"}, b"event_type is missing"),
    ],
    ids=["no event", "torn event", "stranger", "no key", "bad event"],
)
def test_forms_that_cannot_be_used(fields: dict[str, str], error: bytes) -> None:
    outcome = form("httpapi", **fields)
    assert (outcome.answer.status, outcome.answer.body) == (400, error)


@pytest.mark.parametrize("path", ["2/httpapi", "batch", "httpapi", "identify", "nowhere"])
@pytest.mark.parametrize("problem", RequestProblem)
def test_every_refusal_has_amplitudes_form(path: str, problem: RequestProblem) -> None:
    answer = receivers()["amplitude"].refuse(Request("POST", path, {}, {}, b"", NOW), problem)
    assert answer.status >= 400
    if path in ("2/httpapi", "batch"):
        assert json.loads(answer.body)["code"] == answer.status


def test_clients_that_send_too_much_wait_with_every_event() -> None:
    answer = receivers()["amplitude"].refuse(
        Request("POST", "2/httpapi", {}, {}, b"", NOW), RequestProblem.RATE_LIMITED
    )
    assert json.loads(answer.body)["throttled_events"] == list(range(2_000))
    assert answer.status == 429


def test_what_cannot_be_kept_is_to_come_again() -> None:
    door = Door()
    door.shelf.full = True
    body = json.dumps({"api_key": TOKEN, "events": [event()]}).encode()
    reply = door.ask("POST", "/ingest/amplitude/2/httpapi", [body])
    assert reply is not None
    assert (reply.status, json.loads(reply.body)["code"]) == (503, 503)
    assert "retry-after" in reply.headers


def test_debug_form_keeps_nothing() -> None:
    door = Door()
    body = json.dumps({"api_key": TOKEN, "events": [event(), event(user_id="abc")]}).encode()
    reply = door.ask("POST", "/ingest/amplitude/debug/2/httpapi", [body])
    assert reply is not None
    told = json.loads(reply.body)
    assert [each.get("reason") for each in told["records"]] == ["id_too_short", None]
    assert door.shelf.payloads == []
