"""What production answered to the probes of the simulated launches, hour by hour."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from hypercare.model.probe import Probe, ProbeFailure, ProbeResult
from hypercare.simulate.cover_text import FAILING_PROBE
from hypercare.simulate.cover_text import LAUNCH_ID as COVER
from hypercare.simulate.happenings import INDEXED, SLOW
from hypercare.simulate.launch_text import LAUNCH_ID as BULK_UPLOAD
from hypercare.simulate.pickup import LIVE as PICKUP_LIVE
from hypercare.simulate.pickup_text import LAUNCH_ID as PICKUP
from hypercare.simulate.timeline import ZONE

MINUTE: Final = 3
"""Of every hour, when the probes run."""
FASTEST_MS, SPREAD_MS = 140.0, 220.0
CERTIFICATE_DAYS, RENEWED_AFTER_DAYS = 90, 70
FIRST_CERTIFICATE: Final = datetime(2026, 1, 1, tzinfo=ZONE)


@dataclass(frozen=True)
class Trouble:
    """A time in which a probe fails, in every hour or in one of `one_in`."""

    launch: str
    probe: str
    failure: ProbeFailure
    since: datetime
    until: datetime
    status: int = 200
    latency_ms: float = 180.0
    one_in: int = 1

    def strikes(self, result: ProbeResult) -> bool:
        """Whether it makes a run fail."""
        named = (result.launch, result.probe) == (self.launch, self.probe)
        hit = result.at.astimezone(ZONE).hour % self.one_in == self.one_in - 1
        return named and hit and self.since <= result.at < self.until


TROUBLES: Final = (
    Trouble(BULK_UPLOAD, "upload page answers", ProbeFailure.LATENCY, SLOW, INDEXED, latency_ms=3_400.0),
    Trouble(COVER, FAILING_PROBE, ProbeFailure.STATUS, datetime(2026, 11, 19, 16, tzinfo=ZONE),
            datetime(2026, 11, 27, 9, tzinfo=ZONE), status=503, one_in=3),
)  # fmt: skip
"""The slow morning of 10.10; and an insurer whose service comes and goes."""
OPENED: Final = {PICKUP: PICKUP_LIVE}
"""From when on the probes of a launch may ask at all, where that is not at once."""


def probed(launch: str, probe: Probe, since: datetime, until: datetime) -> Iterator[ProbeResult]:
    """The results of a probe in [since, until), one an hour: the same whenever it is asked."""
    begun = max(since, OPENED.get(launch, since)).astimezone(ZONE)
    at = begun.replace(minute=MINUTE, second=7, microsecond=0)
    while at < until:
        if at >= begun:
            yield _result(launch, probe, at)
        at += timedelta(hours=1)


def _result(launch: str, probe: Probe, at: datetime) -> ProbeResult:
    drawn = hashlib.sha256(f"{launch}/{probe.name}/{at.isoformat()}".encode()).digest()
    age = (at - FIRST_CERTIFICATE).days % RENEWED_AFTER_DAYS
    well = ProbeResult(
        launch=launch,
        probe=probe.name,
        digest=probe.digest,
        at=at,
        status=200,
        latency_ms=round(FASTEST_MS + SPREAD_MS * (drawn[0] / 256) ** 3, 1),
        certificate_days=CERTIFICATE_DAYS - age,
    )
    struck = next((each for each in TROUBLES if each.strikes(well)), None)
    if struck is None:
        return well
    return ProbeResult(
        launch, probe.name, probe.digest, at, struck.failure, "", struck.status, struck.latency_ms,
        well.certificate_days,
    )  # fmt: skip
