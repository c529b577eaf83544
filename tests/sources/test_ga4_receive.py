"""What GA4's endpoints answer, keep, and say of a request in the debug form."""

import json
from typing import Any
from urllib.parse import urlencode

import pytest

from hypercare.sources.ga4.validation import messages
from hypercare.sources.reasons import RequestProblem
from hypercare.sources.receiver import Outcome, Request
from hypercare.sources.registry import receivers
from sources.doors import NOW, Door, ask, rows, token_of

TOKEN = token_of("ga4")
QUERY = {"measurement_id": "G-TEST", "api_secret": TOKEN}
GTAG = {"v": "2", "tid": "G-TEST", "cid": "1.2", "en": "page_view", "_p": "1", "_s": "1", "ep.api_secret": TOKEN}
BODY: dict[str, Any] = {"client_id": "1.2", "events": [{"name": "opened", "params": {"rows": 1}}]}


def send(body: Any, query: dict[str, str] = QUERY) -> Outcome:
    return ask("ga4", "mp/collect", body if isinstance(body, bytes) else json.dumps(body).encode(), query=query)


@pytest.mark.parametrize(
    "body",
    [BODY, BODY | {"events": [{}, 5]}, BODY | {"client_id": None}, {}, [], b"{", b"\xff"],
    ids=["usable", "bad events", "nobody", "empty object", "list", "torn", "no text"],
)
def test_every_body_is_answered_alike_and_kept(body: Any) -> None:
    outcome = send(body)
    assert (outcome.answer.status, outcome.answer.body) == (204, b"")
    found = rows(outcome)
    assert len(outcome.payloads) == 1
    assert len(found.events) + len(found.rejected) == outcome.events >= 1


@pytest.mark.parametrize(
    ("query", "body", "reason"),
    [
        ({}, BODY, "token_missing"),
        ({"api_secret": "stranger"}, BODY, "token_unknown"),
        (QUERY, b" ", "body_empty"),
    ],
    ids=["no secret", "stranger", "no body"],
)
def test_what_is_nobodys_is_counted_and_not_kept(query: dict[str, str], body: Any, reason: str) -> None:
    outcome = send(body, query)
    assert (outcome.answer.status, outcome.payloads, outcome.rejected) == (204, (), {reason: 1})


def test_gtag_by_query_and_by_lines() -> None:
    alone = ask("ga4", "g/collect", query=GTAG, method="GET")
    lines = ask("ga4", "g/collect", b"en=scroll&_et=5\r\nen=search", query=GTAG | {"en": ""})
    assert (alone.answer.status, lines.answer.status) == (204, 204)
    assert [each.event for outcome in (alone, lines) for each in rows(outcome).events] == [
        "page_view",
        "scroll",
        "search",
    ]
    assert (alone.events, lines.events) == (1, 2)
    in_line = ask("ga4", "g/collect", urlencode({"en": "x", "ep.api_secret": TOKEN}).encode(), query={"cid": "1.2"})
    assert [each.event for each in rows(in_line).events] == ["x"]
    for outcome in (alone, lines, in_line):
        assert TOKEN.encode() not in outcome.payloads[0].body
        assert b"api_secret" not in outcome.payloads[0].body


def test_gtag_is_bounded() -> None:
    assert ask("ga4", "g/collect", b"x" * 300_000, query=GTAG).answer.status == 413
    assert ask("ga4", "g/collect", b"&".join([b"a=1"] * 2_000), query=GTAG).answer.status == 413
    assert ask("ga4", "g/collect", b"en=x", query=GTAG | {"ep.api_secret": "stranger"}).rejected == {"token_unknown": 1}


def test_other_paths_and_methods() -> None:
    assert ask("ga4", "collect").answer.status == 404
    assert ask("ga4", "mp/collect", query=QUERY, method="GET").answer.status == 405


@pytest.mark.parametrize("problem", RequestProblem)
def test_what_is_not_kept_is_an_error(problem: RequestProblem) -> None:
    answer = receivers()["ga4"].refuse(Request("POST", "mp/collect", {}, {}, b"", NOW), problem)
    assert answer.status >= 400
    assert (answer.status == 503) == bool(answer.headers)


def test_what_cannot_be_kept_is_to_come_again() -> None:
    door = Door()
    door.shelf.full = True
    reply = door.ask("POST", "/ingest/ga4/mp/collect", [json.dumps(BODY).encode()], query=urlencode(QUERY).encode())
    assert reply is not None
    assert (reply.status, reply.headers["retry-after"]) == (503, "1")


def debug(body: Any, query: dict[str, str] = QUERY, path: str = "mp/collect") -> dict[str, Any]:
    door = Door()
    text = body if isinstance(body, bytes) else json.dumps(body).encode()
    reply = door.ask("POST", f"/ingest/ga4/debug/{path}", [text], query=urlencode(query).encode())
    assert reply is not None
    assert (reply.status, door.shelf.payloads) == (200, [])
    answer: dict[str, Any] = json.loads(reply.body)
    return answer


