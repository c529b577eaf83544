"""Every shape in which Mixpanel's clients send, and every reply byte for byte."""

import base64
import json
from typing import Any
from urllib.parse import quote_from_bytes

import msgspec
import pytest

from hypercare.model.facts import Alias, Trait
from hypercare.sources.mixpanel.answer import PIXEL
from sources.doors import NOW, NOW_S, OTHER_TOKEN, TOKEN, Door, mixpanel, rows

FORM = {"content-type": "application/x-www-form-urlencoded"}
JSON = {"content-type": "application/json"}
TEXT = "text/plain; charset=utf-8"
SCRIPT = "text/javascript; charset=utf-8"


def event(name: str = "bulk_opened", token: str | None = TOKEN, **properties: Any) -> dict[str, Any]:
    given = {"token": token, "distinct_id": "u1", "time": NOW_S, "$insert_id": "i1", **properties}
    return {"event": name, "properties": {key: value for key, value in given.items() if value is not None}}


def dumps(value: Any) -> bytes:
    return json.dumps(value).encode()


def form(data: bytes, **fields: str) -> bytes:
    return "&".join([f"data={quote_from_bytes(data)}", *(f"{name}={value}" for name, value in fields.items())]).encode()


def basic(user: str, password: str = "") -> dict[str, str]:
    return {"authorization": "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()}


ONE = dumps(event())
MANY = dumps([event(**{"$insert_id": f"i{index}"}) for index in range(50)])

SHAPES = {
    "python sdk: form with JSON": ("track", form(ONE, verbose="1", ip="0"), {}, FORM, 1),
    "python sdk, buffered: form with a JSON array": ("track", form(MANY, verbose="1", ip="0"), {}, FORM, 50),
    "node sdk, batch: base64 not escaped": ("track", b"data=" + base64.b64encode(MANY), {"verbose": "1"}, FORM, 50),
    "browser sdk: trailing slash, escaped base64": (
        "track/",
        form(base64.b64encode(MANY)),
        {"verbose": "1", "ip": "0", "_": "1790042400123"},
        FORM,
        50,
    ),
    "beacon: a form that calls itself text": (
        "track/",
        form(base64.b64encode(ONE)),
        {"verbose": "1"},
        {"content-type": TEXT},
        1,
    ),
    "base64, URL-safe and unpadded": (
        "track",
        b"data=" + base64.urlsafe_b64encode(ONE).rstrip(b"="),
        {"verbose": "1"},
        FORM,
        1,
    ),
    "JSON array body": ("track", MANY, {"verbose": "1"}, JSON, 50),
    "JSON object body without a type": ("track", ONE, {"verbose": "1"}, {}, 1),
    "node sdk, single: GET": ("track", b"", {"verbose": "1", "ip": "0", "data": base64.b64encode(ONE).decode()}, {}, 1),
    "GET with JSON": ("track", b"", {"verbose": "1", "data": ONE.decode()}, {}, 1),
    "import as the python sdk posts it": ("import", form(ONE, verbose="1", ip="0"), {"project_id": "1"}, FORM, 1),
}


@pytest.mark.parametrize(("path", "body", "query", "headers", "count"), SHAPES.values(), ids=SHAPES)
def test_shape_is_understood(
    path: str, body: bytes, query: dict[str, str], headers: dict[str, str], count: int
) -> None:
    method = "POST" if body else "GET"
    outcome = mixpanel(path, body, query=query, headers=headers, method=method)
    assert (outcome.answer.status, outcome.answer.body) == (200, b'{"status":1,"error":null}')
    assert outcome.answer.content_type == "application/json"
    assert outcome.events == count
    decoded = rows(outcome)
    assert len(decoded.events) == count
    assert not decoded.rejected
    assert {row.user_key for row in decoded.events} == {"u1"}


STYLES = {
    "one digit": ({}, b"1", b"0", TEXT),
    "verbose": (
        {"verbose": "1"},
        b'{"status":1,"error":null}',
        b'{"status":0,"error":"event must be a string"}',
        "application/json",
    ),
    "pixel": ({"img": "1"}, PIXEL, PIXEL, "image/gif"),
    "callback": ({"callback": "mixpanel._jsc[42]"}, b"mixpanel._jsc[42](1);", b"mixpanel._jsc[42](0);", SCRIPT),
    "callback, verbose": (
        {"callback": "done", "verbose": "1"},
        b'done({"status":1,"error":null});',
        b'done({"status":0,"error":"event must be a string"});',
        SCRIPT,
    ),
}


@pytest.mark.parametrize(("query", "yes", "no", "kind"), STYLES.values(), ids=STYLES)
def test_style_of_the_answer(query: dict[str, str], yes: bytes, no: bytes, kind: str) -> None:
    good = mixpanel("track", ONE, query=query).answer
    bad = mixpanel("track", dumps({"event": 5, "properties": {"token": TOKEN}}), query=query).answer
    assert (good.status, good.body, good.content_type) == (200, yes, kind)
    assert (bad.status, bad.body, bad.content_type) == (400, no, kind)


REFUSED = {
    "no token": (dumps(event(token=None)), {}, 401, b'{"status":0,"error":"token, missing or empty"}'),
    "wrong token": (dumps(event(token="x" * 32)), {}, 401, b'{"status":0,"error":"Invalid credentials"}'),
    "token of another vendor": (
        dumps(event(token="sentrytoken")),
        {},
        401,
        b'{"status":0,"error":"Invalid credentials"}',
    ),
    "token is a number": (
        dumps({"event": "e", "properties": {"token": 5}}),
        {},
        401,
        b'{"status":0,"error":"token, missing or empty"}',
    ),
    "malformed JSON": (b'[{"event":', {}, 400, b'{"status":0,"error":"the body is not valid JSON"}'),
    "a number": (b"data=5", {}, 400, b'{"status":0,"error":"data is neither JSON nor base64"}'),
    "nothing": (b"", {}, 400, b'{"status":0,"error":"data, missing or empty"}'),
    "an empty array": (b"[]", {}, 400, b'{"status":0,"error":"data, missing or empty"}'),
    "2001 events": (
        dumps([event()] * 2001),
        {},
        413,
        b'{"status":0,"error":"request exceeds max limit of 2000 events"}',
    ),
    "redirect": (ONE, {"redirect": "https://example.com"}, 400, b'{"status":0,"error":"redirect is not supported"}'),
    "callback with code": (
        ONE,
        {"callback": "alert(1)//"},
        400,
        b'{"status":0,"error":"callback must be an identifier"}',
    ),
    "callback with a header": (
        ONE,
        {"callback": "a\r\nSet-Cookie: x=1"},
        400,
        b'{"status":0,"error":"callback must be an identifier"}',
    ),
    "callback with a newline": (
        ONE,
        {"callback": "a\n"},
        400,
        b'{"status":0,"error":"callback must be an identifier"}',
    ),
}


@pytest.mark.parametrize(("body", "query", "status", "said"), REFUSED.values(), ids=REFUSED)
def test_refusal(body: bytes, query: dict[str, str], status: int, said: bytes) -> None:
    outcome = mixpanel("track", body, query={"verbose": "1", **query})
    assert (outcome.answer.status, outcome.answer.body) == (status, said)
    assert outcome.payloads == ()
    assert sum(outcome.rejected.values()) == 1


IMPORT = {
    "project token as the user": (basic(TOKEN), {}, 200, b'{"code":200,"num_records_imported":2,"status":"OK"}'),
    "service account with our token as secret": (
        basic("svc.1a2b.mp-service-account", TOKEN),
        {"project_id": "7"},
        200,
        b'{"code":200,"num_records_imported":2,"status":"OK"}',
    ),
    "wrong credentials": (
        basic("nobody", "nothing"),
        {},
        401,
        b'{"code":401,"error":"Invalid credentials","status":"Unauthorized"}',
    ),
    "no credentials": ({}, {}, 401, b'{"code":401,"error":"Invalid credentials","status":"Unauthorized"}'),
    "credentials that are no base64": (
        {"authorization": "Basic %%%"},
        {},
        401,
        b'{"code":401,"error":"Invalid credentials","status":"Unauthorized"}',
    ),
}


@pytest.mark.parametrize(("auth", "query", "status", "said"), IMPORT.values(), ids=IMPORT)
def test_strict_import(auth: dict[str, str], query: dict[str, str], status: int, said: bytes) -> None:
    body = dumps([event(token=None, **{"$insert_id": "a"}), event(token=None, **{"$insert_id": "b"})])
    answer = mixpanel("import", body, query={"strict": "1", **query}, headers=JSON | auth).answer
    assert (answer.status, answer.body) == (status, said)


def test_strict_import_keeps_the_valid_and_names_the_others() -> None:
    records = [
        event(token=None),
        event(token=None, time="soon"),
        {"event": "x"},
        event(token=None, **{"$insert_id": "no blanks"}),
    ]
    outcome = mixpanel("import", dumps(records), query={"strict": "1"}, headers=basic(TOKEN))
    assert outcome.answer.status == 400
    assert json.loads(outcome.answer.body) == {
        "code": 400,
        "error": "some data points in the request failed validation",
        "failed_records": [
            {
                "index": 1,
                "insert_id": "i1",
                "field": "properties.time",
                "message": "'properties.time' is invalid: must be specified as seconds or milliseconds since epoch",
            },
            {
                "index": 2,
                "insert_id": "",
                "field": "properties",
                "message": "'properties' is invalid: must be an object",
            },
            {
                "index": 3,
                "insert_id": "no blanks",
                "field": "properties.$insert_id",
                "message": "'properties.$insert_id' is invalid: must have at most 36 letters, digits or hyphens",
            },
        ],
        "num_records_imported": 1,
        "status": "Bad Request",
    }
    decoded = rows(outcome)
    assert len(decoded.events) == 1
    assert [row.reason for row in decoded.rejected] == ["time_invalid", "properties_invalid", "insert_id_invalid"]


@pytest.mark.parametrize("missing", ["time", "distinct_id", "$insert_id"])
def test_strict_import_asks_for(missing: str) -> None:
    body = dumps([event(token=None, **{missing: None})])
    answer = mixpanel("import", body, query={"strict": "1"}, headers=basic(TOKEN)).answer
    assert answer.status == 400
    assert json.loads(answer.body)["failed_records"][0]["field"] == f"properties.{missing}"


def test_emoji_as_browsers_encode_them() -> None:
    surrogates = ONE.replace(b"bulk_opened", b"\xed\xa0\xbd\xed\xb8\xba")
    outcome = mixpanel("track/", b"data=" + base64.b64encode(surrogates), headers=FORM)
    assert outcome.answer.body == b"1"
    assert [row.event for row in rows(outcome).events] == ["😺"]


def test_lines_survive_a_bad_one() -> None:
    body = b"\n".join([dumps(event(token=None)), b"not json", dumps(event(token=None, **{"$insert_id": "i2"})), b""])
    headers = {"content-type": "application/x-ndjson"} | basic(TOKEN)
    outcome = mixpanel("import", body, query={"strict": "1"}, headers=headers)
    failed = json.loads(outcome.answer.body)["failed_records"]
    assert [record["index"] for record in failed] == [1]
    assert len(rows(outcome).events) == 2


@pytest.mark.parametrize("size", [2, 50])
def test_one_bad_event_does_not_spoil_the_others(size: int) -> None:
    batch = [event(**{"$insert_id": f"i{index}"}) for index in range(size)]
    batch[1] = {"event": "x", "properties": {"token": TOKEN, "distinct_id": "undefined"}}
    outcome = mixpanel("track", dumps(batch))
    assert outcome.answer.body == b"1"
    decoded = rows(outcome)
    assert len(decoded.events) == size - 1
    assert [row.reason for row in decoded.rejected] == ["id_placeholder"]


def test_records_go_to_their_own_sources_and_strangers_to_quarantine() -> None:
    batch = [event("a"), event("b", token=OTHER_TOKEN), event("c", token="stranger"), event("d"), 7]
    outcome = mixpanel("track", dumps(batch))
    assert outcome.answer.body == b"1"
    assert [payload.source for payload in outcome.payloads] == ["shop", "depot"]
    decoded = rows(outcome)
    assert [(row.source, row.event) for row in decoded.events] == [("shop", "a"), ("shop", "d"), ("depot", "b")]
    assert [(row.source, row.reason) for row in decoded.rejected] == [
        ("shop", "token_unknown"),
        ("shop", "not_an_object"),
    ]
    assert outcome.rejected == {"token_unknown": 1, "not_an_object": 1}


def test_only_bad_records_are_refused_and_still_shown() -> None:
    outcome = mixpanel("track", dumps(event(distinct_id="null")), query={"verbose": "1"})
    assert outcome.answer.status == 400
    assert outcome.answer.body == (
        b'{"status":0,"error":"properties.distinct_id must not be a placeholder such as \'null\'"}'
    )
    assert [row.reason for row in rows(outcome).rejected] == ["id_placeholder"]


@pytest.mark.parametrize(
    "batch", [[event()], [event(), event(token=OTHER_TOKEN), event(token="stranger"), 7]], ids=["one", "mixed"]
)
def test_no_secret_stays(batch: list[Any]) -> None:
    outcome = mixpanel("track", dumps(batch))
    kept = b"".join(payload.body for payload in outcome.payloads) + repr(rows(outcome)).encode()
    for secret in (TOKEN, OTHER_TOKEN, "stranger"):
        assert secret.encode() not in kept


def test_token_beside_valid_credentials_is_just_blanked() -> None:
    body = dumps([event(token="plan", plan="plan"), event(token="plan", plan="pro", **{"$insert_id": "i2"})])
    outcome = mixpanel("import", body, query={"strict": "1"}, headers=basic(TOKEN))
    assert outcome.answer.status == 200
    assert [json.loads(row.props) for row in rows(outcome).events] == [{"plan": "plan"}, {"plan": "pro"}]
    assert b'"token": ""' in outcome.payloads[0].body


def test_profile_updates_become_traits() -> None:
    update = {
        "$token": TOKEN,
        "$distinct_id": "u1",
        "$time": NOW_S - 60,
        "$set": {"plan": "pro", "seats": 3},
        "$add": {"logins": 1},
        "$unset": ["trial"],
        "$union": {"tags": ["a"]},
    }
    outcome = mixpanel("engage", form(dumps(update), verbose="1"), headers=FORM)
    assert outcome.answer.body == b'{"status":1,"error":null}'
    at = (NOW_S - 60) * 1_000_000
    assert [(row.holder, row.id, row.name, row.op, row.value) for row in rows(outcome).traits] == [
        ("user", "u1", "plan", "set", '"pro"'),
        ("user", "u1", "seats", "set", "3"),
        ("user", "u1", "logins", "add", "1"),
        ("user", "u1", "tags", "union", '["a"]'),
        ("user", "u1", "trial", "unset", "null"),
    ]
    assert {(row.source, row.ts_event, row.ts_received, row.ts_known) for row in rows(outcome).traits} == {
        ("shop", at, NOW, NOW)
    }


def test_group_updates_become_traits_of_the_account() -> None:
    updates = [
        {"$token": TOKEN, "$group_key": "company_id", "$group_id": "c1", "$set": {"account_type": "biza"}},
        {"$token": TOKEN, "$group_key": "company_id", "$group_id": "c2", "$delete": ""},
    ]
    outcome = mixpanel("groups/", dumps(updates))
    assert outcome.answer.body == b"1"
    assert [msgspec.structs.replace(trait, retry=None) for trait in rows(outcome).traits] == [
        Trait("shop", "company_id", "c1", "account_type", "set", '"biza"', NOW, NOW, NOW),
        Trait("shop", "company_id", "c2", "", "delete", "null", NOW, NOW, NOW),
    ]


BAD_UPDATES = {
    "no operation": ({}, "operation_invalid"),
    "set to a list": ({"$set": [1]}, "operation_invalid"),
    "add a word": ({"$add": {"a": "b"}}, "operation_invalid"),
    "union without a list": ({"$union": {"a": 1}}, "operation_invalid"),
    "unset a number": ({"$unset": 5}, "operation_invalid"),
    "256 properties": ({"$set": {str(index): 1 for index in range(256)}}, "too_many_properties"),
    "no id": ({"$distinct_id": None, "$set": {"a": 1}}, "id_missing"),
    "placeholder": ({"$distinct_id": "Anonymous", "$set": {"a": 1}}, "id_placeholder"),
    "time in 2099": ({"$time": 4_070_908_800, "$set": {"a": 1}}, "time_in_future"),
}


@pytest.mark.parametrize(("update", "reason"), BAD_UPDATES.values(), ids=BAD_UPDATES)
def test_bad_profile_update(update: dict[str, Any], reason: str) -> None:
    outcome = mixpanel("engage", dumps({"$token": TOKEN, "$distinct_id": "u1", **update}))
    assert (outcome.answer.status, outcome.answer.body) == (400, b"0")
    assert [row.reason for row in rows(outcome).rejected] == [reason]


IDENTITY = {
    "$identify": (
        {"$identified_id": "u1", "$anon_id": "d1", "distinct_id": "u1"},
        Alias("shop", "identify", "d1", "u1", NOW, NOW, NOW),
    ),
    "$identify, as the browser sends it": (
        {"distinct_id": "u1", "$user_id": "u1", "$device_id": "d1", "$anon_distinct_id": "$device:d1"},
        Alias("shop", "identify", "$device:d1", "u1", NOW, NOW, NOW),
    ),
    "$create_alias": ({"distinct_id": "d1", "alias": "u1"}, Alias("shop", "alias", "u1", "d1", NOW, NOW, NOW)),
    "$merge": ({"$distinct_ids": ["u1", "u2"]}, Alias("shop", "merge", "u2", "u1", NOW, NOW, NOW)),
}


@pytest.mark.parametrize(("properties", "alias"), IDENTITY.values(), ids=IDENTITY)
def test_identity_event_becomes_an_alias(
    request: pytest.FixtureRequest, properties: dict[str, Any], alias: Alias
) -> None:
    name = request.node.callspec.id.partition(",")[0]
    outcome = mixpanel("track", dumps({"event": name, "properties": {"token": TOKEN, **properties}}))
    assert outcome.answer.body == b"1"
    decoded = rows(outcome)
    assert (decoded.aliases, decoded.events, decoded.rejected) == ([alias], [], [])


@pytest.mark.parametrize("properties", [{"distinct_id": "u1"}, {"$identified_id": "u1", "$anon_id": "null"}])
def test_identity_event_needs_two_real_ids(properties: dict[str, Any]) -> None:
    outcome = mixpanel("track", dumps({"event": "$identify", "properties": {"token": TOKEN, **properties}}))
    assert outcome.answer.status == 400
    assert len(rows(outcome).rejected) == 1


def test_simplified_identity_links_device_and_user_once_per_request() -> None:
    before = event(distinct_id="$device:d1", **{"$device_id": "d1", "$insert_id": "a"})
    after = [event(**{"$device_id": "d1", "$user_id": "u1", "$insert_id": key}) for key in "bc"]
    decoded = rows(mixpanel("track", dumps([before, *after])))
    assert [(row.user_key, row.anon_key) for row in decoded.events] == [
        (None, "$device:d1"),
        ("u1", "$device:d1"),
        ("u1", "$device:d1"),
    ]
    assert decoded.aliases == [Alias("shop", "identify", "$device:d1", "u1", NOW_S * 1_000_000, NOW, NOW)]


HARMLESS = {
    "flags/": b'{"flags":{}}',
    "flags/definitions": b'{"flags":[]}',
    "settings/": b"{}",
    "decide": b"{}",
    "record/": b'{"code":200,"status":"OK"}',
}


@pytest.mark.parametrize(("path", "said"), HARMLESS.items())
def test_other_endpoints_are_answered_and_keep_nothing(path: str, said: bytes) -> None:
    outcome = mixpanel(path, b"anything", method="GET")
    assert (outcome.answer.status, outcome.answer.body, outcome.payloads) == (200, said, ())


def test_debug_form_says_what_would_happen_and_keeps_nothing() -> None:
    batch = [event(), event(time=0), event(token="stranger"), {"event": "$merge", "properties": {"token": TOKEN}}]
    door = Door()
    reply = door.ask("POST", "/ingest/mixpanel/debug/track", [dumps(batch)])
    assert reply is not None
    assert door.shelf.payloads == []
    told = json.loads(reply.body)
    assert (told["ok"], told["stored"], told["would_answer"]["status"]) == (False, False, 200)
    assert [(each["ok"], each.get("reason"), each.get("field")) for each in told["records"]] == [
        (False, "time_before_1971", "properties.time"),
        (False, "token_unknown", "properties.token"),
        (False, "identity_incomplete", "properties.$distinct_ids"),
        (True, None, None),
    ]
    assert told["records"][-1]["event"] == "bulk_opened"
    assert told["records"][-1]["user"] == "u1"
    assert '"$merge"' in told["records"][2]["record"]
    assert TOKEN not in reply.body.decode()


def test_wrong_method_and_unknown_path() -> None:
    assert mixpanel("track", ONE, method="PUT").answer.status == 405
    for path in ("", "tracks", "track/../import", "import/track", "TRACK"):
        assert mixpanel(path, ONE).answer.status == 404


def test_a_profile_update_that_is_sent_again_is_recognised() -> None:
    added = {"$token": TOKEN, "$distinct_id": "u1", "$add": {"orders": 1, "spent": 20}}
    sent, again = (rows(mixpanel("engage/", dumps([added, added]))) for _ in range(2))
    assert [trait.retry for trait in sent.traits] == [trait.retry for trait in again.traits]
    assert len({trait.retry for trait in sent.traits}) == 4, "equal updates of one request are different ones"
    other = rows(mixpanel("engage/", dumps([added])))
    assert not {trait.retry for trait in other.traits} & {trait.retry for trait in sent.traits}
