"""What a verdict does not know of its launch, for the list of what needs people."""

from datetime import datetime, timedelta

from hypercare.app.house import House
from hypercare.app.usecases.data.status import read_status
from hypercare.app.usecases.launches.definition import FileState, on_disk, versions_of
from hypercare.app.usecases.launches.signed import signed_off
from hypercare.checks.attention import Circumstances
from hypercare.model.antipattern import AntiPattern
from hypercare.model.entrance import Entrance
from hypercare.model.launch import Launch

PRESENT = timedelta(days=1)
"""What is so now (the file on disk, what arrives) says nothing of a moment longer ago."""


def circumstances(
    house: House,
    launch: Launch,
    as_of: datetime,
    facts_until: datetime | None,
    *,
    entrance: Entrance | None = None,
    antipatterns: tuple[AntiPattern, ...] = (),
) -> Circumstances:
    """The circumstances of a verdict as of an instant. `facts_until` is the latest event time, None without facts.

    What is only known of the present is left out of a look at the past. The ledger is open.
    """
    is_present = abs(house.clock.now() - as_of) < PRESENT
    return Circumstances(
        facts_until=facts_until and min(facts_until, as_of),
        quarantined=_quarantined(house) if is_present else 0.0,
        edited_at=tuple(
            version.registered_at
            for version in versions_of(house, launch.id)
            if version.after_live and version.registered_at <= as_of
        ),
        file_differs=is_present and on_disk(house, launch.id).state in (FileState.DIFFERS, FileState.BROKEN),
        signed=signed_off(launch.id, as_of) is not None,
        entrance=entrance,
        antipatterns=antipatterns,
    )


def _quarantined(house: House) -> float:
    """The share of the records that could not be read, of those that came since the worker's start."""
    status = read_status(house.data)
    rejected = sum(status.quarantine.values())
    return rejected / (rejected + sum(status.rows.values())) if rejected else 0.0
