"""Segment's messages into facts: ids, times, keys, context, traits; and the raw exports."""

import json
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hypercare.lake.files import RealFiles
from hypercare.lake.key_runs import Keys
from hypercare.lake.keys import KeyIndex
from hypercare.model.facts import Alias, Decoded, Event, Payload, Trait
from hypercare.model.instant import DAY_US, SECOND_US, to_micros
from hypercare.sources.files.sniff import sniff
from hypercare.sources.keys import part_key, vendor_key
from hypercare.sources.segment.decode import decode
from hypercare.sources.segment.export import decode as decode_export
from sources.doors import NOW

NOON = "2026-09-21T12:00:00.000Z"
NOON_US = to_micros(datetime(2026, 9, 21, 12, tzinfo=UTC))
KEY = vendor_key("shop", "", None, "", "m1")


def payload(body: Any, path: str = "batch", received: int = NOW) -> Payload:
    return Payload("segment", path, "shop", received, json.dumps(body).encode())


def batch(*messages: Any, received: int = NOW, **fields: Any) -> Decoded:
    return decode(payload({"batch": list(messages), **fields}, received=received))


def message(**fields: Any) -> dict[str, Any]:
    given_ = {"type": "track", "event": "e", "userId": "u1", "messageId": "m1", "timestamp": NOON, **fields}
    return {name: value for name, value in given_.items() if value is not None}


def only(rows: list[Any]) -> Any:
    assert len(rows) == 1
    return rows[0]


def event(**fields: Any) -> Event:
    found = batch(message(**fields))
    assert found.rejected == []
    row = only(found.events)
    assert isinstance(row, Event)
    return row


