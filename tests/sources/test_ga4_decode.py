"""GA4's requests into facts: of the Measurement Protocol, of gtag.js, and exported from BigQuery."""

import json
from typing import Any
from urllib.parse import urlencode

import pytest

from hypercare.model.facts import Decoded, Payload
from hypercare.sources.registry import decoder, exports
from sources.doors import NOW, ask, rows, token_of

QUERY = {"measurement_id": "G-TEST", "api_secret": token_of("ga4")}
APP = {"firebase_app_id": "1:2:android:3", "api_secret": token_of("ga4")}
DAY = 86_400_000_000


def sent(body: Any, query: dict[str, str] = QUERY) -> Decoded:
    return rows(ask("ga4", "mp/collect", json.dumps(body).encode(), query=query))


def request(*events: Any, **more: Any) -> dict[str, Any]:
    return {"client_id": "1.2", "events": list(events) or [{"name": "opened"}]} | more


def told(found: Decoded) -> list[tuple[str, str, str, str, int]]:
    return [(each.id, each.name, each.op, each.value, each.ts_event) for each in found.traits]


def test_request_with_all_that_is_kept() -> None:
    device = {"category": "mobile", "operating_system": "Android", "model": "X", "screen_resolution": "1x1"}
    private = {"user_data": {"sha256_email_address": "x"}, "ip_override": "10.0.0.1", "user_location": {"city": "x"}}
    params = {"value": 1.5, "items": [{"item_id": "a"}], "session_id": "17", "device_model": "own"}
    body = request({"name": "purchase", "params": params}, user_id="u1", device=device, **private)
    found = sent(body | {"consent": {"ad_user_data": "DENIED"}, "non_personalized_ads": True})
    row = found.events[0]
    assert (row.event, row.user_key, row.anon_key, row.lib) == ("purchase", "u1", "1.2", "measurement-protocol")
    shared = {"device_category": "mobile", "os": "Android", "consent": {"ad_user_data": "DENIED"}}
    assert json.loads(row.props) == shared | params
    assert [(each.kind, each.key, each.user) for each in found.aliases] == [("identify", "1.2", "u1")]


IDS: dict[str, tuple[dict[str, Any], dict[str, str], tuple[str | None, str | None]]] = {
    "website": ({"client_id": "1.2"}, QUERY, (None, "1.2")),
    "app": ({"client_id": None, "app_instance_id": "a1"}, APP, (None, "a1")),
    "app with a client id": ({"client_id": "1.2"}, APP, (None, "1.2")),
    "user alone": ({"client_id": None, "user_id": 17}, QUERY, ("17", None)),
}


@pytest.mark.parametrize(("ids", "query", "expected"), IDS.values(), ids=IDS)
def test_ids(ids: dict[str, Any], query: dict[str, str], expected: tuple[str | None, str | None]) -> None:
    row = sent(request() | ids, query).events[0]
    assert (row.user_key, row.anon_key) == expected


def test_times_of_request_and_event() -> None:
    body = request({"name": "a"}, {"name": "b", "timestamp_micros": NOW - DAY}, timestamp_micros=str(NOW - 400 * DAY))
    assert [each.ts_event for each in sent(body).events] == [NOW - 400 * DAY, NOW - DAY]
    assert sent(request()).events[0].ts_event == NOW
    bad = sent(request({"name": "a"}, {"name": "b", "timestamp_micros": NOW + DAY}))
    assert ([each.event for each in bad.events], [each.reason for each in bad.rejected]) == (["a"], ["time_in_future"])


def test_user_properties_are_traits() -> None:
    given = {"plan": {"value": "pro", "timestamp_micros": NOW - DAY}, "seats": {"value": 5}, "trial": {"value": None}}
    found = sent(request(user_properties=given | {"bare": "x"}))
    assert told(found) == [
        ("1.2", "plan", "set", '"pro"', NOW - DAY),
        ("1.2", "seats", "set", "5", NOW),
        ("1.2", "trial", "unset", "null", NOW),
        ("1.2", "bare", "set", '"x"', NOW),
    ]
    assert len({each.retry for each in found.traits}) == 4
    spoilt = sent(request(user_properties=["x"]))
    assert ([each.event for each in spoilt.events], [each.field for each in spoilt.rejected]) == (
        ["opened"],
        ["user_properties"],
    )


