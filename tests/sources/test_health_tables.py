"""Requests, errors and sessions from the rows of tables: what each cell may say, and what becomes of it."""

import json
from typing import Any

import pytest

from hypercare.model.facts import Decoded, Payload
from hypercare.model.pseudonym import pseudonym
from hypercare.sources.files import DECODERS
from hypercare.sources.files.roles import ERRORS, REQUESTS, SESSIONS, Shape
from hypercare.sources.scrubbed import LONGEST_MESSAGE, scrubbed
from sources.doors import NOW

AT = {"time": "2026-09-22T08:00:00+07:00"}
ASKED = AT | {"route": "/orders", "status": 200}
BEGUN = {"started": "2026-09-22T08:00:00+07:00", "id": "s-1", "state": "ok", "user": "u-1"}


def read(shape: Shape, *rows: dict[str, Any]) -> Decoded:
    columns = json.dumps({role: role for role in shape.guessed})
    body = b"\n".join(json.dumps(row).encode() for row in rows)
    return DECODERS[shape.decoder](Payload(shape.decoder, "digest", "api", NOW, body, query={"columns": columns}))


@pytest.mark.parametrize(
    ("cells", "field", "expected"),
    [
        pytest.param({}, "failed", False, id="200 did not fail"),
        pytest.param({"status": 404}, "failed", False, id="a client's mistake is no failure"),
        pytest.param({"status": "503"}, "failed", True, id="5xx is one"),
        pytest.param({"status": 200, "failed": "yes"}, "failed", True, id="the source's own word goes before"),
        pytest.param({"status": 500, "failed": False}, "failed", False, id="also where it excuses"),
        pytest.param({"method": "post"}, "route", "POST /orders", id="method and template"),
        pytest.param({"route": "/orders?user=ana"}, "route", "/orders", id="a query is no template"),
        pytest.param({"duration_ms": "1.5"}, "duration_us", 1500, id="milliseconds"),
        pytest.param({"duration_s": 0.25}, "duration_us", 250_000, id="seconds"),
        pytest.param({"duration_us": 7, "duration_ms": 9}, "duration_us", 7, id="the finest unit"),
        pytest.param({}, "duration_us", None, id="not measured"),
        pytest.param({"count": "12"}, "count", 12, id="counted"),
        pytest.param({"other": 1}, "props", '{"other":1}', id="the rest is kept"),
    ],
)
def test_a_request(cells: dict[str, Any], field: str, expected: object) -> None:
    [request] = read(REQUESTS, ASKED | cells).requests
    assert getattr(request, field) == expected
    assert (request.ts_known, request.own_key) == (request.ts_event, True)


@pytest.mark.parametrize(
    ("shape", "row", "field"),
    [
        pytest.param(REQUESTS, AT | {"route": "/a"}, "failed", id="nothing says whether it failed"),
        pytest.param(REQUESTS, ASKED | {"status": 42}, "status", id="no status"),
        pytest.param(REQUESTS, ASKED | {"count": 0}, "count", id="none"),
        pytest.param(REQUESTS, ASKED | {"count": 1.5}, "count", id="half of one"),
        pytest.param(REQUESTS, ASKED | {"duration_ms": -1}, "duration_ms", id="before it began"),
        pytest.param(REQUESTS, ASKED | {"duration_s": "1e300"}, "duration_s", id="for ever"),
        pytest.param(REQUESTS, ASKED | {"failed": "perhaps"}, "failed", id="neither yes nor no"),
        pytest.param(ERRORS, AT, "type", id="an error of no kind"),
        pytest.param(SESSIONS, BEGUN | {"state": "asleep"}, "state", id="a state of nobody"),
        pytest.param(SESSIONS, BEGUN | {"count": 2}, "count", id="two of one id"),
    ],
)
def test_what_cannot_be_read_is_set_aside(shape: Shape, row: dict[str, Any], field: str) -> None:
    found = read(shape, row)
    assert [(each.reason, each.field) for each in found.rejected] == [("health_invalid", field)]
    assert (found.requests, found.errors, found.sessions) == ([], [], [])


def test_an_error_is_kept_without_what_names_a_person() -> None:
    row = AT | {"type": "NPE", "message": "no mail for ana@example.com", "user": "null", "level": "FATAL", "id": "e-1"}
    [error] = read(ERRORS, row | {"handled": "false", "account": "AK-1"}).errors
    assert (error.message, error.user_key, error.level, error.handled) == ("no mail for (e-mail)", None, "fatal", False)
    assert error.groups == '{"account":"AK-1"}'


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("user ana.b@mail.example.co.id is gone", "user (e-mail) is gone"),
        ("Authorization: Bearer abcdef123456", "Authorization: (secret)"),
        ('{"password": "hunter2", "n": 3}', '{"password": (secret)", "n": 3}'),
        ("sent eyJhbGciOiJI.eyJzdWIiOiIx.sig", "sent (secret)"),
        ("call +62 812-3456-7890 now", "call (phone) now"),
        ("NIK 3174012345678901", "NIK (number)"),
        ("card 4111 1111 1111 1111 declined", "card (number) declined"),
        ("timeout after 30000 ms at 10.0.0.1:5432", "timeout after 30000 ms at 10.0.0.1:5432"),
        ("x" * 5000, "x" * LONGEST_MESSAGE),
    ],
)
def test_messages_are_scrubbed(message: str, expected: str) -> None:
    assert scrubbed(message) == expected


def test_a_session_is_known_by_a_pseudonym_and_each_update_by_what_it_says() -> None:
    ended = BEGUN | {"updated": "2026-09-22T08:05:00+07:00", "state": "CRASH"}
    first, again, last = read(SESSIONS, BEGUN, BEGUN, ended).sessions
    assert first.key == again.key != last.key
    assert (first.did, last.state, last.ts_event - last.ts_started) == (pseudonym("u-1"), "crashed", 300_000_000)
    assert "u-1" not in str(first)


def test_sessions_that_a_server_counted_are_rows_of_their_own() -> None:
    counted = {"started": BEGUN["started"], "state": "exited", "count": 40}
    one, other = read(SESSIONS, counted, counted).sessions
    assert (one.count, one.id, one.did, one.key != other.key) == (40, None, None, True)
