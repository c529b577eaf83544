"""Whatever comes in: a clear answer that agrees with what is kept, never an exception."""

import base64
import json
from typing import Any
from urllib.parse import quote_from_bytes

from hypothesis import given
from hypothesis import strategies as st

from sources.doors import NOW_S, OTHER_TOKEN, TOKEN, mixpanel, rows

SECRETS = st.sampled_from([TOKEN, OTHER_TOKEN, "stranger", "", 5, None])
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=5,
)
EVENTS = st.fixed_dictionaries(
    {"event": st.sampled_from(["e", "$identify", "$merge", "$create_alias"]) | VALUES},
    optional={
        "properties": st.fixed_dictionaries(
            {"token": SECRETS},
            optional={
                "time": st.sampled_from([0, NOW_S, NOW_S * 1000, "soon"]) | VALUES,
                "distinct_id": st.sampled_from(["u1", "null", "", "$device:d1"]) | VALUES,
                "$insert_id": st.sampled_from(["i1", "i 1"]) | VALUES,
                "$device_id": st.just("d1") | VALUES,
                "$user_id": st.just("u1") | VALUES,
                "$distinct_ids": VALUES,
                "x": VALUES,
            },
        )
        | VALUES
    },
)
UPDATES = st.fixed_dictionaries(
    {"$token": SECRETS},
    optional={
        "$distinct_id": st.just("u1") | VALUES,
        "$group_key": VALUES,
        "$group_id": VALUES,
        "$set": VALUES,
        "$add": VALUES,
    },
)
RECORDS = st.lists(EVENTS | UPDATES | VALUES, max_size=4) | EVENTS | UPDATES
PATHS = st.sampled_from(["track", "track/", "import", "engage", "groups"])
QUERIES = st.dictionaries(
    st.sampled_from(["verbose", "img", "callback", "strict", "ip", "redirect", "data"]),
    st.sampled_from(["1", "0", "cb", "(", ""]),
)
TYPES = st.sampled_from(
    ["", "application/json", "application/x-ndjson", "application/x-www-form-urlencoded; charset=utf-8"]
)
AUTHORIZATIONS = st.sampled_from(["", "Basic", "Bearer x", "Basic " + base64.b64encode(TOKEN.encode() + b":").decode()])


def wrapped(records: Any, way: str) -> bytes:
    body = json.dumps(records).encode()
    ways = {
        "json": body,
        "form": b"data=" + quote_from_bytes(body).encode() + b"&verbose=1",
        "base64": b"data=" + base64.b64encode(body),
        "torn": body[: len(body) // 2],
    }
    return ways[way]


BODIES = st.binary(max_size=60) | st.builds(wrapped, RECORDS, st.sampled_from(["json", "form", "base64", "torn"]))


@given(path=PATHS, body=BODIES, query=QUERIES, kind=TYPES, authorization=AUTHORIZATIONS)
def test_answer_agrees_with_what_is_kept(
    path: str, body: bytes, query: dict[str, str], kind: str, authorization: str
) -> None:
    headers = {"content-type": kind, "authorization": authorization}
    outcome = mixpanel(path, body, query=query, headers=headers)
    kept = rows(outcome)
    usable = bool(kept.events or kept.aliases or kept.traits)
    assert outcome.answer.status in (200, 400, 401, 413)
    assert not (usable and outcome.events == 0)
    if outcome.answer.status == 401:
        assert outcome.payloads == ()
    if query.get("strict") != "1":
        assert not (usable and outcome.answer.status != 200)
    for payload in outcome.payloads:
        assert TOKEN.encode() not in payload.body


@given(st.lists(EVENTS, min_size=1, max_size=4), st.sampled_from(["0", "1"]))
def test_strict_counts_are_those_of_the_decoder(records: list[Any], strict: str) -> None:
    outcome = mixpanel(
        "import", json.dumps(records).encode(), query={"strict": strict}, headers={"authorization": AUTH}
    )
    rejected = rows(outcome).rejected
    if strict == "1":
        told = json.loads(outcome.answer.body)
        assert told["num_records_imported"] == outcome.events == len(records) - len(rejected)
        assert len(told.get("failed_records", [])) == len(rejected)
    else:
        assert outcome.answer.body == (b"0" if len(rejected) == len(records) else b"1")


AUTH = "Basic " + base64.b64encode(f"{TOKEN}:".encode()).decode()
