"""What PostHog's requests become: events, people, groups, flags, answers to surveys; when, and how often."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from hypercare.lake.files import RealFiles
from hypercare.lake.key_runs import Keys
from hypercare.lake.keys import KeyIndex
from hypercare.model.facts import Decoded, Event, Payload
from hypercare.sources.registry import decoder
from sources.doors import NOW, ask, rows, token_of
from sources.posthog_events import UUID, keys, sent, traits

TOKEN = token_of("posthog")
SECOND = 1_000_000
SENT_AT = "2026-09-22T02:00:00Z"
"""The receipt of every request here: the client's clock is right."""


def read(*events: dict[str, Any], **beside: Any) -> Decoded:
    body = {"api_key": TOKEN, "batch": events, "sent_at": SENT_AT} | beside
    return rows(ask("posthog", "batch/", json.dumps(body).encode()))


def read_newer(*events: dict[str, Any], **headers: str) -> Decoded:
    body = json.dumps({"created_at": SENT_AT, "batch": events}).encode()
    lines = {"authorization": f"Bearer {TOKEN}", "posthog-request-timestamp": SENT_AT} | headers
    return rows(ask("posthog", "i/v1/analytics/events", body, headers=lines))


def test_event() -> None:
    properties = {"rows": 120, "$groups": {"company": "c1", "team": None}, "$lib": "posthog-python", "token": TOKEN}
    (event,) = read(sent(properties=properties)).events
    assert (event.source, event.event, event.user_key, event.anon_key) == ("posthog", "opened", "u1", None)
    assert (event.ts_event, event.ts_received, event.ts_known) == (NOW - 60 * SECOND, NOW, NOW)
    assert (event.groups, event.lib, event.ts_sent) == ('{"company":"c1"}', "posthog-python", NOW)
    assert json.loads(event.props) == {"rows": 120, "$lib": "posthog-python"}


def test_newer_protocol_says_the_same() -> None:
    older = read(sent(properties={"rows": 1, "$session_id": "s1", "$lib": "posthog-node", "$lib_version": "5.70.0"}))
    event = sent(properties={"rows": 1}, session_id="s1", options={})
    newer = read_newer(event, **{"posthog-sdk-info": "posthog-node/5.70.0"})
    assert json.loads(newer.events[0].props) == json.loads(older.events[0].props)
    assert msgspec.structs.replace(newer.events[0], props="") == msgspec.structs.replace(older.events[0], props="")


@pytest.mark.parametrize(
    ("distinct", "properties", "user", "anon"),
    [
        pytest.param("u1", {}, "u1", None, id="server"),
        pytest.param(17, {}, "17", None, id="number"),
        pytest.param(" u1 ", {}, "u1", None, id="padded"),
        pytest.param("d1", {"$device_id": "d1"}, None, "d1", id="the-device-itself"),
        pytest.param("u1", {"$device_id": "d1"}, "u1", "d1", id="user-on-a-device"),
        pytest.param("u1", {"$device_id": "d1", "$is_identified": True}, "u1", "d1", id="browser-known"),
        pytest.param("d2", {"$device_id": "d1", "$is_identified": False}, None, "d2", id="browser-after-sign-out"),
        pytest.param("d1", {"$device_id": "d1", "$is_identified": True}, "d1", None, id="the-browser-says-known"),
        pytest.param("x", {"$process_person_profile": False}, None, "x", id="server-without-a-person"),
        pytest.param(
            "u1", {"$process_person_profile": False, "$is_identified": True}, "u1", None, id="known-goes-first"
        ),
        pytest.param("guest", {}, None, None, id="nobody"),
        pytest.param("Not_Authenticated", {"$device_id": "d1"}, None, None, id="nobody-in-capitals"),
    ],
)
def test_who(distinct: Any, properties: dict[str, Any], user: str | None, anon: str | None) -> None:
    facts = read(sent(distinct_id=distinct, properties=properties))
    assert [(row.user_key, row.anon_key) for row in facts.events] == [(user, anon)]
    assert facts.aliases == []


