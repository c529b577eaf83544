"""What CleverTap's upload answers: what was processed, and what was not and why."""

import json
from typing import Any

import pytest

from hypercare.sources.receiver import Outcome
from hypercare.sources.registry import receivers
from sources.doors import NOW_S, SETTINGS, ask, rows, token_of

TOKEN = token_of("clevertap")
HEADERS = {"x-clevertap-account-id": "ACC-1", "x-clevertap-passcode": TOKEN}
EVENT: dict[str, Any] = {"type": "event", "identity": "u1", "evtName": "opened", "evtData": {"rows": 120}}
PROFILE: dict[str, Any] = {"type": "profile", "identity": "u1", "profileData": {"plan": "pro"}}


def upload(*records: Any, query: dict[str, str] | None = None) -> Outcome:
    return ask("clevertap", "1/upload", json.dumps({"d": records}).encode(), headers=HEADERS, query=query)


def said(outcome: Outcome) -> Any:
    return json.loads(outcome.answer.body)


def test_events_and_profiles_are_processed() -> None:
    outcome = upload(EVENT, PROFILE)
    assert (outcome.answer.status, outcome.events) == (200, 2)
    assert said(outcome) == {"status": "success", "processed": 2, "unprocessed": []}


def test_a_bad_record_is_named_beside_the_good_ones() -> None:
    outcome = upload(EVENT, EVENT | {"evtName": ""})
    assert outcome.answer.status == 200
    assert said(outcome) == {
        "status": "partial",
        "processed": 1,
        "unprocessed": [
            {
                "status": "fail",
                "code": 509,
                "error": "Event name is mandatory. Skipped record number : 2",
                "record": EVENT | {"evtName": ""},
            }
        ],
    }
    assert outcome.rejected == {"event_name_invalid": 1}
    assert [row.reason for row in rows(outcome).rejected] == ["event_name_invalid"]


CODES: list[Any] = [
    pytest.param(EVENT | {"evtName": None}, 509, id="no-name"),
    pytest.param(EVENT | {"evtData": [1]}, 512, id="data-is-a-list"),
    pytest.param(EVENT | {"evtData": {"k" * 121: 1}}, 512, id="key-too-long"),
    pytest.param(EVENT | {"evtName": "App Launched"}, 513, id="restricted"),
    pytest.param(PROFILE | {"profileData": {"Gender": "GG"}}, 514, id="gender"),
    pytest.param(PROFILE | {"profileData": {"Email": "$$$$$"}}, 515, id="email"),
    pytest.param(PROFILE | {"profileData": {"Phone": "223"}}, 516, id="phone"),
    pytest.param(PROFILE | {"profileData": {"Employed": "223"}}, 517, id="employed"),
    pytest.param(PROFILE | {"profileData": {"Education": "223"}}, 518, id="education"),
    pytest.param(PROFILE | {"profileData": {"Married": "223"}}, 519, id="married"),
    pytest.param(PROFILE | {"profileData": {"Age": "aa"}}, 520, id="age"),
    pytest.param(EVENT | {"evtData": {f"k{n}": n for n in range(257)}}, 522, id="too-many-properties"),
    pytest.param(EVENT | {"identity": ""}, 523, id="no-identity"),
    pytest.param(EVENT | {"identity": "x" * 121}, 523, id="identity-too-long"),
    pytest.param(EVENT | {"identity": "undefined"}, 523, id="identity-of-nobody"),
    pytest.param({"identity": "u1", "evtName": "opened"}, 524, id="neither-event-nor-profile"),
    pytest.param("text", 524, id="no-object"),
    pytest.param(PROFILE | {"profileData": None}, 524, id="profile-without-data"),
    pytest.param(EVENT | {"ts": 0}, 525, id="ts-zero"),
    pytest.param(EVENT | {"ts": "soon"}, 525, id="ts-is-text"),
    pytest.param(EVENT | {"ts": NOW_S + 7200}, 525, id="ts-in-two-hours"),
    pytest.param(EVENT | {"ts": 1.7e308}, 525, id="ts-beyond-all-time"),
    pytest.param(EVENT | {"objectId": "a b"}, 526, id="object-id-with-a-space"),
    pytest.param(EVENT | {"evtData": {"x": "y" * 1_048_577}}, 555, id="larger-than-1-mib"),
]


