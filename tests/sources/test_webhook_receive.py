"""Webhooks by a mapping: who is let in, what is answered, what becomes of the records."""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any

import pytest

from hypercare.model.errors import BadInput
from hypercare.model.facts import Decoded
from hypercare.sources.receiver import Outcome
from hypercare.sources.registry import decoder, receivers
from hypercare.sources.webhook.declared import check_mapping
from hypercare.sources.webhook.headers import SIGNATURES
from sources.doors import NOW, NOW_S, SETTINGS, ask, rows, token_of

TOKEN = token_of("webhook")
BEARER = {"authorization": f"Bearer {TOKEN}"}
ORDERS = """
when: {type: order.created}
event: order_created
time: created_at
user: [customer.id, customer.email]
groups: {company_id: shop}
properties: {amount: order.total, channel: {value: web}}
key: id
"""
ORDER: dict[str, Any] = {
    "id": "e-1",
    "type": "order.created",
    "created_at": "2026-09-22T08:59:00+07:00",
    "customer": {"id": 17},
    "shop": "c-3",
    "order": {"total": 1200.5},
}


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Any:
    def tell(mapping: str, **settings: str) -> None:
        monkeypatch.setitem(SETTINGS, "webhook", {"mapping": check_mapping(mapping), **settings})

    return tell


def send(body: Any, headers: Mapping[str, str] = BEARER, query: dict[str, str] | None = None) -> Outcome:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return ask("webhook", "webhook", raw, headers=dict(headers), query=query)


def said(outcome: Outcome) -> Any:
    return json.loads(outcome.answer.body)


def read(mapping: str, body: Any, told: Any, headers: Mapping[str, str] = BEARER) -> Decoded:
    told(mapping)
    return rows(send(body, headers))


def test_an_order_becomes_an_event(told: Any) -> None:
    told(ORDERS)
    outcome = send(ORDER)
    assert (outcome.answer.status, said(outcome)) == (200, {"accepted": 1, "skipped": 0, "rejected": []})
    (event,) = rows(outcome).events
    assert (event.event, event.user_key, event.groups) == ("order_created", "17", '{"company_id":"c-3"}')
    assert (event.ts_event, event.ts_known, event.own_key) == (NOW - 60_000_000, NOW, True)
    assert json.loads(event.props) == {"amount": 1200.5, "channel": "web"}


def test_what_no_rule_takes_is_skipped_and_not_kept(told: Any) -> None:
    told(ORDERS)
    outcome = send(ORDER | {"type": "order.paid"})
    assert (outcome.answer.status, said(outcome)) == (200, {"accepted": 0, "skipped": 1, "rejected": []})
    assert outcome.payloads == ()


def test_a_bad_record_is_named_beside_the_good_ones(told: Any) -> None:
    told(ORDERS)
    outcome = send([ORDER, ORDER | {"created_at": "soon"}])
    assert outcome.answer.status == 200
    assert [(each["index"], each["reason"]) for each in said(outcome)["rejected"]] == [(1, "time_invalid")]
    (rejected,) = rows(outcome).rejected
    assert json.loads(rejected.raw) == ORDER | {"created_at": "soon"}


def test_nothing_usable_is_400(told: Any) -> None:
    told(ORDERS)
    assert send(ORDER | {"created_at": "soon"}).answer.status == 400


def test_records_inside_a_body(told: Any) -> None:
    mapping = """
    each: data.items
    event: {from: [name, kind]}
    user: $.account.owner
    properties: detail
    """
    body = {
        "account": {"owner": "u1"},
        "data": {"items": [{"name": "a", "detail": {"x": 1}}, {"kind": "b", "detail": None}]},
    }
    events = read(mapping, body, told).events
    assert [(row.event, row.user_key, row.props) for row in events] == [("a", "u1", '{"x":1}'), ("b", "u1", "{}")]


def test_every_rule_that_holds_makes_its_fact(told: Any) -> None:
    mapping = """
    rules:
      - when: {kind: ticket}
        feedback: tickets
        id: ticket.id
        opened: ticket.created
        time: ticket.updated
        title: ticket.subject
        state: ticket.status
        score: ticket.stars
      - when: {kind: [ticket, contact]}
        traits: {plan: contact.plan}
        add: {tickets: {value: 1}}
        user: contact.id
      - when: {kind: shop}
        traits: shop.fields
        groups: {company_id: shop.id}
    """
    ticket = {
        "kind": "ticket",
        "ticket": {"id": 7, "created": "2026-09-20T00:00:00Z", "updated": "2026-09-21T00:00:00Z", "status": "open"},
        "contact": {"id": "u1", "plan": "pro"},
    }
    shop = {"kind": "shop", "shop": {"id": "c-3", "fields": {"type": "biza"}}}
    facts = read(mapping, [ticket, shop], told)
    assert [(row.channel, row.id, row.state, row.title) for row in facts.feedback] == [("tickets", "7", "open", None)]
    assert [row.event for row in facts.events] == ["support_ticket"]
    assert [(row.holder, row.id, row.name, row.op, row.value) for row in facts.traits] == [
        ("user", "u1", "plan", "set", '"pro"'),
        ("user", "u1", "tickets", "add", "1"),
        ("company_id", "c-3", "type", "set", '"biza"'),
    ]


