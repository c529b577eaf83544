"""What production answered to the demo's probes. Nobody asks it: its clock is set, and its addresses are examples."""

from datetime import timedelta
from typing import Final

from hypercare.app.usecases.acts.probes import probes_of
from hypercare.cycles.day import day_end
from hypercare.cycles.phase import outcome_end
from hypercare.ledger import probes
from hypercare.model.launch import Launch
from hypercare.simulate.probed import probed
from hypercare.simulate.timeline import LAST_DAY, LIVE, ZONE

WATCHED_BEFORE: Final = timedelta(days=14)
"""Since the launch was registered."""


def write(launch: Launch) -> None:
    """Keeps what the probes of a launch found, from its registration until it closes or the demo ends.

    The ledger is open.
    """
    until = min(outcome_end(launch), day_end(LAST_DAY, LIVE, ZONE))
    since = launch.live - WATCHED_BEFORE
    probes.add(result for probe in probes_of(launch) for result in probed(launch.id, probe, since, until))