@pytest.mark.parametrize(("record", "code"), CODES)
def test_codes(record: Any, code: int) -> None:
    outcome = upload(record)
    assert outcome.answer.status == 200
    assert (said(outcome)["status"], said(outcome)["processed"]) == ("fail", 0)
    (unprocessed,) = said(outcome)["unprocessed"]
    assert (unprocessed["code"], unprocessed["record"]) == (code, record)
    assert unprocessed["error"].endswith("Skipped record number : 1")
    assert len(rows(outcome).rejected) == 1


FINE: list[Any] = [
    pytest.param(PROFILE | {"profileData": {"Gender": "", "Age": None}}, id="empty-fields-take-away"),
    pytest.param(PROFILE | {"profileData": {"Phone": "+6281234567890", "Age": 30, "Employed": True}}, id="fields"),
    pytest.param(PROFILE | {"profileData": {"Email": {"$delete": 1}}}, id="a-checked-field-is-deleted"),
    pytest.param(EVENT | {"evtData": {"note": "x" * 2000}}, id="a-long-value-is-kept"),
    pytest.param(EVENT | {"ts": str(NOW_S)}, id="ts-in-digits"),
    pytest.param(EVENT | {"ts": 31_536_000}, id="ts-of-1971"),
    pytest.param({"type": "token", "objectId": "o1", "tokenData": {"id": "x"}}, id="device-token"),
]


@pytest.mark.parametrize("record", FINE)
def test_fine(record: Any) -> None:
    assert said(upload(record))["status"] == "success"


def test_limit_of_records() -> None:
    assert said(upload(*[EVENT] * 1000))["processed"] == 1000
    outcome = upload(*[EVENT] * 1001)
    assert said(outcome) == {"status": "fail", "error": "Request exceeds the limit of 1000 records", "code": 413}
    assert (outcome.payloads, outcome.rejected) == ((), {"too_many_records": 1})


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"d":', b'{"d":{}}', b'{"d":[]}', b"\xff"])
def test_unreadable_bodies(body: bytes) -> None:
    outcome = ask("clevertap", "1/upload", body, headers=HEADERS)
    assert (outcome.answer.status, said(outcome)["status"], outcome.payloads) == (400, "fail", ())


def test_a_dry_run_keeps_nothing() -> None:
    outcome = upload(EVENT, "text", query={"dryRun": "1"})
    assert (said(outcome)["status"], outcome.payloads, outcome.events) == ("partial", (), 0)


@pytest.mark.parametrize("passcode", ["", "stranger", token_of("mixpanel")])
def test_passcodes_of_others(passcode: str) -> None:
    headers = HEADERS | {"x-clevertap-passcode": passcode}
    outcome = ask("clevertap", "1/upload", json.dumps({"d": [EVENT]}).encode(), headers=headers)
    assert (outcome.answer.status, outcome.payloads) == (401, ())
    assert said(outcome) == {"status": "fail", "error": "Account ID or Passcode is not valid", "code": 401}


def test_account_id_must_match_where_one_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SETTINGS, "clevertap", {"account_id": "ACC-1"})
    assert upload(EVENT).answer.status == 200
    monkeypatch.setitem(SETTINGS, "clevertap", {"account_id": "ACC-2"})
    assert upload(EVENT).answer.status == 401


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("1/events.json", 200),
        ("1/profiles.json", 200),
        ("1/profile.json", 200),
        ("1/delete/profiles.json", 403),
        ("1/counts/events.json", 403),
        ("1/nothing", 404),
        ("2/upload", 404),
        ("", 404),
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_other_endpoints(path: str, method: str, status: int) -> None:
    outcome = ask("clevertap", path, headers=HEADERS, method=method)
    assert (outcome.answer.status, outcome.payloads) == (status, ())
    assert said(outcome)["status"] == ("success" if status == 200 else "fail")


def test_an_upload_is_posted() -> None:
    assert ask("clevertap", "1/upload", headers=HEADERS, method="GET").answer.status == 405


def test_the_line_to_try_names_the_token() -> None:
    line = receivers()["clevertap"].try_line("http://h/ingest/clevertap", TOKEN)
    assert f"X-CleverTap-Passcode: {TOKEN}" in line
    assert "http://h/ingest/clevertap/1/upload" in line
