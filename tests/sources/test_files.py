"""Files of events: our own shape, Mixpanel's export, and telling them apart."""

import json
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hypercare.model.facts import Alias, Event, Payload
from hypercare.model.text import Text
from hypercare.sources.files.canonical import FIELDS
from hypercare.sources.files.canonical import decode as decode_canonical
from hypercare.sources.files.sniff import sniff
from hypercare.sources.keys import digest, row_key
from hypercare.sources.mixpanel.export import decode as decode_export
from hypercare.sources.registry import decoder
from sources.doors import NOW, NOW_S, TOKEN, mixpanel, rows


def chunk(body: bytes, *, name: str = "import.canonical", first_row: int = 0, path: str = "d1g35t") -> Payload:
    return Payload(name, path, "backfill", NOW, body, first_row=first_row)


def line(**fields: Any) -> bytes:
    return json.dumps(fields).encode()


def canonical(**fields: Any) -> Any:
    return decode_canonical(chunk(line(**{"event": "e", "time": NOW_S, **fields})))


def test_full_line() -> None:
    decoded = canonical(
        event="order_created",
        time="2026-09-22T08:59:55+07:00",
        user="u1",
        anon="d1",
        groups={"company_id": "c1"},
        properties={"rows": 120},
        flags={"bulk_upload": "on"},
        key="order-1",
        source="orders",
        known_at="2026-09-22T02:00:00Z",
        lib="etl",
    )
    assert decoded.rejected == []
    assert decoded.events == [
        Event(
            source="orders",
            event="order_created",
            ts_event=NOW - 5_000_000,
            ts_received=NOW,
            ts_known=NOW,
            key=digest(b"6:ordersorder-1"),
            own_key=True,
            user_key="u1",
            anon_key="d1",
            groups='{"company_id":"c1"}',
            props='{"rows":120}',
            flags='{"bulk_upload":"on"}',
            lib="etl",
        )
    ]


def test_shortest_line() -> None:
    assert canonical().events == [
        Event(
            source="backfill",
            event="e",
            ts_event=NOW,
            ts_received=NOW,
            ts_known=NOW,
            key=row_key("d1g35t", 0),
            own_key=True,
        )
    ]


TIMES = {
    "seconds": NOW_S,
    "milliseconds": NOW_S * 1000,
    "microseconds": NOW,
    "digits": str(NOW_S),
    "UTC": "2026-09-22T02:00:00Z",
    "offset": "2026-09-22T09:00:00+07:00",
    "fraction": "2026-09-22T02:00:00.000000+00:00",
}


@pytest.mark.parametrize("time", TIMES.values(), ids=TIMES)
def test_time(time: Any) -> None:
    assert [row.ts_event for row in canonical(time=time).events] == [NOW]


BAD = {
    "no event": ({"event": None}, "event_name_invalid", "event"),
    "event a number": ({"event": 5}, "event_name_invalid", "event"),
    "no time": ({"time": None}, "time_missing", "time"),
    "no offset": ({"time": "2026-09-22T09:00:00"}, "time_invalid", "time"),
    "no time at all": ({"time": "soon"}, "time_invalid", "time"),
    "1969": ({"time": "1969-12-31T00:00:00Z"}, "time_before_1971", "time"),
    "2099": ({"time": "2099-01-01T00:00:00Z"}, "time_in_future", "time"),
    "known in 2099": ({"known_at": "2099-01-01T00:00:00Z"}, "time_in_future", "known_at"),
    "user an object": ({"user": {}}, "id_invalid", "user"),
    "user of 256": ({"user": "x" * 256}, "id_invalid", "user"),
    "groups a list": ({"groups": ["c1"]}, "properties_invalid", "groups"),
    "groups nested": ({"groups": {"a": {}}}, "properties_invalid", "groups"),
    "properties a list": ({"properties": []}, "properties_invalid", "properties"),
    "key an object": ({"key": {}}, "key_invalid", "key"),
    "digest short": ({"digest": "abc"}, "key_invalid", "digest"),
    "digest no hex": ({"digest": "z" * 32}, "key_invalid", "digest"),
    "empty source": ({"source": ""}, "source_invalid", "source"),
}


@pytest.mark.parametrize(("fields", "reason", "field"), BAD.values(), ids=BAD)
def test_bad_line_goes_to_quarantine(fields: dict[str, Any], reason: str, field: str) -> None:
    decoded = canonical(**fields)
    assert decoded.events == []
    assert [(row.reason, row.field) for row in decoded.rejected] == [(reason, field)]
    assert decoded.rejected[0].message.startswith("row 1: ")


def test_unknown_fields_are_properties_behind_declared_ones() -> None:
    assert canonical(plan="pro", rows=1, properties={"rows": 2}).events[0].props == '{"plan":"pro","rows":2}'


def test_digest_is_the_stored_key() -> None:
    row = canonical(digest="00" * 15 + "ff", key="ignored").events[0]
    assert (row.key, row.own_key) == (bytes(15) + b"\xff", True)


def test_lines_may_be_untidy() -> None:
    good = line(event="e", time=NOW_S)
    body = b"\xef\xbb\xbf" + good + b"\r\n\r\n  \n" + good + b"\nnot json\n[1]\n" + good
    decoded = decode_canonical(chunk(body, first_row=9))
    assert [row.key for row in decoded.events] == [row_key("d1g35t", row) for row in (9, 12, 15)]
    assert [(row.reason, row.message.partition(":")[0]) for row in decoded.rejected] == [
        ("invalid_json", "row 14"),
        ("not_an_object", "row 15"),
    ]


