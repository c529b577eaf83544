"""Whatever is uploaded: an answer that agrees with what is kept, never an exception."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sources.doors import NOW_S, ask, rows, token_of

TOKEN = token_of("clevertap")
HEADERS = {"x-clevertap-passcode": TOKEN}
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6) | st.just(TOKEN)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=5,
)
OPERATORS = st.sampled_from(["$set", "$add", "$remove", "$delete", "$incr", "$decr", "$twist", "x"])
FIELDS = st.sampled_from(["Gender", "Email", "Phone", "Employed", "Education", "Married", "Age", "Identity", "x", ""])
IDS = st.sampled_from(["u1", "", "undefined", 5]) | VALUES
RECORDS = (
    st.fixed_dictionaries(
        {"type": st.sampled_from(["event", "profile", "token"]) | VALUES},
        optional={
            "identity": IDS,
            "objectId": IDS,
            "FBID": IDS,
            "ts": st.sampled_from([NOW_S, NOW_S * 1000, 0, "soon"]) | VALUES,
            "evtName": st.sampled_from(["opened", "App Launched", ""]) | VALUES,
            "evtData": VALUES,
            "profileData": st.dictionaries(FIELDS, VALUES | st.dictionaries(OPERATORS, VALUES, max_size=2), max_size=3)
            | VALUES,
        },
    )
    | VALUES
)


@given(st.lists(RECORDS, min_size=1, max_size=4))
def test_what_was_processed_is_what_is_not_in_quarantine(records: list[Any]) -> None:
    outcome = ask("clevertap", "1/upload", json.dumps({"d": records}).encode(), headers=HEADERS)
    if outcome.answer.status == 400:  # NaN and the like are no JSON
        assert outcome.payloads == ()
        return
    told, kept = json.loads(outcome.answer.body), rows(outcome)
    assert told["processed"] == outcome.events == len(records) - len(kept.rejected)
    assert len(told["unprocessed"]) == len(kept.rejected) == outcome.rejected.total()
    assert len(kept.events) <= outcome.events
    assert all(row.user_key or row.anon_key for row in kept.events)
    assert all(f'"{TOKEN}"'.encode() not in payload.body for payload in outcome.payloads)


@given(st.binary(max_size=60))
def test_any_bytes_are_answered(body: bytes) -> None:
    for prefix in (b"", b'{"d":'):
        assert ask("clevertap", "1/upload", prefix + body, headers=HEADERS).answer.status in (200, 400)
