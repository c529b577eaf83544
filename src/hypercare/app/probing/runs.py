"""Runs of probes, kept in the ledger."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from hypercare.app.decisions import open_ledger
from hypercare.app.house import House
from hypercare.app.probing.prober import Outcome, Prober
from hypercare.app.probing.turns import turns
from hypercare.ledger import probes
from hypercare.model.probe import Probe, ProbeResult

APART: Final = timedelta(seconds=5)
"""A result that is younger is handed back in place of another request, however often a button is pressed."""


@dataclass(frozen=True)
class Run:
    """A probe of a launch that is to be run."""

    launch: str
    probe: Probe

    @property
    def name(self) -> tuple[str, str]:
        """Which one it is."""
        return self.launch, self.probe.name


def prober_of(house: House) -> Prober:
    """Who asks production for an installation, by its settings."""
    return Prober(allowed=house.settings.probe_allowed, secrets=house.settings.probe_secrets)


def run(house: House, runs: Sequence[Run], prober: Prober, *, waits: bool) -> tuple[ProbeResult, ...]:
    """Runs probes and keeps what came of them.

    One that runs already is left out; with `waits` it is waited for. One that was run within the last seconds is not
    run again: its result stands.
    """
    open_ledger(house)
    with turns(house.data, [each.name for each in runs], waits=waits) as mine:
        free = [each for each in runs if each.name in mine]
        standing = {each.name: _just_run(each, house.clock.now()) for each in free}
        asked = [each for each in free if standing[each.name] is None]
        outcomes = prober.run([each.probe for each in asked])
        made = {each.name: _result(each, outcome) for each, outcome in zip(asked, outcomes, strict=True)}
        probes.add(made.values())
    found = (made.get(each.name) or standing.get(each.name) for each in runs)
    return tuple(result for result in found if result is not None)


def newest(launch_id: str, probe: Probe, as_of: datetime) -> ProbeResult | None:
    """The newest result of a probe as it is declared, by an instant."""
    return next(iter(probes.newest(launch_id, probe.name, probe.digest, as_of=as_of, limit=1)), None)


def _just_run(each: Run, now: datetime) -> ProbeResult | None:
    found = newest(each.launch, each.probe, now)
    return found if found is not None and now - found.at < APART else None


def _result(each: Run, outcome: Outcome) -> ProbeResult:
    answer = outcome.answer
    return ProbeResult(
        launch=each.launch,
        probe=each.probe.name,
        digest=each.probe.digest,
        at=outcome.at,
        failure=outcome.failure,
        detail=outcome.detail,
        status=None if answer is None else answer.status,
        latency_ms=None if answer is None else round(answer.latency_ms, 1),
        certificate_days=None if answer is None else answer.certificate_days,
    )