def test_a_header_may_say_what_a_body_is_about(told: Any) -> None:
    mapping = """
    when: {header:x-github-event: issues}
    event: {from: header:x-github-event}
    key: header:x-github-delivery
    time: at
    """
    headers = BEARER | {"x-github-event": "issues", "x-github-delivery": "d-1", "x-request-id": "r-1"}
    told(mapping)
    outcome = send({"at": "2026-09-22T01:00:00Z"}, headers)
    (payload,) = outcome.payloads
    assert payload.headers == {"x-github-event": "issues", "x-github-delivery": "d-1"}
    assert [(row.event, row.own_key) for row in rows(outcome).events] == [("issues", True)]


@pytest.mark.parametrize(
    ("condition", "value", "holds"),
    [
        ("paid", "paid", True),
        ("paid", "Paid", False),
        ("[paid, sent]", "sent", True),
        ("5", "5", True),
        ("'5'", 5, True),
        ("true", True, True),
        ("on", True, True),
        ("true", 1, False),
        ("{not: paid}", "sent", True),
        ("{not: paid}", None, True),
        ("{above: 5}", 6, True),
        ("{above: 5}", 5, False),
        ("{at_least: 5}", "5", True),
        ("{below: 5}", "x", False),
        ("{at_most: 5, above: 1}", 1, False),
        ("{contains: ai}", "paid", True),
        ("{contains: ai}", 5, False),
        ("{exists: true}", None, False),
        ("{exists: false}", None, True),
        ("{exists: true}", False, True),
        ("{is: paid}", {"a": 1}, False),
    ],
)
def test_conditions(condition: str, value: Any, holds: bool, told: Any) -> None:
    told(f"event: e\nwhen: {{x: {condition}}}")
    assert said(send({"x": value}))["accepted"] == int(holds)


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("a.b", 1),
        ("list.1.x", 2),
        ("list.9", None),
        ("list.x", None),
        ('"d.e".f', 3),
        ("a.b.c", None),
        ("nothing", None),
        ("null", None),
        ("$.a.b", 1),
    ],
)
def test_paths(path: str, found: Any, told: Any) -> None:
    body = {"a": {"b": 1}, "list": [0, {"x": 2}], "d.e": {"f": 3}, "null": None}
    (event,) = read(f"event: e\nproperties: {{x: '{path}'}}", body, told).events
    assert json.loads(event.props).get("x") == found


def test_a_resent_body_has_the_same_keys_and_equal_records_have_not(told: Any) -> None:
    told("event: e")
    first, again = rows(send([{"x": 1}, {"x": 1}])), rows(send([{"x": 1}, {"x": 1}]))
    assert [row.key for row in first.events] == [row.key for row in again.events]
    assert len({row.key for row in first.events}) == 2


def test_two_facts_of_one_record_have_two_keys(told: Any) -> None:
    rule = "{{event: {}, time: at, key: id}}"
    mapping = f"rules: [{rule.format('a')}, {rule.format('b')}]"
    facts = read(mapping, [{"id": 7, "at": NOW_S}, {"id": 7, "at": NOW_S}], told)
    assert [(row.event, row.own_key) for row in facts.events] == [("a", True), ("b", True)] * 2
    assert len({row.key for row in facts.events}) == 2


@pytest.mark.parametrize("key", [True, 1.5, {"a": 1}, "x" * 256])
def test_keys_that_are_none(key: Any, told: Any) -> None:
    facts = read("event: e\nkey: id", {"id": key}, told)
    assert [row.reason for row in facts.rejected] == ([] if isinstance(key, str) else ["key_invalid"])


def test_a_payload_is_read_by_the_mapping_that_was_in_force(told: Any) -> None:
    told(ORDERS)
    (payload,) = send(ORDER).payloads
    told("event: other")
    assert [row.event for row in decoder("webhook")(payload).events] == ["order_created"]


