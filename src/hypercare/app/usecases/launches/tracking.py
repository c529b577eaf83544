"""The tracking of a launch, verified: what arrives held against what is planned."""

from datetime import datetime
from pathlib import Path

from hypercare.app.clock import instant

# First, because it makes Django ready.
from hypercare.app.decisions import open_ledger
from hypercare.app.entrance_facts.tracking import tracking_facts
from hypercare.app.house import House
from hypercare.app.usecases.launches.launches import SUFFIXES, at_version, read_file
from hypercare.checks.tracking.verify import Verified, verify
from hypercare.ledger import versions
from hypercare.model.launch import Launch


def verified(house: House, launch: Launch, as_of: datetime) -> Verified:
    """The verification of a launch's version as of an instant. The ledger is open."""
    return verify(launch, as_of, tracking_facts(house, launch, as_of))


def planned(house: House, named: str, as_of: str | None) -> tuple[Launch, datetime]:
    """The launch that an id names as it held, or that a path to a file declares, and the instant that is meant.

    A file need not be registered: its plan is verified before. Raises `NotFound` for what is neither.
    """
    open_ledger(house)
    now = house.clock.now()
    path = Path(named)
    if path.suffix in SUFFIXES and named not in versions.launches():
        _, launch = read_file(path)
        return launch, instant(as_of, launch.zone) if as_of else now
    newest, _ = at_version(house, named, now)
    at = instant(as_of, newest.zone) if as_of else now
    return at_version(house, named, at)[0], at