@pytest.mark.parametrize(
    "event",
    [
        pytest.param({"distinct_id": None, "$distinct_id": "u1"}, id="dollar"),
        pytest.param({"distinct_id": None, "properties": {"distinct_id": "u1"}}, id="inside"),
        pytest.param({"properties": {"distinct_id": "other"}}, id="beside-goes-first"),
    ],
)
def test_distinct_id_stands_in_three_places(event: dict[str, Any]) -> None:
    assert read(sent(**event)).events[0].user_key == "u1"


@pytest.mark.parametrize(
    ("event", "distinct", "properties", "alias"),
    [
        pytest.param("$identify", "u1", {"$anon_distinct_id": "d1"}, ("identify", "d1", "u1"), id="identify"),
        pytest.param("$identify", "u1", {}, None, id="identify-from-a-server"),
        pytest.param("$identify", "u1", {"$anon_distinct_id": "u1"}, None, id="identify-again"),
        pytest.param("$create_alias", "d1", {"alias": "u1"}, ("alias", "u1", "d1"), id="alias"),
        pytest.param("$merge_dangerously", "u1", {"alias": "u2"}, ("merge", "u2", "u1"), id="merge"),
    ],
)
def test_ties(event: str, distinct: str, properties: dict[str, Any], alias: tuple[str, str, str] | None) -> None:
    facts = read(sent(event=event, distinct_id=distinct, properties=properties))
    assert [(row.kind, row.key, row.user) for row in facts.aliases] == ([alias] if alias else [])
    assert (facts.events, facts.rejected) == ([], [])


@pytest.mark.parametrize(
    ("event", "properties"),
    [
        pytest.param("$create_alias", {"alias": "guest"}, id="alias"),
        pytest.param("$identify", {"$anon_distinct_id": "GUEST"}, id="identify"),
        pytest.param("$merge_dangerously", {"alias": "null"}, id="merge"),
    ],
)
def test_nobody_is_not_joined_with_anybody(event: str, properties: dict[str, Any]) -> None:
    facts = read(
        sent(event=event, properties=properties),
        sent(distinct_id="guest", event="$identify", properties={"$anon_distinct_id": "d1"}),
    )
    assert facts.aliases == []
    assert [row.reason for row in facts.rejected] == ["id_placeholder", "id_placeholder"]


def test_traits_of_a_person_beside_and_inside_the_properties() -> None:
    facts = read(
        sent(properties={"$set": {"plan": "pro"}, "$unset": ["trial"]}),
        sent(event="$set", **{"$set": {"theme": "dark"}, "$set_once": {"first": 1, "utm_source": None}}),
        sent(event="$set_once", properties={"$set_once": {"seen": True}}),
        sent(event="$identify", **{"$set": {"plan": None}}, properties={"$unset": {"old": 1}}),
    )
    assert [row.event for row in facts.events] == ["opened"]
    assert json.loads(facts.events[0].props) == {}
    assert traits(facts) == [
        ("user", "u1", "plan", "set", '"pro"'),
        ("user", "u1", "trial", "unset", "null"),
        ("user", "u1", "theme", "set", '"dark"'),
        ("user", "u1", "first", "set_once", "1"),
        ("user", "u1", "seen", "set_once", "true"),
        ("user", "u1", "plan", "set", "null"),
        ("user", "u1", "old", "unset", "null"),
    ]
    assert len({row.retry for row in facts.traits}) == 7


def test_traits_of_a_group_and_a_person_in_one_record() -> None:
    properties = {"$group_type": "company", "$group_key": 17, "$group_set": {"account_type": "biza"}, "$set": {"a": 1}}
    facts = read(sent(event="$groupidentify", properties=properties))
    assert traits(facts) == [("company", "17", "account_type", "set", '"biza"'), ("user", "u1", "a", "set", "1")]
    assert (facts.events, len({row.retry for row in facts.traits})) == ([], 2)


def test_nobody_has_no_traits() -> None:
    assert traits(read(sent(distinct_id="guest", properties={"$set": {"plan": "pro"}}))) == []


