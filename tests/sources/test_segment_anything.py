"""Whatever comes in, for Segment and RudderStack: an answer that agrees with what is kept, never an exception."""

import base64
import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from hypercare.model.facts import Payload
from hypercare.sources.registry import decoders
from hypercare.sources.segment.messages import KINDS
from hypercare.sources.segment.receive import ENDPOINTS
from sources.doors import NOW, ask, rows, token_of

VENDORS = st.sampled_from(["segment", "rudder"])
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=5,
)
IDS = st.sampled_from(["u1", "null", "", 5, "hc_segment"]) | VALUES
TIMES = st.sampled_from(["2026-09-22T01:59:00.123Z", "1969-01-01", 0, NOW // 1000, "soon", "9999-12-31T23:59:59-23:59"])
CONTEXTS = st.fixed_dictionaries(
    {},
    optional={
        "groupId": IDS,
        "traits": VALUES,
        "library": VALUES | st.fixed_dictionaries({"name": VALUES}),
        "app": VALUES | st.fixed_dictionaries({"version": VALUES}),
        "locale": VALUES,
    },
)
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "type": st.sampled_from([*KINDS, "dance"]) | VALUES,
    "event": st.sampled_from(["e", "Experiment Viewed"]) | VALUES,
    "userId": IDS,
    "anonymousId": IDS,
    "previousId": IDS,
    "groupId": IDS,
    "messageId": IDS,
    "name": VALUES,
    "category": VALUES,
    "channel": VALUES,
    "properties": st.fixed_dictionaries({"experiment_name": VALUES, "variation_name": VALUES}) | VALUES,
    "traits": VALUES,
    "context": CONTEXTS | VALUES,
    "timestamp": TIMES | VALUES,
    "originalTimestamp": TIMES | VALUES,
    "receivedAt": TIMES | VALUES,
    "sentAt": TIMES | VALUES,
    "writeKey": st.sampled_from(["hc_segment", "hc_rudder", "stranger"]) | VALUES,
}
MESSAGES = st.fixed_dictionaries({}, optional=FIELDS) | st.fixed_dictionaries(
    {name: FIELDS[name] for name in ("type", "event", "userId", "timestamp")}
)
BATCHES = st.fixed_dictionaries(
    {"batch": st.lists(MESSAGES | VALUES, max_size=4) | VALUES},
    optional={"sentAt": FIELDS["sentAt"], "writeKey": FIELDS["writeKey"]},
)
PATHS = st.sampled_from([f"v1/{path}" for path in ENDPOINTS] + ["beacon/v1/batch", "sourceConfig", "v1/m", "x"])


def written(value: Any, way: str) -> bytes:
    body = json.dumps(value).encode()
    return body if way == "whole" else body[: len(body) // 2]


BODIES = st.binary(max_size=60) | st.builds(written, BATCHES | MESSAGES, st.sampled_from(["whole", "whole", "torn"]))
USERS = st.sampled_from(["", "stranger", "hc_segment", "hc_rudder"])


@given(vendor=VENDORS, path=PATHS, body=BODIES, user=USERS, key=USERS, method=st.sampled_from(["POST", "POST", "GET"]))
def test_answer_agrees_with_what_is_kept(vendor: str, path: str, body: bytes, user: str, key: str, method: str) -> None:
    headers = {"authorization": "Basic " + base64.b64encode(f"{user}:".encode()).decode()} if user else {}
    outcome = ask(vendor, path, body, headers=headers, query={"writeKey": key}, method=method)
    kept = rows(outcome)
    assert outcome.answer.status in (200, 400, 401, 404, 405)
    assert bool(outcome.payloads) == bool(outcome.events)
    if outcome.payloads:
        assert outcome.answer.status == 200
        assert {payload.source for payload in outcome.payloads} == {vendor}
    assert len(kept.events) + len(kept.rejected) <= outcome.events
    for payload in outcome.payloads:
        assert f'"{token_of(vendor)}"'.encode() not in payload.body
        assert b'"writeKey": "' not in payload.body.replace(b'"writeKey": ""', b"")


@given(vendor=VENDORS, messages=st.lists(MESSAGES, min_size=1, max_size=4))
def test_each_message_becomes_facts_or_goes_to_quarantine(vendor: str, messages: list[Any]) -> None:
    """One request with all of them says what requests with one of them each say."""
    query = {"writeKey": token_of(vendor)}
    together = rows(ask(vendor, "v1/batch", json.dumps({"batch": messages}).encode(), query=query))
    alone = [rows(ask(vendor, "v1/batch", json.dumps({"batch": [each]}).encode(), query=query)) for each in messages]
    assert [row.event for row in together.events] == [row.event for one in alone for row in one.events]
    assert [row.reason for row in together.rejected] == [row.reason for one in alone for row in one.rejected]
    assert len(together.traits) == sum(len(one.traits) for one in alone)


@given(
    name=st.sampled_from(["segment", "rudder", "import.segment"]),
    path=st.sampled_from([*KINDS, "batch", "x"]),
    body=BODIES,
)
def test_a_decoder_never_fails_and_says_the_same_again(name: str, path: str, body: bytes) -> None:
    payload = Payload(name, path, "shop", NOW, body)
    decode = decoders()[name]
    assert decode(payload) == decode(payload)
