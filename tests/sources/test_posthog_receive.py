"""What PostHog's clients are told: of their events, of what cannot be used, and of what is asked beside."""

import base64
import gzip
import json
from typing import Any
from urllib.parse import quote, quote_from_bytes

import pytest

from hypercare.sources.posthog.answer import refuse
from hypercare.sources.reasons import RequestProblem
from hypercare.sources.receiver import Outcome, Request
from sources.doors import NOW, Door, ask, rows, token_of

TOKEN = token_of("posthog")
EVENT: dict[str, Any] = {"event": "opened", "distinct_id": "u1", "uuid": "a"}
BAD: dict[str, Any] = {"event": "", "distinct_id": "u1", "uuid": "b"}
BATCH = {"api_key": TOKEN, "batch": [EVENT]}
JSON = json.dumps(BATCH).encode()
PLAIN = base64.b64encode(JSON)
OLDER = ["batch/", "batch", "capture/", "e/", "track/", "i/v0/e/", "i/v0/ai/batch/"]
NEWER = "i/v1/analytics/events"
FORM = {"content-type": "application/x-www-form-urlencoded"}


def newer(*events: Any, token: str = TOKEN) -> Outcome:
    body = json.dumps({"created_at": "2026-09-22T02:00:00Z", "batch": events}).encode()
    return ask("posthog", NEWER, body, headers={"authorization": f"Bearer {token}"})


def kept(outcome: Outcome) -> list[str]:
    assert all(TOKEN.encode() not in payload.body for payload in outcome.payloads)
    assert all(TOKEN not in str((payload.headers, payload.query)) for payload in outcome.payloads)
    return [row.event for row in rows(outcome).events]


@pytest.mark.parametrize("path", OLDER)
def test_older_protocol(path: str) -> None:
    outcome = ask("posthog", path, JSON)
    assert (outcome.answer.status, outcome.answer.body, outcome.events) == (200, b'{"status":1}', 1)
    assert outcome.answer.content_type == "application/json"
    assert kept(outcome) == ["opened"]


