"""Ad hoc questions in the vocabulary of the launch file, on the lake or directly on a file."""

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path

from hypercare.analysis.comparison import Side as Compared
from hypercare.analysis.comparison import compared
from hypercare.analysis.derived_columns import read_for, with_cohorts
from hypercare.analysis.paths.walks import Paths
from hypercare.analysis.population import NEVER, Population
from hypercare.analysis.retention.cells import users_read
from hypercare.analysis.rows import kept
from hypercare.analysis.scope import Judging, Scope
from hypercare.app.clock import instant
from hypercare.app.documents.comparison import comparison_document
from hypercare.app.documents.paths import paths_document
from hypercare.app.documents.texts import Document
from hypercare.app.engine import Engine
from hypercare.app.house import House
from hypercare.app.lacking_facts import events_asked, lacking
from hypercare.app.metric_answers import Asking, Wanted, answers_of
from hypercare.app.query_sources import Source, file_source, lake_source
from hypercare.app.unit_lists import units_document
from hypercare.cycles.business import cohort_end, first_full_cycle
from hypercare.cycles.day import DAY, date_start, day_boundaries, local_date
from hypercare.declare.query import Query, read_query
from hypercare.declare.specs.query_parts import Side
from hypercare.model.errors import BadInput, Unreachable
from hypercare.model.instant import from_micros, to_micros
from hypercare.model.metrics import CycleMetric, MeanMetric, Metric, Unit
from hypercare.model.profiles import with_profile
from hypercare.model.sequences import Bucket
from hypercare.sources.files.columns import parse_columns

SCHEMA = "hypercare/query.v2"
ASKED_SECONDS = 30.0
"""How long a query of the API or a page may take."""
LARGEST = 1 << 20
"""Bytes of a query file; its reader refuses far smaller ones, with a better message."""


@dataclass(frozen=True)
class Spec:
    """A question as it was asked: its name, and its text (YAML, of which JSON is a part)."""

    name: str
    text: str | bytes

    @classmethod
    def of_file(cls, path: Path) -> "Spec":
        """The question in a file. Raises `BadInput` where it cannot be read."""
        try:
            with path.open("rb") as file:
                return cls(str(path), file.read(LARGEST))
        except OSError as error:
            raise BadInput(f"the file cannot be read ({error.strerror})", where=str(path)) from error


@dataclass(frozen=True)
class Way:
    """How questions are answered, where it goes before what they say themselves.

    `data` is a file of events, None for the lake; `columns` names those of a table by role. `as_of` is what a person
    wrote, read in each query's zone. `detail` is meant where a query leaves it out. `seconds` bounds the time; None
    for as long as it takes.
    """

    data: Path | None = None
    columns: str = ""
    as_of: str | None = None
    profile: str = ""
    units: bool = False
    detail: bool = False
    seconds: float | None = None


def answer(house: House, specs: Sequence[Spec], way: Way) -> Document:
    """`hypercare/query.v2`: the answers to some queries, in order, each with the interval for one look.

    What is asked about is opened once for all of them. Raises `InvalidFile` with all problems of the first query that
    has any, `BadInput` for what cannot be read, `Unreachable` where it takes longer than it may.
    """
    began = time.perf_counter()
    clock = _Clock(None if way.seconds is None else began + way.seconds)
    queries = [_query(spec, way) for spec in specs]
    source = _source(house, queries, way)
    asked = [
        _Asked(spec.name, query, source, _instant(query, source, way), clock)
        for spec, query in zip(specs, queries, strict=True)
    ]
    for each in asked:
        each.open()
    opened = time.perf_counter()
    answers = list(_timed(document for each in asked for document in each.documents()))
    comparisons = [document for each in asked for document in each.comparisons()]
    paths = [document for each in asked for document in each.paths()]
    return {
        "schema": SCHEMA,
        "read": source.document() | _lacking(asked, source),
        "timing": {
            "open_seconds": _rounded(opened - began),
            "seconds": _rounded(time.perf_counter() - began),
            "answers": [_rounded(seconds) for _, seconds in answers],
        },
        "answers": [document for document, _ in answers],
        **({"comparisons": comparisons} if comparisons else {}),
        **({"paths": paths} if paths else {}),
    }


