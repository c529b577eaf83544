"""Runs probes: each one bounded request, whose every hop is checked before it is made."""

import asyncio
import ssl
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import Final
from urllib.parse import urljoin

from hypercare.app.probing.addresses import Address, Allowed
from hypercare.app.probing.request import Failing, Hop, Reply, default_trust, request
from hypercare.app.probing.resolving import Resolver, resolve
from hypercare.app.probing.secrets import Secret
from hypercare.checks.entrance.probe_answer import failed
from hypercare.model.probe import Answer, Probe, ProbeFailure

AT_ONCE: Final = 8
"""Requests at a time: a few slow hosts do not hold up the others, and no host is flooded."""
LOOK_UP_SECONDS: Final = 5.0
TOTAL_SECONDS: Final = 15.0
"""For everything, redirects too: more than any `within`, so that slow is told from silent."""
MOST_REDIRECTS: Final = 5
MOST_ADDRESSES: Final = 3
"""Addresses of one host that are tried."""
REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
AGENT: Final = "hypercare-probe/1"


@dataclass(frozen=True)
class Outcome:
    """What came of one run, which began at `at`. `answer` is None where there was none."""

    at: datetime
    failure: ProbeFailure | None
    detail: str
    answer: Answer | None


@dataclass(frozen=True)
class Prober:
    """Who asks production. `authorities` is a file of certificates to trust in place of the usual ones."""

    allowed: Allowed = Allowed()
    secrets: Mapping[str, Secret] = field(default_factory=dict)
    resolver: Resolver = resolve
    authorities: str | None = None
    total_seconds: float = TOTAL_SECONDS

    def run(self, probes: Sequence[Probe]) -> tuple[Outcome, ...]:
        """What came of each probe, in their order, some at a time. Never raises for what production answers."""
        if not probes:
            return ()
        _ = self._trust  # loaded before any clock runs: it takes 50 ms, which are not production's
        return asyncio.run(self._all(probes))

    async def _all(self, probes: Sequence[Probe]) -> tuple[Outcome, ...]:
        turns = asyncio.Semaphore(AT_ONCE)

        async def one(probe: Probe) -> Outcome:
            async with turns:
                return await self._outcome(probe)

        return tuple(await asyncio.gather(*map(one, probes)))

    async def _outcome(self, probe: Probe) -> Outcome:
        at = datetime.now(UTC)
        try:
            async with asyncio.timeout(self.total_seconds):
                answer = await self._answer(probe)
        except TimeoutError:
            return Outcome(at, ProbeFailure.TIMEOUT, f"{self.total_seconds:g} s", None)
        except Failing as found:
            return Outcome(at, found.failure, found.detail, None)
        failure, detail = failed(probe, answer) or (None, "")
        return Outcome(at, failure, detail, answer)

    async def _answer(self, probe: Probe) -> Answer:
        """The answer at the end of the redirects that may be followed."""
        url, began = probe.url, time.perf_counter()
        for _ in range(MOST_REDIRECTS + 1):
            reply = await self._reply(probe, Hop.to(url), began)
            if not probe.follows or reply.answer.status not in REDIRECTS or not reply.location:
                return reply.answer
            url = _onward(url, reply.location)
        raise Failing(ProbeFailure.REDIRECT, f"more than {MOST_REDIRECTS} redirects")

    async def _reply(self, probe: Probe, hop: Hop, began: float) -> Reply:
        """What the first address that takes a connection replies. The address that was checked is the one asked."""
        headers = self._headers(probe, hop.host)
        refusal = Failing(ProbeFailure.DNS)
        for address in (await self._addresses(hop))[:MOST_ADDRESSES]:
            try:
                return await request(probe.method, hop, address, headers, trust=self._trust, began=began)
            except Failing as found:
                if found.failure not in (ProbeFailure.REFUSED, ProbeFailure.TIMEOUT):
                    raise
                refusal = found
        raise refusal

    def _headers(self, probe: Probe, host: str) -> dict[str, str]:
        """What is sent. A secret goes only to the hosts that it was set for."""
        found = {
            "User-Agent": AGENT,
            "Accept": "application/json" if probe.json else "*/*",
            "Accept-Encoding": "identity",
            "Cache-Control": "no-cache",
            "Connection": "close",
        }
        for header, name in probe.headers.items():
            secret = self.secrets.get(name)
            if secret is None or host not in secret.hosts:
                raise Failing(ProbeFailure.SECRET, f"${name}")
            found[header] = secret.value
        return found

    async def _addresses(self, hop: Hop) -> tuple[Address, ...]:
        """The addresses of a host, all of which may be asked: with one that may not be, none is."""
        try:
            async with asyncio.timeout(LOOK_UP_SECONDS):
                found = await self.resolver(hop.host, hop.port)
        except (TimeoutError, OSError, UnicodeError):
            found = ()
        for address in found:
            refusal = self.allowed.refusal(hop.host, address, hop.port)
            if refusal is not None:
                raise Failing(refusal, str(hop.port if refusal is ProbeFailure.PORT else address))
        return found

    @cached_property
    def _trust(self) -> ssl.SSLContext:
        return default_trust() if self.authorities is None else ssl.create_default_context(cafile=self.authorities)


def _onward(url: str, location: str) -> str:
    """The URL that a redirect leads to. Raises `Failing` for another host, and from https to http."""
    try:
        there = urljoin(url, location)
        before, after = Hop.to(url), Hop.to(there)
    except ValueError:
        raise Failing(ProbeFailure.REDIRECT, "to no address") from None
    if after.host != before.host:
        raise Failing(ProbeFailure.REDIRECT, "to another host")
    if (before.scheme, after.scheme) == ("https", "http"):
        raise Failing(ProbeFailure.REDIRECT, "from https to http")
    return there