def test_too_many_facts_are_refused(told: Any) -> None:
    told("event: e")
    outcome = send([1] * 5_001)
    assert (outcome.answer.status, said(outcome)["error"]["code"]) == (413, "too_many_records")
    assert outcome.payloads == ()


@pytest.mark.parametrize("body", [b"", b"  ", b'{"a":', b"payload=%7B%7D", b"\xff"])
def test_unreadable_bodies(body: bytes, told: Any) -> None:
    told(ORDERS)
    outcome = send(body)
    assert (outcome.answer.status, outcome.payloads) == (400, ())


@pytest.mark.parametrize(
    ("headers", "query"),
    [
        pytest.param(BEARER, {}, id="bearer"),
        pytest.param({"x-hypercare-token": TOKEN}, {}, id="header"),
        pytest.param({}, {"token": TOKEN}, id="query"),
    ],
)
def test_where_a_token_may_stand(headers: dict[str, str], query: dict[str, str], told: Any) -> None:
    told("event: e")
    outcome = send({"leaked": TOKEN}, headers, query)
    assert said(outcome)["accepted"] == 1
    (payload,) = outcome.payloads
    assert TOKEN not in f"{payload.body!r}{payload.headers}{payload.query}"


def test_tokens_of_others(told: Any) -> None:
    told("event: e")
    assert said(send({}, {}))["error"]["code"] == "token_missing"
    assert said(send({}, {"x-hypercare-token": token_of("json")}))["error"]["code"] == "token_unknown"
    assert ask("webhook", "other", b"{}", headers=BEARER).answer.status == 404
    assert ask("webhook", "webhook", b"{}", headers=BEARER, method="GET").answer.status == 405


def test_a_token_without_a_mapping_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SETTINGS, "webhook", {})
    assert said(send({}))["error"]["code"] == "setting_missing"


SECRET = "sssh"


def signature(body: bytes, secret: str = SECRET) -> bytes:
    return hmac.digest(secret.encode(), body, hashlib.sha256)


BODY = json.dumps(ORDER).encode()
HEX, BASE64 = signature(BODY).hex(), base64.b64encode(signature(BODY)).decode()


@pytest.mark.parametrize(
    ("given", "fits"),
    [
        pytest.param(HEX, True, id="hex"),
        pytest.param(HEX.upper(), True, id="hex-in-capitals"),
        pytest.param(f"sha256={HEX}", True, id="hex-with-its-name"),
        pytest.param(BASE64, True, id="base64"),
        pytest.param(f"sha256={BASE64}", True, id="base64-with-its-name"),
        pytest.param("", False, id="none"),
        pytest.param("sha256=", False, id="name-alone"),
        pytest.param(signature(BODY, "other").hex(), False, id="of-another-secret"),
        pytest.param(signature(BODY + b" ").hex(), False, id="of-another-body"),
        pytest.param("é" * 64, False, id="no-ascii"),
        pytest.param("z" * 64, False, id="no-hex"),
    ],
)
def test_signatures(given: str, fits: bool, told: Any) -> None:
    told(ORDERS, signature_header="x-signature", signature_secret=SECRET)
    outcome = send(BODY, BEARER | {"x-signature": given})
    assert (outcome.answer.status == 200, bool(outcome.payloads)) == (fits, fits)
    if not fits:
        assert outcome.rejected == {"signature_invalid": 1}
        assert outcome.answer.status == 401


def test_a_signature_is_looked_for_in_the_usual_header_where_none_is_named(told: Any) -> None:
    told(ORDERS, signature_secret=SECRET)
    assert send(BODY, BEARER | {SIGNATURES[0]: HEX}).answer.status == 200
    assert send(BODY).answer.status == 401


def test_a_header_whose_secret_is_missing_lets_nothing_in(told: Any) -> None:
    told(ORDERS, signature_header="x-signature")
    assert send(BODY, BEARER | {"x-signature": HEX}).answer.status == 401


def test_settings_are_checked() -> None:
    settings = {each.name: each for each in receivers()["webhook"].settings}
    assert settings["signature_header"].check(" X-Signature ") == "x-signature"
    assert (settings["mapping"].needed, settings["signature_secret"].secret) == (True, True)
    with pytest.raises(BadInput, match="x-hub-signature-256"):
        settings["signature_header"].check("cookie")
    with pytest.raises(BadInput, match="1 to 255"):
        settings["signature_secret"].check("")


def test_the_address_names_the_source() -> None:
    door = receivers()["webhook"]
    url = door.address("http://h/ingest/webhook", "my shop")
    assert url == "http://h/ingest/webhook/my%20shop"
    assert TOKEN in door.try_line(url, TOKEN)
    assert all(TOKEN in line for line in door.client_lines(url, TOKEN).values())
