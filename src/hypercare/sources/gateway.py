"""The gateway: reads a request, lets its vendor's receiver judge it, keeps it, and only then answers.

A plain ASGI application instead of a framework's routing: it has three routes, and answers a batch of 50 events in a
few tenths of a millisecond.
"""

import asyncio
import json
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from urllib.parse import parse_qsl

import structlog

from hypercare.model.errors import Unreachable
from hypercare.model.facts import Payload
from hypercare.model.ports import Inspector, Journal, TokenBook
from hypercare.sources.admission import Denied, Noted, Rates, Room, Shares
from hypercare.sources.debug import DEBUG, described
from hypercare.sources.metrics import CONTENT_TYPE as METRICS_TYPE
from hypercare.sources.metrics import Counters
from hypercare.sources.reasons import RequestProblem
from hypercare.sources.receiver import Answer, Outcome, Receiver, Request
from hypercare.sources.registry import brings_something, receivers
from hypercare.sources.request import BadBody, ClientGone, Receive, Scope, Send, decompress, discard, read_body
from hypercare.sources.scope import scoped

_log = structlog.get_logger(__name__)
_PREFIX = "/ingest/"
# Headers that all receivers read. Beside them only those that a receiver names are decoded.
_HEADERS = {
    b"authorization": "authorization",
    b"content-encoding": "content-encoding",
    b"content-length": "content-length",
    b"content-type": "content-type",
    b"expect": "expect",
    b"origin": "origin",
    b"access-control-request-headers": "access-control-request-headers",
    b"access-control-request-private-network": "access-control-request-private-network",
}
# Pairs in a query: clients send a handful, and the parser's work must stay bounded.
_QUERY_FIELDS = 100
_HEADER_LIST = re.compile(r"[A-Za-z0-9_, -]{1,1000}")
_PREFLIGHT_SECONDS = "86400"


def error_answer(status: int, code: str, message: str, fix: str = "") -> Answer:
    """The gateway's own errors, in the one JSON shape that every route outside a vendor's uses."""
    body = {"error": {"code": code, "message": message, "fix": fix}}
    return Answer(status, json.dumps(body, separators=(",", ":")).encode())


