"""Rows of tables as events and tickets: whatever stands in their cells is read or set aside, each row once."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hypercare.model.facts import Decoded, Payload
from hypercare.sources.files import DECODERS
from hypercare.sources.files.roles import EVENTS, NO_COLUMN, SHAPES, TICKETS, Shape, guess, named, refused
from sources.doors import NOW

cells: st.SearchStrategy[Any] = (
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats()
    | st.text(max_size=6)
    | st.sampled_from(
        ["", "2026-09-22", "0001-01-01", "9999-12-31T23:59:59", "1e999", "1e99", "007", "nan", "good", "[]"]
    )
    | st.recursive(st.just({}), lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner))
    | st.sampled_from(['{"a": 1}', '{"a": "\\ud800"}', "{", "null", "undefined"])
)


def read(shape: Shape, lines: list[Any], **told: str) -> Decoded:
    """The facts of some rows, whose columns are called as their roles."""
    columns = json.dumps({role: role for role in shape.guessed})
    body = b"\n".join(json.dumps(line).encode() for line in lines)
    return DECODERS[shape.decoder](Payload(shape.decoder, "digest", "s", NOW, body, query={"columns": columns, **told}))


LISTS = {"events": "events", "tickets": "feedback"}
"""Which facts the rows of a shape become, where they are not called as it is."""


@settings(max_examples=100)
@pytest.mark.parametrize("shape", SHAPES.values(), ids=lambda shape: shape.word)
@given(data=st.data(), told=st.sampled_from([{}, {"untyped": "1"}, {"zone": "Asia/Jakarta"}, {"zone": "../x"}]))
def test_every_row_becomes_one_or_is_set_aside(shape: Shape, data: st.DataObject, told: dict[str, str]) -> None:
    row = st.dictionaries(st.sampled_from([*shape.guessed, "other"]), cells)
    good = {"event": "e", "time": "2026-09-22", "user": "u", "id": "1", "created": "2026-09-22"}
    good |= {"route": "/a", "status": 200, "type": "E", "started": "2026-09-22", "state": "ok"}
    lines = data.draw(st.lists(row | row.map(lambda cells: cells | good) | cells.filter(bool), max_size=4))
    found = read(shape, lines, **told)
    rows = getattr(found, LISTS.get(shape.word, shape.word))
    assert len(rows) + len(found.rejected) == len(lines)
    assert read(shape, lines, **told) == found
    for each in rows:
        json.loads(each.props)


def test_a_payload_that_says_nothing_of_columns_is_set_aside() -> None:
    for name, decode in DECODERS.items():
        for columns in ("[]", "{", '{"event": 1}'):
            found = decode(Payload(name, "", "s", NOW, b'{"event": "e"}', query={"columns": columns}))
            assert (found.events, len(found.rejected)) == ([], 1)


def test_a_cell_that_stands_for_nobody_is_set_aside() -> None:
    lines = [{"event": "e", "time": "2026-09-22", "user": user} for user in ("NULL", "n/a", "0", "", "u-1")]
    found = read(EVENTS, lines)
    assert [row.user_key for row in found.events] == [None, "u-1"]
    assert {row.reason for row in found.rejected} == {"id_placeholder"}


GUESSES: dict[str, tuple[Shape, str, str, dict[str, str], dict[str, tuple[str, ...]]]] = {
    "very names": (EVENTS, "event,time,user,x", "", {"event": "event", "time": "time", "user": "user"}, {}),
    "usual names": (EVENTS, "Event Name,eventTime,distinct id", "", {
        "event": "Event Name", "time": "eventTime", "user": "distinct id"}, {}),
    "two could be it": (EVENTS, "event,time,user_id,customer_id", "", {"event": "event", "time": "time"}, {
        "user": ("user_id", "customer_id")}),
    "said": (EVENTS, "event,time,user_id,customer_id", "user=customer_id", {
        "event": "event", "time": "time", "user": "customer_id"}, {}),
    "nobody": (EVENTS, "event,time", "", {"event": "event", "time": "time"}, {"user": ()}),
    "nobody is said": (EVENTS, "event,time", "user=-", {"event": "event", "time": "time"}, {}),
    "a device": (EVENTS, "event,time,device_id", "", {"event": "event", "time": "time", "anon": "device_id"}, {}),
    "no tickets": (TICKETS, "subject", "", {"subject": "subject"}, {"id": (), "created": ()}),
    "a name is no number": (TICKETS, "Id,Created at,Requester,Requester id", "", {
        "id": "Id", "created": "Created at", "requester_id": "Requester id"}, {}),
    "the first of several": (TICKETS, "id,created,title,summary", "", {
        "id": "id", "created": "created", "subject": "title"}, {}),
}  # fmt: skip


@pytest.mark.parametrize(("shape", "header", "said", "columns", "unclear"), GUESSES.values(), ids=GUESSES)
def test_columns_are_guessed_by_their_names(
    shape: Shape, header: str, said: str, columns: dict[str, str], unclear: dict[str, tuple[str, ...]]
) -> None:
    names = header.split(",")
    found = guess(names, shape, named(said, shape), where="file")
    assert (found.columns, found.unclear) == (columns, unclear)
    if unclear:
        assert f"--columns {next(iter(unclear))}=" in str(refused(names, found, where="file"))
    assert NO_COLUMN not in found.columns.values()