def props(**fields: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(event(**fields).props)
    return found


def iso(micros: int) -> str:
    return datetime.fromtimestamp(micros / SECOND_US, UTC).isoformat()


def test_plain_event() -> None:
    found = batch(
        message(
            event="bulk_opened",
            anonymousId="a1",
            properties={"company_id": "c1", "rows": 120},
            context={
                "groupId": "c1",
                "library": {"name": "analytics-python", "version": "2.4.0"},
                "app": {"version": "1.2", "name": ""},
                "ip": "10.0.0.1",
            },
            integrations={"All": True},
        )
    )
    assert found.events == [
        Event(
            source="shop",
            event="bulk_opened",
            ts_event=NOON_US,
            ts_received=NOW,
            ts_known=NOW,
            key=KEY,
            own_key=True,
            user_key="u1",
            anon_key="a1",
            groups='{"groupId":"c1"}',
            props='{"context.library.name":"analytics-python","context.library.version":"2.4.0",'
            '"context.app.version":"1.2","company_id":"c1","rows":120}',
            lib="analytics-python",
        )
    ]
    assert found.aliases == [Alias("shop", "identify", "a1", "u1", NOON_US, NOW, NOW)]
    assert (found.traits, found.rejected) == ([], [])


MINUTE = 60 * SECOND_US
TIMES = {
    "no sending time": ({"timestamp": NOON}, {}, NOON_US),
    "no time at all: the receipt": ({"timestamp": None}, {}, NOW),
    "original timestamp": ({"timestamp": None, "originalTimestamp": NOON}, {}, NOON_US),
    "the time that was meant goes before the original": ({"originalTimestamp": "2026-09-21T13:00:00Z"}, {}, NOON_US),
    "a clock ten minutes slow": ({}, {"sentAt": iso(NOW - 10 * MINUTE)}, NOON_US + 10 * MINUTE),
    "a clock a day fast": ({}, {"sentAt": iso(NOW + DAY_US)}, NOON_US - DAY_US),
    "sent by the message's own word": ({"sentAt": iso(NOW - MINUTE)}, {}, NOON_US + MINUTE),
    "the request's word goes before the message's": (
        {"sentAt": iso(NOW - 10 * MINUTE)},
        {"sentAt": iso(NOW - MINUTE)},
        NOON_US + MINUTE,
    ),
    "a sending time that cannot be read": ({}, {"sentAt": "soon"}, NOON_US),
    "another offset": ({"timestamp": "2026-09-21T19:00:00+07:00"}, {}, NOON_US),
    "no offset: UTC": ({"timestamp": "2026-09-21T12:00:00"}, {}, NOON_US),
    "milliseconds": ({"timestamp": NOON_US // 1000}, {}, NOON_US),
    "fifty years late": ({"timestamp": "1976-01-01T00:00:00Z"}, {}, to_micros(datetime(1976, 1, 1, tzinfo=UTC))),
}


@pytest.mark.parametrize(("fields", "whole", "micros"), TIMES.values(), ids=TIMES)
def test_time(fields: dict[str, Any], whole: dict[str, Any], micros: int) -> None:
    assert [row.ts_event for row in batch(message(**fields), **whole).events] == [micros]


DEEP: Any = json.loads("[" * 20 + "]" * 20)
BAD = {
    "no id": ({"userId": None}, "id_missing", "userId"),
    "empty ids": ({"userId": "", "anonymousId": ""}, "id_missing", "userId"),
    "nobody's id": ({"userId": "undefined"}, "id_placeholder", "userId"),
    "an id of objects": ({"userId": {}}, "id_invalid", "userId"),
    "no kind": ({"type": None}, "kind_unknown", "type"),
    "a kind of its own": ({"type": "dance"}, "kind_unknown", "type"),
    "a kind that is no text": ({"type": []}, "kind_unknown", "type"),
    "no event name": ({"event": None}, "event_name_invalid", "event"),
    "an event that is a number": ({"event": 5}, "event_name_invalid", "event"),
    "properties that are a list": ({"properties": []}, "properties_invalid", "properties"),
    "a context that is a text": ({"context": "x"}, "properties_invalid", "context"),
    "too many properties": ({"properties": {f"p{n}": 1 for n in range(1001)}}, "too_many_properties", "properties"),
    "properties nested without end": ({"properties": {"n": DEEP}}, "nested_too_deep", "properties.n"),
    "a day without a meaning": ({"timestamp": "yesterday"}, "time_invalid", "timestamp"),
    "a time that is true": ({"timestamp": True}, "time_invalid", "timestamp"),
    "1970": ({"timestamp": "1970-06-01T00:00:00Z"}, "time_before_1971", "timestamp"),
    "tomorrow": ({"timestamp": iso(NOW + DAY_US)}, "time_in_future", "timestamp"),
    "a group without its id": ({"type": "group"}, "id_missing", "groupId"),
    "a group of nobody's": ({"type": "group", "groupId": "null"}, "id_placeholder", "groupId"),
    "traits that are a text": ({"type": "identify", "traits": "x"}, "properties_invalid", "traits"),
    "a group that is an object": ({"context": {"groupId": {}}}, "group_invalid", "context.groupId"),
    "an alias of one id": ({"type": "alias"}, "identity_incomplete", "previousId"),
    "an alias for nobody": (
        {"type": "alias", "userId": None, "anonymousId": "a1", "previousId": "u0"},
        "identity_incomplete",
        "previousId",
    ),
    "an alias without ids": ({"type": "alias", "userId": None, "previousId": "u0"}, "id_missing", "userId"),
}


@pytest.mark.parametrize(("fields", "reason", "field"), BAD.values(), ids=BAD)
def test_bad_message(fields: dict[str, Any], reason: str, field: str) -> None:
    found = batch(message(**fields))
    assert [(row.reason, row.field) for row in found.rejected] == [(reason, field)]
    assert (found.events, found.traits, found.aliases) == ([], [], [])


def test_ids_that_are_numbers_are_texts() -> None:
    row = event(userId=17, anonymousId=4.0, context={"groupId": 5})
    assert (row.user_key, row.anon_key, row.groups) == ("17", "4", '{"groupId":"5"}')


def test_pages_and_screens_are_events() -> None:
    given_ = {"name": "Bulk", "category": "Upload", "properties": {"path": "/bulk", "name": "Bulk upload"}}
    assert [event(type=kind, **given_).event for kind in ("page", "screen")] == ["page", "screen"]
    assert props(type="page", **given_) == {"name": "Bulk upload", "category": "Upload", "path": "/bulk"}
    assert props(type="screen") == {}


def test_context_is_kept_as_far_as_people_filter_by_it() -> None:
    context = {
        "app": {"name": "Biza", "version": "1.2", "build": "77", "namespace": "id.biza", "other": 1},
        "campaign": {"source": "mail", "medium": {}, "term": None},
        "device": {"type": "android", "model": "SM-A135F", "manufacturer": "samsung", "id": "x", "advertisingId": "y"},
        "os": {"name": "Android", "version": ""},
        "page": {"path": "/bulk", "url": "https://h/bulk", "search": "?x"},
        "userAgentData": {"platform": "Linux", "mobile": False, "brands": []},
        "locale": "id-ID",
        "timezone": ["Asia/Jakarta"],
        "sessionId": 17,
        "ip": "10.0.0.1",
        "userAgent": "Mozilla",
        "traits": {"email": "a@example.com"},
        "library": "old",
    }
    row = event(context=context, channel="mobile")
    assert json.loads(row.props) == {
        "context.app.name": "Biza",
        "context.app.version": "1.2",
        "context.app.build": "77",
        "context.app.namespace": "id.biza",
        "context.campaign.source": "mail",
        "context.device.type": "android",
        "context.device.model": "SM-A135F",
        "context.device.manufacturer": "samsung",
        "context.os.name": "Android",
        "context.page.path": "/bulk",
        "context.page.url": "https://h/bulk",
        "context.userAgentData.platform": "Linux",
        "context.userAgentData.mobile": False,
        "context.locale": "id-ID",
        "context.sessionId": 17,
        "channel": "mobile",
    }
    assert row.lib == "old"


def test_a_property_goes_before_the_context() -> None:
    given_ = {"channel": "shop", "context.locale": "own"}
    assert props(properties=given_, channel="web", context={"locale": "id"}) == given_


EXPERIMENTS = {
    "names": ({"experiment_name": "bulk", "variation_name": "on", "experiment_id": 7}, '{"bulk":"on"}'),
    "ids": ({"experiment_id": 7, "variation_id": "b"}, '{"7":"b"}'),
    "half of it": ({"experiment_name": "bulk"}, None),
}


@pytest.mark.parametrize(("properties", "flags"), EXPERIMENTS.values(), ids=EXPERIMENTS)
def test_an_experiment_viewed_is_an_exposure(properties: dict[str, Any], flags: str | None) -> None:
    assert event(event="Experiment Viewed", properties=properties).flags == flags
    assert event(event="Another", properties=properties).flags is None


def trait(holder: str, unit: str, name: str, op: str, value: str, key: bytes) -> Trait:
    return Trait("shop", holder, unit, name, op, value, NOON_US, NOW, NOW, key)


def test_identify_says_what_is_true_of_a_user_and_who_it_was() -> None:
    found = batch(message(type="identify", anonymousId="a1", traits={"email": "a@example.com", "trial": None}))
    assert found == Decoded(
        [],
        [Alias("shop", "identify", "a1", "u1", NOON_US, NOW, NOW)],
        [
            trait("user", "u1", "email", "set", '"a@example.com"', part_key(KEY, 0)),
            trait("user", "u1", "trial", "unset", "null", part_key(KEY, 1)),
        ],
        [],
        [],
    )


def test_identify_reads_traits_of_the_context_where_it_has_none() -> None:
    context = {"traits": {"plan": "pro"}}
    assert [row.name for row in batch(message(type="identify", context=context)).traits] == ["plan"]
    own = batch(message(type="identify", context=context, traits={"tier": 1}))
    assert [row.name for row in own.traits] == ["tier"]


def test_traits_of_somebody_without_a_name_stand_under_the_anonymous_id() -> None:
    found = batch(message(type="identify", userId=None, anonymousId="a1", traits={"plan": "pro"}))
    assert [(row.holder, row.id) for row in found.traits] == [("user", "a1")]
    assert found.aliases == []


def test_group_says_what_is_true_of_the_account_and_whose_it_is() -> None:
    found = batch(message(type="group", groupId="c1", traits={"account_type": "biza"}))
    assert found.traits == [
        trait("groupId", "c1", "account_type", "set", '"biza"', part_key(KEY, 0)),
        trait("user", "u1", "groupId", "set", '"c1"', part_key(part_key(KEY, 1), 0)),
    ]
    assert found.events == []


def test_alias_names_two_ids_of_one_user() -> None:
    found = batch(message(type="alias", previousId="u0"))
    assert found.aliases == [Alias("shop", "alias", "u0", "u1", NOON_US, NOW, NOW)]
    assert batch(message(type="alias", previousId="u1")) == Decoded([], [], [], [], [])


def test_who_is_who_is_said_once_a_request() -> None:
    found = batch(*[message(anonymousId="a1", messageId=f"m{index}") for index in range(5)])
    assert (len(found.events), len(found.aliases)) == (5, 1)


def test_messages_without_an_id_are_told_by_their_contents_and_place() -> None:
    same = message(messageId=None, sentAt=NOON)
    first = batch(same, same, sentAt=NOON)
    again = batch(same | {"sentAt": iso(NOW)}, same | {"sentAt": iso(NOW)}, sentAt=iso(NOW))
    assert len({row.key for row in first.events}) == 2
    assert [row.key for row in first.events] == [row.key for row in again.events]
    assert not any(row.own_key for row in first.events)


def test_a_body_of_another_shape_goes_to_quarantine() -> None:
    for body in (b"", b"\xff", b"[]", b'{"batch":1}'):
        found = decode(Payload("segment", "batch", "shop", NOW, body))
        assert [row.reason for row in found.rejected] == ["invalid_json"]


def admitted(index: KeyIndex, events: list[Event]) -> list[bool]:
    """Which events count, as the loader decides; those are then known."""
    rows = pa.table(
        {
            "key": pa.array([row.key for row in events], pa.binary(16)),
            "own_key": [row.own_key for row in events],
            "ts_event": [row.ts_event for row in events],
            "ts_received": [row.ts_received for row in events],
        }
    )
    new = index.admit(Keys.of(rows))
    kept = rows.filter(pa.array(np.asarray(new)))
    if len(kept):
        index.record(Keys.kept(kept), covered=len(events))
    return [bool(each) for each in new]


MIDNIGHT = to_micros(datetime(2026, 9, 22, tzinfo=UTC))


@given(
    before=st.integers(0, 3 * SECOND_US),
    off=st.sampled_from([0, 5 * MINUTE, -DAY_US, 400 * DAY_US]),
    way=st.integers(0, 5 * SECOND_US),
    later=st.integers(0, 6 * DAY_US),
    mended=st.booleans(),
)
def test_a_resend_counts_once_whatever_its_time_is_corrected_to(
    tmp_path_factory: pytest.TempPathFactory, before: int, off: int, way: int, later: int, mended: bool
) -> None:
    """The event lies just before midnight, and the second way here takes longer or shorter than the first.

    In between the client's clock may have been set right, so that the two corrections have nothing in common.
    """
    index = KeyIndex(tmp_path_factory.mktemp("keys"), RealFiles())
    when = iso(MIDNIGHT - before + off)
    received = MIDNIGHT + MINUTE
    first = batch(message(timestamp=when), received=received, sentAt=iso(received - SECOND_US + off))
    again = received + MINUTE + later
    clock = again - way + (0 if mended and off <= 0 else off)
    second = batch(message(timestamp=when), received=again, sentAt=iso(clock))
    assert (first.rejected, second.rejected) == ([], [])
    assert admitted(index, first.events) == [True]
    assert admitted(index, second.events) == [False]


def test_a_resend_across_midnight_is_one_event(tmp_path_factory: pytest.TempPathFactory) -> None:
    index = KeyIndex(tmp_path_factory.mktemp("keys"), RealFiles())
    near = message(timestamp=iso(MIDNIGHT - SECOND_US))
    received = MIDNIGHT + MINUTE
    first = batch(near, received=received, sentAt=iso(received))
    second = batch(near, received=received + MINUTE, sentAt=iso(received + MINUTE - 3 * SECOND_US))
    assert [row.ts_event - MIDNIGHT for row in (*first.events, *second.events)] == [-SECOND_US, 2 * SECOND_US]
    assert admitted(index, first.events) + admitted(index, second.events) == [True, False]


def test_a_message_that_is_not_corrected_counts_once_for_good(tmp_path_factory: pytest.TempPathFactory) -> None:
    index = KeyIndex(tmp_path_factory.mktemp("keys"), RealFiles())
    first, second = batch(message()), batch(message(), received=NOW + 90 * DAY_US)
    assert admitted(index, first.events) + admitted(index, second.events) == [True, False]


EXPORTED = {
    "type": "track",
    "event": "bulk_opened",
    "userId": "u1",
    "anonymousId": "a1",
    "messageId": "m1",
    "properties": {"rows": 120},
    "context": {"os": {"name": "Android"}, "library": {"name": "analytics.js"}},
    "originalTimestamp": "2026-09-21T11:50:00.000Z",
    "sentAt": "2026-09-21T11:50:01.000Z",
    "receivedAt": "2026-09-21T12:00:01.000Z",
    "timestamp": NOON,
    "channel": "client",
    "projectId": "x",
    "version": 2,
}


def exported(*lines: Any) -> Decoded:
    body = b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines)
    return decode_export(Payload("import.segment", "digest", "shop", NOW, body, first_row=10))


def test_export_has_corrected_times_and_is_known_since_its_receipt() -> None:
    row = only(exported(EXPORTED).events)
    assert (row.ts_event, row.ts_known, row.own_key) == (NOON_US, NOON_US + SECOND_US, True)
    assert (row.user_key, row.anon_key, row.lib) == ("u1", "a1", "analytics.js")
    assert json.loads(row.props) == {
        "context.os.name": "Android",
        "context.library.name": "analytics.js",
        "channel": "client",
        "rows": 120,
    }


def test_export_holds_all_kinds_and_names_the_row_of_a_bad_one() -> None:
    lines = [
        EXPORTED | {"type": "identify", "traits": {"plan": "pro"}},
        EXPORTED | {"type": "group", "groupId": "c1"},
        EXPORTED | {"type": "alias", "previousId": "u0"},
        b"{",
        EXPORTED | {"timestamp": None, "originalTimestamp": None},
        EXPORTED | {"messageId": None, "type": "page"},
    ]
    found = exported(*lines)
    assert [row.name for row in found.traits] == ["plan", "groupId"]
    assert {row.kind for row in found.aliases} == {"identify", "alias"}
    assert [(row.reason, row.message.split(":")[0]) for row in found.rejected] == [
        ("invalid_json", "row 14"),
        ("time_missing", "row 15"),
    ]
    assert [(row.event, row.own_key) for row in found.events] == [("page", True)]


def test_what_was_pushed_and_is_imported_counts_once(tmp_path_factory: pytest.TempPathFactory) -> None:
    index = KeyIndex(tmp_path_factory.mktemp("keys"), RealFiles())
    sent = message(event="bulk_opened", timestamp=EXPORTED["originalTimestamp"])
    received = NOON_US + 2 * SECOND_US
    pushed = batch(sent, received=received, sentAt=EXPORTED["sentAt"])
    assert admitted(index, pushed.events) == [True]
    assert admitted(index, exported(EXPORTED).events) == [False]
    assert admitted(index, exported(EXPORTED).events) == [False]


def test_export_is_recognised() -> None:
    assert sniff([json.dumps(EXPORTED).encode()]) == "import.segment"
    rudder = {**EXPORTED, "type": "identify", "rudderId": "r", "request_ip": "10.0.0.1"}
    assert sniff([json.dumps(rudder).encode()]) == "import.segment"