def test_overlong_line_is_named_and_cut() -> None:
    decoded = decode_canonical(chunk(line(event="e", time=NOW_S, blob="x" * 2_000_000)))
    assert [row.reason for row in decoded.rejected] == ["event_too_large"]
    assert len(decoded.rejected[0].raw) == 65_536


@pytest.mark.parametrize("cut", [0, 1, 2, 3])
def test_keys_do_not_depend_on_how_the_file_is_cut(cut: int) -> None:
    lines = [line(event="e", time=NOW_S)] * 3
    whole = decode_canonical(chunk(b"\n".join(lines))).events
    first = decode_canonical(chunk(b"\n".join(lines[:cut]))).events
    second = decode_canonical(chunk(b"\n".join(lines[cut:]), first_row=cut)).events
    assert [row.key for row in whole] == [row.key for row in first + second]
    assert len({row.key for row in whole}) == 3


def exported(name: str = "e", **properties: Any) -> bytes:
    return line(event=name, properties={"time": NOW_S - 60, "distinct_id": "u1", "$insert_id": "i1", **properties})


def export(body: bytes) -> Any:
    return decode_export(chunk(body, name="import.mixpanel"))


def test_export_is_known_when_it_was_processed() -> None:
    with_time, without = export(exported(mp_processing_time_ms=NOW_S * 1000) + b"\n" + exported()).events
    assert (with_time.ts_event, with_time.ts_known, with_time.props) == (NOW - 60_000_000, NOW, "{}")
    assert without.ts_known == NOW - 60_000_000


def test_export_and_push_of_one_event_share_their_key() -> None:
    record = json.loads(exported())
    record["properties"]["token"] = TOKEN
    pushed = rows(mixpanel("track", json.dumps(record).encode())).events[0]
    from_file = decode_export(msgspec.structs.replace(chunk(exported()), source="shop")).events[0]
    assert pushed.key == from_file.key


def test_export_without_insert_id_is_known_by_its_row() -> None:
    first, second = export(exported(**{"$insert_id": None}) + b"\n" + exported(**{"$insert_id": None})).events
    assert (first.key, second.key) == (row_key("d1g35t", 0), row_key("d1g35t", 1))
    assert first.own_key  # the same file again adds nothing, however much later


def test_export_says_who_is_who() -> None:
    body = exported("$identify", **{"$identified_id": "u1", "$anon_id": "d1", "mp_processing_time_ms": NOW_S * 1000})
    decoded = export(body)
    assert decoded.aliases == [Alias("backfill", "identify", "d1", "u1", NOW - 60_000_000, NOW, NOW)]


EXPORT_BAD = {
    "no time": (exported(time=None), "time_missing"),
    "2099": (exported(time=4_070_908_800), "time_in_future"),
    "placeholder": (exported(distinct_id="undefined"), "id_placeholder"),
    "processed at no time": (exported(mp_processing_time_ms="soon"), "time_invalid"),
    "no JSON": (b"{", "invalid_json"),
    "no properties": (b'{"event":"e"}', "properties_invalid"),
}


@pytest.mark.parametrize(("body", "reason"), EXPORT_BAD.values(), ids=EXPORT_BAD)
def test_bad_export_line(body: bytes, reason: str) -> None:
    assert [row.reason for row in export(body).rejected] == [reason]


SNIFFED = {
    "ours": ([line(event="e", time=NOW_S)], "import.canonical"),
    "Mixpanel's": ([exported()], "import.mixpanel"),
    "behind a mark, blanks and a bad line": ([b"\xef\xbb\xbf\n", b"\n", b"{", exported()], "import.mixpanel"),
    "a table": ([b"event,time\n", b"e,1\n"], Text("source-file-shape-unknown", {"lines": 2})),
    "other objects": ([b'{"name":"x"}'], Text("source-file-shape-unknown", {"lines": 1})),
    "nothing": ([b"", b"\r\n"], Text("source-file-empty")),
}


@pytest.mark.parametrize(("lines", "found"), SNIFFED.values(), ids=SNIFFED)
def test_shape_is_recognised(lines: list[bytes], found: str | Text) -> None:
    assert sniff(lines) == found


MANUAL = (Path(__file__).parents[2] / "docs" / "import.md").read_text()
EXAMPLES = re.findall(r"^```json\n(.*?)\n```$", MANUAL, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: str(sniff([each.encode()])))
def test_example_of_the_manual_can_be_imported(example: str) -> None:
    name = sniff([example.encode()])
    assert isinstance(name, str)
    decoded = decoder(name)(chunk(example.encode(), name=name))
    assert (len(decoded.events), decoded.rejected) == (1, [])


@pytest.mark.parametrize("field", sorted(FIELDS))
def test_field_is_documented(field: str) -> None:
    assert f"\n| `{field}` |" in MANUAL


_VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=4,
)
_FIELDS = [
    "event",
    "time",
    "user",
    "anon",
    "groups",
    "properties",
    "flags",
    "key",
    "digest",
    "source",
    "known_at",
    "lib",
    "x",
]


@given(
    st.binary(max_size=60)
    | st.dictionaries(st.sampled_from(_FIELDS), _VALUES).map(lambda value: json.dumps(value).encode())
)
def test_any_bytes_yield_rows_and_always_the_same(body: bytes) -> None:
    for decode in (decode_canonical, decode_export):
        decoded = decode(chunk(body))
        assert decode(chunk(body)) == decoded
        msgspec.msgpack.encode(decoded)
        assert len(decoded.events) + len(decoded.rejected) + len(decoded.aliases) <= body.count(b"\n") + 1
        for row in decoded.events:
            json.loads(row.props)
