"""Mixpanel's decoder: fields, times, ids, keys, limits; total and deterministic for any bytes."""

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hypercare.model.facts import Decoded, Event, Payload
from hypercare.sources.keys import vendor_key
from hypercare.sources.mixpanel.decode import decode
from sources.doors import NOW, NOW_S

HOUR_S = 3600


def payload(body: Any, *, path: str = "track", received: int = NOW, **query: str) -> Payload:
    text = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Payload("mixpanel", path, "shop", received, text, query=query)


def one(**properties: Any) -> Decoded:
    given_ = {"distinct_id": "u1", "time": NOW_S, "$insert_id": "i1", **properties}
    kept = {name: value for name, value in given_.items() if value is not None}
    return decode(payload([{"event": "e", "properties": kept}]))


def test_plain_event() -> None:
    body = [
        {
            "event": "bulk_opened",
            "properties": {
                "token": "",
                "distinct_id": "u1",
                "time": NOW_S - 5,
                "$insert_id": "i1",
                "mp_lib": "python",
                "company_id": "c1",
                "rows": 120,
                "$groups": {"company_id": "c1"},
            },
        }
    ]
    assert decode(payload(body)) == Decoded(
        [
            Event(
                source="shop",
                event="bulk_opened",
                ts_event=NOW - 5_000_000,
                ts_received=NOW,
                ts_known=NOW,
                key=vendor_key("shop", "bulk_opened", NOW - 5_000_000, "u1", "i1"),
                own_key=True,
                user_key="u1",
                groups='{"company_id":"c1"}',
                props='{"mp_lib":"python","company_id":"c1","rows":120}',
                lib="python",
            )
        ],
        [],
        [],
        [],
    )


TIMES = {
    "seconds": (NOW_S, NOW),
    "milliseconds": (NOW_S * 1000 + 123, NOW + 123_000),
    "seconds with a fraction": (NOW_S + 0.25, NOW + 250_000),
    "digits": (str(NOW_S), NOW),
    "none: the receipt": (None, NOW),
    "1971": (31_536_000, 31_536_000_000_000),
    "an hour ahead": (NOW_S + HOUR_S, NOW + HOUR_S * 1_000_000),
    "fifty years late": (100_000_000, 100_000_000_000_000),
}


@pytest.mark.parametrize(("time", "micros"), TIMES.values(), ids=TIMES)
def test_time(time: Any, micros: int) -> None:
    assert [row.ts_event for row in one(time=time).events] == [micros]


BAD = {
    "1969": ({"time": -1}, "time_before_1971", "properties.time"),
    "a second before 1971": ({"time": 31_535_999}, "time_before_1971", "properties.time"),
    "2099": ({"time": 4_070_908_800}, "time_in_future", "properties.time"),
    "an hour and a second ahead": ({"time": NOW_S + HOUR_S + 1}, "time_in_future", "properties.time"),
    "a word": ({"time": "yesterday"}, "time_invalid", "properties.time"),
    "digits without end": ({"time": "9" * 5000}, "time_invalid", "properties.time"),
    "true": ({"time": True}, "time_invalid", "properties.time"),
    "huge": ({"time": 10**300}, "time_in_future", "properties.time"),
    "id true": ({"distinct_id": True}, "id_invalid", "properties.distinct_id"),
    "id an object": ({"distinct_id": {}}, "id_invalid", "properties.distinct_id"),
    "id of 256": ({"distinct_id": "x" * 256}, "id_invalid", "properties.distinct_id"),
    "id huge": ({"distinct_id": 10**400}, "id_invalid", "properties.distinct_id"),
    "256 properties": ({f"p{index}": 1 for index in range(253)}, "too_many_properties", "properties"),
    "name of 256": ({"x" * 256: 1}, "property_name_too_long", "properties"),
    "256 items": ({"list": [0] * 256}, "too_many_items", "properties.list"),
    "256 keys": ({"map": {str(index): 0 for index in range(256)}}, "too_many_items", "properties.map"),
    "four levels": ({"a": {"b": {"c": {"d": {"e": 1}}}}}, "nested_too_deep", "properties.a"),
}


@pytest.mark.parametrize(("properties", "reason", "field"), BAD.values(), ids=BAD)
def test_event_goes_to_quarantine(properties: dict[str, Any], reason: str, field: str) -> None:
    decoded = one(**properties)
    assert decoded.events == []
    assert [(row.reason, row.field) for row in decoded.rejected] == [(reason, field)]


