"""Technical health of the simulated company's app and services: requests, errors and sessions.

Two things go wrong in the bulk upload, and both are mended: release 4.12.0 crashes on Android 13, and on 10.10 the
upload answers slowly until an index is there. Everything else stays within the limits that the launches declare.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from hypercare.model.instant import SECOND_US, to_micros
from hypercare.model.sequences import Ints
from hypercare.simulate.clock import time_of_day
from hypercare.simulate.day_weights import weights
from hypercare.simulate.happenings import HOTFIX, INDEXED, SLOW, SPIKE
from hypercare.simulate.timeline import FIRST_DAY, LAST_DAY, LIVE_US, day_start

SEED = 20260924
BUSY_MINUTES = 12
"""Minutes of a day in which a service is asked: its clients send what they gathered."""
DURATIONS_MS = np.array([140, 260, 420, 690, 1_150, 3_400])
ORDINARY = np.array([0.34, 0.36, 0.19, 0.09, 0.016, 0.004])
"""How long requests take; 2 % take longer than 800 ms."""
OVERLOADED = np.array([0.05, 0.12, 0.18, 0.15, 0.18, 0.32])
"""The same on 10.10 before the index was there: p95 is at 3.4 s."""
FAILING = 0.0015
STATUSES = (500, 503)
APP, ORDER_API, PICKUP_API, COVER_API = "antarkilat-app", "order-api", "pickup-api", "insurance-api"
BULK = "POST /orders/bulk"
RELEASES = ("4.11.3", "4.12.0", "4.12.1")
"""Before go-live, from go-live on, and with the hotfix."""
SYSTEMS = {"Android 12": 0.22, "Android 13": 0.26, "Android 14": 0.30, "iOS 17": 0.10, "iOS 18": 0.12}
DEVICES = 2_000
SESSIONS_A_DAY = 420
CRASHING, CRASHING_IN_SPIKE = 0.0016, 0.4
"""Shares of sessions: ordinarily, and on Android 13 from the spike to the hotfix."""
ERRORED = 0.006
MINUTE_US = 60 * SECOND_US
REGION = "ap-southeast-3"
LONGEST_MINUTES = 20
"""Of a session."""
BAD_SYSTEM = 1
"""The place of Android 13 among the systems."""
CRASH = ("IllegalStateException", "FilePicker: no activity result for request 4012", "filepicker-no-result")
OTHER = ("NetworkTimeoutException", "timeout after 30000 ms", "network-timeout")


@dataclass(frozen=True)
class Route:
    """A route with its daily requests on an ordinary day, from a local day N of the bulk upload on."""

    service: str
    name: str
    a_day: int
    first: int


@dataclass(frozen=True)
class HealthTruth:
    """What was planted: sessions and how many crashed, in the spike among them; requests and how many failed; those on
    the upload's route and how many took longer than 800 ms.
    """

    sessions: int
    crashed: int
    crashed_in_spike: int
    requests: int
    failed: int
    bulk_requests: int
    bulk_slow: int


@dataclass(frozen=True, eq=False)
class Health:
    """The lines of each kind, as `import requests`, `errors` and `sessions` take them, and what is true of them."""

    requests: tuple[bytes, ...]
    errors: tuple[bytes, ...]
    sessions: tuple[bytes, ...]
    truth: HealthTruth


PICKUPS_FIRST, COVER_FIRST = -202, 55
"""4 March, four weeks before the pickups went live; 16 November, the first day of the insurance's pilot."""
ROUTES = (
    Route(ORDER_API, "POST /orders", 2_400, FIRST_DAY),
    Route(ORDER_API, BULK, 300, 0),
    Route(PICKUP_API, "POST /pickups", 420, PICKUPS_FIRST),
    Route(COVER_API, "POST /quotes", 260, COVER_FIRST),
)
SLOW_MS = 800


def health(*, last: int = LAST_DAY, clean: bool = False) -> Health:
    """The health of all three launches up to local day `last` of the bulk upload; `clean`: without what goes wrong."""
    draws = np.random.default_rng(SEED).spawn(len(ROUTES) + 1)
    asked = [_asked(rng, route, last, clean=clean) for rng, route in zip(draws, ROUTES, strict=False)]
    opened = _opened(draws[-1], last, clean=clean)
    bulk = asked[1]
    return Health(
        requests=tuple(line for each in asked for line in each.lines()),
        errors=tuple(opened.errors()),
        sessions=tuple(opened.lines()),
        truth=HealthTruth(
            sessions=len(opened.at),
            crashed=int(opened.crashed.sum()),
            crashed_in_spike=int((opened.crashed & opened.in_spike).sum()),
            requests=sum(int(each.counts.sum()) for each in asked),
            failed=sum(int(each.failed.sum()) for each in asked),
            bulk_requests=int(bulk.counts.sum()),
            bulk_slow=int(bulk.counts[:, DURATIONS_MS > SLOW_MS].sum()),
        ),
    )


