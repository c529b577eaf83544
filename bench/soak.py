"""An hour at 20,000 events a second from all vendors at once: memory, delay and what is left in the log over time.

`./hc bench soak` takes the hour; HYPERCARE_SOAK_MINUTES makes it shorter. Every ten seconds a line goes to
`build/bench/soak.csv`.
"""

import csv
import os
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass, fields, replace
from pathlib import Path

import numpy as np

from bench.ingest import Sent, sent
from bench.payloads import BATCHES
from bench.report import Report
from bench.serving import Server, serving, until

MINUTES = float(os.environ.get("HYPERCARE_SOAK_MINUTES", "60"))
RATE = 20_000
CONNECTIONS = 32
LOOK_SECONDS = 10.0
PART_MINUTES = 2.0
BATCHES_A_PART = 1_000_000
"""More than a connection sends in a part: no batch has the number of another."""
"""A client process keeps a number for each batch: it is replaced by a new one before they weigh anything."""


@dataclass(frozen=True)
class Look:
    """One look at the server: when, MB of the processes (of which anonymous), events visible, segments left.

    `seconds` are of the clock by which the answers have their times.
    """

    seconds: float
    megabytes: float
    anonymous: float
    visible: int
    segments: int


def run(report: Report, minutes: float = MINUTES) -> None:
    """Sends at the pace, looks on, and tells the worst of it."""
    with tempfile.TemporaryDirectory() as name, serving(Path(name) / "data") as server:
        tokens = {vendor: server.verb("token", "new", vendor)["token"] for vendor in BATCHES}
        until(lambda: all(sent(server.gateway_port, {each: tokens[each]}, 0, 1).total for each in tokens))
        server.verb("drain")
        before = server.counted()
        with looking(server) as looks:
            parts = _send(server, tokens, minutes)
        began = time.monotonic()
        server.verb("drain")
        drained = time.monotonic() - began
        total = sum(part.total for part in parts)
        _keep(looks)
        _tell(report, parts, looks)
        report.row("soak: until all was queryable after the last answer", round(drained, 1), "s", None)
        report.row("soak: answered and not counted", total - (server.counted() - before), "events", "0")


def _send(server: Server, tokens: dict[str, str], minutes: float) -> list[Sent]:
    parts, left = [], minutes
    while left > 0:
        seconds = min(left, PART_MINUTES) * 60
        parts.append(
            sent(server.gateway_port, tokens, seconds, CONNECTIONS, RATE, first=(1 + len(parts)) * BATCHES_A_PART)
        )
        left -= PART_MINUTES
    return parts


def _tell(report: Report, parts: list[Sent], looks: list[Look]) -> None:
    latency = np.concatenate([part.latency for part in parts]) * 1000
    seconds = sum(float(part.answered[-1] - part.began) for part in parts)
    report.row("soak: length", round(seconds / 60, 1), "min", None)
    report.row("soak: answered", round(sum(part.total for part in parts) / seconds), "events/s", None)
    report.row("soak: refused", sum(part.refused for part in parts), "batches", "0")
    for percentile in (50, 99, 99.9):
        report.row(f"soak: answer p{percentile}", round(float(np.percentile(latency, percentile)), 1), "ms", None)
    report.row("soak: slowest answer", round(float(latency.max())), "ms", None)
    _tell_memory(report, "memory with mapped files", [look.megabytes for look in looks])
    _tell_memory(report, "memory of their own", [look.anonymous for look in looks])
    segments = np.array([look.segments for look in looks])
    report.row("soak: segments waiting p99", round(float(np.percentile(segments, 99))), "segments", None)
    delay = _delays(parts, looks)
    report.row("soak: answer to visible p50", round(float(np.percentile(delay, 50)), 1), "s", None)
    report.row("soak: answer to visible, worst", round(float(delay.max()), 1), "s", None)


def _tell_memory(report: Report, what: str, megabytes: list[float]) -> None:
    """Mapped pages are the system's to take back; what a process has of its own is not."""
    memory = np.array(megabytes)
    quarter = max(1, len(memory) // 4)
    report.row(f"soak: {what}, first quarter", round(float(memory[:quarter].mean())), "MB", None)
    report.row(f"soak: {what}, last quarter", round(float(memory[-quarter:].mean())), "MB", None)
    report.row(f"soak: {what}, most", round(float(memory.max())), "MB", None)


def _delays(parts: list[Sent], looks: list[Look]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """How old the oldest answered event was, that was not visible yet, at each look (seconds)."""
    answered = np.concatenate([part.answered for part in parts])
    counts = np.cumsum(np.concatenate([part.events for part in parts]))
    at = np.array([look.seconds for look in looks])
    visible = np.array([look.visible - looks[0].visible for look in looks])
    oldest = np.searchsorted(counts, visible, side="right")
    waiting = oldest < np.searchsorted(answered, at)
    return np.where(waiting, at - answered[np.minimum(oldest, len(answered) - 1)], 0.0)


def _keep(looks: list[Look]) -> None:
    path = Path("build/bench/soak.csv")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow([each.name for each in fields(Look)])
        rows.writerows(astuple(replace(look, seconds=round(look.seconds - looks[0].seconds, 1))) for look in looks)


@contextmanager
def looking(server: Server) -> Iterator[list[Look]]:
    """Looks at the server meanwhile."""
    looks: list[Look] = []
    over = threading.Event()

    def look() -> None:
        while True:
            waiting = sum(1 for _ in (server.data / "wal").glob("*/*.seg"))
            at = time.monotonic()
            looks.append(
                Look(
                    at, round(server.megabytes(), 1), round(server.anonymous_megabytes(), 1), server.counted(), waiting
                )
            )
            if over.wait(LOOK_SECONDS):
                return

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield looks
    finally:
        over.set()
        thread.join()
