"""Ad hoc questions in the vocabulary of the launch file, on the lake or directly on a file."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from hypercare.analysis.derived_columns import read_for, with_cohorts
from hypercare.analysis.metric import cells, reduction
from hypercare.analysis.population import NEVER, Population
from hypercare.analysis.rows import kept
from hypercare.analysis.scope import Judging, Scope
from hypercare.app.clock import instant
from hypercare.app.documents.query import SCHEMA, metric_document
from hypercare.app.documents.texts import Document
from hypercare.app.engine import Engine
from hypercare.app.evidence import Evidence
from hypercare.app.house import House
from hypercare.app.usecases.imports import sniffed
from hypercare.cycles.business import cohort_end, first_full_cycle
from hypercare.cycles.day import DAY, date_start, day_boundaries, local_date
from hypercare.declare.query import Query, read_query
from hypercare.lake.direct import sequences_of
from hypercare.model.errors import BadInput
from hypercare.model.facts import Decoded, Event, Payload
from hypercare.model.instant import DAY_US, from_micros, to_micros
from hypercare.model.metrics import CycleMetric, MeanMetric, Metric, RetentionMetric, Unit
from hypercare.model.sequences import Bucket
from hypercare.sources.registry import decoder

LARGEST = 1 << 20
"""Bytes of a query file."""
FOREVER = to_micros(datetime(2200, 1, 1, tzinfo=UTC))
"""Rows of a file are questioned, not received: none is from the future."""
SOURCE_CHARACTERS = 100
EVERYTHING = -1


@dataclass(frozen=True)
class _Source:
    """Where the events come from: `buckets` by unit and property, and what is known of them."""

    buckets: Callable[[Unit, frozenset[str], int], Iterable[Bucket]]
    as_of: datetime
    first: int
    rejected: int


def answer(house: House, spec: Path, *, data: Path | None, as_of: str | None) -> Document:
    """The answers to a query file, on the lake or on a file of JSON lines, each with the interval for one look.

    `as_of` is what a person wrote, read in the query's zone; it goes before the file's own. Raises `BadInput` for what
    cannot be read.
    """
    began = time.perf_counter()
    query = read_query(_bytes(spec, LARGEST), file=str(spec))
    source = _file_source(house, query, data) if data else _lake_source(house, query)
    at = (instant(as_of, query.zone) if as_of else query.as_of) or source.as_of
    facts = with_cohorts(source.buckets, query.cohorts)
    engine = Engine(
        lambda unit, columns, when: (kept(each, query.where) for each in facts(unit, columns | query.where.keys, when))
    )
    answers = [
        _answered(metric, cell, _scope(metric, query, source, at), engine)
        for metric in query.metrics.values()
        for cell in answers_of(metric)
    ]
    return {
        "schema": SCHEMA,
        "as_of": at.astimezone(query.zone).isoformat(),
        "rejected": source.rejected,
        "seconds": round(time.perf_counter() - began, 4),
        "answers": answers,
    }


def answers_of(metric: Metric) -> tuple[str | None, ...]:
    """What a metric has an answer for each of: the cells of a retention by their names, else the metric itself."""
    return cells(metric) if isinstance(metric, RetentionMetric) else (None,)


def _answered(metric: Metric, cell: str | None, scope: Scope, engine: Engine) -> Document:
    question = reduction(metric, scope, Judging(exact=True), cell)
    return metric_document(metric, cell, question, engine(f"{metric.name}/{cell}", question))


def _scope(metric: Metric, query: Query, source: _Source, at: datetime) -> Scope:
    """All units, over the days of the query; a calendar cycle is the first full one from its first day on."""
    first = query.first or local_date(query.live or from_micros(source.first), query.zone)
    start = date_start(first, query.zone)
    stop = date_start(query.last + DAY, query.zone) if query.last else at
    until = NEVER
    if isinstance(metric, CycleMetric) and (window := first_full_cycle(metric.every, start, query.zone)):
        start, stop, until = window.start, window.end, to_micros(cohort_end(window, query.zone))
    return Scope(
        population=Population(unit=metric.unit or query.unit, exposed_until=until),
        start=to_micros(start),
        stop=max(to_micros(stop), to_micros(start)),
        as_of=to_micros(at),
        settled=to_micros(at),
        days=_days(start, max(stop, start), query),
        first_weekday=local_date(start, query.zone).weekday(),
        zone=query.timezone,
    )


def _days(start: datetime, stop: datetime, query: Query) -> tuple[int, ...]:
    last = (local_date(stop, query.zone) - local_date(start, query.zone)).days
    return tuple(day_boundaries(0, last, start, query.zone).tolist())


def _lake_source(house: House, query: Query) -> _Source:
    evidence = Evidence.newest(house.require().sequences, house.tables, _units(query), _properties(query))
    files = house.tables.files("events")
    now = house.clock.now()
    return _Source(evidence.buckets, now, min((file.min_ts for file in files), default=to_micros(now)), 0)


def _file_source(house: House, query: Query, path: Path) -> _Source:
    """The events of a file, in memory. `as_of` is now, or the last event where the file is ahead of it."""
    decoded = _decoded(path)
    events = first_with_their_key(decoded.events)
    if not events:
        raise BadInput("there is no event in the file", where=str(path), expected="JSON lines: docs/import.md")
    properties = _properties(query)

    @cache
    def buckets(unit: Unit, as_of: int) -> list[Bucket]:
        found = sequences_of(events, decoded.aliases, decoded.traits, unit, properties, known_by=as_of)
        return list(found.buckets())

    first, last = (pick(event.ts_event for event in events) for pick in (min, max))
    as_of = max(house.clock.now(), from_micros(last))
    return _Source(lambda unit, _columns, when: buckets(unit, when), as_of, first, len(decoded.rejected))


def first_with_their_key(events: Iterable[Event]) -> list[Event]:
    """The events without those that the lake would drop: a source's own key counts once on a day."""
    kept: dict[tuple[bytes, int], Event] = {}
    for event in events:
        kept.setdefault((event.key, event.ts_event // DAY_US), event)
    return list(kept.values())


def _decoded(path: Path) -> Decoded:
    body = _bytes(path, EVERYTHING)
    decode = decoder(sniffed(path))
    return decode(Payload("", str(path), path.stem[:SOURCE_CHARACTERS], FOREVER, body))


def _units(query: Query) -> frozenset[Unit]:
    return frozenset(metric.unit or query.unit for metric in query.metrics.values())


def _properties(query: Query) -> frozenset[str]:
    refs = [ref for metric in query.metrics.values() for ref in metric.refs]
    means = {metric.of for metric in query.metrics.values() if isinstance(metric, MeanMetric) and metric.of}
    return read_for(query.where.keys.union(means, *(ref.where.keys for ref in refs)), query.cohorts)


def _bytes(path: Path, most: int) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(most)
    except OSError as error:
        raise BadInput(f"the file cannot be read ({error.strerror})", where=str(path)) from error