@dataclass(frozen=True, eq=False)
class _Asked:
    """Requests of a route: the minutes (n,) in which they began, and by duration how many (n, d), and failed (n, d)."""

    route: Route
    at: Ints
    counts: Ints
    failed: Ints

    def lines(self) -> Iterator[bytes]:
        """A line for each minute, duration and end."""
        for minute, duration in np.argwhere(self.counts).tolist():
            bad, count = int(self.failed[minute, duration]), int(self.counts[minute, duration])
            if count > bad:
                yield self._line(minute, duration, 200, count - bad)
            if bad:
                yield self._line(minute, duration, STATUSES[minute % 2], bad)

    def _line(self, minute: int, duration: int, status: int, count: int) -> bytes:
        at = int(self.at[minute])
        return (
            f'{{"time":{at},"route":"{self.route.name}","status":{status},"duration_ms":{DURATIONS_MS[duration]},'
            f'"count":{count},"service":"{self.route.service}","release":"{_release(at)}","region":"{REGION}"}}\n'
        ).encode()


def _asked(rng: Generator, route: Route, last: int, *, clean: bool) -> _Asked:
    days = np.repeat(np.arange(route.first, max(route.first, last + 1)), BUSY_MINUTES)
    at = day_start(days) + time_of_day(rng, np.zeros(len(days), np.int64)) // MINUTE_US * MINUTE_US
    mean = route.a_day / BUSY_MINUTES * np.repeat(weights(route.first, last), BUSY_MINUTES)
    overloaded = (at >= to_micros(SLOW)) & (at < to_micros(INDEXED)) & (route.name == BULK) & (not clean)
    shares = np.where(overloaded[:, None], OVERLOADED, ORDINARY)
    # Nobody is asked before the feature is live.
    counts = rng.poisson(mean[:, None] * shares) * ((at >= LIVE_US) | (route.first < 0))[:, None]
    return _Asked(route, at, counts, rng.binomial(counts, FAILING))


@dataclass(frozen=True, eq=False)
class _Opened:
    """Sessions of the app: when they began and ended, on which device, (n,), and how."""

    at: Ints
    until: Ints
    device: Ints
    system: Ints
    crashed: NDArray[np.bool_]
    errored: NDArray[np.bool_]
    in_spike: NDArray[np.bool_]

    def lines(self) -> Iterator[bytes]:
        """A line for each session, as it ended."""
        names = tuple(SYSTEMS)
        for number, (at, until, device, system, crashed, errored) in enumerate(self._rows()):
            state = "crashed" if crashed else "errored" if errored else "exited"
            yield (
                f'{{"id":"{_id(number)}","started":{at},"updated":{until},"state":"{state}",'
                f'"user":"{_device(device)}","service":"{APP}","release":"{_release(at)}","os":"{names[system]}"}}\n'
            ).encode()

    def errors(self) -> Iterator[bytes]:
        """A line for what ended or troubled a session."""
        names = tuple(SYSTEMS)
        for number, (_, until, device, system, crashed, errored) in enumerate(self._rows()):
            if crashed or errored:
                kind, message, issue = CRASH if crashed else OTHER
                level, handled = ("fatal", "false") if crashed else ("error", "true")
                yield (
                    f'{{"id":"e-{_id(number)}","time":{until},"type":"{kind}","message":"{message}","issue":"{issue}",'
                    f'"level":"{level}","handled":{handled},"anon":"{_device(device)}","service":"{APP}",'
                    f'"release":"{_release(until)}","os":"{names[system]}"}}\n'
                ).encode()

    def _rows(self) -> Iterator[tuple[int, int, int, int, bool, bool]]:
        columns = (self.at, self.until, self.device, self.system, self.crashed, self.errored)
        return zip(*(column.tolist() for column in columns), strict=True)


def _opened(rng: Generator, last: int, *, clean: bool) -> _Opened:
    """The sessions of all devices in the order of time."""
    days = np.repeat(np.arange(FIRST_DAY, last + 1), rng.poisson(SESSIONS_A_DAY * weights(FIRST_DAY, last)))
    at = np.sort(day_start(days) + time_of_day(rng, np.zeros(len(days), np.int64)))
    device, uniform = rng.integers(0, DEVICES, len(at)), rng.random(len(at))
    system = rng.choice(len(SYSTEMS), DEVICES, p=list(SYSTEMS.values()))[device]
    bad = (at >= to_micros(SPIKE)) & (at < to_micros(HOTFIX)) & (system == BAD_SYSTEM) & (not clean)
    crashed = uniform < np.where(bad, CRASHING_IN_SPIKE, CRASHING)
    length = rng.integers(1, LONGEST_MINUTES * 60, len(at)) * SECOND_US
    until = np.minimum(at + length, int(day_start(last + 1)) - SECOND_US)
    return _Opened(at, np.maximum(at, until), device, system, crashed, uniform > 1 - ERRORED, bad)


def _id(number: int) -> str:
    return f"s-{number:06d}"


def _device(number: int) -> str:
    return f"device-{number:04d}"


def _release(at: int) -> str:
    return RELEASES[int(at >= LIVE_US) + int(at >= to_micros(HOTFIX))]