PLACEHOLDERS = "anon Anonymous nil none null n/a na undefined unknown <nil> 0 -1 true false [] {}".split()  # noqa: SIM905
ZERO_UUID = "00000000-0000-0000-0000-000000000000"


@pytest.mark.parametrize("value", [*PLACEHOLDERS, ZERO_UUID, 0, -1, 0.0])
def test_placeholder_is_nobody(value: Any) -> None:
    assert [row.reason for row in one(distinct_id=value).rejected] == ["id_placeholder"]


@pytest.mark.parametrize(
    ("value", "user"), [(13793, "13793"), (13793.0, "13793"), ("", None), (None, None), ("ü😀", "ü😀")]
)
def test_id(value: Any, user: str | None) -> None:
    assert [row.user_key for row in one(distinct_id=value).events] == [user]


FITS = {
    "255 properties": {f"p{index}": 1 for index in range(252)},
    "255 items": {"list": [0] * 255},
    "three levels": {"a": {"b": {"c": {"d": 1}}}},
    "braces in a text": {"a": "{{{{[[[["},
    "digits of 64 bits": {"n": 2**63},
}


@pytest.mark.parametrize("properties", FITS.values(), ids=FITS)
def test_event_at_the_limit_is_kept_whole(properties: dict[str, Any]) -> None:
    decoded = one(**properties)
    assert [json.loads(row.props) for row in decoded.events] == [properties]


BODIES = {
    "NaN": (b'[{"event":"a","properties":{"n":NaN}},{"event":"b","properties":{}}]', ["b"], ["invalid_json"]),
    "infinity": (
        b'[{"event":"a","properties":{"n":-Infinity}},{"event":"b","properties":{}}]',
        ["b"],
        ["invalid_json"],
    ),
    "1e999": (b'[{"event":"a","properties":{"n":1e999}},{"event":"b","properties":{}}]', ["b"], ["invalid_json"]),
    "lone surrogate": (
        b'[{"event":"a","properties":{"n":"\\ud83d"}},{"event":"b","properties":{}}]',
        ["b"],
        ["invalid_json"],
    ),
    "not UTF-8": (b'[{"event":"a","properties":{"n":"\xff"}},{"event":"b","properties":{}}]', ["b"], ["invalid_json"]),
    "deep": (
        b'[{"event":"a","properties":{"n":' + b"[" * 50_000 + b"]" * 50_000 + b'}},{"event":"b","properties":{}}]',
        ["b"],
        ["invalid_json"],
    ),
    "wrong types": (
        b'[{"event":5,"properties":{}},{"event":"a","properties":[]},7,null,{"event":"b","properties":{},"more":1}]',
        ["b"],
        ["event_name_invalid", "properties_invalid", "not_an_object", "not_an_object"],
    ),
    "event without a name": (b'[{"event":"","properties":{}}]', [], ["event_name_invalid"]),
    "event with a long name": (
        json.dumps([{"event": "x" * 256, "properties": {}}]).encode(),
        [],
        ["event_name_invalid"],
    ),
    "event over 1 MiB": (
        json.dumps(
            [{"event": "a", "properties": {"blob": "x" * 2_000_000}}, {"event": "b", "properties": {}}]
        ).encode(),
        ["b"],
        ["event_too_large"],
    ),
    "no JSON at all": (b"\x00\x01", [], ["invalid_json"]),
    "torn": (b'[{"event":"a","properties":{}},{"event":"b"', [], ["invalid_json"]),
    "something behind": (b"[] []", [], ["invalid_json"]),
    "empty": (b"", [], ["invalid_json"]),
}


@pytest.mark.parametrize(("body", "events", "reasons"), BODIES.values(), ids=BODIES)
def test_body(body: bytes, events: list[str], reasons: list[str]) -> None:
    decoded = decode(payload(body))
    assert [row.event for row in decoded.events] == events
    assert [row.reason for row in decoded.rejected] == reasons
    assert all(len(row.raw) <= 65_536 for row in decoded.rejected)


def test_number_beyond_64_bits_is_kept_or_named() -> None:
    decoded = one(n=10**40)
    kept = [json.loads(row.props)["n"] for row in decoded.events]
    assert kept == [10**40] or [row.reason for row in decoded.rejected] == ["number_out_of_range"]