def test_oldest_clients_change_people_on_a_path_of_their_own() -> None:
    body = {"$token": TOKEN, "$distinct_id": "u1", "$set": {"plan": "pro"}}
    facts = rows(ask("posthog", "engage/", json.dumps(body).encode()))
    assert traits(facts) == [("user", "u1", "plan", "set", '"pro"')]


@pytest.mark.parametrize(
    ("event", "properties", "flags"),
    [
        pytest.param(
            "$feature_flag_called", {"$feature_flag_response": "variant-a"}, {"bulk": "variant-a"}, id="variant"
        ),
        pytest.param("$feature_flag_called", {"$feature_flag_response": True}, {"bulk": True}, id="on"),
        pytest.param("$feature_flag_called", {"$feature_flag_response": False}, {"bulk": False}, id="off"),
        pytest.param("$feature_flag_called", {"$feature_flag_response": None}, None, id="not-evaluated"),
        pytest.param("$feature_flag_called", {}, None, id="no-answer"),
        pytest.param("$experiment_exposure", {"$feature_flag_variant_key": "test"}, {"bulk": "test"}, id="experiment"),
        pytest.param("opened", {"$feature_flag_response": True}, None, id="another-event"),
    ],
)
def test_flags(event: str, properties: dict[str, Any], flags: dict[str, Any] | None) -> None:
    (row,) = read(sent(event=event, properties={"$feature_flag": "bulk", "$feature/bulk": True} | properties)).events
    assert (None if row.flags is None else json.loads(row.flags)) == flags
    assert json.loads(row.props)["$feature/bulk"] is True


@pytest.mark.parametrize(
    ("event", "beside", "seconds", "own"),
    [
        pytest.param({}, {}, -60, False, id="right-clock"),
        pytest.param({}, {"sent_at": "2026-09-22T03:00:00Z"}, -3660, False, id="clock-an-hour-ahead"),
        pytest.param({}, {"sent_at": "2026-09-22T08:59:30+07:00"}, -30, False, id="clock-behind-in-another-zone"),
        pytest.param({}, {"sent_at": None}, -60, True, id="not-said"),
        pytest.param({}, {"sent_at": "soon"}, -60, True, id="unreadable"),
        pytest.param({}, {"sent_at": "99999999999999999999"}, -60, True, id="beyond-all-time"),
        pytest.param(
            {"properties": {"$ignore_sent_at": True}}, {"sent_at": "2026-09-22T03:00:00Z"}, -60, True, id="ignored"
        ),
        pytest.param({}, {"sent_at": "2026-09-22T03:00:00Z", "historical_migration": True}, -60, True, id="migration"),
        pytest.param({"offset": 2500}, {}, -2.5, False, id="offset-goes-first"),
        pytest.param({"offset": 1000, "timestamp": None}, {}, -1, False, id="offset-alone"),
        pytest.param({"timestamp": None}, {}, 0, False, id="no-time"),
        pytest.param({"timestamp": "2026-09-22 01:59:00"}, {}, -60, False, id="no-zone-is-utc"),
        pytest.param({"timestamp": 1790042340000}, {}, -60, False, id="milliseconds"),
    ],
)
def test_time(event: dict[str, Any], beside: dict[str, Any], seconds: float, own: bool) -> None:
    (row,) = read(sent(**event), **beside).events
    assert (row.ts_event - NOW) / SECOND == seconds
    assert row.own_key is own


def test_time_of_the_newer_protocol() -> None:
    ahead = {"posthog-request-timestamp": "2026-09-22T03:00:00Z"}
    events = [sent(), sent(uuid="b", options={"disable_skew_correction": "true"})]
    assert [row.ts_event - NOW for row in read_newer(*events, **ahead).events] == [-3660 * SECOND, -60 * SECOND]


def resent(payload: Payload, *, received: int) -> Event:
    (event,) = decoder("posthog")(msgspec.structs.replace(payload, received=received)).events
    return event


