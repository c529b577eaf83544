"""Tickets: how they stand is feedback, that they began is one event."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hypercare.model.facts import Payload
from hypercare.model.instant import DAY_US
from hypercare.sources.reading import Reading
from hypercare.sources.reasons import Reason, Unfit
from hypercare.sources.tickets import LONGEST_WORDS, Ticket, add
from sources.doors import NOW, ask, rows, token_of

OPENED = NOW - 2 * DAY_US
TICKET = Ticket(
    id="17",
    changed=NOW - DAY_US,
    opened=OPENED,
    user="u1",
    subject="It broke",
    body="My name is Ana",
    state="open",
    via="email",
    priority="high",
    team="desk",
    tags=("bulk", "vip"),
    more={"form": "Upload"},
)


def told(*tickets: Ticket, received: int = NOW, imported: bool = False) -> Reading:
    reading = Reading(Payload("zendesk", "", "desk", received, b"{}"), imported=imported)
    for row, ticket in enumerate(tickets):
        add(reading, ticket, b"raw", row)
    return reading


def test_a_ticket_is_feedback_and_an_event_without_what_somebody_wrote() -> None:
    into = told(TICKET).into
    [row], [event] = into.feedback, into.events
    assert (row.channel, row.id, row.state) == ("tickets", "17", "open")
    assert (row.ts_event, row.ts_opened) == (NOW - DAY_US, OPENED)
    assert (row.title, row.body) == ("It broke", "My name is Ana")
    assert json.loads(row.props)["form"] == "Upload"
    assert (event.event, event.ts_event, event.user_key, event.own_key) == ("support_ticket", OPENED, "u1", True)
    props = {"channel": "email", "priority": "high", "group": "desk", "tags": ["bulk", "vip"]}
    assert json.loads(event.props) == props
    assert (row.ts_known, event.ts_known) == (NOW, NOW)


def test_what_is_heard_later_is_another_row_and_the_same_event() -> None:
    first, second = told(TICKET), told(Ticket("17", NOW, OPENED, state="solved"), received=NOW + DAY_US)
    assert first.into.events[0].key == second.into.events[0].key
    assert first.into.feedback[0].key != second.into.feedback[0].key


def test_the_same_again_is_the_same_row_whenever_it_comes_and_by_whatever_way() -> None:
    keys = {
        told(TICKET, received=received, imported=imported).into.feedback[0].key
        for received in (NOW, NOW + 30 * DAY_US)
        for imported in (False, True)
    }
    assert len(keys) == 1


def test_without_a_time_it_stands_so_as_of_the_receipt_and_is_no_event() -> None:
    into = told(Ticket("17", state="open")).into
    [row] = into.feedback
    assert (row.ts_event, row.ts_opened, row.own_key, into.events) == (NOW, NOW, False, [])
    assert row.key == told(Ticket("17", state="open"), received=NOW + 5).into.feedback[0].key


def test_a_ticket_in_a_file_was_known_when_it_happened() -> None:
    into = told(TICKET, imported=True).into
    assert (into.feedback[0].ts_known, into.events[0].ts_known) == (NOW - DAY_US, OPENED)


@pytest.mark.parametrize("ticket_id", ["", "x" * 256], ids=["empty", "endless"])
def test_a_ticket_without_an_id_is_none(ticket_id: str) -> None:
    with pytest.raises(Unfit) as raised:
        told(Ticket(ticket_id))
    assert raised.value.reason is Reason.ID_INVALID


def test_endless_words_are_cut() -> None:
    [row] = told(Ticket("1", subject="x" * 100_000, body="y" * 100_000)).into.feedback
    assert (len(row.title or ""), len(row.body or "")) == (LONGEST_WORDS, LONGEST_WORDS)


@settings(max_examples=50)
@given(st.lists(st.sampled_from("abc"), min_size=1, max_size=6), st.integers(0, 3))
def test_each_ticket_is_one_event_however_often_it_is_heard_of(ids: list[str], later: int) -> None:
    into = told(*(Ticket(each, OPENED + later + place, OPENED) for place, each in enumerate(ids))).into
    assert len({event.key for event in into.events}) == len(set(ids))
    assert len({row.key for row in into.feedback}) == len(ids)


def test_a_ticket_that_a_program_pushes_counts_as_a_desks_does() -> None:
    line = {
        "channel": "tickets",
        "id": "17",
        "time": "2026-09-22T01:30:00Z",
        "opened": "2026-09-22T01:00:00Z",
        "title": "It broke",
        "properties": {"priority": "high", "channel": "email", "tags": ["bulk", 7], "seen": 3},
    }
    outcome = ask(
        "json", "feedback", json.dumps(line).encode(), headers={"authorization": f"Bearer {token_of('json')}"}
    )
    found = rows(outcome)
    assert json.loads(found.events[0].props) == {"channel": "email", "priority": "high", "tags": ["bulk"]}
    assert json.loads(found.feedback[0].props)["seen"] == 3
