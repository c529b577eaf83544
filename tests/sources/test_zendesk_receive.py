"""Zendesk's webhooks: who is let in, what is answered, what is kept."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hypercare.model.instant import from_micros
from hypercare.sources.receiver import Outcome
from hypercare.sources.registry import receivers
from hypercare.sources.zendesk.signature import SIGNATURE, TIMESTAMP, signed
from hypercare.sources.zendesk.torn import FIELDS
from sources.doors import NOW, SETTINGS, Door, ask, rows, token_of

SECRET, OTHER = "dGhpc19pc19vbmx5X2Zvcl90ZXN0cw==", "YW5vdGhlcg=="
TOLD = {"signing_secret": f"{SECRET},{OTHER}"}
AT = from_micros(NOW).isoformat()
TRIGGER = {"ticket_id": "17", "created_at": "2026-09-21T05:35Z", "status": "Open", "subject": "It broke"}


@pytest.fixture(autouse=True, scope="module")
def _told() -> Iterator[None]:
    """The gateway knows the signing secrets of two webhooks that send by the token."""
    SETTINGS["zendesk"] = TOLD
    yield
    del SETTINGS["zendesk"]


def sent(
    body: Any = TRIGGER,
    *,
    secret: str = SECRET,
    at: str = AT,
    path: str = "",
    headers: dict[str, str] | None = None,
) -> Outcome:
    """One request as Zendesk signs it; `headers` stand in place of its own."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    names = {"authorization": f"Bearer {token_of('zendesk')}", SIGNATURE: signed(secret, at, data), TIMESTAMP: at}
    return ask("zendesk", path, data, headers={**names, **(headers or {})})


def test_a_published_signature_is_reproduced() -> None:
    """The sample of the early documentation (developer.zendesk.com, verifying webhooks), which put the body first."""
    secret = "HRkRd4BeOAoUkfZr-mhauJT64rvBASlJRoIyPsd3zeA="
    found = signed(secret, '{"say": "hello"}', b"2021-07-25T10:00:00Z")
    assert found == "tRDSF7URY8BLCDlaBcQ7FHu051Zk+aAB0NKMP53teMw="


def test_a_signed_ticket_is_kept() -> None:
    outcome = sent()
    assert (outcome.answer.status, json.loads(outcome.answer.body)) == (200, {"status": "ok", "tickets": 1})
    assert [row.id for row in rows(outcome).feedback] == ["17"]
    assert outcome.events == 1


def test_either_secret_will_do() -> None:
    assert sent(secret=OTHER).answer.status == 200


LATE = datetime.fromtimestamp(NOW / 1e6 - 3601, UTC).isoformat()
AHEAD = datetime.fromtimestamp(NOW / 1e6 + 3601, UTC).isoformat()
REFUSED: dict[str, tuple[dict[str, Any], int, str]] = {
    "another secret": ({"secret": "bm8="}, 401, "signature_invalid"),
    "no signature": ({"headers": {SIGNATURE: ""}}, 401, "signature_invalid"),
    "another time": ({"headers": {TIMESTAMP: "2026-09-22T02:00:01Z"}}, 401, "signature_invalid"),
    "no time": ({"headers": {TIMESTAMP: ""}}, 401, "signature_invalid"),
    "no such time": ({"at": "yesterday"}, 401, "signature_invalid"),
    "an hour old": ({"at": LATE}, 401, "signature_invalid"),
    "an hour ahead": ({"at": AHEAD}, 401, "signature_invalid"),
    "letters that are none": ({"headers": {SIGNATURE: "é" * 44}}, 401, "signature_invalid"),
    "no token": ({"headers": {"authorization": ""}}, 401, "token_missing"),
    "a token of others": ({"headers": {"authorization": "Bearer hc_mixpanel"}}, 401, "token_unknown"),
    "another path": ({"path": "tickets"}, 404, "path_unknown"),
    "no JSON": ({"body": b"hello"}, 400, "invalid_json"),
    "no object": ({"body": b"[1]"}, 400, "not_an_object"),
    "no ticket": ({"body": {"hello": 1}}, 400, "kind_unknown"),
    "no id": ({"body": {"ticket_id": ""}}, 400, "id_missing"),
    "no time of a day": ({"body": TRIGGER | {"created_at": "Monday"}}, 400, "time_invalid"),
}