def test_resend_is_known_though_its_corrected_time_lies_on_another_day(tmp_path: Path) -> None:
    body = {"api_key": TOKEN, "batch": [sent(timestamp="2026-09-21T23:59:59.900Z")], "sent_at": "2026-09-22T00:00:00Z"}
    (payload,) = ask("posthog", "batch/", json.dumps(body).encode()).payloads
    midnight = NOW - 2 * 3600 * SECOND
    first, second = resent(payload, received=midnight), resent(payload, received=midnight + 3 * SECOND)
    assert first.ts_event < midnight < second.ts_event
    index = KeyIndex(tmp_path, RealFiles())
    assert index.admit(Keys.of(keys(first))).tolist() == [True]
    index.record(Keys.kept(keys(first)), covered=0)
    assert index.admit(Keys.of(keys(second))).tolist() == [False]


def test_events_without_uuid() -> None:
    twice = [sent(uuid=None), sent(uuid=None)]
    first, again = read(*twice), read(*twice, sent_at="2026-09-22T02:00:05Z")
    assert len({row.key for row in first.events}) == 2
    assert [row.key for row in first.events] == [row.key for row in again.events]
    assert not any(row.own_key for row in first.events)
    assert read(sent(uuid=""), sent(uuid=UUID, event="other")).rejected == []


SURVEY = {"$survey_id": "s1", "$survey_name": "After upload", "$survey_submission_id": "sub-1"}


def question(text: str, response: Any) -> dict[str, Any]:
    return {"id": "q", "question": text, "response": response}


@pytest.mark.parametrize(
    ("properties", "channel", "score", "body"),
    [
        pytest.param(
            {"$survey_questions": [question("How likely are you to recommend us?", 9), question("Why?", "Fast")]},
            *("nps", 9.0, "Fast"),
            id="nps-by-its-question",
        ),
        pytest.param(
            {"$survey_questions": [question("Seberapa puas Anda?", "4"), question("Kenapa?", " Cepat \n")]},
            *("csat", 4.0, "Cepat"),
            id="csat-in-indonesian",
        ),
        pytest.param(
            {"$survey_name": "NPS Q3", "$survey_questions": [question("Score", 0)]},
            "nps",
            0.0,
            None,
            id="nps-by-its-name",
        ),
        pytest.param(
            {"$survey_questions": [question("How satisfied?", 5), question("Would you recommend us?", 8)]},
            *("nps", 8.0, None),
            id="nps-goes-first",
        ),
        pytest.param({"$survey_questions": [question("Rate it", 3)]}, "survey", 3.0, None, id="some-rating"),
        pytest.param(
            {"$survey_questions": [question("Recommend?", "Yes"), question("What?", ["a", "b"])]},
            *("survey", None, "Yes\na, b"),
            id="choices",
        ),
        pytest.param({"$survey_response": "9", "$survey_name": "NPS"}, "nps", 9.0, None, id="older-client"),
        pytest.param(
            {"$survey_questions": [{"id": "q1", "question": "Why?"}], "$survey_response_q1": "Because"},
            *("survey", None, "Because"),
            id="response-beside-its-question",
        ),
        pytest.param({"$survey_questions": "broken"}, "survey", None, None, id="no-questions"),
        pytest.param({"$survey_questions": [question("NPS", 42)]}, "survey", 42.0, None, id="beyond-any-scale"),
    ],
)
def test_survey(properties: dict[str, Any], channel: str, score: float | None, body: str | None) -> None:
    facts = read(sent(event="survey sent", properties=SURVEY | properties))
    (event,), (said,) = facts.events, facts.feedback
    assert (said.channel, said.score, said.body) == (channel, score, body)
    assert (said.id, said.user_key, said.ts_event, said.key, said.own_key) == (
        *("sub-1", "u1", event.ts_event, event.key, event.own_key),
    )
    assert json.loads(said.props)["$survey_id"] == "s1"


