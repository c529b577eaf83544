"""Durable ingest end to end: events answered, events queryable, and the time between, beside the bare limit."""

import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.report import Report
from bench.serving import PATIENCE_S, Server, free_port, serving, until

SECONDS = 10.0
CONNECTIONS = 32
LOOK_SECONDS = 0.05
HERE = Path(__file__).parent

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Sent:
    """What a client process was told: when each batch was answered, how long that took, and what the client used."""

    began: float
    answered: Floats
    latency: Floats
    events: Floats
    refused: int
    cpu_seconds: float

    @property
    def total(self) -> int:
        """Events answered."""
        return int(self.events.sum())

    @property
    def rate(self) -> float:
        """Events answered in a second."""
        return float(self.total / (self.answered[-1] - self.began))

    def latency_ms(self, percentile: float) -> float:
        """The time to the answer."""
        return float(np.percentile(self.latency, percentile)) * 1000


def run(report: Report, seconds: float = SECONDS, connections: int = CONNECTIONS) -> None:
    """Sends as fast as it is answered, to the bare endpoint and then to the gateway while the worker loads."""
    with tempfile.TemporaryDirectory() as name:
        with bare(Path(name)) as port:
            limit = sent(port, {"mixpanel": "hc_none"}, seconds, connections)
        report.row("bare limit: read, append, sync", round(limit.rate), "events/s", None)
        report.row("bare limit: answer p99", round(limit.latency_ms(99), 1), "ms", None)
        with serving(Path(name) / "data") as server:
            report.row("memory of the three processes at the start", round(server.megabytes()), "MB", None)
            _measure(report, server, seconds, connections)


def _measure(report: Report, server: Server, seconds: float, connections: int) -> None:
    before = {role: server.cpu_seconds(role) for role in ("gateway", "worker")}
    with watched(server) as seen:
        told = sent(server.gateway_port, {"mixpanel": server.token}, seconds, connections)
        total = told.total
        until(lambda: seen and seen[-1][1] >= total, seconds=600, every=LOOK_SECONDS)
    visible = seen[-1][0]
    report.row("answered", round(told.rate), "events/s", ">= 150000")
    report.row("end to end, queryable", round(total / (visible - told.began)), "events/s", ">= 100000")
    report.row("answer p50", round(told.latency_ms(50), 1), "ms", None)
    report.row("answer p99", round(told.latency_ms(99), 1), "ms", "< 50")
    for percentile in (50, 99):
        lag = float(np.percentile(_lags(told, seen), percentile))
        report.row(f"answer to visible at full load p{percentile}", round(lag, 2), "s", None)
    report.row("refused", told.refused, "batches", "0")
    for role, used in before.items():
        report.row(f"processor's time of the {role}", round(server.cpu_seconds(role) - used, 1), "s", None)
    report.row("processor's time of the client", round(told.cpu_seconds, 1), "s", None)
    _measure_lightly_loaded(report, server)
    report.row("memory of the three processes afterwards", round(server.megabytes()), "MB", "<= 500")


def _measure_lightly_loaded(report: Report, server: Server) -> None:
    """The time to visible while a tenth of a core's worth arrives: what a squad that watches its launch sees."""
    start = server.counted()
    with watched(server) as seen:
        told = sent(server.gateway_port, {"mixpanel": server.token}, 5, 1)
        until(lambda: seen and seen[-1][1] - start >= told.total, every=LOOK_SECONDS)
    lags = _lags(told, [(at, count - start) for at, count in seen])
    for percentile in (50, 99):
        report.row(
            f"answer to visible, one connection p{percentile}",
            round(float(np.percentile(lags, percentile)), 2),
            "s",
            "< 3",
        )


def _lags(told: Sent, seen: list[tuple[float, int]]) -> Floats:
    """For each batch, in the order of the answers, how long until so many events were visible."""
    counts = np.array([count for _, count in seen])
    times = np.array([at for at, _ in seen])
    wanted = np.cumsum(told.events)
    return np.maximum(times[np.searchsorted(counts, wanted)] - told.answered, 0)


def sent(
    port: int, tokens: Mapping[str, str], seconds: float, connections: int, rate: float = 0, first: int = 0
) -> Sent:
    """Runs a client process to its end. `tokens` by vendor; `rate` in events a second, 0 for as fast as possible."""
    told = [f"{vendor}={token}" for vendor, token in tokens.items()]
    command = [
        sys.executable,
        str(HERE / "senders.py"),
        str(port),
        str(seconds),
        str(connections),
        str(rate),
        str(first),
        *told,
    ]
    return _sent(command, seconds)


def _sent(command: list[str], seconds: float) -> Sent:
    told = json.loads(subprocess.run(command, capture_output=True, check=True, timeout=seconds + PATIENCE_S).stdout)
    order = np.argsort(told["answered"], kind="stable")
    answered, latency = np.array(told["answered"])[order], np.array(told["latency"])[order]
    events = np.array(told["events"], np.float64)[order]
    return Sent(told["began"], answered, latency, events, told["refused"], told["cpu_seconds"])


@contextmanager
def watched(server: Server) -> Iterator[list[tuple[float, int]]]:
    """How many events were visible at which times, as a thread sees it meanwhile."""
    seen: list[tuple[float, int]] = []
    over = threading.Event()

    def look() -> None:
        while not over.wait(LOOK_SECONDS):
            seen.append((time.monotonic(), server.counted()))

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield seen
    finally:
        over.set()
        thread.join()


@contextmanager
def bare(folder: Path) -> Iterator[int]:
    """The bare endpoint's port."""
    port = free_port()
    command = [sys.executable, str(HERE / "bare_gateway.py"), str(port), str(folder / "bare")]
    with subprocess.Popen(command) as process:
        try:
            until(lambda: _answers(port))
            yield port
        finally:
            process.terminate()


def _answers(port: int) -> bool:
    try:
        return sent(port, {"mixpanel": "hc_none"}, 0, 1).refused == 0
    except subprocess.CalledProcessError:
        return False
