"""Verifications of the tracking for the pages, kept until facts, plans or the hour change."""

from datetime import datetime
from functools import cache
from threading import Lock

from hypercare.app.documents.texts import Document
from hypercare.app.documents.tracking import tracking_document
from hypercare.app.house import House
from hypercare.app.looks import Looks, Moment, instant_of
from hypercare.app.usecases.launches.launches import at_version
from hypercare.app.usecases.launches.tracking import verified
from hypercare.app.verifications import Verifications, with_integrity
from hypercare.ledger import versions
from hypercare.model.launch import Launch

FRESH_SECONDS = 15
"""While the facts are the same a verification that is younger stands: silence is not told by the second."""
FACTS = ("events", "quarantine")
"""The tables that a verification reads."""


def refresh(house: House, launch_id: str, moment: Moment) -> Document:
    """The verification at a moment as it is kept, and with the integrity that the look found.

    One that rests on the same facts and plans and tells the same hour stands: one of a past moment until late data
    come. Whoever asks while it is computed waits for it. Raises `NotFound` for an unregistered launch.
    """
    now = house.clock.now()
    newest, _ = at_version(house.require(), launch_id, now)
    as_of = instant_of(newest, moment, now)
    launch, _ = at_version(house, launch_id, as_of)
    with _turn(launch.id):
        kept = _kept(house, launch, moment, as_of)
    return with_integrity(kept, Looks(house.data), moment)


@cache
def _turn(_launch_id: str) -> Lock:
    """By which one thread at a time verifies a launch: the other finds what it kept."""
    return Lock()


def _kept(house: House, launch: Launch, moment: Moment, as_of: datetime) -> Document:
    # Read first: what comes in meanwhile makes the verification old, and is never missed.
    rests_on, verifications = _rests_on(house, launch), Verifications(house.data)
    kept = verifications.find(launch.id, launch.digest, moment)
    if kept is not None and kept["rests_on"] == rests_on and _is_near(kept, as_of):
        return kept
    return verifications.keep(tracking_document(verified(house, launch, as_of), launch), moment, rests_on)


def _rests_on(house: House, launch: Launch) -> Document:
    """The state of everything that a verification reads: the tables, and the plans of other launches."""
    now = house.clock.now()
    views = [versions.version_at(each, now) for each in versions.launches() if each != launch.id]
    facts = {table: house.tables.version(table) for table in FACTS}
    return {"facts": facts, "plans": [view.digest for view in views if view is not None]}


def _is_near(kept: Document, as_of: datetime) -> bool:
    away = as_of - datetime.fromisoformat(kept["tracking"]["as_of"])
    return abs(away.total_seconds()) < FRESH_SECONDS