class Gateway:
    """The application: `tokens` knows whose a secret is, `journal` keeps payloads, `clock` gives microseconds UTC."""

    def __init__(
        self, tokens: TokenBook, journal: Journal, clock: Callable[[], int], counters: Counters, inspect: Inspector
    ) -> None:
        self._tokens, self._journal, self._clock, self._counters = tokens, journal, clock, counters
        self._inspect = inspect
        self._room, self._shares, self._rates = Room(), Shares(), Rates()
        self._vendors = receivers()
        self._headers = {name: _header_names(vendor) for name, vendor in self._vendors.items()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One ASGI connection."""
        if scope["type"] == "lifespan":
            await _live(receive, send)
        elif scope["type"] == "http":
            await self._http(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1000})

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        path: str = scope["path"]
        vendor, rest = self._vendor(path)
        if vendor is None:
            await _send(send, self._own(scope["method"], path), {})
            return
        headers = _headers(scope, self._headers[vendor.name])
        if scope["method"] == "OPTIONS":
            await _send(send, _preflight(headers), headers)
            return
        try:
            request = Request(scope["method"], rest, _query(scope["query_string"]), headers, b"", self._clock())
            await self._ingest(vendor, request, receive, send)
        except ClientGone:
            return

    def _vendor(self, path: str) -> tuple[Receiver | None, str]:
        if not path.startswith(_PREFIX):
            return None, ""
        name, _, rest = path[len(_PREFIX) :].partition("/")
        return self._vendors.get(name), rest

    async def _ingest(self, vendor: Receiver, request: Request, receive: Receive, send: Send) -> None:
        with self._room.visit() as visit:
            try:
                sent = await read_body(receive, request.headers.get("content-length"), visit.take)
                body = decompress(sent, request.headers.get("content-encoding", "").strip().lower(), visit.take)
            except BadBody as bad:
                answer = self._refused(vendor, request, bad.problem)
                await _refuse(receive, send, answer, request.headers, unread=bad.unread)
            except Denied as denied:
                answer = self._denied(vendor, request, denied)
                await _refuse(receive, send, answer, request.headers, unread=True)
            else:
                await self._answer(vendor, replace(request, body=body), len(sent), send)

    async def _answer(self, vendor: Receiver, request: Request, size: int, send: Send) -> None:
        began = time.perf_counter()
        try:
            answer = await self._handle(vendor, request)
        except Exception:  # noqa: BLE001 the HTTP edge: whatever fails, the client is answered and may try again
            # Neither query nor headers nor body: they hold secrets.
            _log.exception("request_failed", vendor=vendor.name, method=request.method, path=request.path[:100])
            answer = error_answer(500, "internal", "the request could not be handled", "see the gateway's log")
        self._counters.request(vendor.name, answer.status, size, time.perf_counter() - began)
        await _send(send, answer, request.headers)

    def _refused(self, vendor: Receiver, request: Request, problem: RequestProblem) -> Answer:
        """The vendor's own refusal of a request whose body was not read."""
        self._counters.rejected[vendor.name, problem.value] += 1
        answer = vendor.refuse(replace(request, path=request.path.removeprefix(DEBUG)), problem)
        self._counters.request(vendor.name, answer.status, 0, 0.0)
        return answer

    def _denied(self, vendor: Receiver, request: Request, denied: Denied) -> Answer:
        return _later(self._refused(vendor, request, denied.problem), denied.seconds)

    async def _handle(self, vendor: Receiver, request: Request) -> Answer:
        if request.path.startswith(DEBUG):
            asked = replace(request, path=request.path[len(DEBUG) :])
            # In a thread: it may ask the ledger for plans, and nobody who is received waits for that.
            return await asyncio.to_thread(described, vendor, asked, self._tokens, self._inspect)
        return await self._keep(vendor, request)

    async def _keep(self, vendor: Receiver, request: Request) -> Answer:
        tokens = Noted(self._tokens)
        outcome: Outcome = vendor.receive(request, tokens)
        payloads = [scoped(payload, tokens) for payload in outcome.payloads]
        if payloads and not any(map(brings_something, payloads)):
            return self._turned_away(vendor, request, RequestProblem.OUT_OF_SCOPE)
        try:
            await self._append(payloads, outcome.events, len(request.body), tokens)
        except Denied as denied:
            return _later(self._turned_away(vendor, request, denied.problem), denied.seconds)
        except Unreachable as error:
            self._counters.keeping = False
            self._counters.rejected[vendor.name, error.code] += 1
            return outcome.unavailable or error_answer(503, error.code, error.what, error.fix)
        if outcome.payloads:
            self._counters.keeping = True
            self._counters.events[vendor.name] += outcome.events
        for reason, count in outcome.rejected.items():
            self._counters.rejected[vendor.name, reason] += count
        return outcome.answer

    async def _append(self, payloads: list[Payload], records: int, size: int, tokens: Noted) -> None:
        """Keeps the payloads when their tokens may bring so much. Raises Denied, Unreachable."""
        if not payloads:
            return
        for credential in tokens.found.values():
            self._rates.spend(credential, records, time.monotonic())
        with self._shares.hold(tokens.found, size):
            for payload in payloads:
                await self._journal.append(payload)

    def _turned_away(self, vendor: Receiver, request: Request, problem: RequestProblem) -> Answer:
        self._counters.rejected[vendor.name, problem.value] += 1
        return vendor.refuse(request, problem)

    def _own(self, method: str, path: str) -> Answer:
        if path not in ("/healthz", "/metrics"):
            return error_answer(404, "not_found", "there is nothing here", f"receivers are {', '.join(self._routes())}")
        if method not in ("GET", "HEAD"):
            return error_answer(405, "method_not_allowed", f"{path} answers GET")
        if path == "/metrics":
            return Answer(200, self._counters.render().encode(), METRICS_TYPE)
        if self._counters.keeping:
            return Answer(200, b'{"status":"ok","role":"gateway"}')
        return Answer(503, b'{"status":"unavailable","role":"gateway"}')

    def _routes(self) -> list[str]:
        return [f"{_PREFIX}{name}" for name in self._vendors]


def gateway_app(
    tokens: TokenBook,
    journal: Journal,
    clock: Callable[[], int],
    counters: Counters,
    inspect: Inspector = lambda _facts: (),
) -> Gateway:
    """The ASGI application of the gateway: `/ingest/<vendor>/...`, `/healthz`, `/metrics`.

    `inspect` says what is wrong with facts, for the debug forms.
    """
    return Gateway(tokens, journal, clock, counters, inspect)


async def _live(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return


def _header_names(vendor: Receiver) -> dict[bytes, str]:
    return _HEADERS | {name.encode(): name for name in vendor.headers}


def _headers(scope: Scope, names: Mapping[bytes, str]) -> dict[str, str]:
    return {names[name]: value.decode("latin-1") for name, value in scope["headers"] if name in names}


def _query(text: bytes) -> dict[str, str]:
    if not text:
        return {}
    try:
        pairs = parse_qsl(
            text.decode("latin-1"), keep_blank_values=True, errors="surrogateescape", max_num_fields=_QUERY_FIELDS
        )
    except ValueError:
        return {}
    return dict(pairs)


def _later(answer: Answer, seconds: int) -> Answer:
    """The answer with when to come again."""
    lines = tuple(line for line in answer.headers if line[0] != "retry-after")
    return replace(answer, headers=(*lines, ("retry-after", str(seconds))))


def _preflight(headers: Mapping[str, str]) -> Answer:
    asked = headers.get("access-control-request-headers", "")
    allowed = asked if _HEADER_LIST.fullmatch(asked) else "Authorization, Content-Type, Content-Encoding"
    lines = [
        ("access-control-allow-methods", "GET, POST, OPTIONS"),
        ("access-control-allow-headers", allowed),
        ("access-control-max-age", _PREFLIGHT_SECONDS),
    ]
    if headers.get("access-control-request-private-network") == "true":
        lines.append(("access-control-allow-private-network", "true"))
    return Answer(204, b"", "", tuple(lines))


def _start(answer: Answer, headers: Mapping[str, str], *, close: bool = False) -> dict[str, object]:
    lines = [(b"content-length", b"%d" % len(answer.body))] if answer.status != 204 else []
    if answer.content_type:
        lines.append((b"content-type", answer.content_type.encode("latin-1")))
        lines.append((b"x-content-type-options", b"nosniff"))
    lines += [(name.encode("latin-1"), value.encode("latin-1")) for name, value in answer.headers]
    origin = headers.get("origin")
    if origin is not None:
        # Browsers' clients send credentials, for which `*` is not allowed. The gateway knows no cookies to leak.
        lines += [
            (b"access-control-allow-origin", origin.encode("latin-1")),
            (b"access-control-allow-credentials", b"true"),
            (b"vary", b"Origin"),
        ]
    if close:
        lines.append((b"connection", b"close"))
    return {"type": "http.response.start", "status": answer.status, "headers": lines}


async def _send(send: Send, answer: Answer, headers: Mapping[str, str]) -> None:
    await send(_start(answer, headers))
    await send({"type": "http.response.body", "body": answer.body})


async def _refuse(receive: Receive, send: Send, answer: Answer, headers: Mapping[str, str], *, unread: bool) -> None:
    await send(_start(answer, headers, close=unread))
    if unread and "expect" not in headers:
        await send({"type": "http.response.body", "body": answer.body, "more_body": True})
        await discard(receive)
        await send({"type": "http.response.body", "body": b""})
        return
    await send({"type": "http.response.body", "body": answer.body})
