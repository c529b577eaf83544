"""A client of its own process: sends pre-encoded batches over kept connections, as fast as they are answered or paced.

`python bench/senders.py PORT SECONDS CONNECTIONS RATE FIRST VENDOR=TOKEN [VENDOR=TOKEN ...]` prints what was answered,
when, and what it cost, as JSON. RATE is events a second over all connections, 0 for as fast as possible; the
connections take turns with the vendors. FIRST is the number of each connection's first batch: what has the same number
is the same.
"""

import asyncio
import json
import resource
import sys
import time
from dataclasses import dataclass, field
from typing import cast

import uvloop

# Run by its path, so that its own folder is where it finds others.
from payloads import NUMBER, encoded


@dataclass
class Told:
    """When each batch was answered (seconds by the monotonic clock), how long that took, and how many events it had."""

    answered: list[float] = field(default_factory=list)
    latency: list[float] = field(default_factory=list)
    events: list[int] = field(default_factory=list)
    refused: int = 0


@dataclass(frozen=True)
class Task:
    """What one connection sends: a request with its events, until when, and how long from one to the next (seconds)."""

    request: bytes
    events: int
    until: float
    pause: float
    first: int


class Sender(asyncio.Protocol):
    """One kept connection with one request under way."""

    def __init__(self, task: Task, told: Told, done: asyncio.Future[None]) -> None:
        self._task, self._told, self._done = task, told, done
        self._sent, self._due, self._batch, self._answer = 0.0, 0.0, task.first, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self._due = time.monotonic()
        self._send()

    def data_received(self, data: bytes) -> None:
        self._answer += data
        head, end, body = self._answer.partition(b"\r\n\r\n")
        if not end or (not body and b" 204 " not in head[:16]):
            return
        now = time.monotonic()
        if head.startswith((b"HTTP/1.1 200", b"HTTP/1.1 204")):
            self._told.answered.append(now)
            self._told.latency.append(now - self._sent)
            self._told.events.append(self._task.events)
        else:
            self._told.refused += 1
        self._answer = b""
        self._go_on(now)

    def connection_lost(self, _reason: Exception | None) -> None:
        if not self._done.done():
            self._done.set_result(None)

    def _go_on(self, now: float) -> None:
        self._due += self._task.pause
        if max(now, self._due) >= self._task.until:
            self._transport.close()
        elif self._due <= now:
            self._send()
        else:
            asyncio.get_running_loop().call_later(self._due - now, self._send)

    def _send(self) -> None:
        if self._transport.is_closing():
            return
        self._sent = time.monotonic()
        self._transport.write(self._task.request.replace(NUMBER, b"%08x" % self._batch))
        self._batch += 1


async def send(
    port: int, tokens: list[tuple[str, str]], seconds: float, connections: int, rate: float, first: int
) -> Told:
    """Sends for so long over so many connections."""
    loop, told = asyncio.get_running_loop(), Told()
    ends: list[asyncio.Future[None]] = []
    until = time.monotonic() + seconds
    for number in range(connections):
        request, events = encoded(*tokens[number % len(tokens)], number)
        task, done = (
            Task(request, events, until, events * connections / rate if rate else 0.0, first),
            loop.create_future(),
        )
        await loop.create_connection(lambda t=task, d=done: Sender(t, told, d), "127.0.0.1", port)  # type: ignore[misc]
        ends.append(done)
    await asyncio.gather(*ends)
    return told


def main() -> None:
    """The client process."""
    port, seconds, connections, rate = int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])
    first, pairs = int(sys.argv[5]), (each.partition("=") for each in sys.argv[6:])
    tokens = [(vendor, token) for vendor, _, token in pairs]
    began = time.monotonic()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        told = runner.run(send(port, tokens, seconds, connections, rate, first))
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(
        json.dumps(
            {
                "began": began,
                "answered": told.answered,
                "latency": told.latency,
                "events": told.events,
                "refused": told.refused,
                "cpu_seconds": used.ru_utime + used.ru_stime,
            }
        )
    )


if __name__ == "__main__":
    main()
