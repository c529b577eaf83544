"""Asks production as often as the launches declare, from their entrance until they are closed."""

from collections.abc import Callable
from datetime import datetime, timedelta
from time import monotonic

from structlog.typing import FilteringBoundLogger

from hypercare.app.decisions import open_ledger
from hypercare.app.house import House
from hypercare.app.probing.prober import Prober
from hypercare.app.probing.runs import Run, newest, prober_of, run
from hypercare.app.probing.schedule import is_due
from hypercare.app.usecases.acts.probes import probes_of
from hypercare.app.usecases.launches.launches import at_version
from hypercare.cycles.phase import outcome_end
from hypercare.ledger import probes, versions
from hypercare.model.probe import ProbeResult

TICK_SECONDS = 10.0
"""How often it is asked what is due: a sixth of the shortest interval."""
MOST_A_ROUND = 8
"""Probes in one round, all at once: with all of them silent it takes 15 s, and the end of the worker no longer."""
KEPT = timedelta(days=90)
MOST_KEPT = 5_000
"""Results of one probe that are kept: 17 days of every five minutes, a megabyte."""
PRUNE_SECONDS = 3600.0


class Probing:
    """The scheduled probes of one installation. Only the worker runs them, and one installation has one worker."""

    def __init__(self, house: House, log: FilteringBoundLogger, prober: Prober | None = None) -> None:
        self._house, self._log = house, log
        self._prober = prober or prober_of(house)
        self._pruned_at: float | None = None

    def run(self, wait: Callable[[float], bool]) -> None:
        """Goes on until `wait(seconds)` says that it is over; ends at once where the clock is set. For a thread."""
        if self._house.clock.is_set:
            self._log.info("nothing is probed: the clock is set, and production answers now")
            return
        while not wait(TICK_SECONDS):
            self._try(self.probe)
            self._try(self.prune)

    def probe(self) -> tuple[ProbeResult, ...]:
        """Runs what is due, and keeps what came of it."""
        open_ledger(self._house)
        results = run(self._house, self.due(self._house.clock.now()), self._prober, waits=False)
        for result in results:
            if result.failure is not None:
                self._log.warning("probe failed", launch=result.launch, probe=result.probe, failure=result.failure)
        return results

    def due(self, now: datetime) -> tuple[Run, ...]:
        """What is due, at most a round of it. The ledger is open."""
        launches = (at_version(self._house, launch_id, now)[0] for launch_id in versions.launches())
        watched = [launch for launch in launches if now < outcome_end(launch)]
        runs = (Run(launch.id, probe) for launch in watched for probe in probes_of(launch))
        due = [each for each in runs if is_due(each.probe, newest(each.launch, each.probe, now), now)]
        return tuple(due[:MOST_A_ROUND])

    def prune(self) -> int:
        """Once an hour, lets go of results that are old or too many; how many."""
        if self._pruned_at is not None and monotonic() - self._pruned_at < PRUNE_SECONDS:
            return 0
        self._pruned_at = monotonic()
        open_ledger(self._house)
        return probes.prune(before=self._house.clock.now() - KEPT, most=MOST_KEPT)

    def _try(self, work: Callable[[], object]) -> None:
        try:
            work()
        except Exception:  # noqa: BLE001  the edge of the job loop: the next round tries again
            self._log.exception("probing failed and is tried again")