def event(**params: Any) -> dict[str, Any]:
    return {"name": "opened", "params": params}


def request(*events: Any, **more: Any) -> dict[str, Any]:
    return {"client_id": "1.2", "events": list(events) or [event()]} | more


WRONG: dict[str, tuple[Any, str, str]] = {
    "underscore": (request({"name": "_bad"}), "events", "NAME_INVALID"),
    "blank": (request({"name": "two words"}), "events", "NAME_INVALID"),
    "long name": (request({"name": "x" * 41}), "events", "VALUE_OUT_OF_BOUNDS"),
    "reserved": (request({"name": "session_start"}), "events", "NAME_RESERVED"),
    "reserved prefix": (request({"name": "ga_x"}), "events", "NAME_RESERVED"),
    "no name": (request({"params": {}}), "events.name", "VALUE_REQUIRED"),
    "no text": (request({"name": 5}), "events.name", "NAME_INVALID"),
    "no client": ({"events": [event()]}, "client_id", "VALUE_REQUIRED"),
    "placeholder": (request(client_id="null"), "client_id", "VALUE_INVALID"),
    "no events": ({"client_id": "1.2"}, "events", "VALUE_REQUIRED"),
    "many events": (request(*[event()] * 26), "events", "EXCEEDED_MAX_ENTITIES"),
    "params of no object": (request({"name": "a", "params": []}), "events.params", "VALUE_INVALID"),
    "many params": (request(event(**{f"p{n}": 1 for n in range(26)})), "events.params", "EXCEEDED_MAX_ENTITIES"),
    "param's name": (request(event(**{"a-b": 1})), "events.params.a-b", "NAME_INVALID"),
    "param reserved": (request(event(google_x=1)), "events.params.google_x", "NAME_RESERVED"),
    "param's value": (request(event(x="y" * 101)), "events.params.x", "VALUE_OUT_OF_BOUNDS"),
    "early": (request(timestamp_micros=5), "timestamp_micros", "VALUE_OUT_OF_BOUNDS"),
    "no time": (request(timestamp_micros="soon"), "timestamp_micros", "VALUE_INVALID"),
    "property": (request(user_properties={"user_id": {"value": 1}}), "user_properties.user_id", "NAME_RESERVED"),
    "property's value": (
        request(user_properties={"plan": {"value": "x" * 37}}),
        "user_properties.plan",
        "VALUE_OUT_OF_BOUNDS",
    ),
    "properties": (
        request(user_properties={f"p{n}": {"value": 1} for n in range(26)}),
        "user_properties",
        "EXCEEDED_MAX_ENTITIES",
    ),
    "twice": (b'{"client_id": "1.2", "events": [{"name": "a", "params": {"x": 1, "x": 2}}]}', "x", "NAME_DUPLICATED"),
    "no JSON": (b"{", "", "VALUE_INVALID"),
    "no body": (b"", "", "VALUE_REQUIRED"),
    "large": (request(event(x="y" * 131_000)), "", "VALUE_OUT_OF_BOUNDS"),
}


@pytest.mark.parametrize(("body", "path", "code"), WRONG.values(), ids=WRONG)
def test_debug_form_names_what_is_wrong(body: Any, path: str, code: str) -> None:
    told = [(each["fieldPath"], each["validationCode"]) for each in debug(body)["validationMessages"]]
    assert (path, code) in told


def test_debug_form_of_what_is_right() -> None:
    params = {"page_location": "x" * 1_000, "café": 1, "items": [{"item_id": "a"}]}
    answer = debug(request(event(**params), user_properties={"plan": {"value": "pro"}}))
    assert answer["validationMessages"] == []
    assert answer["hypercare"]["ok"]
    assert answer["hypercare"]["would_answer"] == {"status": 204, "body": ""}


def test_what_google_would_not_take_is_kept_here() -> None:
    body = request(*[event(x="y" * 500)] * 40, {"name": "session_start"}, timestamp_micros=NOW - 400 * 86_400_000_000)
    found = rows(send(body))
    assert (len(found.events), found.rejected) == (41, [])


def test_debug_form_of_wrong_credentials_and_other_forms() -> None:
    stranger = debug(BODY, {"api_secret": "stranger"})["validationMessages"]
    assert [each["fieldPath"] for each in stranger] == ["api_secret", "measurement_id"]
    assert debug(b"", GTAG, "g/collect")["records"][0]["event"] == "page_view"
    assert debug(b"", {}, "nowhere")["would_answer"]["status"] == 404


def test_messages_are_bounded() -> None:
    many = request(*[{"name": f"_{index}"} for index in range(5_000)])
    assert len(debug(many)["validationMessages"]) <= 200
    assert list(messages(b"[" * 50_000, QUERY)) == []
