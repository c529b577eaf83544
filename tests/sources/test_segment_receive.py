"""Segment's endpoints: who may send, what is taken, and every reply byte for byte."""

import base64
import json
from typing import Any

import pytest

from hypercare.sources.reasons import Reason, RequestProblem
from hypercare.sources.receiver import Outcome, Request
from hypercare.sources.registry import receivers
from hypercare.sources.segment.answer import EVENT_BYTES, REQUEST_BYTES
from hypercare.sources.segment.lines import client_lines
from sources.doors import NOW, Door, ask, rows, token_of

TOKEN = token_of("segment")
YES = (200, b'{"success":true}')


def basic(user: str, password: str = "") -> dict[str, str]:
    return {"authorization": "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()}


def event(name: str = "bulk_opened", **fields: Any) -> dict[str, Any]:
    return {"type": "track", "event": name, "userId": "u1", "messageId": name, **fields}


def batch(*messages: Any, **fields: Any) -> bytes:
    return json.dumps({"batch": list(messages), **fields}).encode()


def segment(path: str, body: bytes, **given: Any) -> Outcome:
    return ask("segment", path, body, **({"headers": basic(TOKEN)} | given))


def said(outcome: Outcome) -> tuple[int, bytes]:
    return outcome.answer.status, outcome.answer.body


ENDPOINTS = {
    "batch": ("v1/batch", batch(event())),
    "batch, as browsers say it": ("v1/b", batch(event())),
    "import": ("v1/import", batch(event())),
    "a trailing slash": ("v1/track/", json.dumps(event()).encode()),
    "a host that names no version": ("t", json.dumps(event()).encode()),
    **{
        path: (f"v1/{path}", json.dumps({**event(), "groupId": "c1", "previousId": "u0", "traits": {"a": 1}}).encode())
        for path in ("track", "t", "page", "p", "screen", "s", "identify", "i", "group", "g", "alias", "a")
    },
}


@pytest.mark.parametrize(("path", "body"), ENDPOINTS.values(), ids=ENDPOINTS)
def test_endpoint(path: str, body: bytes) -> None:
    outcome = segment(path, body)
    kept = rows(outcome)
    assert said(outcome) == YES
    assert (outcome.events, kept.rejected) == (1, [])
    assert kept.events or kept.traits or kept.aliases


def test_the_path_goes_before_the_type_of_a_single_message() -> None:
    body = json.dumps({**event(), "type": "identify"}).encode()
    assert [row.event for row in rows(segment("v1/track", body)).events] == ["bulk_opened"]


WAYS = {
    "basic": (basic(TOKEN), {}, {}),
    "basic, as the password": (basic("any", TOKEN), {}, {}),
    "in the body": ({}, {"writeKey": TOKEN}, {}),
    "in the body, beside an unknown one": (basic("another"), {"writeKey": TOKEN}, {}),
    "in the query": ({}, {}, {"writeKey": TOKEN}),
}


@pytest.mark.parametrize(("headers", "fields", "query"), WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("single", [True, False], ids=["one message", "a batch"])
def test_write_key(headers: dict[str, str], fields: dict[str, str], query: dict[str, str], single: bool) -> None:
    body = json.dumps(event() | fields).encode() if single else batch(event(), **fields)
    outcome = segment("v1/track" if single else "v1/batch", body, headers=headers, query=query)
    assert said(outcome) == YES
    assert [payload.source for payload in outcome.payloads] == ["segment"]
    assert TOKEN.encode() not in outcome.payloads[0].body


def test_no_other_write_key_is_kept() -> None:
    outcome = segment("v1/batch", batch(event(writeKey="secret1"), event(writeKey=TOKEN), writeKey="secret2"))
    assert b"secret" not in outcome.payloads[0].body
    assert TOKEN.encode() not in outcome.payloads[0].body


def no(code: str, message: str) -> bytes:
    return json.dumps({"success": False, "code": code, "message": message}, separators=(",", ":")).encode()


LARGE = "a request may have at most 500 KB, an event 32 KB"
TURNED_AWAY = {
    "no write key": ("v1/batch", batch(event()), {}, 401, no("token_missing", "the write key is missing")),
    "an unknown one": (
        "v1/batch",
        batch(event()),
        basic("stranger"),
        401,
        no("token_unknown", "the write key is not one of this installation"),
    ),
    "another vendor's": (
        "v1/batch",
        batch(event()),
        basic(token_of("mixpanel")),
        401,
        no("token_unknown", "the write key is not one of this installation"),
    ),
    "an unknown path": ("v2/track", b"{}", basic(TOKEN), 404, no("path_unknown", "there is no such endpoint")),
    "no body": ("v1/track", b" ", basic(TOKEN), 400, no("body_empty", "the body is empty")),
    "no JSON": ("v1/track", b"{", basic(TOKEN), 400, no("invalid_json", "malformed JSON")),
    "an array": ("v1/track", b"[]", basic(TOKEN), 400, no("invalid_json", "malformed JSON")),
    "no batch": ("v1/batch", b"{}", basic(TOKEN), 400, no("invalid_json", "malformed JSON")),
    "a batch that is no list": ("v1/batch", b'{"batch":{}}', basic(TOKEN), 400, no("invalid_json", "malformed JSON")),
    "an event over 32 KB": (
        "v1/track",
        json.dumps(event(properties={"note": "x" * EVENT_BYTES})).encode(),
        basic(TOKEN),
        400,
        no("event_too_large", LARGE),
    ),
    "a batch of one event over 32 KB": (
        "v1/batch",
        batch(event(properties={"note": "x" * EVENT_BYTES})),
        basic(TOKEN),
        400,
        no("event_too_large", LARGE),
    ),
    "a request over 500 KB": (
        "v1/batch",
        batch(*[event(properties={"note": "x" * 30_000})] * 18),
        basic(TOKEN),
        400,
        no("body_too_large", LARGE),
    ),
}


@pytest.mark.parametrize(("path", "body", "headers", "status", "answer"), TURNED_AWAY.values(), ids=TURNED_AWAY)
def test_refusal(path: str, body: bytes, headers: dict[str, str], status: int, answer: bytes) -> None:
    outcome = segment(path, body, headers=headers)
    assert said(outcome) == (status, answer)
    assert outcome.payloads == ()
    assert sum(outcome.rejected.values()) == 1


def test_other_methods_are_refused() -> None:
    assert segment("v1/track", b"", method="GET").answer.status == 405


def test_the_limits_themselves_are_taken() -> None:
    fitting = event(properties={"note": ""})
    fitting["properties"]["note"] = "x" * (EVENT_BYTES - len(json.dumps(fitting)))
    assert said(segment("v1/track", json.dumps(fitting).encode())) == YES
    assert said(segment("v1/batch", batch(*[fitting] * 15))) == YES
    padded = batch(event())
    assert said(segment("v1/batch", padded + b" " * (REQUEST_BYTES - len(padded)))) == YES


def test_a_bad_message_does_not_spoil_the_others() -> None:
    bad = [5, {}, event(userId=None), event("", messageId="m2"), {"type": "dance", "userId": "u1"}, event("large")]
    bad[-1]["properties"] = {"note": "x" * EVENT_BYTES}
    outcome = segment("v1/batch", batch(event(), *bad, event("second")))
    kept = rows(outcome)
    assert said(outcome) == YES
    assert [row.event for row in kept.events] == ["bulk_opened", "second"]
    assert [row.reason for row in kept.rejected] == [
        "not_an_object",
        "kind_unknown",
        "id_missing",
        "event_name_invalid",
        "kind_unknown",
        "event_too_large",
    ]
    assert (outcome.events, outcome.rejected) == (7, {"event_too_large": 1})


def test_a_batch_without_messages_is_fine_and_not_kept() -> None:
    outcome = segment("v1/batch", batch())
    assert (said(outcome), outcome.payloads) == (YES, ())


def test_what_the_browser_measures_of_itself_is_answered_and_not_kept() -> None:
    outcome = segment("v1/m", b'{"series":[]}', headers={})
    assert (said(outcome), outcome.payloads) == (YES, ())


MENDED = {
    "half an emoji": (rb'"cut \ud83d"', "cut �"),
    "the other half": (rb'"\ude00 cut"', "� cut"),
    "two first halves": (rb'"\ud83d\ud83d\ude00"', "�😀"),
    "a whole emoji beside it": (rb'"\ud83d\ude00 \ud83d"', "😀 �"),
    "a backslash before what looks like one": (rb'"\\ud83d \udfff"', "\\ud83d �"),
    "not a number": (b"NaN", None),
    "infinity": (b"[-Infinity,Infinity]", [None, None]),
    "the words of it": (b'["NaN \\" Infinity", NaN]', ['NaN " Infinity', None]),
}


@pytest.mark.parametrize(("written", "meant"), MENDED.values(), ids=MENDED)
def test_what_clients_write_that_is_not_json_is_mended(written: bytes, meant: Any) -> None:
    body = b'{"batch":[{"type":"track","event":"e","userId":"u1","properties":{"note":%s,"more":NaN}}]}' % written
    outcome = segment("v1/batch", body)
    assert said(outcome) == YES
    assert [json.loads(row.props) for row in rows(outcome).events] == [{"note": meant, "more": None}]


@pytest.mark.parametrize("problem", list(RequestProblem))
def test_every_problem_has_an_answer(problem: RequestProblem) -> None:
    answer = receivers()["segment"].refuse(Request("POST", "v1/batch", {}, {}, b"", NOW), problem)
    told = json.loads(answer.body)
    assert answer.status >= 400
    assert (told["success"], told["code"]) == (False, problem.value)


def test_no_answer_is_given_before_the_request_is_kept() -> None:
    door = Door()
    door.shelf.full = True
    reply = door.ask("POST", "/ingest/segment/v1/batch", [batch(event())], headers=basic(TOKEN))
    assert reply is not None
    assert (reply.status, json.loads(reply.body)["code"], reply.headers["retry-after"]) == (503, "overloaded", "1")


def test_debug_form_says_what_is_wrong_and_keeps_nothing() -> None:
    door = Door()
    body = batch(event(), event(userId="undefined"))
    reply = door.ask("POST", "/ingest/segment/debug/v1/batch", [body], headers=basic(TOKEN))
    assert reply is not None
    told = json.loads(reply.body)
    assert {(record["ok"], record.get("reason")) for record in told["records"]} == {
        (True, None),
        (False, "id_placeholder"),
    }
    assert door.shelf.payloads == []


def test_lines_to_paste_name_the_address_and_the_token() -> None:
    lines = client_lines("https://h.example:8701/ingest/segment", "tok")
    assert set(lines) == {"python", "node", "browser"}
    assert lines["python"] == 'analytics.write_key, analytics.host = "tok", "https://h.example:8701/ingest/segment"'
    assert 'host: "https://h.example:8701", path: "/ingest/segment/v1/batch"' in lines["node"]
    assert '"apiHost": "h.example:8701/ingest/segment/v1", "protocol": "https"' in lines["browser"]


def test_reasons_are_counted_by_their_codes() -> None:
    assert segment("v1/batch", b"{").rejected == {Reason.INVALID_JSON.value: 1}
