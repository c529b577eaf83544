"""The gateway behind a real server: what only shows on a socket."""

import contextlib
import http.client
import json
import socket
from collections.abc import Iterator

import pytest

from patience import PATIENCE_S
from sources.doors import TOKEN, Served, served

pytestmark = pytest.mark.slow

MIB = 1024 * 1024
PATH = "/ingest/mixpanel/track"
EVENT = json.dumps({"event": "e", "properties": {"token": TOKEN, "distinct_id": "u1"}}).encode()


@pytest.fixture
def gateway() -> Iterator[Served]:
    with served() as running:
        yield running


def raw(gateway: Served, request: bytes, *, hang_up: bool = True) -> bytes:
    """Everything that is answered to these bytes, until the server or (with `hang_up`) we end the conversation."""
    host, port = gateway.host.split(":")
    with socket.create_connection((host, int(port)), timeout=PATIENCE_S) as line:
        line.sendall(request)
        if hang_up:
            line.shutdown(socket.SHUT_WR)
        answer = b""
        while part := line.recv(65_536):
            answer += part
        return answer


def posted(gateway: Served, body: bytes | Iterator[bytes]) -> tuple[int, bytes]:
    """Status and body of the answer to a POST by a client that sends all before it reads, as most do."""
    with contextlib.closing(http.client.HTTPConnection(gateway.host, timeout=PATIENCE_S)) as connection:
        connection.request("POST", PATH, body=body, encode_chunked=True)
        reply = connection.getresponse()
        return reply.status, reply.read()


def test_fifty_megabytes_streamed_are_refused_and_the_client_hears_it(gateway: Served) -> None:
    assert posted(gateway, (b"x" * MIB for _ in range(50))) == (413, b"0")
    assert gateway.shelf.payloads == []


def test_fifty_megabytes_declared_are_refused_and_the_client_hears_it(gateway: Served) -> None:
    assert posted(gateway, b"x" * (50 * MIB)) == (413, b"0")


def test_client_that_waits_for_leave_is_refused_before_it_sends(gateway: Served) -> None:
    head = f"POST {PATH} HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: {50 * MIB}\r\n\r\n".encode()
    answer = raw(gateway, head, hang_up=False)
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b"100 Continue" not in answer


def test_length_beyond_the_body_keeps_nothing(gateway: Served) -> None:
    head = f"POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Length: {len(EVENT) + 50}\r\n\r\n".encode()
    assert raw(gateway, head + EVENT) == b""
    assert gateway.shelf.payloads == []


@pytest.mark.parametrize("length", ["-1", "ten", "1e3", ""])
def test_length_that_is_none_is_a_bad_request(gateway: Served, length: str) -> None:
    answer = raw(gateway, f"POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Length: {length}\r\n\r\n".encode() + EVENT)
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert gateway.shelf.payloads == []


def test_slow_body_does_not_hold_up_others(gateway: Served) -> None:
    host, port = gateway.host.split(":")
    with socket.create_connection((host, int(port)), timeout=PATIENCE_S) as slow:
        slow.sendall(f"POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Length: {len(EVENT)}\r\n\r\n".encode() + EVENT[:5])
        assert posted(gateway, EVENT) == (200, b"1")
        slow.sendall(EVENT[5:])
        assert slow.recv(65_536).endswith(b"1")
    assert len(gateway.shelf.decoded().events) == 2


@pytest.mark.parametrize(
    "path", ["/ingest/mixpanel/../../healthz", "/ingest/mixpanel/%2e%2e/%2e%2e/etc/passwd", "/ingest/%00/track"]
)
def test_path_traversal_on_the_wire(gateway: Served, path: str) -> None:
    assert raw(gateway, f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode()).startswith(
        b"HTTP/1.1 404 "
    )


def test_callback_cannot_write_headers(gateway: Served) -> None:
    query = "callback=a%0d%0aSet-Cookie:%20x=1"
    answer = raw(gateway, f"GET {PATH}?{query} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert b"Set-Cookie" not in answer


def test_a_hundred_thousand_event_names(gateway: Served) -> None:
    for first in range(0, 100_000, 2000):
        batch = [{"event": f"e{index}", "properties": {"token": TOKEN}} for index in range(first, first + 2000)]
        assert posted(gateway, json.dumps(batch).encode()) == (200, b"1")
    assert len({row.event for row in gateway.shelf.decoded().events}) == 100_000
    with contextlib.closing(http.client.HTTPConnection(gateway.host, timeout=PATIENCE_S)) as connection:
        connection.request("GET", "/metrics")
        assert len(connection.getresponse().read()) < 5000


def test_a_million_property_names_are_one_bad_event(gateway: Served) -> None:
    names = ",".join(f'"{index:x}":1' for index in range(1_000_000))
    crowded = f'{{"event":"e","properties":{{"token":"{TOKEN}",{names}}}}}'.encode()
    assert len(crowded) < 10 * MIB
    assert posted(gateway, b"[" + crowded + b"," + EVENT + b"]") == (200, b"1")
    rows = gateway.shelf.decoded()
    assert [row.event for row in rows.events] == ["e"]
    assert [row.reason for row in rows.rejected] == ["event_too_large"]


def test_an_event_of_two_megabytes_among_fifty(gateway: Served) -> None:
    large = {"event": "e", "properties": {"token": TOKEN, "blob": "x" * 2_000_000}}
    assert posted(gateway, json.dumps([large, *[json.loads(EVENT)] * 49]).encode()) == (200, b"1")
    rows = gateway.shelf.decoded()
    assert len({row.key for row in rows.events}) == 49
    assert [row.reason for row in rows.rejected] == ["event_too_large"]
