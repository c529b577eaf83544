"""What is known now: the set clock hides what was imported from its future, never what was just received."""

from datetime import UTC, datetime

from hypercare.app.house import House
from hypercare.lake.recent import Now
from hypercare.lake.tallies import Known
from hypercare.model.instant import to_micros


def known_now(house: House) -> Known:
    """What can be known at the instant that counts as now."""
    return Known(to_micros(house.clock.now()))


def both_clocks(house: House) -> Now:
    """The clock's instant, which may be set, and the system's, by which receipts are told."""
    return Now(to_micros(house.clock.now()), to_micros(datetime.now(UTC)))
