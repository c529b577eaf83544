"""Whatever is pushed as JSON, or by a webhook: an answer that agrees with what is kept, never an exception."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hypercare.model.facts import Decoded
from hypercare.sources.webhook.declared import check_mapping
from sources.doors import NOW_S, SETTINGS, ask, rows, token_of

SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=5,
)
TIMES = st.sampled_from([NOW_S, 0, "2026-09-22T01:00:00Z", "soon"]) | VALUES
LINES = (
    st.fixed_dictionaries(
        {},
        optional={
            "event": st.just("opened") | VALUES,
            "channel": st.sampled_from(["tickets", "csat"]) | VALUES,
            "id": st.just("T-1") | VALUES,
            "time": TIMES,
            "opened": TIMES,
            "user": st.just("u1") | VALUES,
            "anon": st.just("d1") | VALUES,
            "groups": st.just({"company_id": "c-3"}) | VALUES,
            "set": VALUES,
            "add": VALUES,
            "unset": VALUES,
            "properties": VALUES,
            "flags": VALUES,
            "score": VALUES,
            "body": VALUES,
            "key": VALUES,
            "digest": st.just("0f" * 16) | VALUES,
            "token": st.just(token_of("json")),
        },
    )
    | VALUES
)
MAPPING = """
rules:
  - event: {from: event}
    time: time
    user: [user, anon]
    groups: {company_id: groups.company_id}
    properties: properties
    flags: {f: flags}
    key: key
  - when: {channel: {exists: true}}
    feedback: {from: channel}
    id: id
    opened: opened
    score: score
    body: body
  - when: {set: {not: 5}, score: {above: 1}}
    traits: set
    add: {n: add}
    user: user
"""


def facts(kept: Decoded) -> int:
    return len(kept.events) + len(kept.feedback) + len(kept.traits)


@given(st.sampled_from(["events", "feedback", "traits"]), st.lists(LINES, min_size=1, max_size=4))
def test_what_is_accepted_is_what_is_not_in_quarantine(kind: str, lines: list[Any]) -> None:
    headers = {"authorization": f"Bearer {token_of('json')}"}
    outcome = ask("json", kind, json.dumps(lines).encode(), headers=headers)
    told, kept = json.loads(outcome.answer.body), rows(outcome)
    if "error" in told:
        assert outcome.payloads == ()
        return
    assert told["accepted"] == outcome.events == len(lines) - len(kept.rejected)
    assert [each["reason"] for each in told["rejected"]] == [each.reason for each in kept.rejected]
    assert outcome.answer.status == (200 if told["accepted"] else 400)
    assert bool(facts(kept)) == bool(told["accepted"])
    assert all(b"hc_json" not in payload.body for payload in outcome.payloads)


@pytest.fixture(scope="module")
def told() -> Any:
    SETTINGS["webhook"] = {"mapping": check_mapping(MAPPING)}
    yield
    del SETTINGS["webhook"]


@given(st.lists(LINES, max_size=4) | LINES)
def test_a_webhook_keeps_what_it_says(told: None, body: Any) -> None:
    headers = {"authorization": f"Bearer {token_of('webhook')}"}
    outcome = ask("webhook", "webhook", json.dumps(body).encode(), headers=headers)
    answer, kept = json.loads(outcome.answer.body), rows(outcome)
    if "error" in answer:
        assert outcome.payloads == ()
        return
    assert [each["reason"] for each in answer["rejected"]] == [each.reason for each in kept.rejected]
    assert answer["accepted"] == outcome.events
    assert bool(facts(kept)) == bool(answer["accepted"])
    assert bool(outcome.payloads) == bool(answer["accepted"] or answer["rejected"])


@given(st.binary(max_size=60))
def test_any_bytes_are_answered(told: None, body: bytes) -> None:
    for vendor, path in (("json", "events"), ("webhook", "webhook")):
        outcome = ask(vendor, path, body, headers={"authorization": f"Bearer {token_of(vendor)}"})
        assert outcome.answer.status in (200, 400)