def test_resent_request_has_the_same_keys_and_equal_events_are_several() -> None:
    twice = request({"name": "order"}, {"name": "order"})
    first, again = sent(twice), sent(twice)
    assert [each.key for each in first.events] == [each.key for each in again.events]
    assert len({each.key for each in first.events}) == 2
    assert not any(each.own_key for each in first.events)
    assert sent(twice | {"timestamp_micros": NOW}).events[0].key != first.events[0].key


def hit(**fields: str) -> Decoded:
    named = {"cid": "1.2", "en": "page_view", "_p": "1", "_s": "1", "api_secret": token_of("ga4")}
    return rows(ask("ga4", "g/collect", query=named | fields, method="GET"))


def test_gtag_fields() -> None:
    fields = {"dl": "https://x/?a=1&b=2", "dt": "😺", "sid": "17", "_et": "1200", "uap": "Android", "sr": "1x1"}
    more = {
        "ep.plan": "pro & more",
        "epn.value": "1.5",
        "epn.rows": "120",
        "epn.ratio": "NaN",
        "uafvl": "x",
        "gcs": "y",
    }
    row = hit(**fields, **more).events[0]
    assert json.loads(row.props) == {
        "platform": "WEB",
        "page_location": "https://x/?a=1&b=2",
        "page_title": "😺",
        "ga_session_id": 17,
        "engagement_time_msec": 1200,
        "os": "Android",
        "screen_resolution": "1x1",
        "plan": "pro & more",
        "value": 1.5,
        "rows": 120,
        "ratio": "NaN",
    }


def test_gtag_items_users_and_traits() -> None:
    found = hit(
        **{"pr1": "idA~nmShirt~pr9.5~k0size~v0L", "pr2": "idB~qt2", "uid": "u1", "up.plan": "pro", "upn.seats": "5"}
    )
    assert json.loads(found.events[0].props)["items"] == [
        {"size": "L", "item_id": "A", "item_name": "Shirt", "price": 9.5},
        {"item_id": "B", "quantity": 2},
    ]
    assert [each[:4] for each in told(found)] == [("u1", "plan", "set", '"pro"'), ("u1", "seats", "set", "5")]
    assert [(each.key, each.user) for each in found.aliases] == [("1.2", "u1")]


def test_gtag_hits_are_told_apart_by_their_numbers() -> None:
    assert hit().events[0].key == hit().events[0].key
    assert hit().events[0].key != hit(_s="2").events[0].key


@pytest.mark.parametrize(
    ("fields", "reason"),
    [({"en": ""}, "event_name_invalid"), ({"cid": ""}, "id_missing"), ({"uid": "null"}, "id_placeholder")],
    ids=["no name", "nobody", "placeholder"],
)
def test_gtag_hits_that_cannot_be_used(fields: dict[str, str], reason: str) -> None:
    found = hit(**fields)
    assert ([each.reason for each in found.rejected], found.events) == ([reason], [])


def test_payload_of_gtag_that_no_receiver_wrote_is_borne() -> None:
    body = b"&".join([b"a=1"] * 3_000)
    assert decoder("ga4")(Payload("ga4", "g/collect", "ga4", NOW, body)).rejected[0].reason == "too_many_properties"
    assert decoder("ga4")(Payload("ga4", "g/collect", "ga4", NOW, b"cid=1.2\n" + body)).events == []
    assert decoder("ga4")(
        Payload("ga4", "g/collect", "ga4", NOW, urlencode({"en": "\udcff"}, errors="replace").encode())
    )


ROW: dict[str, Any] = {
    "event_date": "20260921",
    "event_timestamp": "1789956000123456",
    "event_name": "purchase",
    "event_server_timestamp_offset": "2000000",
    "batch_page_id": "1789956000000",
    "batch_ordering_id": "2",
    "batch_event_index": "1",
    "user_id": "u1",
    "user_pseudo_id": "1.2",
    "event_params": [
        {"key": "ga_session_id", "value": {"string_value": None, "int_value": "17", "double_value": None}},
        {"key": "page_title", "value": {"string_value": "Shop", "int_value": None}},
        {"key": "ratio", "value": {"double_value": 0.5}},
        {"key": "nothing", "value": {}},
    ],
    "user_properties": [{"key": "plan", "value": {"string_value": "pro", "set_timestamp_micros": "1789955000000000"}}],
    "device": {"category": "mobile", "operating_system": "Android", "web_info": {"browser": "Chrome"}, "language": ""},
    "app_info": {"version": "1.2"},
    "geo": {"country": "Indonesia", "city": "(not set)"},
    "platform": "ANDROID",
    "ecommerce": {"transaction_id": "t1", "purchase_revenue": 19.5},
    "items": [{"item_id": "SKU-1", "price": 9.5, "quantity": "2", "coupon": "(not set)", "item_params": []}],
}


