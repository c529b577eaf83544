"""The units of an answer, by name: what each is to it, and when. Their names are personal data: never logged."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from heapq import merge
from itertools import islice
from zoneinfo import ZoneInfo

import numpy as np

from hypercare.analysis.funnel.conversion import Funnel
from hypercare.analysis.funnel.unit_chains import UnitChains, unit_chains
from hypercare.analysis.population import members
from hypercare.analysis.tally import PerUnit, Row, TallyReduction
from hypercare.analysis.unit_rows import UnitRows, standing, unit_rows
from hypercare.app.documents.texts import Document
from hypercare.app.engine import Buckets
from hypercare.app.metric_answers import Asking
from hypercare.model.instant import from_micros
from hypercare.model.sequences import Bucket, Ints


@dataclass(frozen=True)
class _Part:
    """The units of one bucket that are in the number: `places` (m,) among its members, whose rows are `rows`.

    Of a funnel by our own rules, `chains` are its chains, and `members` (members,) the numbers of the members there.
    """

    rows: UnitRows
    places: Ints
    chains: UnitChains | None = None
    members: Ints | None = None

    def chain(self, place: int, zone: ZoneInfo) -> Document:
        """How far a unit came in a funnel, what it is there, and when it took each step; nothing for another metric."""
        if self.chains is None or self.members is None:
            return {}
        found = self.chains.chain(int(self.members[place]))
        times = [None if time is None else _told(time, zone) for time in found.times]
        return {"state": found.state.value, "level": found.level, "times": times}

    def named(self, number: int, limit: int) -> Iterator[tuple[str, int, int]]:
        """The first of them by name, each with the number of this part and its place in it."""
        names = [(self.rows.names[place], number, place) for place in self.places.tolist()]
        return iter(sorted(names)[:limit])


def units_document(asking: Asking, facts: Buckets, cell: str | None, limit: int) -> Document:
    """The first `limit` units of an answer, by name, and how many are left out.

    Each has its `state` and its part in the number, and the instant `since` when it counts; of a funnel by our own
    rules also its `level` and the `times` of its steps.
    """
    question, everyone = asking.measured(cell)
    parts = [_part(question, bucket) for bucket in facts(question.unit, question.columns, question.as_of)]
    first = islice(merge(*(part.named(number, limit) for number, part in enumerate(parts))), limit)
    zone = ZoneInfo(asking.scope.zone)
    say = partial(_said, question, everyone, zone)
    listed = [
        {"unit": name, **say(parts[number].rows, place), **parts[number].chain(place, zone)}
        for name, number, place in first
    ]
    return {"units": listed, "left_out": sum(len(part.places) for part in parts) - len(listed)}


def _part(question: TallyReduction, bucket: Bucket) -> _Part:
    rows = unit_rows(question, bucket)
    if not isinstance(question, PerUnit):
        return _Part(rows, np.arange(len(rows.exposed_at)))
    who = members(bucket, question.scope.population, question.scope.as_of)
    if isinstance(question, Funnel) and not question.metric.profile:
        chains = unit_chains(bucket, question.metric, question.scope, who)
        units = np.flatnonzero(who.mask)
        return _Part(rows, np.searchsorted(units, chains.units), chains, units)
    counted = (question.measure(bucket, who)[who.mask] != 0).any(axis=1)
    return _Part(rows, np.flatnonzero(counted))


def _said(question: TallyReduction, everyone: Row, zone: ZoneInfo, rows: UnitRows, place: int) -> Document:
    found = standing(question, rows.row(place), everyone)
    return {
        "state": found.state.value,
        "is_open": found.is_open,
        "numerator": found.numerator,
        "denominator": found.denominator,
        "since": _told(int(rows.exposed_at[place]), zone),
    }


def _told(micros: int, zone: ZoneInfo) -> str:
    return from_micros(micros).astimezone(zone).isoformat()
