"""RudderStack's data plane: what of it differs from Segment's endpoints."""

import json
from typing import Any

import pytest

from hypercare.sources.reasons import RequestProblem
from hypercare.sources.receiver import Outcome, Request
from hypercare.sources.registry import receivers
from hypercare.sources.rudder.answer import EVENT_BYTES, REQUEST_BYTES
from hypercare.sources.rudder.lines import client_lines
from sources.doors import NOW, ask, rows, token_of
from sources.test_segment_receive import basic, batch, event

TOKEN = token_of("rudder")
OK = (200, b"OK", "text/plain; charset=utf-8")


def rudder(path: str, body: bytes = b"", **given: Any) -> Outcome:
    return ask("rudder", path, body, **({"headers": basic(TOKEN)} | given))


def said(outcome: Outcome) -> tuple[int, bytes, str]:
    return outcome.answer.status, outcome.answer.body, outcome.answer.content_type


TAKEN = {
    "batch": ("v1/batch", batch(event()), {"headers": basic(TOKEN)}),
    "track": ("v1/track", json.dumps(event()).encode(), {"headers": basic(TOKEN)}),
    "a beacon": ("beacon/v1/batch", batch(event()), {"headers": {}, "query": {"writeKey": TOKEN}}),
    "an event beyond Segment's limit": (
        "v1/track",
        json.dumps(event(properties={"note": "x" * 40_000})).encode(),
        {"headers": basic(TOKEN)},
    ),
}


@pytest.mark.parametrize(("path", "body", "given"), TAKEN.values(), ids=TAKEN)
def test_endpoint(path: str, body: bytes, given: dict[str, Any]) -> None:
    outcome = rudder(path, body, **given)
    assert said(outcome) == OK
    assert [payload.decoder for payload in outcome.payloads] == ["rudder"]
    assert [row.event for row in rows(outcome).events] == ["bulk_opened"]
    assert TOKEN.encode() not in outcome.payloads[0].body


TURNED_AWAY = {
    "no write key": ("v1/batch", batch(event()), {}, 401, b"Failed to read writeKey from header\n"),
    "an unknown one": ("v1/batch", batch(event()), basic("stranger"), 401, b"Invalid Write Key\n"),
    "Segment's": ("v1/batch", batch(event()), basic(token_of("segment")), 401, b"Invalid Write Key\n"),
    "no JSON": ("v1/track", b"{", basic(TOKEN), 400, b"Invalid JSON\n"),
    "no body": ("v1/track", b"", basic(TOKEN), 400, b"Request body is nil\n"),
    "an unknown path": ("v1/dance", b"{}", basic(TOKEN), 404, b"404 page not found\n"),
    "an event over 1 MB": (
        "v1/track",
        json.dumps(event(properties={"note": "x" * EVENT_BYTES})).encode(),
        basic(TOKEN),
        413,
        b"Request size exceeds max limit\n",
    ),
    "a request over 4000 KB": (
        "v1/batch",
        b" " * (REQUEST_BYTES + 1),
        basic(TOKEN),
        413,
        b"Request size exceeds max limit\n",
    ),
}


@pytest.mark.parametrize(("path", "body", "headers", "status", "answer"), TURNED_AWAY.values(), ids=TURNED_AWAY)
def test_refusal(path: str, body: bytes, headers: dict[str, str], status: int, answer: bytes) -> None:
    outcome = rudder(path, body, headers=headers)
    assert said(outcome) == (status, answer, "text/plain; charset=utf-8")
    assert outcome.payloads == ()


def test_the_source_configuration_has_what_the_browser_client_checks_for() -> None:
    outcome = rudder("sourceConfig/", method="GET", query={"writeKey": TOKEN})
    source = json.loads(outcome.answer.body)["source"]
    assert outcome.answer.status == 200
    assert (source["enabled"], source["destinations"]) == (True, [])
    assert isinstance(source["config"], dict)
    assert source["id"]
    assert TOKEN.encode() not in outcome.answer.body


def test_the_source_configuration_is_for_those_with_a_write_key() -> None:
    assert rudder("sourceConfig", method="GET", headers={}).answer.status == 401
    assert rudder("sourceConfig", method="GET", headers=basic("stranger")).answer.status == 401


def test_what_the_browser_measures_of_itself_is_answered_and_not_kept() -> None:
    outcome = rudder("rsaMetrics", b"{}", headers={})
    assert (said(outcome), outcome.payloads) == (OK, ())


@pytest.mark.parametrize("problem", list(RequestProblem))
def test_every_problem_has_an_answer(problem: RequestProblem) -> None:
    answer = receivers()["rudder"].refuse(Request("POST", "v1/batch", {}, {}, b"", NOW), problem)
    assert answer.status >= 400
    assert answer.body.endswith(b"\n")


def test_lines_to_paste_name_the_address_and_the_token() -> None:
    lines = client_lines("https://h.example/ingest/rudder", "tok")
    assert set(lines) == {"browser", "python", "node"}
    assert all('"tok"' in line and '"https://h.example/ingest/rudder"' in line for line in lines.values())
