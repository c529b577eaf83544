"""How the planned events arrived, and what they carry: the facts that the checks of the tracking judge."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pyarrow as pa

from hypercare.app.house import House
from hypercare.app.usecases.launches.launches import launch_in
from hypercare.checks.tracking.facts import Arrival, Key, Payload, Row, TooEarly, TrackingFacts
from hypercare.checks.tracking.measure import properties_of
from hypercare.checks.tracking.plan_names import planned_names
from hypercare.checks.tracking.platform import lacking, platforms_of
from hypercare.lake.rejections import rejections
from hypercare.lake.samples import Limits, newest_samples
from hypercare.lake.single_rows import rows_at
from hypercare.lake.tables import DataFile
from hypercare.lake.tallies import Known, tallies
from hypercare.lake.traffic import Traffic, traffic
from hypercare.ledger import versions
from hypercare.model.instant import DAY_US, to_micros
from hypercare.model.launch import Launch
from hypercare.model.tracking import TrackedEvent
from hypercare.sources.reasons import Reason

WINDOW = timedelta(weeks=6)
"""So far back events are counted: a silence of a week is held against the four weeks before it."""
SAMPLED_ROWS = 200
"""Rows of an event whose properties are looked at: the newest, so that what was mended shows."""
SEARCHED_ROWS = 20_000
"""Rows among which a platform is looked for that the newest do not show."""
_SAMPLED = ("source", "ts_event", "user_key", "anon_key", "lib", "props")
_PAYLOAD = ("source", "ts_event", "ts_known", "props")


def tracking_facts(house: House, launch: Launch, as_of: datetime) -> TrackingFacts:
    """What the checks judge, as it was known at an instant. Raises OSError where a data file is gone."""
    known = Known(to_micros(as_of), past=as_of < house.clock.now())
    since = to_micros(as_of - WINDOW)
    files = house.tables.files("events")
    counted = {(each.source, each.event): each for each in traffic(house.tables, files, known, since=since)}
    arrivals = {key: _arrival(each) for key, each in counted.items()}
    facts = TrackingFacts(
        since=since,
        arrivals=arrivals,
        earlier=_earlier(house, launch, files, known, arrivals),
        samples=_samples(house, launch, files, known, arrivals),
        first=_first(house, launch, counted),
        too_early=_too_early(house, launch, known, counted),
        elsewhere=_elsewhere(house, launch),
    )
    return _with_platforms(house, launch, files, known, facts)


def _arrival(each: Traffic) -> Arrival:
    return Arrival(
        source=each.source,
        event=each.event,
        events=each.events,
        last_at=each.last_event,
        quarters=each.quarters,
        counts=each.counts,
        timed=each.timed,
        skewed=each.skewed,
        skew_us=each.skew_us,
    )


def _arrives(tracked: TrackedEvent, arrivals: Iterable[Key]) -> bool:
    return any(event == tracked.event and tracked.source in ("", source) for source, event in arrivals)


def _earlier(
    house: House, launch: Launch, files: Sequence[DataFile], known: Known, arrivals: Collection[Key]
) -> Mapping[Key, int]:
    """When the planned events happened last that did not within the window. Older files are read only for these."""
    silent = {each.event for each in launch.tracking.values() if not _arrives(each, arrivals)}
    if not silent:
        return {}
    found = tallies(house.tables, files, known)
    return {(each.source, each.event): each.last_event for each in found if each.event in silent}


def _samples(
    house: House, launch: Launch, files: Sequence[DataFile], known: Known, arrivals: Collection[Key]
) -> Mapping[str, tuple[Row, ...]]:
    asked = [name for name, tracked in launch.tracking.items() if _arrives(tracked, arrivals)]
    return _rows(house, launch, files, known, asked, Limits(rows=SAMPLED_ROWS))


def _rows(
    house: House, launch: Launch, files: Sequence[DataFile], known: Known, asked: Sequence[str], limits: Limits
) -> Mapping[str, tuple[Row, ...]]:
    """The newest rows of some planned events, those from their sources."""
    if not asked:
        return {}
    found = newest_samples(house.tables, files, asked, known, limits=limits, columns=_SAMPLED)
    return {name: tuple(_rows_of(rows, launch.tracking[name].source)) for name, rows in found.items()}


def _rows_of(rows: pa.Table, source: str) -> Iterable[Row]:
    columns = [rows[name].to_pylist() for name in ("source", "user_key", "anon_key", "lib", "props")]
    times = rows["ts_event"].cast(pa.int64()).to_pylist()
    for at, (sent_by, user, anon, lib, props) in zip(times, zip(*columns, strict=True), strict=True):
        if source in ("", sent_by):
            yield Row(at, user or anon or "", properties_of(props), lib or "")


def _first(house: House, launch: Launch, counted: Mapping[Key, Traffic]) -> Mapping[str, Payload]:
    """The first payload of each planned event."""
    firsts = {
        name: min(found, key=lambda place: place.arrival)
        for name, tracked in launch.tracking.items()
        if (found := [each.first for key, each in counted.items() if _arrives(tracked, [key])])
    }
    rows = rows_at(house.tables, "events", [(place.path, place.row) for place in firsts.values()], _PAYLOAD)
    return {name: _payload(rows[place.path, place.row]) for name, place in firsts.items()}


def _payload(row: pa.Table) -> Payload:
    at, known = (row[name].cast(pa.int64())[0].as_py() for name in ("ts_event", "ts_known"))
    return Payload(row["source"][0].as_py(), known, at, properties_of(row["props"][0].as_py()))


def _too_early(house: House, launch: Launch, known: Known, counted: Mapping[Key, Traffic]) -> Mapping[str, TooEarly]:
    """What came to quarantine within a day for a time in the future, by the plan's sources.

    The day ends with the instant that is asked about where that is past; else now, by the system's clock, as receipts.
    """
    until = known.by if known.past else to_micros(datetime.now(UTC))
    day_ago = until - DAY_US
    sources = {tracked.source for tracked in launch.tracking.values()}
    files = [file for file in house.tables.files("quarantine") if file.max_ts >= day_ago and file.min_ts <= until]
    found = rejections(house.tables, files, since=day_ago, until=until, examples=1) if files else ()
    return {
        each.source: TooEarly(each.recent, _came(each.source, counted), each.examples[0].raw if each.examples else "")
        for each in found
        if each.reason == Reason.TIME_IN_FUTURE and each.recent and (each.source in sources or "" in sources)
    }


def _came(source: str, counted: Mapping[Key, Traffic]) -> int:
    """About how many events of a source happened in the last day of those that there are."""
    own = [each for key, each in counted.items() if key[0] == source]
    last = max((each.last_event for each in own), default=0)
    arrivals = [_arrival(each) for each in own]
    return sum(each.between(last - DAY_US, last + DAY_US) for each in arrivals)


def _elsewhere(house: House, launch: Launch) -> frozenset[str]:
    """The names that other launches plan or read."""
    now = house.clock.now()
    views = [versions.version_at(each, now) for each in versions.launches()]
    others = [launch_in(view) for view in views if view is not None and view.launch_id != launch.id]
    return frozenset(name for each in others for name in planned_names(each))


def _with_platforms(
    house: House, launch: Launch, files: Sequence[DataFile], known: Known, facts: TrackingFacts
) -> TrackingFacts:
    """The same, with the platforms further back of those events whose newest rows do not show all of them."""
    plan = launch.tracking
    seen = {name: platforms_of(plan[name], rows) for name, rows in facts.samples.items() if plan[name].platforms}
    asked = [name for name, told in seen.items() if lacking(plan[name], told)]
    rows = _rows(house, launch, files, known, asked, Limits(rows=SEARCHED_ROWS))
    return replace(facts, platforms=seen | {name: platforms_of(plan[name], found) for name, found in rows.items()})