@pytest.mark.parametrize(
    ("body", "query", "headers"),
    [
        pytest.param(gzip.compress(JSON), {"compression": "gzip-js"}, {"content-type": "text/plain"}, id="gzip-js"),
        pytest.param(gzip.compress(JSON), {}, {"content-type": "text/plain"}, id="gzip-that-nobody-names"),
        pytest.param(
            b"data=" + quote_from_bytes(PLAIN).encode(), {"compression": "base64"}, FORM, id="base64-in-a-form"
        ),
        pytest.param(b"data=" + PLAIN, {}, {}, id="base64-not-escaped"),
        pytest.param(b"data=" + quote_from_bytes(JSON).encode() + b"&ip=1", {}, FORM, id="json-in-a-form"),
        pytest.param(PLAIN.rstrip(b"="), {}, {}, id="base64-alone"),
        pytest.param(base64.b64encode(gzip.compress(JSON)), {}, {}, id="gzip-in-base64"),
        pytest.param(b"", {"data": PLAIN.decode()}, {}, id="in-the-query"),
        pytest.param(b"", {"data": JSON.decode(), "ver": "1"}, {}, id="json-in-the-query"),
        pytest.param(b" \n" + JSON, {"_": str(NOW // 1000)}, {}, id="blanks"),
        pytest.param(json.dumps([EVENT | {"token": TOKEN}]).encode(), {}, {}, id="array"),
        pytest.param(json.dumps([EVENT | {"properties": {"token": TOKEN}}]).encode(), {}, {}, id="token-inside"),
        pytest.param(json.dumps(EVENT | {"api_key": TOKEN}).encode(), {}, {}, id="single"),
        pytest.param(json.dumps(EVENT | {"$token": TOKEN}).encode(), {}, {}, id="dollar-token"),
        pytest.param(json.dumps({"token": TOKEN, "batch": [EVENT]}).encode(), {}, {}, id="token-instead-of-api-key"),
    ],
)
def test_forms(body: bytes, query: dict[str, str], headers: dict[str, str]) -> None:
    outcome = ask("posthog", "e/", body, query=query, headers=headers)
    assert (outcome.answer.status, kept(outcome)) == (200, ["opened"])


def test_beacon_hears_nothing() -> None:
    outcome = ask("posthog", "e/", JSON, query={"beacon": "1"})
    assert (outcome.answer.status, outcome.answer.body, kept(outcome)) == (204, b"", ["opened"])


def test_time_of_sending_may_stand_in_the_query() -> None:
    body = json.dumps([EVENT | {"token": TOKEN, "timestamp": "2026-09-22T03:00:00Z"}]).encode()
    (event,) = rows(ask("posthog", "e/", body, query={"_": str(NOW // 1000 + 3600_000)})).events
    assert event.ts_event == NOW


def test_newer_protocol_tells_of_each_event() -> None:
    outcome = newer(EVENT, BAD, EVENT | {"uuid": "c", "distinct_id": "guest"}, EVENT | {"uuid": 5}, 5)
    assert outcome.answer.status == 200
    assert json.loads(outcome.answer.body) == {
        "results": {
            "a": {"result": "ok"},
            "b": {"result": "drop", "details": "missing_event_name"},
            "c": {"result": "warning", "details": "person_processing_disabled"},
        }
    }
    assert (outcome.events, dict(outcome.rejected)) == (
        *(2, {"event_name_invalid": 1, "key_invalid": 1, "not_an_object": 1}),
    )
    assert kept(outcome) == ["opened", "opened"]


def test_newer_protocol_tells_of_an_event_that_is_no_json() -> None:
    body = b'{"batch":[{"event":"e","uuid":"a","x":Infinity},{"event":"e","uuid":"b","distinct_id":"u"}]}'
    outcome = ask("posthog", NEWER, body, headers={"authorization": f"Bearer {TOKEN}"})
    told = json.loads(outcome.answer.body)["results"]
    assert told == {"a": {"result": "drop", "details": "invalid_json"}, "b": {"result": "ok"}}


@pytest.mark.parametrize(
    ("event", "details"),
    [
        pytest.param({"distinct_id": ""}, "missing_distinct_id", id="no-id"),
        pytest.param({"distinct_id": "x" * 256}, "distinct_id_too_large", id="long-id"),
        pytest.param({"distinct_id": "null"}, "malformed_distinct_id", id="placeholder"),
        pytest.param({"timestamp": "now"}, "invalid_event_timestamp", id="time"),
        pytest.param({"properties": []}, "malformed_event_properties", id="properties"),
        pytest.param({"options": []}, "malformed_event_properties", id="options"),
        pytest.param({"properties": {"$groups": 5}}, "group_invalid", id="a-reason-of-our-own"),
    ],
)
def test_newer_protocol_names_what_is_wrong(event: dict[str, Any], details: str) -> None:
    told = json.loads(newer(EVENT | event).answer.body)
    assert told == {"results": {"a": {"result": "drop", "details": details}}}


@pytest.mark.parametrize(
    ("body", "query", "status", "error", "reason"),
    [
        pytest.param(b"", {}, 400, "request holds no event", "body_empty", id="empty"),
        pytest.param(b"{", {}, 400, "failed to parse request: ", "invalid_json", id="torn"),
        pytest.param(b"!", {}, 400, "failed to decode request: ", "invalid_json", id="no-base64"),
        pytest.param(
            gzip.compress(JSON)[:-9], {}, 400, "failed to decode request: ", "body_not_decompressible", id="torn-gzip"
        ),
        pytest.param(
            b"NoXp",
            {"compression": "lz64"},
            400,
            "failed to decode request: compression lz64",
            "invalid_json",
            id="lz64",
        ),
        pytest.param(b"{}", {}, 401, "event submitted without an api_key", "token_missing", id="no-token"),
        pytest.param(b'{"api_key":"x","batch":[{}]}', {}, 401, "API key is not valid", "token_unknown", id="unknown"),
        pytest.param(
            json.dumps([EVENT | {"token": TOKEN}, EVENT | {"token": "x"}]).encode(),
            *({}, 401, "batch submitted with inconsistent api_key values", "token_unknown"),
            id="two-tokens",
        ),
        pytest.param(
            json.dumps({"api_key": TOKEN, "batch": []}).encode(),
            {},
            400,
            "request holds no event",
            "body_empty",
            id="no-events",
        ),
        pytest.param(
            json.dumps({"api_key": TOKEN, "batch": 5}).encode(),
            {},
            400,
            "failed to parse request: ",
            "invalid_json",
            id="batch-is-a-number",
        ),
        pytest.param(
            json.dumps({"api_key": TOKEN, "batch": [1] * 20_001}).encode(),
            {},
            413,
            "payload too large: at most 20000 events",
            "too_many_records",
            id="too-many",
        ),
        pytest.param(
            gzip.compress(b" " * 10_485_761), {}, 413, "payload too large", "body_too_large", id="gzip-too-large"
        ),
    ],
)
def test_refusals(body: bytes, query: dict[str, str], status: int, error: str, reason: str) -> None:
    outcome = ask("posthog", "batch/", body, query=query)
    assert (outcome.answer.status, outcome.answer.content_type) == (status, "text/plain; charset=utf-8")
    assert outcome.answer.body.decode().startswith(error)
    assert (dict(outcome.rejected), outcome.payloads) == ({reason: 1}, ())


def test_nothing_usable_is_refused_and_kept_for_the_quarantine() -> None:
    outcome = ask("posthog", "batch/", json.dumps({"api_key": TOKEN, "batch": [BAD, BAD]}).encode())
    assert (outcome.answer.status, outcome.events, dict(outcome.rejected)) == (400, 0, {"event_name_invalid": 2})
    assert outcome.answer.body == b"event must be a text that is not empty"
    assert len(rows(outcome).rejected) == 2


@pytest.mark.parametrize(
    ("body", "token", "status", "error"),
    [
        pytest.param(b"[]", "stranger", 401, "invalid_api_token", id="unknown"),
        pytest.param(b"[]", "", 401, "invalid_api_token", id="no-token"),
        pytest.param(b"", TOKEN, 400, "empty_body", id="empty"),
        pytest.param(b'{"batch":[]}', TOKEN, 400, "empty_batch", id="no-events"),
        pytest.param(b"{", TOKEN, 400, "request_parsing_error", id="torn"),
    ],
)
def test_newer_protocol_refuses_in_its_own_form(body: bytes, token: str, status: int, error: str) -> None:
    outcome = ask("posthog", NEWER, body, headers={"authorization": f"Bearer {token}"})
    told = json.loads(outcome.answer.body)
    assert (outcome.answer.status, told["error"]) == (status, error)
    assert told["error_description"]


@pytest.mark.parametrize("problem", list(RequestProblem))
def test_every_problem_has_an_answer_in_both_forms(problem: RequestProblem) -> None:
    older, later = (refuse(Request("POST", path, {}, {}, b"", NOW), problem) for path in ("batch/", NEWER))
    assert older.status == later.status
    assert 400 <= older.status < 600
    assert older.body.decode() == json.loads(later.body)["error_description"]
    if problem in (RequestProblem.RATE_LIMITED, RequestProblem.OVERLOADED):
        assert (older.status, older.headers) in ((429, (("retry-after", "1"),)), (503, (("retry-after", "1"),)))


@pytest.mark.parametrize(
    ("path", "query", "told"),
    [
        pytest.param(
            "flags/", {"v": "2"}, {"flags": {}, "errorsWhileComputingFlags": False, "requestId": ""}, id="flags-2"
        ),
        pytest.param(
            "flags/", {"v": "4"}, {"flags": {}, "errorsWhileComputingFlags": False, "requestId": ""}, id="flags-4"
        ),
        pytest.param("api/surveys/", {"token": TOKEN}, {"surveys": []}, id="surveys"),
        pytest.param(
            "api/feature_flag/local_evaluation/", {}, {"flags": [], "group_type_mapping": {}, "cohorts": {}}, id="local"
        ),
        pytest.param(
            "flags/definitions",
            {"token": TOKEN},
            {"flags": [], "group_type_mapping": {}, "cohorts": {}},
            id="definitions",
        ),
        pytest.param("api/projects/@current/feature_flags/f/remote_config", {"token": TOKEN}, None, id="remote-config"),
        pytest.param("s/", {}, {"status": 1}, id="recordings"),
        pytest.param("i/v1/logs", {}, {}, id="logs"),
    ],
)
def test_what_is_asked_beside(path: str, query: dict[str, str], told: Any) -> None:
    outcome = ask("posthog", path, b'{"token":"%s"}' % TOKEN.encode(), query=query)
    assert (outcome.answer.status, json.loads(outcome.answer.body)) == (200, told)
    assert (outcome.payloads, outcome.rejected) == ((), {})


@pytest.mark.parametrize("version", ["", "1", "2", "3", "4"])
def test_older_clients_ask_for_flags_with_the_configuration(version: str) -> None:
    told = json.loads(ask("posthog", "decide/", b"{}", query={"v": version}).answer.body)
    flags = told["flags"] if version == "4" else told["featureFlags"]
    assert not flags
    assert told["autocapture_opt_out"] is False


def test_configuration_as_json_and_as_a_script() -> None:
    plain = json.loads(ask("posthog", f"array/{TOKEN}/config", method="GET").answer.body)
    script = ask("posthog", f"array/{TOKEN}/config.js", method="GET").answer
    assert (plain["sessionRecording"], plain["surveys"], "hasFeatureFlags" in plain) == (False, False, False)
    assert script.content_type.startswith("application/javascript")
    assert json.loads(script.body.decode().partition("]=")[2].rstrip(";")) == {"config": plain, "siteApps": []}


@pytest.mark.parametrize("path", ['array/"};alert(1)//config.js', "array/a/b/config.js", "static/array.js", "nothing"])
def test_what_is_not_there(path: str) -> None:
    outcome = ask("posthog", path, method="GET")
    assert outcome.answer.status == 404
    assert "detail" in json.loads(outcome.answer.body)


def test_method_not_allowed() -> None:
    outcome = ask("posthog", "e/", JSON, method="PUT")
    assert (outcome.answer.status, dict(outcome.rejected)) == (405, {"method_not_allowed": 1})


def test_through_the_gateway() -> None:
    door = Door()
    headers = {"origin": "https://shop.example", "content-type": "text/plain"}
    reply = door.ask("POST", "/ingest/posthog/e/", [gzip.compress(JSON)], query=b"ip=0", headers=headers)
    assert reply is not None
    assert (reply.status, reply.headers["access-control-allow-origin"]) == (200, "https://shop.example")
    stamped = {"authorization": f"Bearer {TOKEN}", "posthog-sdk-info": "posthog-python/7.91.1"}
    body = gzip.compress(json.dumps({"batch": [EVENT]}).encode())
    door.ask("POST", f"/ingest/posthog/{NEWER}", [body], headers=stamped | {"content-encoding": "gzip"})
    assert [row.lib for row in door.shelf.decoded().events] == [None, "posthog-python"]
    door.shelf.full = True
    unkept = door.ask("POST", "/ingest/posthog/batch/", [JSON])
    assert unkept is not None
    assert (unkept.status, unkept.body, unkept.headers["retry-after"]) == (503, b"transient error, please retry", "1")
    told = door.ask("POST", "/ingest/posthog/debug/e/", [JSON], query=f"x={quote('é')}".encode())
    assert told is not None
    assert (json.loads(told.body)["ok"], len(door.shelf.payloads)) == (True, 2)
