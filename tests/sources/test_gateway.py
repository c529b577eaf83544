"""The gateway's own behaviour: routes, limits, CORS, journal before answer, metrics."""

import asyncio
import gzip
import json
import tracemalloc
import zlib
from pathlib import Path

import pytest
import structlog

import hypercare
from hypercare.model.facts import Payload
from hypercare.sources import request as bodies
from hypercare.sources.reasons import Reason, RequestProblem
from sources.doors import NOW_S, TOKEN, Door, Shelf

MIB = 1024 * 1024
EVENT = json.dumps({"event": "e", "properties": {"token": TOKEN, "distinct_id": "u1", "time": NOW_S}}).encode()
TRACK = "/ingest/mixpanel/track"


def test_event_is_kept_then_answered() -> None:
    door = Door()
    reply = door.ask("POST", TRACK, [EVENT], query=b"verbose=1")
    assert reply is not None
    assert (reply.status, reply.body) == (200, b'{"status":1,"error":null}')
    assert reply.headers["content-length"] == str(len(reply.body))
    assert [row.event for row in door.shelf.decoded().events] == ["e"]


def test_answer_waits_for_the_journal() -> None:
    order: list[str] = []

    class Slow(Shelf):
        async def append(self, payload: Payload) -> None:
            order.append("kept")

    door = Door(shelf=Slow())
    reply = door.ask("POST", TRACK, [EVENT])
    order.append("answered")
    assert reply is not None
    assert order == ["kept", "answered"]


UNAVAILABLE = {
    "digit": (TRACK, b"", b"0"),
    "verbose": (TRACK, b"verbose=1", b'{"status":0,"error":"the event could not be kept, try again"}'),
    "strict": (
        "/ingest/mixpanel/import",
        b"strict=1",
        b'{"code":503,"error":"the event could not be kept, try again","status":"Service Unavailable"}',
    ),
}


@pytest.mark.parametrize(("path", "query", "said"), UNAVAILABLE.values(), ids=UNAVAILABLE)
def test_full_disk_is_never_success(path: str, query: bytes, said: bytes) -> None:
    door = Door(shelf=Shelf(full=True))
    body = json.dumps(
        [{"event": "e", "properties": {"token": TOKEN, "distinct_id": "u1", "time": NOW_S, "$insert_id": "i"}}]
    ).encode()
    reply = door.ask("POST", path, [body], query=query)
    assert reply is not None
    assert (reply.status, reply.body, reply.headers["retry-after"]) == (503, said, "1")
    health = door.ask("GET", "/healthz")
    assert health is not None
    assert health.status == 503
    door.shelf.full = False
    door.ask("POST", path, [body], query=query)
    health = door.ask("GET", "/healthz")
    assert health is not None
    assert (health.status, health.body) == (200, b'{"status":"ok","role":"gateway"}')


def test_a_fault_of_ours_is_answered_and_logged_without_secrets() -> None:
    class Broken(Shelf):
        async def append(self, payload: Payload) -> None:
            raise RuntimeError("a bug")

    with structlog.testing.capture_logs() as lines:
        reply = Door(shelf=Broken()).ask("POST", TRACK, [EVENT], query=f"data={TOKEN}".encode())
    assert reply is not None
    assert (reply.status, json.loads(reply.body)["error"]["code"]) == (500, "internal")
    assert [(line["event"], line["path"]) for line in lines] == [("request_failed", "track")]
    assert TOKEN not in repr(lines)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/ingest",
        "/ingest/",
        "/ingest/nobody/track",
        "/ingest/../healthz",
        "/ingest/files/x",
        "/healthz/",
        "/ingest/mixpanelx/track",
    ],
)
def test_everything_else_is_404_in_one_shape(path: str) -> None:
    reply = Door().ask("POST", path, [EVENT])
    assert reply is not None
    assert reply.status == 404
    error = json.loads(reply.body)["error"]
    assert sorted(error) == ["code", "fix", "message"]
    assert error["code"] == "not_found"


@pytest.mark.parametrize("path", ["../track", "%2e%2e/track", "track/../../healthz", "track\x00", "track//", "//track"])
def test_path_traversal_finds_nothing(path: str) -> None:
    door = Door()
    reply = door.ask("POST", f"/ingest/mixpanel/{path}", [EVENT])
    assert reply is not None
    assert reply.status == 404
    assert door.shelf.payloads == []


def test_own_routes_answer_get_only() -> None:
    reply = Door().ask("POST", "/healthz")
    assert reply is not None
    assert (reply.status, json.loads(reply.body)["error"]["code"]) == (405, "method_not_allowed")


ENCODINGS = {
    "gzip": ("gzip", gzip.compress(EVENT)),
    "two members": ("gzip", gzip.compress(EVENT[:20]) + gzip.compress(EVENT[20:])),
    "deflate": ("deflate", zlib.compress(EVENT)),
    "deflate, bare": ("deflate", zlib.compress(EVENT, wbits=-15)),
    "identity": ("identity", EVENT),
    "capitals": ("GZIP", gzip.compress(EVENT)),
}


@pytest.mark.parametrize(("encoding", "body"), ENCODINGS.values(), ids=ENCODINGS)
def test_compressed_body(encoding: str, body: bytes) -> None:
    door = Door()
    reply = door.ask("POST", TRACK, [body], headers={"content-encoding": encoding})
    assert reply is not None
    assert reply.body == b"1"
    assert len(door.shelf.decoded().events) == 1


