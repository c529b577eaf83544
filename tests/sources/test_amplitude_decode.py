"""Amplitude's records into facts: pushed, and exported."""

import json
from typing import Any

import pytest

from hypercare.model.facts import Decoded, Payload
from hypercare.sources.registry import decoder, exports
from sources.doors import NOW, Outcome, ask, rows, token_of

TOKEN = token_of("amplitude")
NOW_MS = NOW // 1000
HOUR_MS = 3_600_000


def event(**more: Any) -> dict[str, Any]:
    return {"event_type": "opened", "user_id": "user-1", "device_id": "device-1", "time": NOW_MS} | more


def sent(*events: Any, **more: Any) -> Outcome:
    return ask("amplitude", "batch", json.dumps({"api_key": TOKEN, "events": events} | more).encode())


def facts(*events: Any, **more: Any) -> Decoded:
    return rows(sent(*events, **more))


def told(found: Decoded) -> list[tuple[str, str, str, str, str]]:
    return [(each.holder, each.id, each.name, each.op, each.value) for each in found.traits]


def test_event_with_all_that_is_kept() -> None:
    device = {"platform": "iOS", "os_name": "ios", "version_name": "1.2", "language": "id", "country": "Indonesia"}
    private = {"ip": "10.0.0.1", "idfa": "x", "adid": "y", "user_agent": "z", "location_lat": 1.5}
    more = {
        "groups": {"org": 5, "team": ["a", "b"]},
        "library": "x/1",
        "event_properties": {"rows": 120, "language": "en"},
    }
    found = facts(event(**device, **private, **more))
    row = found.events[0]
    assert (row.event, row.ts_event, row.user_key, row.anon_key, row.lib) == (
        "opened",
        NOW,
        "user-1",
        "device-1",
        "x/1",
    )
    assert row.groups == '{"org":"5","team":["a","b"]}'
    assert json.loads(row.props) == device | {"rows": 120, "language": "en"}
    assert [(each.kind, each.key, each.user) for each in found.aliases] == [("identify", "device-1", "user-1")]


def test_one_alias_for_many_events_of_a_device() -> None:
    assert len(facts(*[event(insert_id=f"i{index}") for index in range(5)]).aliases) == 1


TIMES: dict[str, tuple[dict[str, Any], dict[str, Any], int]] = {
    "as told": ({"time": NOW_MS - HOUR_MS}, {}, NOW - HOUR_MS * 1000),
    "years late": ({"time": 31_536_000_000_0}, {}, 31_536_000_000_0 * 1000),
    "at its receipt": ({"time": None}, {}, NOW),
    "a clock that is right": ({"time": NOW_MS - 5_000}, {"client_upload_time": NOW_MS - 59_000}, NOW - 5_000_000),
    "a clock that is an hour slow": (
        {"time": NOW_MS - HOUR_MS - 5_000},
        {"client_upload_time": "2026-09-22T01:00:00.000Z"},
        NOW - 5_000_000,
    ),
    "a clock that is a day fast": ({"time": NOW_MS + 24 * HOUR_MS}, {"client_upload_time": NOW_MS + 24 * HOUR_MS}, NOW),
    "an upload time that is none": ({}, {"client_upload_time": "soon"}, NOW),
}


@pytest.mark.parametrize(("change", "more", "expected"), TIMES.values(), ids=TIMES)
def test_times(change: dict[str, Any], more: dict[str, Any], expected: int) -> None:
    assert [each.ts_event for each in facts(event() | change, **more).events] == [expected]


def keys(found: Decoded) -> list[tuple[bytes, bool]]:
    return [(each.key, each.own_key) for each in found.events]


def test_insert_id_tells_a_resend_whatever_else_changes() -> None:
    first, again = event(insert_id="i1"), event(insert_id="i1", event_type="renamed", time=NOW_MS - 1)
    assert keys(facts(first)) == keys(facts(event(), again))[1:] == [(keys(facts(first))[0][0], True)]
    assert keys(facts(first)) != keys(facts(event(insert_id="i1", user_id="user-2")))


