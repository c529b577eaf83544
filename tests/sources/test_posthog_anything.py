"""Whatever comes in: a clear answer that agrees with what is kept, never an exception."""

import base64
import gzip
import json
from collections.abc import Callable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from hypercare.model.facts import Payload
from hypercare.sources.registry import exports
from sources.doors import NOW, ask, rows, token_of

TOKEN = token_of("posthog")
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=5,
)
SECRETS = st.sampled_from([TOKEN, TOKEN, "stranger", "", None])
NAMES = st.sampled_from(
    [
        "e",
        "$identify",
        "$create_alias",
        "$merge_dangerously",
        "$groupidentify",
        "$set",
        "$feature_flag_called",
        "survey sent",
    ]
)
IDS = st.sampled_from(["u1", "d1", "guest", "null", "", TOKEN])
TIMES = st.sampled_from(["2026-09-22T02:00:00Z", "2026-09-22T02:00:00", "9999-12-31T23:59:59-23:00", 0, NOW, "soon"])
PROPERTIES = st.fixed_dictionaries(
    {},
    optional={
        "token": SECRETS,
        "distinct_id": IDS | VALUES,
        "$anon_distinct_id": IDS | VALUES,
        "alias": IDS | VALUES,
        "$device_id": IDS | VALUES,
        "$is_identified": VALUES,
        "$ignore_sent_at": VALUES,
        "$set": VALUES,
        "$set_once": VALUES,
        "$unset": VALUES,
        "$groups": VALUES,
        "$group_type": VALUES,
        "$group_key": VALUES,
        "$group_set": VALUES,
        "$feature_flag": VALUES,
        "$feature_flag_response": VALUES,
        "$survey_questions": st.lists(
            st.dictionaries(st.sampled_from(["id", "question", "response"]), VALUES), max_size=2
        )
        | VALUES,
        "$survey_response": VALUES,
        "$survey_name": VALUES,
    },
)
EVENTS = st.fixed_dictionaries(
    {"event": NAMES | VALUES},
    optional={
        "distinct_id": IDS | VALUES,
        "uuid": st.sampled_from(["a", "b", ""]) | VALUES,
        "timestamp": TIMES | VALUES,
        "offset": VALUES,
        "sent_at": TIMES | VALUES,
        "options": VALUES
        | st.dictionaries(st.sampled_from(["disable_skew_correction", "process_person_profile"]), VALUES),
        "session_id": VALUES,
        "properties": PROPERTIES | VALUES,
        "$set": VALUES,
        "token": SECRETS,
    },
)
BATCHES = st.fixed_dictionaries(
    {"api_key": SECRETS, "batch": st.lists(EVENTS | VALUES, max_size=4) | VALUES},
    optional={"sent_at": TIMES | VALUES, "historical_migration": VALUES},
)
BODIES = BATCHES | st.lists(EVENTS | VALUES, max_size=4) | EVENTS
WAYS: dict[str, Callable[[bytes], bytes]] = {
    "json": lambda body: body,
    "gzip": gzip.compress,
    "base64": base64.b64encode,
    "form": lambda body: b"data=" + base64.b64encode(body),
    "torn": lambda body: body[: len(body) // 2],
}
PATHS = st.sampled_from(
    ["batch/", "e/", "engage/", "capture", "i/v0/e/", "flags/", "decide", "s/", "array/x/config.js", "x"]
)
QUERIES = st.dictionaries(
    st.sampled_from(["data", "compression", "beacon", "_", "sent_at", "v"]),
    st.sampled_from(["1", "lz64", "gzip-js", "2026-09-22T02:00:00Z", "e30=", TOKEN, ""]),
)


def wrapped(value: Any, way: str) -> bytes:
    return WAYS[way](json.dumps(value).encode())


@given(
    path=PATHS, body=st.binary(max_size=60) | st.builds(wrapped, BODIES, st.sampled_from(sorted(WAYS))), query=QUERIES
)
def test_answer_agrees_with_what_is_kept(path: str, body: bytes, query: dict[str, str]) -> None:
    outcome = ask("posthog", path, body, query=query)
    kept = rows(outcome)
    assert outcome.answer.status in (200, 204, 400, 401, 404)
    if outcome.payloads:
        assert (outcome.answer.status < 300) == (outcome.events > 0)
        assert outcome.answer.status < 300 or kept == type(kept)(rejected=kept.rejected)
        assert outcome.answer.status < 300 or kept.rejected
    for payload in outcome.payloads:
        assert b'"%s"' % TOKEN.encode() not in payload.body
        assert TOKEN not in str(payload.query)


@given(events=st.lists(EVENTS | VALUES, max_size=4), sent_at=TIMES, info=st.text(max_size=20))
def test_results_are_those_of_the_decoder(events: list[Any], sent_at: Any, info: str) -> None:
    headers = {
        "authorization": f"Bearer {TOKEN}",
        "posthog-request-timestamp": str(sent_at),
        "posthog-sdk-info": info,
    }
    outcome = ask("posthog", "i/v1/analytics/events", json.dumps({"batch": events}).encode(), headers=headers)
    kept = rows(outcome)
    if not outcome.payloads:
        assert (outcome.answer.status, events) == (400, [])
        return
    assert outcome.answer.status == 200
    assert outcome.events == len(events) - len(kept.rejected) == len(events) - sum(outcome.rejected.values())
    # Of an event that is not JSON only what looks like a uuid is found.
    named = {event["uuid"] for event in events if isinstance(event, dict) and event.get("uuid") in ("a", "b")}
    assert json.loads(outcome.answer.body)["results"].keys() & {"a", "b"} == named


ROWS = EVENTS | st.fixed_dictionaries(
    {"event": NAMES, "distinct_id": IDS, "timestamp": TIMES},
    optional={
        "id": VALUES,
        "properties": PROPERTIES | PROPERTIES.map(json.dumps) | VALUES,
        "person_properties": VALUES,
        "person": VALUES,
        "created_at": TIMES | VALUES,
        "set": VALUES,
    },
)


@given(
    body=st.binary(max_size=60)
    | st.lists(ROWS | st.builds(lambda page: {"results": page}, st.lists(ROWS, max_size=3)), max_size=3).map(
        lambda lines: "\n".join(map(json.dumps, lines)).encode()
    )
)
def test_files_never_break(body: bytes) -> None:
    found = exports()["posthog"].decode(Payload("import.posthog", "0123", "posthog", NOW, body))
    assert all(row.message.startswith("row ") for row in found.rejected)
    assert all(row.own_key for row in found.events)