def _query(spec: Spec, way: Way) -> Query:
    query = read_query(spec.text, file=spec.name)
    detail = way.detail if query.detail is None else query.detail
    profile = way.profile or query.profile
    metrics = {name: _profiled(metric, profile) for name, metric in query.metrics.items()}
    return replace(query, metrics=metrics, units=way.units or query.units, detail=detail)


def _profiled(metric: Metric, profile: str) -> Metric:
    """The metric by the rules of a tool; what says so itself keeps that tool's own switches."""
    return metric if getattr(metric, "profile", "") == profile else with_profile(metric, profile)


def _source(house: House, queries: Iterable[Query], way: Way) -> Source:
    units = frozenset(unit for query in queries for unit in _units(query))
    properties = frozenset[str]().union(*(_properties(query) for query in queries))
    if way.data is None:
        return lake_source(house, units, properties)
    return file_source(house.clock.now(), way.data, units, properties, parse_columns(way.columns))


def _lacking(asked: Sequence["_Asked"], source: Source) -> Document:
    buckets = {unit: found for each in asked for unit, found in each.facts().items()}
    return lacking((name for each in asked for name in events_asked(each.query)), buckets, source.events)


def _instant(query: Query, source: Source, way: Way) -> datetime:
    return (instant(way.as_of, query.zone) if way.as_of else query.as_of) or source.as_of


def _timed(documents: Iterator[Document]) -> Iterator[tuple[Document, float]]:
    """Each document with the seconds that it took."""
    began = time.perf_counter()
    for document in documents:
        ended = time.perf_counter()
        yield document, ended - began
        began = time.perf_counter()


def _rounded(seconds: float) -> float:
    return round(seconds, 4)


@dataclass(frozen=True)
class _Clock:
    """Until when questions may be answered, by the clock that only runs forward; None for no end."""

    until: float | None

    def bounded(self, buckets: Iterable[Bucket]) -> Iterator[Bucket]:
        """The buckets, as long as there is time: between two of them nothing is half done."""
        for bucket in buckets:
            if self.until is not None and time.perf_counter() > self.until:
                what = f"the answers take longer than the {ASKED_SECONDS:g} s that a query may take here"
                raise Unreachable(what, fix="ask for less, or on the command line")
            yield bucket


