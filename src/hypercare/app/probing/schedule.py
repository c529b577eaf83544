"""When a probe is due: as often as it is declared, give or take a little, until its launch is closed."""

import hashlib
from datetime import datetime
from typing import Final

from hypercare.model.probe import Probe, ProbeResult

JITTER: Final = 0.1
"""The part of an interval over which the next run is spread, so that probes do not march in step."""
STEPS: Final = 2**32


def due_at(probe: Probe, newest: ProbeResult | None) -> datetime | None:
    """When a probe is due again after its newest result; None for at once.

    The same result gives the same instant, so that a worker that starts anew goes on where the other one ended.
    """
    if newest is None:
        return None
    return newest.at + probe.every * (1 + JITTER * (_share(newest) - 0.5))


def is_due(probe: Probe, newest: ProbeResult | None, now: datetime) -> bool:
    """Whether it is time for a probe."""
    at = due_at(probe, newest)
    return at is None or at <= now


def _share(result: ProbeResult) -> float:
    """A number in [0, 1) that nobody chose: by the launch, the probe and the run."""
    named = f"{result.launch}\0{result.probe}\0{result.at.isoformat()}".encode()
    return int.from_bytes(hashlib.sha256(named).digest()[:4]) / STEPS
