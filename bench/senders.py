"""A client of its own process: sends pre-encoded batches over kept connections as fast as they are answered.

`python bench/senders.py PORT TOKEN SECONDS CONNECTIONS` prints what was answered, when, and what it cost, as JSON.
"""

import asyncio
import json
import resource
import sys
import time
from dataclasses import dataclass, field
from typing import cast

import uvloop

EVENTS = 50
# Stands in every event's `$insert_id`, and is replaced by the batch's number before it is sent.
NUMBER = b"@@@@@@@@"


def encoded(token: str, sender: int) -> bytes:
    """A request with a batch of events, of the size that SDKs send."""
    now = int(time.time())
    events = [
        {
            "event": f"step_{index % 5}",
            "properties": {
                "token": token,
                "distinct_id": f"user-{sender}-{index}",
                "time": now,
                "$insert_id": f"{sender:04d}-{index:02d}-{NUMBER.decode()}",
                "mp_lib": "python",
                "$lib_version": "5.1.0",
                "company_id": f"c{index % 40}",
                "platform": "android",
                "rows": 120 + index,
                "region": "Jakarta",
                "$current_url": "https://example.com/orders/bulk",
            },
        }
        for index in range(EVENTS)
    ]
    body = json.dumps(events, separators=(",", ":")).encode()
    head = [
        "POST /ingest/mixpanel/track HTTP/1.1",
        "Host: bench",
        "Content-Type: application/json",
        f"Content-Length: {len(body)}",
    ]
    return "\r\n".join([*head, "", ""]).encode() + body


@dataclass
class Told:
    """When each batch was answered (seconds by the monotonic clock), and how long that took."""

    answered: list[float] = field(default_factory=list)
    latency: list[float] = field(default_factory=list)
    refused: int = 0


class Sender(asyncio.Protocol):
    """One kept connection with one request under way."""

    def __init__(self, request: bytes, until: float, told: Told, done: asyncio.Future[None]) -> None:
        self._request, self._until, self._told, self._done = request, until, told, done
        self._sent, self._batch, self._answer = 0.0, 0, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self._send()

    def data_received(self, data: bytes) -> None:
        self._answer += data
        head, end, body = self._answer.partition(b"\r\n\r\n")
        if not end or not body:
            return
        now = time.monotonic()
        if head.startswith(b"HTTP/1.1 200"):
            self._told.answered.append(now)
            self._told.latency.append(now - self._sent)
        else:
            self._told.refused += 1
        self._answer = b""
        if now < self._until:
            self._send()
        else:
            self._transport.close()

    def connection_lost(self, _reason: Exception | None) -> None:
        if not self._done.done():
            self._done.set_result(None)

    def _send(self) -> None:
        self._batch += 1
        self._sent = time.monotonic()
        self._transport.write(self._request.replace(NUMBER, b"%08x" % self._batch))


async def send(port: int, token: str, seconds: float, connections: int) -> Told:
    """Sends for so long over so many connections."""
    loop, told = asyncio.get_running_loop(), Told()
    requests = [encoded(token, sender) for sender in range(connections)]
    until = time.monotonic() + seconds
    ends = [loop.create_future() for _ in requests]
    for request, done in zip(requests, ends, strict=True):
        await loop.create_connection(lambda r=request, d=done: Sender(r, until, told, d), "127.0.0.1", port)  # type: ignore[misc]
    await asyncio.gather(*ends)
    return told


def main() -> None:
    """The client process."""
    port, token, seconds, connections = int(sys.argv[1]), sys.argv[2], float(sys.argv[3]), int(sys.argv[4])
    began = time.monotonic()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        told = runner.run(send(port, token, seconds, connections))
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(
        json.dumps(
            {
                "began": began,
                "answered": told.answered,
                "latency": told.latency,
                "refused": told.refused,
                "cpu_seconds": used.ru_utime + used.ru_stime,
            }
        )
    )


if __name__ == "__main__":
    main()