def test_many_names_cost_nothing_but_their_place() -> None:
    names = [{"event": f"e{index}", "properties": {f"p{index}": 1}} for index in range(2000)]
    decoded = decode(payload(names))
    assert len({row.event for row in decoded.events}) == 2000
    crowded = {"event": "e", "properties": {f"p{index}": 1 for index in range(100_000)}}
    assert [row.reason for row in decode(payload([crowded])).rejected] == ["event_too_large"]


def test_experiment_start_is_an_exposure() -> None:
    properties = {"Experiment name": "bulk_upload", "Variant name": "on"}
    decoded = decode(payload([{"event": "$experiment_started", "properties": properties}]))
    assert [row.flags for row in decoded.events] == ['{"bulk_upload":"on"}']


def test_own_key_names_event_time_id_and_insert_id() -> None:
    def key(event: str = "e", **properties: Any) -> bytes:
        given_ = {"distinct_id": "u1", "time": NOW_S, "$insert_id": "i1", **properties}
        return decode(payload([{"event": event, "properties": given_}], received=NOW + 1)).events[0].key

    base = key()
    assert key(token="another", more=1) == base
    assert key(time=NOW_S * 1000) == base
    others = [key("f"), key(time=NOW_S + 1), key(distinct_id="u2"), key(**{"$insert_id": "i2"})]
    assert len({base, *others}) == 5


def test_event_without_time_keeps_its_key_on_a_resend() -> None:
    body = [{"event": "e", "properties": {"distinct_id": "u1", "$insert_id": "i1"}}]
    first, again = (decode(payload(body, received=at)).events[0] for at in (NOW, NOW + 60_000_000))
    assert first.key == again.key
    assert first.ts_event != again.ts_event
    assert not first.own_key


def test_twenty_equal_records_are_twenty_and_a_resend_is_none() -> None:
    body = [{"event": "order_created", "properties": {"distinct_id": "u1", "time": NOW_S}}] * 20
    first = [row.key for row in decode(payload(body)).events]
    again = [row.key for row in decode(payload(body, received=NOW + 1_000_000)).events]
    assert len(set(first)) == 20
    assert first == again
    other = decode(payload(body[:19])).events
    assert not {row.key for row in other} & set(first)


def test_strict_ids_are_asked_for_only_there() -> None:
    body = [{"event": "e", "properties": {"time": NOW_S, "distinct_id": "u1", "$insert_id": "not accepted!"}}]
    assert len(decode(payload(body, path="import")).events) == 1
    assert [row.reason for row in decode(payload(body, path="import", strict="1")).rejected] == ["insert_id_invalid"]


_JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
_NAMES = st.sampled_from(["$identify", "$merge", "$create_alias", "$experiment_started", "e", ""])
_PROPERTIES = st.dictionaries(
    st.sampled_from(
        ["time", "distinct_id", "$insert_id", "$user_id", "$device_id", "$groups", "$distinct_ids", "alias", "p"]
    ),
    _JSON,
)
_UPDATES = st.dictionaries(
    st.sampled_from(
        ["$distinct_id", "$group_key", "$group_id", "$time", "$set", "$add", "$union", "$unset", "$delete"]
    ),
    _JSON,
)
_RECORDS = st.lists(
    st.fixed_dictionaries({"event": _NAMES | _JSON, "properties": _PROPERTIES | _JSON}) | _UPDATES | _JSON, max_size=4
)


@given(
    st.binary(max_size=80) | _RECORDS.map(lambda value: json.dumps(value).encode()),
    st.sampled_from(["track", "import", "engage", "groups"]),
    st.dictionaries(st.sampled_from(["strict", "lines", "token_unknown"]), st.sampled_from(["1", "0,2", "x"])),
)
def test_any_bytes_yield_rows_and_always_the_same(body: bytes, path: str, query: dict[str, str]) -> None:
    request = payload(body, path=path, **query)
    first = decode(request)
    assert decode(request) == first
    msgspec.msgpack.encode(first)
    for row in first.events:
        json.loads(row.props)
        assert len(row.key) == 16
    for trait in first.traits:
        json.loads(trait.value)


@given(_RECORDS, st.integers(0, 4))
def test_reading_all_at_once_and_one_by_one_agree(records: list[Any], place: int) -> None:
    alone = decode(payload(records))
    # A number among the records forces the slow way; it adds one rejected record, and changes the request's digest.
    mixed = decode(payload([*records[:place], 7, *records[place:]]))
    assert [(row.event, row.props, row.user_key) for row in alone.events] == [
        (row.event, row.props, row.user_key) for row in mixed.events
    ]
    assert len(mixed.rejected) == len(alone.rejected) + 1
