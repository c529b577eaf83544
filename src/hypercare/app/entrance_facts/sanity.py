"""What production answered to the probes of a launch."""

from datetime import datetime

from hypercare.app.usecases.acts.probes import probes_of
from hypercare.checks.entrance.heard import SanityHeard
from hypercare.cycles.phase import outcome_end
from hypercare.ledger import probes
from hypercare.model.launch import Launch

SHOWN = 20
"""Results that are told of a probe."""


def sanity_heard(launch: Launch, as_of: datetime) -> SanityHeard:
    """The newest results of every probe as it is declared. The ledger is open."""
    results = {
        probe.name: probes.newest(launch.id, probe.name, probe.digest, as_of=as_of, limit=SHOWN)
        for probe in probes_of(launch)
    }
    return SanityHeard(results, outcome_end(launch))
