"""Zendesk's tickets: events and triggers become feedback, one event each, and who is who."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hypercare.model.facts import Decoded, Payload
from hypercare.sources.zendesk.decode import decode
from sources.doors import NOW

DETAIL = {
    "id": "5158",
    "created_at": "2026-09-20T08:00:00Z",
    "updated_at": "2026-09-21T08:00:00Z",
    "status": "OPEN",
    "priority": "HIGH",
    "subject": "Upload fails",
    "description": "It says no",
    "requester_id": "8447388090494",
    "organization_id": "77",
    "group_id": "360",
    "tags": ["bulk", "vip"],
    "via": {"channel": "web_service"},
}
TRIGGER = {
    "ticket_id": "5158",
    "created_at": "2026-09-20T08:00Z",
    "updated_at": "2026-09-21T08:01Z",
    "status": "Solved",
    "tags": "bulk vip",
    "satisfaction": "Good, I am satisfied",
    "requester_id": "8447388090494",
    "requester_external_id": "u-17",
    "requester_email": "ana@example.com",
    "organization_external_id": "acme",
    "subject": "Upload fails",
    "description": "It says no",
}


def event(kind: str = "status_changed", *, of: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    body = {"type": f"zen:event-type:ticket.{kind}", "time": "2026-09-21T08:00:00.5Z", "detail": DETAIL, "event": {}}
    return {**body, "id": "cbe4", "account_id": 1, "detail": {**DETAIL, **(of or {})}, **more}


def read(body: Any, **told: str) -> Decoded:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return decode(Payload("zendesk", "", "desk", NOW, data, query=told))


def test_an_event_says_how_a_ticket_stands() -> None:
    into = read(event())
    [row], [began] = into.feedback, into.events
    assert (row.id, row.state, row.title, row.body, row.anon_key) == (
        "5158", "open", "Upload fails", "It says no", "zendesk:8447388090494"
    )  # fmt: skip
    assert row.ts_event - row.ts_opened == 86_400_500_000
    assert json.loads(began.props) == {
        "channel": "web_service", "priority": "high", "group": "360", "tags": ["bulk", "vip"]
    }  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "state"),
    [("soft_deleted", "deleted"), ("marked_as_spam", "spam"), ("merged", "merged"), ("created", "open")],
)
def test_what_becomes_of_a_ticket(kind: str, state: str) -> None:
    assert read(event(kind)).feedback[0].state == state


@pytest.mark.parametrize("public", [True, False], ids=["public", "internal"])
def test_comments_are_kept_where_they_are_public(public: bool) -> None:
    comment = {"id": "1", "body": "Thank you", "is_public": public, "author": {"is_staff": False}}
    props = json.loads(read(event("comment_added", event={"comment": comment})).feedback[0].props)
    assert (props.get("comment"), props.get("comment_by_staff")) == (("Thank you", False) if public else (None, None))


def test_a_trigger_says_who_and_whose() -> None:
    into = read(TRIGGER, account="company_id")
    [row], [link] = into.feedback, into.aliases
    assert (row.user_key, row.anon_key, row.groups) == ("u-17", "zendesk:8447388090494", '{"company_id":"acme"}')
    assert (row.state, row.score) == ("solved", 1.0)
    assert (link.kind, link.key, link.user) == ("identify", "zendesk:8447388090494", "u-17")
    assert into.events[0].groups == '{"company_id":"acme"}'


def test_users_may_be_named_by_their_address() -> None:
    assert read(TRIGGER, user="email").feedback[0].user_key == "ana@example.com"
    assert read(TRIGGER | {"requester_external_id": "null"}).feedback[0].user_key is None


def test_a_trigger_and_an_event_tell_of_one_beginning() -> None:
    assert read(TRIGGER).events[0].key == read(event()).events[0].key


def torn(**values: str) -> bytes:
    """The body as Zendesk would write it, with values as they are."""
    return ("{\n" + ",\n".join(f'  "{name}": "{value}"' for name, value in (TRIGGER | values).items()) + "\n}").encode()


def test_words_that_tear_the_body_do_no_harm() -> None:
    into = read(torn(subject='He said "no"', description='line one\nline "two"\n'))
    assert (into.feedback[0].title, into.feedback[0].body) == ('He said "no"', 'line one\nline "two"\n')
    assert into.feedback[0].user_key == "u-17"


SPOOFS = {
    "as JSON": '", "requester_external_id": "victim',
    "as JSON and torn": '", "requester_external_id": "victim", "x": ""oh"',
    "as a line": '"\n  "requester_external_id": "victim",\n  "tags": "x"',
}


@pytest.mark.parametrize("words", SPOOFS.values(), ids=SPOOFS)
@pytest.mark.parametrize("field", ["subject", "description"])
def test_nobody_writes_a_ticket_in_the_name_of_another(field: str, words: str) -> None:
    [row] = read(torn(**{field: words})).feedback
    assert row.user_key == "u-17"


def test_half_a_character_does_no_harm() -> None:
    into = read(b'{"ticket_id": "1", "subject": "x \\ud83d"}')
    assert into.feedback[0].title == "x \ufffd"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
fields = st.sampled_from([*DETAIL, *TRIGGER, "type", "time", "detail", "event", "via", "comment"])
bodies = st.dictionaries(fields, json_values, max_size=8)


@settings(max_examples=150)
@given(
    st.binary(max_size=60).map(lambda tail: b"{" + tail)
    | bodies.map(lambda body: json.dumps(body).encode())
    | bodies.map(lambda body: json.dumps(event(of=body)).encode())
    | bodies.map(lambda body: json.dumps(TRIGGER | body).encode())
)
def test_anything_is_read_or_set_aside(body: bytes) -> None:
    into = read(body)
    assert len(into.feedback) + len(into.rejected) <= 1
    assert read(body) == into
    for row in into.feedback:
        json.loads(row.props)