@dataclass(frozen=True)
class _Asked:
    """A query with what it is asked about, as of an instant."""

    name: str
    query: Query
    source: Source
    at: datetime
    clock: "_Clock"

    def open(self) -> None:
        """Brings the events into memory, so that answering does not wait for it."""
        self.facts()

    def facts(self) -> dict[Unit, list[Bucket]]:
        """All events by unit, before any filter."""
        columns, as_of = _properties(self.query), to_micros(self.at)
        return {unit: list(self.source.buckets(unit, columns, as_of)) for unit in _units(self.query)}

    def documents(self) -> Iterator[Document]:
        """The answers: for each metric those of its sides, of each those of its cells."""
        for asking, side in self._askings:
            for found in asking.documents():
                yield self._head(asking, side) | found | self._listed(asking, found.get("cell"))

    def comparisons(self) -> Iterator[Document]:
        """What lies between the sides of each metric, cell by cell."""
        for metric in self.query.metrics if self.query.compare else ():
            sides = [(asking, side) for asking, side in self._askings if asking.metric.name == metric and side]
            for cell in answers_of(sides[0][0].metric):
                measured = [Compared(side.name, *asking.measured(cell)) for asking, side in sides]
                named: Document = {"spec": self.name, "metric": metric} | ({} if cell is None else {"cell": cell})
                yield named | {"comparison": comparison_document(compared(measured))}

    def paths(self) -> Iterator[Document]:
        """What units did next, or before: on each side, where there are several."""
        asked = self.query.paths
        if asked is None:
            return
        for side in self.query.compare or (None,):
            name = "" if side is None else side.name
            found = self._engine(f"{name}/paths", Paths(self._scope(None, side), asked))
            yield self._when(side) | {"paths": paths_document(found)}

    @cached_property
    def _askings(self) -> list[tuple[Asking, Side | None]]:
        sides = self.query.compare or (None,)
        return [(self._asking(metric, side), side) for metric in self.query.metrics.values() for side in sides]

    def _asking(self, metric: Metric, side: Side | None) -> Asking:
        query, scope = self.query, self._scope(metric, side)
        wanted = Wanted(
            query.by, query.over, bool(query.detail), query.drop_off, query.properties, interviews=query.units
        )
        name = "" if side is None else side.name
        around = self._scope(metric, side, days=True)
        return Asking(metric, scope, Judging(exact=True), self._engine, wanted, name, around)

    def _scope(self, metric: Metric | None, side: Side | None, *, days: bool = False) -> Scope:
        if side is None:
            return _scope(metric, self.query, self.source, self.at, days=days)
        query = replace(self.query, first=side.first or self.query.first, last=side.last or self.query.last)
        scope = _scope(metric, query, self.source, self.at, days=days)
        return replace(scope, population=replace(scope.population, where=side.where))

    def _head(self, asking: Asking, side: Side | None) -> Document:
        profile = getattr(asking.metric, "profile", "")
        return self._when(side) | ({"profile": profile} if profile else {})

    def _when(self, side: Side | None) -> Document:
        """Which query, as of when, and which side of it."""
        head: Document = {"spec": self.name, "as_of": self.at.astimezone(self.query.zone).isoformat()}
        return head | ({"side": side.name} if side else {})

    def _listed(self, asking: Asking, cell: str | None) -> Document:
        if not self.query.units:
            return {}
        return {"units": units_document(asking, self._facts, cell, self.query.limit)}

    @cached_property
    def _engine(self) -> Engine:
        return Engine(self._facts)

    def _facts(self, unit: Unit, columns: frozenset[str], as_of: int) -> Iterator[Bucket]:
        """The events that pass the filter, with a column for each cohort that is asked for."""
        facts, where = with_cohorts(self.source.buckets, self.query.cohorts), self.query.where
        return (kept(each, where) for each in self.clock.bounded(facts(unit, columns | where.keys, as_of)))


def _scope(metric: Metric | None, query: Query, source: Source, at: datetime, *, days: bool) -> Scope:
    """All units, over the days of the query; unless just these are meant (`days`), a calendar cycle is the first full
    one from its first day on.
    """
    first = query.first or local_date(query.live or from_micros(source.first), query.zone)
    start = date_start(first, query.zone)
    stop = date_start(query.last + DAY, query.zone) if query.last else at
    until = NEVER
    if isinstance(metric, CycleMetric) and not days and (window := first_full_cycle(metric.every, start, query.zone)):
        start, stop, until = window.start, window.end, to_micros(cohort_end(window, query.zone))
    return Scope(
        population=Population(unit=(metric and metric.unit) or query.unit, exposed_until=until),
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
    return day_boundaries(0, last, start, query.zone)


def _units(query: Query) -> frozenset[Unit]:
    of_paths = {query.unit} if query.paths else set()
    return frozenset(metric.unit or query.unit for metric in query.metrics.values()) | of_paths


def _properties(query: Query) -> frozenset[str]:
    """The properties of the facts that a query reads."""
    refs = [ref for metric in query.metrics.values() for ref in metric.refs]
    refs += [query.paths.start] if query.paths else []
    means = {metric.of for metric in query.metrics.values() if isinstance(metric, MeanMetric) and metric.of}
    filters = [query.where, *(side.where for side in query.compare), *(ref.where for ref in refs)]
    by = {query.by.key} if query.by else set()
    keys = means.union(by, users_read(query.metrics.values()), query.properties, *(where.keys for where in filters))
    return read_for(frozenset(keys), query.cohorts)
