"""The entrance criteria of a launch: gathered from the facts and the launch file, and judged."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import orjson

from hypercare.analysis.derived_columns import with_cohorts
from hypercare.analysis.exposure import ExposureOf, Exposures
from hypercare.analysis.launch_scope import population
from hypercare.analysis.population import NEVER
from hypercare.app.documents.texts import Document, text_document
from hypercare.app.engine import Engine
from hypercare.app.house import House
from hypercare.app.looks import Looks, Moment, instant_of
from hypercare.app.usecases.launches import at_version
from hypercare.app.usecases.verdicts import evidence_for, horizon, watermark
from hypercare.checks.ask import question
from hypercare.checks.entrance.heard import Exposed, Heard, HeardEvent, HeardFrom
from hypercare.checks.entrance.judge import judge_entrance
from hypercare.checks.entrance.property_types import fits
from hypercare.checks.entrance.readiness import readiness
from hypercare.cycles.day import day_n
from hypercare.lake.samples import Limits, newest_samples
from hypercare.lake.tallies import Known, Tally, tallies
from hypercare.ledger import versions
from hypercare.model.entrance import Entrance, EntranceCriterion, EntranceItem
from hypercare.model.instant import from_micros, to_micros
from hypercare.model.launch import Launch, TrackedEvent

SCHEMA = "hypercare/entrance.v1"
FACTS = ("events", "aliases", "traits")
FRESH_SECONDS = 15
"""A judgement that is younger is not made anew, however often it is asked for."""
SAMPLED_ROWS = 200
"""Rows of an event whose properties are looked at: the newest, so that what was mended shows."""


def entrance(house: House, launch_id: str, as_of: datetime) -> Document:
    """`hypercare/entrance.v1` of a launch as of an instant. Raises `NotFound` for an unregistered launch."""
    launch, _ = at_version(house.require(), launch_id, as_of)
    return entrance_document(judged(house, launch, as_of), launch)


def judged(house: House, launch: Launch, as_of: datetime) -> Entrance:
    """The judgement of a launch's version as of an instant. The ledger is open."""
    return judge_entrance(launch, as_of, _heard(house, launch, as_of))


def refresh(house: House, launch_id: str, moment: Moment) -> Document:
    """The judgement at a moment as it is kept for the pages: `computed_at`, the `facts` it rests on, `entrance`.

    One that is younger than a few seconds, or whose facts and hour are the same, stands.
    """
    now, looks = house.clock.now(), Looks(house.data)
    newest, _ = at_version(house.require(), launch_id, now)
    as_of = min(instant_of(newest, moment, now), horizon(house, watermark(house)))
    launch, _ = at_version(house, launch_id, as_of)
    facts = {table: house.tables.version(table) for table in FACTS}
    kept = looks.find_entrance(launch_id, launch.digest, moment)
    if kept is not None and _stands(kept, facts, as_of):
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
    pilot, exposed = _exposed(house, launch, as_of)
    return Heard(declared_at=declared.registered_at, pilot=pilot, exposed=exposed, events=_events(house, launch, as_of))


def _exposed(house: House, launch: Launch, as_of: datetime) -> tuple[Exposed | None, Exposed]:
    """Who saw the feature before go-live, where exposure is declared, and who did since."""
    engine = Engine(with_cohorts(evidence_for(house, (launch,)).buckets, launch.cohorts))
    live, at = to_micros(launch.live), to_micros(as_of)
    everyone = replace(population(launch), exposed_from=live, exposed_until=NEVER)
    since = engine(question("entrance exposed", as_of), ExposureOf(everyone, at))
    if not (launch.segment.exposure.flag or launch.segment.exposure.event):
        return None, _seen(since)
    earlier = replace(everyone, exposed_from=to_micros(launch.live - launch.before), exposed_until=live)
    return _seen(engine(question("entrance pilot", as_of), ExposureOf(earlier, at))), _seen(since)


def _seen(found: Exposures) -> Exposed:
    return Exposed(found.units, None if found.last is None else from_micros(found.last))


def _events(house: House, launch: Launch, as_of: datetime) -> Mapping[str, HeardEvent]:
    """How each planned event arrived, and what its newest rows carry."""
    known = Known(to_micros(as_of), past=as_of < house.clock.now())
    files = house.tables.files("events")
    planned = launch.tracking
    counted = [each for each in tallies(house.tables, files, known) if each.event in planned]
    asked = sorted({each.event for each in counted if planned[each.event].properties})
    samples = newest_samples(house.tables, files, asked, known, limits=Limits(rows=SAMPLED_ROWS)) if asked else {}
    rows = {event: [orjson.loads(text) for text in sample["props"].to_pylist()] for event, sample in samples.items()}
    return {name: _event(tracked, counted, rows.get(name, [])) for name, tracked in planned.items()}


def _event(tracked: TrackedEvent, counted: Sequence[Tally], rows: Sequence[Mapping[str, Any]]) -> HeardEvent:
    kinds = tracked.properties
    return HeardEvent(
        by_source={
            each.source: HeardFrom(each.events, from_micros(each.last_event))
            for each in counted
            if each.event == tracked.event
        },
        sampled=len(rows),
        present={name: sum(row.get(name) is not None for row in rows) for name in kinds},
        fitting={name: sum(fits(kind, row.get(name)) for row in rows) for name, kind in kinds.items()},
    )


def entrance_document(found: Entrance, launch: Launch) -> Document:
    """The judgement as JSON values. Instants are in the launch's zone."""
    return {
        "schema": SCHEMA,
        "launch": found.launch,
        "title": launch.title,
        "timezone": launch.timezone,
        "version": found.version,
        "as_of": found.as_of.astimezone(launch.zone).isoformat(),
        "day": day_n(found.as_of, launch.live, launch.zone),
        "live": launch.live.isoformat(),
        "state": found.state.value,
        "says": text_document(readiness(found)),
        "criteria": [_criterion(each, launch) for each in found.criteria],
    }


def _criterion(criterion: EntranceCriterion, launch: Launch) -> Document:
    return {
        "check": criterion.check,
        "criterion": criterion.name,
        "state": criterion.state.value,
        "items": [_item(item, launch) for item in criterion.items],
    }


def _item(item: EntranceItem, launch: Launch) -> Document:
    return {
        "subject": item.subject,
        "state": item.state.value,
        "reason": text_document(item.reason),
        "seen_at": None if item.seen_at is None else item.seen_at.astimezone(launch.zone).isoformat(),
        "todo": None if item.todo is None else text_document(item.todo),
    }
