"""Whom to call: units that have been silent for longer than their own rhythm explains, the most volume at risk first.

Their names are personal data: answered live, never kept and never logged.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from hypercare.analysis.derived_columns import with_cohorts
from hypercare.analysis.retention.lapse import UNLIKELY, Found, LapsesOf, RatesOf
from hypercare.analysis.retention.rhythm import CLASSES, RECENT_DAYS, USUAL_DAYS
from hypercare.app.documents.texts import Document
from hypercare.app.engine import Buckets, Engine
from hypercare.app.house import House
from hypercare.app.usecases.judging.verdicts import evidence_for, horizon, watermark
from hypercare.app.usecases.launches.launches import at_version
from hypercare.checks.validation.retention import by_cadence, clock_of, scope_of
from hypercare.model.errors import BadInput, NotFound
from hypercare.model.instant import DAY_US, from_micros
from hypercare.model.launch import Launch
from hypercare.model.metrics import RetentionMetric
from hypercare.model.sequences import Codes, Ints

SCHEMA = "hypercare/lapsed.v1"
MOST = 200
"""Units on the list: more than a team can call in a week."""


def lapsed(house: House, *, launch: str, at: str, metric: str | None = None, limit: int = MOST) -> Document:
    """`hypercare/lapsed.v1`: at most `limit` lapsed units of a retention by cadence, as known at an instant (ISO 8601).

    Of what is yet to come nothing is known: beyond now and the facts it answers as of the last that is known.
    Without `metric` of the first that is declared. Raises `NotFound` for one that is not declared, `BadInput` where
    there is none, or for a limit outside 1 to `MOST`.
    """
    if not 1 <= limit <= MOST:
        raise BadInput(f"{limit} units are no list", where="limit", expected=f"1 to {MOST}")
    known = min(datetime.fromisoformat(at), horizon(house, watermark(house.require())))
    declared, _ = at_version(house, launch, known)
    asked = _metric(declared, metric)
    facts = with_cohorts(evidence_for(house, (declared,)).buckets, declared.cohorts)
    scope = scope_of(declared, asked, known)
    engine = Engine(facts)
    clock = clock_of(declared, asked, known, engine)
    rates = engine("rates", RatesOf(scope, asked, clock))
    question = LapsesOf(scope, asked, rates, declared.segments, clock)
    found = list(_found(question, facts))
    units = (unit for each in found for unit in _units(declared, question, each))
    listed = sorted(units, key=lambda each: (-each["volume"], each["unit"]))
    unit = asked.unit or declared.unit
    return {
        "schema": SCHEMA,
        "launch": launch,
        "metric": asked.name,
        "event": asked.event.event,
        "as_of": known.astimezone(declared.zone).isoformat(),
        "unit": {"kind": unit.kind.value, "key": unit.key},
        "unlikely": UNLIKELY,
        "volume_days": RECENT_DAYS,
        "segments": list(declared.segments),
        "told": sum(each.told for each in found),
        "lapsed": len(listed),
        "left_out": max(0, len(listed) - limit),
        "volume": sum(each["volume"] for each in listed),
        "units": listed[:limit],
    }


def _metric(launch: Launch, name: str | None) -> RetentionMetric:
    found = {each.name: each for each in by_cadence(launch)}
    if not found:
        raise BadInput(
            "the launch declares no retention by cadence",
            where=f"launch {launch.id}",
            expected="a metric like {retention: {event: order_created, by: cadence, at: [60, 90]}}",
            fix="add one to the launch file, and register it again",
        )
    if name is not None and name not in found:
        raise NotFound(f"the launch has no retention by cadence {name[:80]!r}", expected=", ".join(found))
    return found[name] if name is not None else next(iter(found.values()))


def _found(question: LapsesOf, facts: Buckets) -> Iterator[Found]:
    scope = replace(question.scope, population=replace(question.scope.population, by=None))
    asking = replace(question, scope=scope)
    for bucket in facts(asking.unit, asking.columns, asking.as_of):
        yield asking.found(bucket)


def _units(launch: Launch, question: LapsesOf, found: Found) -> Iterator[Document]:
    cadence = found.rhythm.cadence(USUAL_DAYS[question.rates.common])
    told = _Told(launch, found, cadence, {key: found.who.labelled(key) for key in question.properties})
    return map(told.unit, found.lapsed.tolist())


@dataclass(frozen=True)
class _Told:
    """What is told of the lapsed units of one bucket: their cadences (u,), and the labels of each property."""

    launch: Launch
    found: Found
    cadence: Ints
    labels: Mapping[str, tuple[Codes, tuple[str, ...]]]

    def unit(self, number: int) -> Document:
        """One unit, by its number."""
        rhythm, silence, in_days = self.found.rhythm, self.found.silence, self.found.in_days
        return {
            "unit": self.found.who.bucket.ids[number],
            "last_seen": from_micros(int(rhythm.last[number])).astimezone(self.launch.zone).isoformat(),
            "silent_days": round(float(in_days.days[number]), 1),
            "silent_ordinary_days": round(float(silence.days[number]), 1),
            "usual_days": round(int(self.cadence[number]) / DAY_US, 1),
            "class": CLASSES[int(rhythm.own_class[number])],
            "gaps": int(rhythm.gaps[number]),
            "lapsed_after_days": round(float(in_days.lapsed_after[number]), 1),
            "lapsed_after_ordinary_days": round(float(silence.lapsed_after[number]), 1),
            "chance": float(silence.chance[number]),
            "chance_by_days": float(in_days.chance[number]),
            "by": "own_gaps" if silence.own[number] else "rates",
            "volume": int(rhythm.recent[number]),
            "segments": {key: self._value(key, number) for key in self.labels},
        }

    def _value(self, key: str, number: int) -> str | None:
        labels, names = self.labels[key]
        return names[labels[number]] if labels[number] >= 0 else None