def test_survey_in_parts_is_one_conversation() -> None:
    parts = [sent(event="survey sent", uuid=str(n), properties=SURVEY | {"$survey_completed": n == 1}) for n in (0, 1)]
    facts = read(*parts)
    assert [(row.id, row.state, row.title) for row in facts.feedback] == [
        ("sub-1", "partial", "After upload"),
        ("sub-1", "completed", "After upload"),
    ]
    without = read(sent(event="survey sent", properties={"$survey_id": "s1"}), sent(event="survey shown", uuid="c"))
    assert [row.id for row in without.feedback] == [UUID]
    assert [row.event for row in without.events] == ["survey sent", "survey shown"]


@pytest.mark.parametrize(
    ("event", "reason", "field"),
    [
        pytest.param(sent(event=""), "event_name_invalid", "event", id="no-name"),
        pytest.param(sent(event=5), "event_name_invalid", "event", id="name-is-a-number"),
        pytest.param(sent(distinct_id=None), "id_missing", "distinct_id", id="no-id"),
        pytest.param(sent(distinct_id="undefined"), "id_placeholder", "distinct_id", id="placeholder"),
        pytest.param(sent(distinct_id=["u1"]), "id_invalid", "distinct_id", id="id-is-a-list"),
        pytest.param(sent(timestamp="yesterday"), "time_invalid", "timestamp", id="no-time"),
        pytest.param(sent(timestamp="1969-01-01T00:00:00Z"), "time_before_1971", "timestamp", id="too-early"),
        pytest.param(sent(timestamp="2026-09-22T03:00:01Z"), "time_in_future", "timestamp", id="too-late"),
        pytest.param(sent(uuid=5), "key_invalid", "uuid", id="uuid-is-a-number"),
        pytest.param(sent(properties=[]), "properties_invalid", "properties", id="properties-are-a-list"),
        pytest.param(sent(properties={"$set": 5}), "properties_invalid", "$set", id="set-is-a-number"),
        pytest.param(sent(properties={"$unset": 5}), "operation_invalid", "$unset", id="unset-is-a-number"),
        pytest.param(sent(properties={"$groups": {"a": {}}}), "group_invalid", "properties.$groups", id="group"),
        pytest.param(sent(properties={"x": "y" * 1_048_576}), "event_too_large", "", id="too-large"),
        pytest.param(sent(event="$create_alias"), "identity_incomplete", "properties.alias", id="no-alias"),
        pytest.param(sent(event="$groupidentify"), "group_invalid", "properties.$group_type", id="no-group-type"),
        pytest.param(
            sent(event="$groupidentify", properties={"$group_type": "a"}),
            *("group_invalid", "properties.$group_key"),
            id="no-group",
        ),
        pytest.param(5, "not_an_object", "", id="number"),
    ],
)
def test_bad_event_goes_to_quarantine_alone(event: Any, reason: str, field: str) -> None:
    facts = read(sent(), event)
    assert [row.event for row in facts.events] == ["opened"]
    assert [(row.reason, row.field) for row in facts.rejected] == [(reason, field)]
    assert (facts.traits, facts.aliases, facts.feedback) == ([], [], [])


def test_numbers_that_are_no_json_spoil_one_event() -> None:
    body = b'{"sent_at":"%s","batch":[%s,{"event":"e","distinct_id":"u","properties":{"x":NaN}}],"api_key":"%s"}'
    facts = rows(ask("posthog", "batch", body % (SENT_AT.encode(), json.dumps(sent()).encode(), TOKEN.encode())))
    assert [row.event for row in facts.events] == ["opened"]
    assert [row.reason for row in facts.rejected] == ["invalid_json"]


def test_half_of_a_character_is_mended() -> None:
    properties = '{"cut":"\\ud83d","pair":"\\ud83d\\ude3a","slash":"\\\\ud83d"}'
    text = '{"api_key":"%s","event":"e","distinct_id":"u1","properties":%s}'
    (event,) = rows(ask("posthog", "e", (text % (TOKEN, properties)).encode())).events
    assert json.loads(event.props) == {"cut": "\ufffd", "pair": "😺", "slash": "\\ud83d"}