def test_key_of_an_event_whose_time_may_change_does_not_lean_on_its_day() -> None:
    """A corrected event that is sent again is corrected otherwise: across midnight it would be of another day."""
    midnight = NOW_MS - 2 * HOUR_MS
    told_at = {"client_upload_time": midnight - 12 * HOUR_MS}
    again_at = {"client_upload_time": midnight - 12 * HOUR_MS + 7_000}
    late = event(insert_id="i1", time=midnight - 14 * HOUR_MS + 3_000)
    first, again = facts(late, **told_at), facts(late, **again_at)
    assert first.events[0].ts_event // 86_400_000_000 != again.events[0].ts_event // 86_400_000_000
    assert keys(first) == keys(again)
    assert not first.events[0].own_key
    assert keys(facts(event(insert_id="i1", time=None))) == [(first.events[0].key, False)]


def test_events_without_insert_id_are_told_by_their_request() -> None:
    twice = facts(event(), event())
    assert len(set(keys(twice))) == 2
    assert keys(facts(event(), event())) == keys(twice)
    assert not set(keys(facts(event(), event(), event()))) & set(keys(twice))
    # The time of the sending is not part of what is compared.
    assert keys(facts(event(), event(), client_upload_time=NOW_MS - 1_000)) == keys(twice)


def test_what_is_sent_again_without_the_refused_has_the_same_keys() -> None:
    good, bad = [event(event_type="a"), event(event_type="b")], event(user_id="abc")
    assert keys(facts(good[0], bad, good[1])) == keys(facts(*good))


def test_operations_on_a_user() -> None:
    changed = {
        "$set": {"plan": "pro"},
        "$setOnce": {"first": "shop"},
        "$add": {"logins": 2},
        "$append": {"seen": ["a", "b"]},
        "$prepend": {"seen": "c"},
        "$preInsert": {"tags": "new"},
        "$postInsert": {"tags": ["x"]},
        "$remove": {"tags": "old"},
        "$unset": {"trial": "-"},
        "$clearAll": "-",
        "plain": True,
    }
    found = facts(event(event_type="$identify", user_properties=changed, insert_id="i1"))
    assert found.events == []
    assert [each[2:] for each in told(found)] == [
        ("", "delete", "null"),
        ("trial", "unset", "null"),
        ("plan", "set", '"pro"'),
        ("first", "set_once", '"shop"'),
        ("logins", "add", "2"),
        ("seen", "append", '"a"'),
        ("seen", "append", '"b"'),
        ("seen", "append", '"c"'),
        ("tags", "union", '"new"'),
        ("tags", "union", '["x"]'),
        ("tags", "remove", '"old"'),
        ("plain", "set", "true"),
    ]
    assert len({each.retry for each in found.traits}) == len(found.traits)
    assert {each[:2] for each in told(found)} == {("user", "user-1")}
    assert (
        found.traits[0].retry
        == facts(event(event_type="$identify", user_properties=changed, insert_id="i1")).traits[0].retry
    )


def test_properties_of_an_event_change_its_user_unless_told_not_to() -> None:
    assert told(facts(event(user_properties={"plan": "pro"}))) == [("user", "user-1", "plan", "set", '"pro"')]
    assert told(facts(event(user_id=None, user_properties={"plan": "pro"})))[0][:2] == ("user", "device-1")
    skipped = facts(event(**{"user_properties": {"plan": "pro"}, "$skip_user_properties_sync": True}))
    assert (told(skipped), len(skipped.events)) == ([], 1)


def test_operations_on_groups() -> None:
    change = {"event_type": "$groupidentify", "groups": {"org": ["o1", 2]}, "group_properties": {"$set": {"size": 5}}}
    found = facts(change)
    assert found.events == []
    assert told(found) == [("org", "o1", "size", "set", "5"), ("org", "2", "size", "set", "5")]
    assert facts({"event_type": "$groupidentify", "group_properties": {"a": 1}}).rejected[0].reason == "group_invalid"