@pytest.mark.parametrize(("given", "status", "reason"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused_says_why_and_what_to_do(given: dict[str, Any], status: int, reason: str) -> None:
    outcome = sent(**given)
    error = json.loads(outcome.answer.body)["error"]
    assert (outcome.answer.status, error["code"], dict(outcome.rejected)) == (status, reason, {reason: 1})
    assert error["message"]
    kept = rows(outcome)
    assert [each.reason for each in kept.rejected] == ([reason] if status == 400 else [])
    assert (kept.feedback, kept.events) == ([], [])


def test_without_a_signing_secret_nobody_is_let_in_and_told_what_to_do() -> None:
    SETTINGS["zendesk"] = {}
    try:
        outcome = sent()
    finally:
        SETTINGS["zendesk"] = TOLD
    error = json.loads(outcome.answer.body)["error"]
    assert (outcome.answer.status, error["code"], outcome.payloads) == (401, "setting_missing", ())
    assert "hypercare token set t-zendesk signing_secret=-" in error["fix"]


def test_events_about_other_things_are_answered_and_not_kept() -> None:
    outcome = sent({"type": "zen:event-type:user.created", "detail": {"id": "1"}})
    assert (outcome.answer.status, json.loads(outcome.answer.body)["tickets"]) == (200, 0)
    assert (outcome.payloads, dict(outcome.rejected)) == ((), {"kind_unknown": 1})


def test_no_secret_is_kept() -> None:
    [payload] = sent(TRIGGER | {"description": token_of("zendesk")}).payloads
    whole = repr(payload)
    assert token_of("zendesk") not in whole
    assert SECRET not in whole


def test_the_debug_form_tells_and_keeps_nothing() -> None:
    body = json.dumps(TRIGGER).encode()
    headers = {"authorization": f"Bearer {token_of('zendesk')}", SIGNATURE: signed(SECRET, AT, body), TIMESTAMP: AT}
    door = Door()
    reply = door.ask("POST", "/ingest/zendesk/debug/", [body], headers=headers)
    assert reply is not None
    told = json.loads(reply.body)
    assert (reply.status, [each["kind"] for each in told["records"]]) == (200, ["event", "feedback"])
    assert door.shelf.payloads == []


def test_what_is_to_be_pasted_is_what_is_read() -> None:
    receiver = receivers()["zendesk"]
    lines = receiver.client_lines("http://x/ingest/zendesk", "hc_t")
    body = json.loads(lines["trigger"])
    assert body["ticket_id"] == "{{ticket.id}}"
    filled = {**dict.fromkeys(body, ""), "ticket_id": "5"}
    assert sent(filled).answer.status == 200
    assert "hc_t" in receiver.try_line("http://x/ingest/zendesk", "hc_t")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=4), inner, max_size=2),
    max_leaves=5,
)
fields = st.sampled_from([*FIELDS, "type", "detail", "event", "time", "id"])
kinds = st.sampled_from(["zen:event-type:ticket.created", "zen:event-type:user.created", "ticket"])


@hypothesis.settings(max_examples=100)
@given(
    st.binary(max_size=40)
    | st.dictionaries(fields, json_values, max_size=6).map(lambda body: json.dumps(TRIGGER | body).encode())
    | st.builds(lambda kind, detail: json.dumps({"type": kind, "detail": detail}).encode(), kinds, json_values)
)
def test_the_answer_agrees_with_what_is_kept(body: bytes) -> None:
    outcome = sent(body)
    found = rows(outcome)
    if outcome.answer.status == 200:
        tickets = json.loads(outcome.answer.body)["tickets"]
        assert (len(found.feedback), found.rejected, outcome.events) == (tickets, [], tickets)
    else:
        reasons = [each.reason for each in found.rejected]
        assert (outcome.answer.status, reasons, found.feedback) == (400, list(outcome.rejected), [])
