"""Whatever comes to Amplitude's endpoints: a clear answer that agrees with what is kept, never an exception."""

import json
from typing import Any
from urllib.parse import urlencode

from hypothesis import given
from hypothesis import strategies as st

from hypercare.model.facts import Payload
from hypercare.sources.registry import decoder
from sources.doors import NOW, ask, rows, token_of

TOKEN = token_of("amplitude")
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats() | st.text(max_size=6) | st.just(TOKEN),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=5,
)
OPERATED = st.dictionaries(st.sampled_from(["$set", "$add", "$append", "$unset", "$clearAll", "plan"]), VALUES)
EVENTS = st.fixed_dictionaries(
    {"event_type": st.sampled_from(["opened", "$identify", "$groupidentify", "$exposure", ""]) | VALUES},
    optional={
        "user_id": st.sampled_from(["user-1", "abc", "null"]) | VALUES,
        "device_id": st.just("device-1") | VALUES,
        "time": st.sampled_from([NOW // 1000, 0, "soon"]) | VALUES,
        "insert_id": st.just("i1") | VALUES,
        "event_properties": st.dictionaries(st.text(max_size=6), VALUES, max_size=3) | VALUES,
        "user_properties": OPERATED | VALUES,
        "group_properties": OPERATED | VALUES,
        "groups": st.just({"org": "o1"}) | VALUES,
        "platform": VALUES,
    },
)
BODIES = st.fixed_dictionaries(
    {"api_key": st.just(TOKEN), "events": st.lists(EVENTS | VALUES, max_size=4) | VALUES},
    optional={"options": st.just({"min_id_length": 1}) | VALUES, "client_upload_time": st.integers() | VALUES},
)


@given(st.sampled_from(["2/httpapi", "batch"]), BODIES)
def test_answer_agrees_with_what_is_kept(path: str, body: Any) -> None:
    outcome = ask("amplitude", path, json.dumps(body).encode())
    answer = json.loads(outcome.answer.body)
    listed = {
        index
        for name, fields in answer.items()
        if name.startswith("events_with")
        for indexes in fields.values()
        for index in indexes
    }
    assert answer["code"] == outcome.answer.status in (200, 400)
    if not outcome.payloads:
        assert outcome.answer.status == 400
        return
    found = rows(outcome)
    assert len(listed) == len(found.rejected) == sum(outcome.rejected.values())
    assert outcome.events == len(body["events"]) - len(listed)
    assert (outcome.answer.status == 200) == (not listed)
    assert TOKEN.encode() not in outcome.payloads[0].body
    # The client sends the rest again: it is usable as a whole, and has the same keys.
    rest = [event for index, event in enumerate(body["events"]) if index not in listed]
    if listed and rest:
        again = ask("amplitude", path, json.dumps(body | {"events": rest}).encode())
        assert again.answer.status == 200
        assert [each.key for each in rows(again).events] == [each.key for each in found.events]


@given(
    st.sampled_from(["httpapi", "identify", "groupidentify"]),
    st.sampled_from(["event", "identification"]),
    st.binary(max_size=30)
    | (EVENTS | st.lists(EVENTS | VALUES, max_size=3)).map(lambda value: json.dumps(value).encode()),
)
def test_forms_are_borne(path: str, field: str, text: bytes) -> None:
    outcome = ask("amplitude", path, urlencode({"api_key": TOKEN, field: text}).encode())
    found = rows(outcome)
    assert (outcome.answer.status == 200) == (outcome.events > 0)
    assert not (outcome.answer.status == 400 and (found.events or found.traits))


LINES = st.fixed_dictionaries(
    {"event_type": st.just("opened") | VALUES, "event_time": st.just("2026-09-21 02:00:00.123000") | VALUES},
    optional={
        "user_id": st.just("user-1") | VALUES,
        "$insert_id": st.just("i1") | VALUES,
        "event_properties": st.just('{"a": 1}') | VALUES,
        "user_properties": VALUES,
        "groups": VALUES,
        "server_received_time": VALUES,
    },
)


@given(st.lists(LINES.map(json.dumps) | st.text(max_size=20), max_size=4))
def test_exports_are_borne(lines: list[str]) -> None:
    body = "\n".join(lines).encode("utf-8", "surrogatepass")
    found = decoder("import.amplitude")(Payload("import.amplitude", "digest", "amplitude", NOW, body))
    assert len(found.events) + len(found.rejected) <= body.count(b"\n") + 1
