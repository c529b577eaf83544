"""Our own JSON door: what it answers."""

import base64
import json
from typing import Any

import pytest

from hypercare.sources.receiver import Outcome
from hypercare.sources.registry import receivers
from sources.doors import Door, ask, rows, token_of

TOKEN = token_of("json")
HEADERS = {"authorization": f"Bearer {TOKEN}"}
EVENT: dict[str, Any] = {"event": "opened", "user": "u1", "properties": {"rows": 120}}
TICKET: dict[str, Any] = {"channel": "tickets", "id": "T-1", "title": "No upload"}
PLAN: dict[str, Any] = {"user": "u1", "set": {"plan": "pro"}}


def send(records: Any, kind: str = "events") -> Outcome:
    return ask("json", kind, json.dumps(records).encode(), headers=HEADERS)


def said(outcome: Outcome) -> Any:
    return json.loads(outcome.answer.body)


@pytest.mark.parametrize(
    ("body", "accepted"),
    [
        pytest.param(json.dumps(EVENT), 1, id="object"),
        pytest.param(json.dumps(EVENT, indent=2), 1, id="object-over-lines"),
        pytest.param(json.dumps([EVENT, EVENT]), 2, id="list"),
        pytest.param(f"{json.dumps(EVENT)}\n\n{json.dumps(EVENT)}\n", 2, id="lines"),
    ],
)
def test_forms_of_a_body(body: str, accepted: int) -> None:
    outcome = ask("json", "events", body.encode(), headers=HEADERS)
    assert (outcome.answer.status, said(outcome)) == (200, {"accepted": accepted, "rejected": []})
    assert len(rows(outcome).events) == outcome.events == accepted


def test_lines_by_their_type() -> None:
    headers = HEADERS | {"content-type": "application/x-ndjson"}
    outcome = ask("json", "events", b"nothing\n" + json.dumps(EVENT).encode(), headers=headers)
    assert [each["index"] for each in said(outcome)["rejected"]] == [0]
    assert len(rows(outcome).events) == 1


@pytest.mark.parametrize(("kind", "record"), [("events", EVENT), ("feedback", TICKET), ("traits", PLAN)])
def test_kinds(kind: str, record: Any) -> None:
    outcome = send(record, kind)
    found = rows(outcome)
    assert (outcome.answer.status, found.rejected) == (200, [])
    assert [len(found.events), len(found.feedback), len(found.traits)] == [
        int(kind == each) for each in ("events", "feedback", "traits")
    ]


def test_a_bad_record_is_named_beside_the_good_ones() -> None:
    outcome = send([EVENT, EVENT | {"time": "soon"}, 5])
    assert outcome.answer.status == 200
    assert said(outcome) == {
        "accepted": 1,
        "rejected": [
            {
                "index": 1,
                "reason": "time_invalid",
                "field": "time",
                "message": "must be ISO 8601 with an offset (2026-09-22T09:00:00+07:00), or a number since 1970",
            },
            {"index": 2, "reason": "not_an_object", "field": "", "message": "a record must be a JSON object"},
        ],
    }
    assert outcome.rejected == {"time_invalid": 1, "not_an_object": 1}
    assert [row.reason for row in rows(outcome).rejected] == ["time_invalid", "not_an_object"]


@pytest.mark.parametrize(("kind", "record"), [("events", EVENT), ("feedback", TICKET), ("traits", PLAN)])
@pytest.mark.parametrize("who", [{"user": "undefined"}, {"user": "u1", "anon": "NULL"}, {"user": 0}])
def test_an_id_that_stands_for_nobody_joins_nobody(kind: str, record: Any, who: dict[str, Any]) -> None:
    outcome = send(record | who, kind)
    found = rows(outcome)
    assert (outcome.answer.status, [row.reason for row in found.rejected]) == (400, ["id_placeholder"])
    assert [*found.events, *found.feedback, *found.traits, *found.aliases] == []


def test_nothing_usable_is_400() -> None:
    outcome = send([5, {}])
    assert (outcome.answer.status, said(outcome)["accepted"], outcome.events) == (400, 0, 0)
    assert len(rows(outcome).rejected) == 2


def test_what_is_told_is_bounded() -> None:
    told = said(send([5] * 1_200))
    assert (len(told["rejected"]), told["rejected_left_out"]) == (1_000, 200)


@pytest.mark.parametrize(
    ("kind", "body", "headers", "status", "code"),
    [
        pytest.param("events", b"", HEADERS, 400, "body_empty", id="empty"),
        pytest.param("events", b"[]", HEADERS, 400, "body_empty", id="empty-list"),
        pytest.param("events", b'{"event":', HEADERS, 400, "invalid_json", id="torn"),
        pytest.param("events", b"[" + b"{}," * 5_000 + b"{}]", HEADERS, 413, "too_many_records", id="too-many"),
        pytest.param("events", b"{}", {}, 401, "token_missing", id="no-token"),
        pytest.param("events", b"{}", {"authorization": "Bearer x"}, 401, "token_unknown", id="stranger"),
        pytest.param("nothing", b"{}", HEADERS, 404, "path_unknown", id="no-such-kind"),
    ],
)
def test_refusals(kind: str, body: bytes, headers: dict[str, str], status: int, code: str) -> None:
    outcome = ask("json", kind, body, headers=headers)
    assert (outcome.answer.status, said(outcome)["error"]["code"]) == (status, code)
    assert (outcome.payloads, outcome.rejected) == ((), {code: 1})


def test_only_posts_are_read() -> None:
    assert ask("json", "events", headers=HEADERS, method="GET").answer.status == 405


@pytest.mark.parametrize("pair", [f"{TOKEN}:", f"anybody:{TOKEN}"])
def test_basic_authentication_does_too(pair: str) -> None:
    header = {"authorization": "Basic " + base64.b64encode(pair.encode()).decode()}
    outcome = ask("json", "events", json.dumps(EVENT | {"leaked": TOKEN}).encode(), headers=header)
    assert outcome.events == 1
    assert TOKEN.encode() not in outcome.payloads[0].body


def test_a_body_that_cannot_be_unpacked_is_refused_in_our_form() -> None:
    door = Door()
    reply = door.ask("POST", "/ingest/json/events", [b"x"], headers={**HEADERS, "content-encoding": "gzip"})
    assert reply is not None
    assert json.loads(reply.body)["error"]["code"] == "body_not_decompressible"


def test_the_lines_name_the_token_and_the_place() -> None:
    door = receivers()["json"]
    lines = door.client_lines("http://h/ingest/json", TOKEN)
    assert set(lines) == {"curl", "python", "javascript"}
    assert all(TOKEN in line and "http://h/ingest/json/events" in line for line in lines.values())
