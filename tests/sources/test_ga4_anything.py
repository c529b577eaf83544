"""Whatever comes to GA4's endpoints: the same answer, every event kept or in quarantine, never an exception."""

import json
from typing import Any
from urllib.parse import urlencode

from hypothesis import given
from hypothesis import strategies as st

from hypercare.model.facts import Payload
from hypercare.sources.registry import decoder
from sources.doors import NOW, Door, ask, rows, token_of

TOKEN = token_of("ga4")
QUERY = {"api_secret": TOKEN, "measurement_id": "G-TEST"}
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats() | st.text(max_size=6) | st.just(TOKEN),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=5,
)
EVENTS = st.fixed_dictionaries(
    {"name": st.sampled_from(["opened", "_x", "first_open", ""]) | VALUES},
    optional={
        "params": st.dictionaries(st.text(max_size=6), VALUES) | VALUES,
        "timestamp_micros": st.just(NOW) | VALUES,
    },
)
BODIES = st.fixed_dictionaries(
    {"client_id": st.just("1.2") | VALUES, "events": st.lists(EVENTS | VALUES, max_size=4) | EVENTS | VALUES},
    optional={
        "user_id": st.just("u1") | VALUES,
        "timestamp_micros": st.just(NOW) | VALUES,
        "user_properties": st.dictionaries(st.text(max_size=6), st.fixed_dictionaries({"value": VALUES}) | VALUES)
        | VALUES,
        "consent": VALUES,
        "device": VALUES,
    },
)


@given(BODIES.map(lambda body: json.dumps(body).encode()) | st.binary(min_size=1, max_size=60))
def test_every_event_is_kept_or_in_quarantine(body: bytes) -> None:
    outcome = ask("ga4", "mp/collect", body, query=QUERY)
    assert outcome.answer.status == 204
    if not outcome.payloads:
        assert not body.strip()
        return
    found = rows(outcome)
    traits_refused = any(each.field.startswith("user_properties") for each in found.rejected)
    whole_refused = not found.events and len(found.rejected) == 1
    assert whole_refused or len(found.events) + len(found.rejected) == outcome.events + traits_refused
    assert TOKEN.encode() not in outcome.payloads[0].body


@given(BODIES.map(lambda body: json.dumps(body).encode()) | st.binary(max_size=60))
def test_debug_form_is_an_answer(body: bytes) -> None:
    reply = Door().ask("POST", "/ingest/ga4/debug/mp/collect", [body], query=urlencode(QUERY).encode())
    assert reply is not None
    answer = json.loads(reply.body)
    refused = any(not each["ok"] for each in answer["hypercare"]["records"])
    assert reply.status == 200
    assert bool(answer["validationMessages"]) or not refused


NAMES = st.sampled_from(["en", "cid", "uid", "dl", "sid", "ep.x", "epn.x", "up.x", "upn.x", "pr1", "_et"]) | st.text(
    max_size=4
)
TEXTS = st.sampled_from(["opened", "1.2", "idA~k0x~v0y~pr1", "1e999", "nan", TOKEN]) | st.text(max_size=8)
FIELDS = st.dictionaries(NAMES, TEXTS, max_size=8)


@given(FIELDS, st.lists(FIELDS.map(urlencode) | st.text(max_size=20), max_size=3))
def test_gtag_hits_are_kept_or_in_quarantine(shared: dict[str, str], lines: list[str]) -> None:
    body = "\n".join(lines).encode("utf-8", "surrogatepass")
    outcome = ask("ga4", "g/collect", body, query=shared | {"api_secret": TOKEN})
    assert outcome.answer.status == 204
    found = rows(outcome)
    assert len(found.events) + len(found.rejected) == outcome.events
    assert TOKEN.encode() not in outcome.payloads[0].body


ROWS = st.fixed_dictionaries(
    {"event_name": st.just("opened") | VALUES, "event_timestamp": st.just("1789956000123456") | VALUES},
    optional={
        "user_pseudo_id": st.just("1.2") | VALUES,
        "event_params": st.lists(st.fixed_dictionaries({"key": st.text(max_size=3), "value": VALUES})) | VALUES,
        "user_properties": st.lists(st.fixed_dictionaries({"key": st.text(max_size=3), "value": VALUES})) | VALUES,
        "items": st.lists(VALUES, max_size=2) | VALUES,
        "device": VALUES,
        "batch_page_id": VALUES,
        "event_server_timestamp_offset": VALUES,
    },
)


@given(st.lists(ROWS.map(json.dumps) | st.text(max_size=20), max_size=4))
def test_exports_are_borne(lines: list[str]) -> None:
    body = "\n".join(lines).encode("utf-8", "surrogatepass")
    found = decoder("import.ga4")(Payload("import.ga4", "digest", "ga4", NOW, body))
    assert len(found.events) + len(found.rejected) <= body.count(b"\n") + 1
