"""What the gateway counts about itself, as Prometheus text. Labels come from closed sets only, never from a request."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from typing import Any

LATENCY_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0)
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Counters:
    """Counts of one gateway process, from its start. They live on one event loop: not for use from several threads."""

    def __init__(self) -> None:
        self.requests: Counter[tuple[str, int]] = Counter()
        self.events: Counter[str] = Counter()
        self.rejected: Counter[tuple[str, str]] = Counter()
        self.bytes: Counter[str] = Counter()
        self.latency = [0] * (len(LATENCY_SECONDS) + 1)
        self.latency_seconds = 0.0
        self.keeping = True

    def request(self, vendor: str, status: int, size: int, seconds: float) -> None:
        """Counts one answered request: its body's size as received, and the time from its last byte to its answer."""
        self.requests[vendor, status] += 1
        self.bytes[vendor] += size
        self.latency[bisect_left(LATENCY_SECONDS, seconds)] += 1
        self.latency_seconds += seconds

    def render(self) -> str:
        """The counters in Prometheus' text format 0.0.4."""
        families = [
            _family("requests_total", "Requests answered.", self.requests, ("vendor", "status")),
            _family("events_total", "Records kept and answered.", self.events, ("vendor",)),
            _family("rejected_total", "Records and requests turned away.", self.rejected, ("vendor", "reason")),
            _family("body_bytes_total", "Bytes of bodies as received.", self.bytes, ("vendor",)),
            self._histogram(),
        ]
        return "".join(families)

    def _histogram(self) -> str:
        name = "hypercare_gateway_request_seconds"
        lines = [f"# HELP {name} Time from the last byte of a request to its answer.", f"# TYPE {name} histogram"]
        total = 0
        for bound, count in zip((*map(str, LATENCY_SECONDS), "+Inf"), self.latency, strict=True):
            total += count
            lines.append(f'{name}_bucket{{le="{bound}"}} {total}')
        lines += [f"{name}_sum {self.latency_seconds:.6f}", f"{name}_count {total}"]
        return "\n".join(lines) + "\n"


def _family(name: str, help_text: str, counts: Mapping[Any, int], labels: tuple[str, ...]) -> str:
    full = f"hypercare_gateway_{name}"
    lines = [f"# HELP {full} {help_text}", f"# TYPE {full} counter"]
    for key, count in sorted(counts.items(), key=str):
        values = key if isinstance(key, tuple) else (key,)
        pairs = ",".join(f'{label}="{value}"' for label, value in zip(labels, values, strict=True))
        lines.append(f"{full}{{{pairs}}} {count}")
    return "\n".join(lines) + "\n"