def imported(*lines: Any) -> Decoded:
    body = "\n".join(json.dumps(line) for line in lines).encode()
    return decoder("import.ga4")(Payload("import.ga4", "digest", "ga4", NOW, body))


def test_export_row() -> None:
    found = imported(ROW)
    row = found.events[0]
    assert (row.ts_event, row.ts_known, row.own_key) == (1_789_956_000_123_456, 1_789_956_002_123_456, True)
    assert (row.user_key, row.anon_key) == ("u1", "1.2")
    assert json.loads(row.props) == {
        "platform": "ANDROID",
        "app_version": "1.2",
        "device_category": "mobile",
        "os": "Android",
        "browser": "Chrome",
        "country": "Indonesia",
        "transaction_id": "t1",
        "purchase_revenue": 19.5,
        "items": [{"item_id": "SKU-1", "price": 9.5, "quantity": 2}],
        "ga_session_id": 17,
        "page_title": "Shop",
        "ratio": 0.5,
        "nothing": None,
    }
    assert told(found) == [("u1", "plan", "set", '"pro"', 1_789_955_000_000_000)]
    assert [(each.key, each.user) for each in found.aliases] == [("1.2", "u1")]
    assert exports()["ga4"].recognises(ROW)


def test_export_as_parquet_gives_it() -> None:
    wrapped = {
        name: {"list": [{"element": each} for each in ROW[name]]}
        for name in ("event_params", "user_properties", "items")
    }
    numbers = {"event_timestamp": 1_789_956_000_123_456, "batch_page_id": 1_789_956_000_000, "batch_event_index": 1}
    as_parquet = imported(
        ROW | wrapped | numbers | {"batch_ordering_id": 2, "event_server_timestamp_offset": 2_000_000}
    )
    assert as_parquet == imported(ROW)


KEYS = [
    ({}, True),
    ({"event_date": "20260922", "event_params": []}, True),
    ({"batch_event_index": "2"}, False),
    ({"batch_ordering_id": None}, False),
    ({"event_timestamp": "1789956000123457"}, False),
    ({"user_pseudo_id": "1.3"}, False),
    ({"event_name": "refund"}, False),
]


@pytest.mark.parametrize(("change", "same"), KEYS, ids=str)
def test_export_rows_are_known_by_their_columns(change: dict[str, Any], same: bool) -> None:
    assert (imported(ROW).events[0].key == imported(ROW | change).events[0].key) is same


def test_older_export_rows_are_known_by_their_parameters() -> None:
    older = {name: value for name, value in ROW.items() if not name.startswith("batch_")}
    other = older | {"event_params": ROW["event_params"][:1]}
    found = [imported(each).events[0].key for each in (older, older, other)]
    assert found[0] == found[1] != found[2]


def test_export_tells_a_property_once_a_chunk() -> None:
    moved = [ROW | {"batch_event_index": str(index)} for index in range(3)]
    assert len(imported(*moved).traits) == 1
    changed = ROW | {"user_properties": [{"key": "plan", "value": {"int_value": "5"}}]}
    assert [each.value for each in imported(*moved, changed).traits] == ['"pro"', "5"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"event_timestamp": None}, "time_missing"),
        ({"event_timestamp": "soon"}, "time_invalid"),
        ({"event_timestamp": "5"}, "time_before_1971"),
        ({"event_name": None}, "event_name_invalid"),
        ({"user_pseudo_id": "null"}, "id_placeholder"),
        ({"event_params": {"a": 1}}, "properties_invalid"),
        ({"event_params": [{"value": {}}]}, "properties_invalid"),
        ({"user_properties": [5]}, "properties_invalid"),
    ],
    ids=str,
)
def test_export_rows_that_cannot_be_used(change: dict[str, Any], reason: str) -> None:
    found = imported(ROW | change)
    assert [(each.reason, each.message[:6]) for each in found.rejected] == [(reason, "row 1:")]
    assert found.events == found.traits == found.aliases == []
