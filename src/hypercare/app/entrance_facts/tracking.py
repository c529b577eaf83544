"""How the planned events arrived, and what they carry."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import orjson

from hypercare.app.house import House
from hypercare.checks.entrance.heard import HeardEvent, HeardFrom
from hypercare.checks.entrance.property_types import fits
from hypercare.lake.samples import Limits, newest_samples
from hypercare.lake.tallies import Known, Tally, tallies
from hypercare.model.instant import from_micros, to_micros
from hypercare.model.launch import Launch
from hypercare.model.tracking import TrackedEvent

SAMPLED_ROWS = 200
"""Rows of an event whose properties are looked at: the newest, so that what was mended shows."""


def tracking_heard(house: House, launch: Launch, as_of: datetime) -> Mapping[str, HeardEvent]:
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
        fitting={name: sum(fits(planned.kind, row.get(name)) for row in rows) for name, planned in kinds.items()},
    )
