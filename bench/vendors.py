"""Every vendor's own payload at the gateway: events answered and queryable in a second, one vendor after the other."""

import tempfile
from pathlib import Path

from bench.ingest import Sent, sent, watched
from bench.payloads import BATCHES
from bench.report import Report
from bench.serving import Server, serving, until

SECONDS = 5.0
CONNECTIONS = 32
SETTLE = 0.05
FIRST = 1_000
"""The first requests of all, by which it is seen that the tokens are known, have other numbers: none comes twice."""


def run(report: Report, seconds: float = SECONDS, connections: int = CONNECTIONS) -> None:
    """Sends each vendor's batches as fast as they are answered, while the worker loads."""
    with tempfile.TemporaryDirectory() as name, serving(Path(name) / "data") as server:
        tokens = {vendor: server.verb("token", "new", vendor)["token"] for vendor in BATCHES}
        until(lambda: all(sent(server.gateway_port, {each: tokens[each]}, 0, 1).total for each in tokens))
        for vendor, token in tokens.items():
            _measure(report, server, vendor, {vendor: token}, seconds, connections)


def _measure(
    report: Report, server: Server, vendor: str, token: dict[str, str], seconds: float, connections: int
) -> None:
    server.verb("drain")
    start, used = server.counted(), server.cpu_seconds("gateway")
    with watched(server) as seen:
        told = sent(server.gateway_port, token, seconds, connections, first=FIRST)
        until(lambda: seen and seen[-1][1] - start >= told.total, seconds=60, every=SETTLE)
    _tell(report, vendor, told, seen[-1][0], server.cpu_seconds("gateway") - used)


def _tell(report: Report, vendor: str, told: Sent, visible: float, used: float) -> None:
    report.row(f"{vendor}: answered", round(told.rate), "events/s", None)
    report.row(f"{vendor}: end to end, queryable", round(told.total / (visible - told.began)), "events/s", None)
    report.row(f"{vendor}: answer p99", round(told.latency_ms(99), 1), "ms", None)
    report.row(f"{vendor}: gateway's processor time", round(used / told.total * 1e6, 2), "µs/event", None)
    report.row(f"{vendor}: refused", told.refused, "batches", "0")
