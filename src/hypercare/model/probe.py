"""Probes: requests to production that must answer as declared, and checks that a person makes by hand."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

Scalar = str | int | float | bool
EVERY = timedelta(minutes=5)
"""How often a probe is run where nothing else is declared."""
LEAST_STALE = timedelta(minutes=15)
STALE_AFTER = 3
"""A result counts for so many intervals: one that was late, and one that was lost, are no news."""
MOST_BODY = 1 << 20
"""Bytes of an answer that are read."""


class Method(StrEnum):
    """What a probe asks for: both change nothing in production."""

    GET = "GET"
    HEAD = "HEAD"


@dataclass(frozen=True)
class Statuses:
    """HTTP statuses, as ranges with both ends inside."""

    ranges: tuple[tuple[int, int], ...] = ((200, 200),)

    def __contains__(self, status: object) -> bool:
        return isinstance(status, int) and any(first <= status <= last for first, last in self.ranges)

    def __str__(self) -> str:
        return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in self.ranges)


@dataclass(frozen=True)
class Probe:
    """A request to production, and what its answer must be.

    `within` is how long the whole answer may take; `contains` a text that its body must hold, empty for none; `json`
    values by their path in it (`data.items.0.id`); `certificate` how long the server's certificate must still hold.
    `follows` allows redirects to the same host. `headers` names the secrets that are sent, by the header's name.
    """

    name: str
    url: str
    method: Method = Method.GET
    expect: Statuses = Statuses()
    within: timedelta | None = None
    contains: str = ""
    json: Mapping[str, Scalar] = field(default_factory=dict)
    certificate: timedelta | None = None
    every: timedelta = EVERY
    follows: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def host(self) -> str:
        """The host that is asked, in small letters."""
        return urlsplit(self.url).hostname or ""

    @property
    def digest(self) -> str:
        """The name of what is asked and expected, 64 hex digits: a result counts for the question it answers.

        Another name or another rhythm is no other question.
        """
        asked = [
            self.method.value,
            self.url,
            self.expect.ranges,
            self.within and self.within.total_seconds(),
            self.contains,
            sorted(self.json.items()),
            self.certificate and self.certificate.total_seconds(),
            self.follows,
            sorted(self.headers.items()),
        ]
        return hashlib.sha256(json.dumps(asked, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def stale_after(self) -> timedelta:
        """How old the newest result may be and still count."""
        return max(STALE_AFTER * self.every, LEAST_STALE)


@dataclass(frozen=True)
class ManualCheck:
    """What a person must look at, and who is to do it."""

    name: str
    by: str


SanityCheck = Probe | ManualCheck


@dataclass(frozen=True)
class Answer:
    """What production answered: the status, the beginning of the body, and how long the whole of it took.

    `body` is cut after `MOST_BODY` bytes, `is_whole` tells whether it was not; `encoding` is the content's coding
    (gzip), empty for none, and `charset` that of its text. `certificate_days` are whole days, None without TLS.
    """

    status: int
    latency_ms: float
    body: bytes = b""
    is_whole: bool = True
    encoding: str = ""
    charset: str = "utf-8"
    certificate_days: int | None = None


class ProbeFailure(StrEnum):
    """Why a probe failed: stable codes."""

    DNS = "dns"
    """The name of the host has no address."""
    PRIVATE = "private"
    """The host has an address that must not be probed."""
    PORT = "port"
    """The port is none that may be probed."""
    SECRET = "secret"  # noqa: S105 a code, no secret
    """A header's secret is not set, or not for this host."""
    REFUSED = "refused"
    """No connection came about."""
    TIMEOUT = "timeout"
    TLS = "tls"
    """The server's certificate, or its encryption, is not accepted."""
    PROTOCOL = "protocol"
    """What came back is no answer of HTTP, or was cut off."""
    REDIRECT = "redirect"
    """A redirect to another host, from https to http, or one too many."""
    STATUS = "status"
    LATENCY = "latency"
    BODY = "body"
    JSON = "json"
    CERTIFICATE = "certificate"
    """The certificate ends too soon."""


@dataclass(frozen=True)
class ProbeResult:
    """What one run of a probe found. `failure` is None where production answered as declared.

    `detail` belongs to the failure: the address, the value that was found; never a secret. `latency_ms` is from the
    look-up of the name to the last byte that was read; `certificate_days` are whole days.
    """

    launch: str
    probe: str
    digest: str
    at: datetime
    failure: ProbeFailure | None = None
    detail: str = ""
    status: int | None = None
    latency_ms: float | None = None
    certificate_days: int | None = None

    @property
    def is_ok(self) -> bool:
        """Whether production answered as declared."""
        return self.failure is None