@pytest.mark.parametrize(
    ("name", "properties", "flags"),
    [
        ("$exposure", {"flag_key": "upload", "variant": "on"}, '{"upload":"on"}'),
        ("[Experiment] Exposure", {"[Experiment] Flag Key": "f", "[Experiment] Variant": "v"}, '{"f":"v"}'),
        ("[Experiment] Exposure", {"key": "f", "variant": "v", "source": "storage"}, '{"f":"v"}'),
        ("[Experiment] Exposure", {"flag_key": "f", "variant": None}, None),
        ("opened", {"flag_key": "f", "variant": "v"}, None),
    ],
    ids=["client", "server", "older", "no variant", "no exposure"],
)
def test_exposures_show_flags(name: str, properties: dict[str, Any], flags: str | None) -> None:
    assert [each.flags for each in facts(event(event_type=name, event_properties=properties)).events] == [flags]


def imported(*lines: Any) -> Decoded:
    body = "\n".join(json.dumps(line) for line in lines).encode()
    return decoder("import.amplitude")(Payload("import.amplitude", "digest", "amplitude", NOW, body))


LINE = {
    "event_type": "opened",
    "event_time": "2026-09-21 02:00:00.123000",
    "server_received_time": "2026-09-21 02:00:09.000000",
    "$insert_id": "i1",
    "uuid": "bf0b9b2a-304d-11e6-934f-22000b56058f",
    "user_id": "user-1",
    "device_id": "device-1",
    "event_properties": {"rows": 120},
    "user_properties": {"plan": "pro"},
    "groups": {"org": ["o1"]},
    "platform": "iOS",
    "ip_address": "10.0.0.1",
    "amplitude_id": 5,
}
EXPORTED_AT = 1_789_956_000_123_000


def test_export_line() -> None:
    found = imported(LINE)
    row = found.events[0]
    assert (row.ts_event, row.ts_known, row.own_key) == (EXPORTED_AT, 1_789_956_009_000_000, True)
    assert (row.user_key, row.anon_key, row.groups) == ("user-1", "device-1", '{"org":["o1"]}')
    assert json.loads(row.props) == {"platform": "iOS", "rows": 120}
    assert told(found) == [("user", "user-1", "plan", "set", '"pro"')]
    assert exports()["amplitude"].recognises(LINE)


def test_pushed_and_exported_event_is_one() -> None:
    pushed = facts(event(insert_id="i1", time=EXPORTED_AT // 1000))
    assert keys(pushed) == keys(imported(LINE))
    alone = facts(event(insert_id="i1", device_id=None, time=EXPORTED_AT // 1000))
    # Amplitude gives a device to who has none.
    assert keys(alone) == keys(imported(LINE | {"device_id": "made-up-by-amplitude"}))


def test_export_tells_what_changed_of_a_user() -> None:
    changed = [
        LINE | {"$insert_id": f"i{index}", "user_properties": {"plan": plan}} for index, plan in enumerate("aab")
    ]
    assert [each.value for each in imported(*changed).traits] == ['"a"', '"b"']


def test_export_of_a_table_and_rows_without_ids() -> None:
    table = LINE | {"event_properties": '{"rows": 5}', "user_properties": "", "groups": None, "$insert_id": None}
    found = imported(table, table | {"uuid": None}, table | {"uuid": None})
    assert [json.loads(each.props)["rows"] for each in found.events] == [5, 5, 5]
    assert len(set(keys(found))) == 3


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"event_time": None}, "time_missing"),
        ({"event_time": "yesterday"}, "time_invalid"),
        ({"event_type": None}, "event_name_invalid"),
        ({"user_id": None, "device_id": None}, "id_missing"),
        ({"event_properties": "{"}, "properties_invalid"),
        ({"user_properties": [1]}, "properties_invalid"),
    ],
    ids=str,
)
def test_export_lines_that_cannot_be_used(change: dict[str, Any], reason: str) -> None:
    found = imported(LINE | change)
    assert [(each.reason, each.message[:6]) for each in found.rejected] == [(reason, "row 1:")]
    assert found.events == found.traits == found.aliases == []
