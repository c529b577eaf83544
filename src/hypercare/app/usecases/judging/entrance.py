"""The entrance criteria of a launch: gathered from the facts and the launch file, and judged."""

from collections.abc import Mapping
from datetime import UTC, datetime

from hypercare.app.documents.entrance import entrance_document
from hypercare.app.documents.texts import Document
from hypercare.app.entrance_facts.live import live_heard
from hypercare.app.entrance_facts.sanity import sanity_heard
from hypercare.app.entrance_facts.support import support_heard
from hypercare.app.entrance_facts.tracking import tracking_facts
from hypercare.app.house import House
from hypercare.app.looks import Looks, Moment, instant_of
from hypercare.app.usecases.judging.verdicts import horizon, watermark
from hypercare.app.usecases.launches.launches import at_version
from hypercare.app.usecases.launches.went_live import went_live
from hypercare.checks.entrance.heard import Heard
from hypercare.checks.entrance.judge import judge_entrance
from hypercare.ledger import versions
from hypercare.model.entrance import Entrance
from hypercare.model.launch import Launch

FACTS = ("events", "aliases", "traits")
FRESH_SECONDS = 15
"""A judgement that is younger is not made anew, however often it is asked for."""


def entrance(house: House, launch_id: str, as_of: datetime) -> Document:
    """`hypercare/entrance.v2` of a launch as of an instant. Raises `NotFound` for an unregistered launch."""
    launch, _ = at_version(house.require(), launch_id, as_of)
    return entrance_document(judged(house, launch, as_of), launch, went_live(launch.id, as_of))


def judged(house: House, launch: Launch, as_of: datetime) -> Entrance:
    """The judgement of a launch's version as of an instant. The ledger is open."""
    return judge_entrance(launch, as_of, _heard(house, launch, as_of))


def refresh(house: House, launch_id: str, moment: Moment, *, anew: bool = False) -> Document:
    """The judgement at a moment as it is kept for the pages: `computed_at`, the `facts` it rests on, `entrance`.

    One that is younger than a few seconds, or whose facts and hour are the same, stands, unless it is asked for anew.
    """
    now, looks = house.clock.now(), Looks(house.data)
    newest, _ = at_version(house.require(), launch_id, now)
    as_of = min(instant_of(newest, moment, now), horizon(house, watermark(house)))
    launch, _ = at_version(house, launch_id, as_of)
    facts = {table: house.tables.version(table) for table in FACTS}
    kept = looks.find_entrance(launch_id, launch.digest, moment)
    if kept is not None and not anew and _stands(kept, facts, as_of):
        return kept
    found = {
        "computed_at": datetime.now(UTC).isoformat(),
        "facts": facts,
        "entrance": entrance(house, launch_id, as_of),
    }
    looks.keep_entrance(found, moment)
    return found


def _stands(kept: Document, facts: Mapping[str, int], as_of: datetime) -> bool:
    if not Looks.is_older(kept, FRESH_SECONDS):
        return True
    away = abs((as_of - datetime.fromisoformat(kept["entrance"]["as_of"])).total_seconds())
    return bool(kept["facts"] == facts) and away < FRESH_SECONDS


def _heard(house: House, launch: Launch, as_of: datetime) -> Heard:
    declared = versions.version_at(launch.id, as_of)
    assert declared is not None  # it was read from there
    return Heard(
        declared_at=declared.registered_at,
        live=live_heard(house, launch, as_of),
        tracking=tracking_facts(house, launch, as_of),
        support=support_heard(launch, as_of),
        sanity=sanity_heard(launch, as_of),
    )