BAD_BODIES = {
    "not gzip": ("gzip", EVENT, 400, "request body is not what its Content-Encoding says"),
    "torn gzip": ("gzip", gzip.compress(EVENT)[:-9], 400, "request body is not what its Content-Encoding says"),
    "not deflate": ("deflate", b"\xff" * 20, 400, "request body is not what its Content-Encoding says"),
    "unknown": ("br", EVENT, 415, "Content-Encoding must be gzip, deflate or identity"),
    "bomb": ("gzip", gzip.compress(bytes(200 * MIB), 1), 413, "request exceeds max limit of 10485760 bytes"),
    "nested bomb in members": (
        "gzip",
        gzip.compress(bytes(6 * MIB)) * 2,
        413,
        "request exceeds max limit of 10485760 bytes",
    ),
}


@pytest.mark.parametrize(("encoding", "body", "status", "error"), BAD_BODIES.values(), ids=BAD_BODIES)
def test_unusable_body(encoding: str, body: bytes, status: int, error: str) -> None:
    door = Door()
    reply = door.ask("POST", TRACK, [body], query=b"verbose=1", headers={"content-encoding": encoding})
    assert reply is not None
    assert (reply.status, json.loads(reply.body)) == (status, {"status": 0, "error": error})
    assert door.shelf.payloads == []


def test_bomb_never_takes_more_memory_than_the_limit() -> None:
    bomb = gzip.compress(bytes(200 * MIB), 1)
    tracemalloc.start()
    with pytest.raises(bodies.BadBody):
        bodies.decompress(bomb, "gzip")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2.5 * bodies.REQUEST_BYTES


def test_declared_size_is_refused_unread() -> None:
    door = Door()
    headers = {"content-length": str(50 * MIB), "expect": "100-continue"}
    reply = door.ask("POST", TRACK, [b"x" * MIB] * 50, headers=headers)
    assert reply is not None
    assert (reply.status, reply.headers["connection"]) == (413, "close")
    assert door.read == 0


def test_streamed_body_is_refused_at_the_limit() -> None:
    door = Door()
    reply = door.ask("POST", "/ingest/mixpanel/import", [b"x" * MIB] * 50, query=b"strict=1")
    assert reply is not None
    assert (reply.status, reply.body) == (
        413,
        b'{"code":413,"error":"request exceeds max limit of 10485760 bytes","status":"Request Entity Too Large"}',
    )
    assert reply.headers["connection"] == "close"


def test_body_of_ten_mebibytes_is_read() -> None:
    reply = Door().ask("POST", TRACK, [b"[" + b" " * (10 * MIB - 2) + b"]"])
    assert reply is not None
    assert (reply.status, reply.body) == (400, b"0")


def test_client_that_hangs_up_is_not_answered_and_keeps_nothing() -> None:
    door = Door()
    assert door.ask("POST", TRACK, [EVENT], headers={"content-length": "9999"}, gone=True) is None
    assert door.shelf.payloads == []


def test_slow_body_is_given_up() -> None:
    async def never() -> dict[str, object]:
        await asyncio.Event().wait()
        return {}

    with pytest.raises(bodies.BadBody) as caught:
        asyncio.run(bodies.read_body(never, None, seconds=0.0))
    assert caught.value.problem is RequestProblem.BODY_TOO_SLOW


def test_browser_may_send_from_another_origin() -> None:
    asked = {"origin": "https://shop.example", "access-control-request-headers": "content-type, x-own"}
    reply = Door().ask("OPTIONS", TRACK, headers=asked)
    assert reply is not None
    assert (reply.status, reply.body) == (204, b"")
    assert reply.headers == {
        "access-control-allow-methods": "GET, POST, OPTIONS",
        "access-control-allow-headers": "content-type, x-own",
        "access-control-max-age": "86400",
        "access-control-allow-origin": "https://shop.example",
        "access-control-allow-credentials": "true",
        "vary": "Origin",
    }
    reply = Door().ask("POST", TRACK, [EVENT], headers={"origin": "https://shop.example"})
    assert reply is not None
    assert reply.headers["access-control-allow-origin"] == "https://shop.example"


def test_metrics_count_and_their_labels_stay_few() -> None:
    door = Door()
    door.ask("POST", TRACK, [EVENT])
    for index in range(50):
        door.ask("POST", f"/ingest/mixpanel/p{index}", [b""])
        door.ask("POST", f"/ingest/v{index}/track", [b""])
    door.ask("POST", TRACK, [json.dumps({"event": "e", "properties": {"token": TOKEN, "time": 0}}).encode()])
    reply = door.ask("GET", "/metrics")
    assert reply is not None
    lines = reply.body.decode().splitlines()
    assert 'hypercare_gateway_events_total{vendor="mixpanel"} 1' in lines
    assert 'hypercare_gateway_requests_total{vendor="mixpanel",status="200"} 1' in lines
    assert 'hypercare_gateway_requests_total{vendor="mixpanel",status="404"} 50' in lines
    assert 'hypercare_gateway_rejected_total{vendor="mixpanel",reason="time_before_1971"} 1' in lines
    assert 'hypercare_gateway_request_seconds_bucket{le="+Inf"} 52' in lines
    assert len(lines) < 40


@pytest.mark.parametrize("reason", Reason)
def test_reason_is_explained(reason: Reason) -> None:
    catalogue = (Path(hypercare.__file__).parent / "locale" / "en" / "sources.ftl").read_text()
    manual = (Path(__file__).parents[2] / "docs" / "receivers.md").read_text()
    assert f"\n{reason.text.id} = " in catalogue
    assert f"| `{reason.value}` |" in manual


def test_problems_of_requests_are_explained() -> None:
    manual = (Path(__file__).parents[2] / "docs" / "receivers.md").read_text()
    assert [problem for problem in RequestProblem if f"`{problem.value}`" not in manual] == []
