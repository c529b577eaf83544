"""Who saw the feature: a pilot before go-live, everybody since."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from hypercare.analysis.derived_columns import with_cohorts
from hypercare.analysis.exposure import ExposureOf, Exposures
from hypercare.analysis.launch_scope import everyone_exposed, reached
from hypercare.analysis.population import NEVER
from hypercare.analysis.split import SplitOf
from hypercare.app.engine import Engine
from hypercare.app.house import House
from hypercare.app.usecases.judging.verdicts import evidence_for
from hypercare.checks.ask import question
from hypercare.checks.entrance.heard import Exposed, LiveHeard, Outside
from hypercare.model.instant import from_micros, to_micros
from hypercare.model.launch import Launch

LEAST_SHARED = 2
"""A value that fewer units share may name a person, such as an e-mail address: it is counted, not told."""
MOST_VALUES = 5
"""Values of one key that are told."""


def live_heard(house: House, launch: Launch, as_of: datetime) -> LiveHeard:
    """Before go-live who saw the feature in the `before` window, where exposure is declared; else who did since."""
    engine = Engine(with_cohorts(evidence_for(house, (launch,)).buckets, launch.cohorts))
    live, at, who = to_micros(launch.live), to_micros(as_of), reached(launch)
    if as_of < launch.live:
        if not (launch.segment.exposure.flag or launch.segment.exposure.event):
            return LiveHeard(None, Exposed())
        who = replace(who, exposed_from=to_micros(launch.live - launch.before), exposed_until=live)
        found = engine(question("entrance pilot", as_of), ExposureOf(who, at, launch.segment.where))
        return LiveHeard(_exposed(found), Exposed())
    found = engine(question("entrance exposed", as_of), ExposureOf(who, at, launch.segment.where))
    return LiveHeard(None, _exposed(found), _variants(engine, launch, as_of))


def _variants(engine: Engine, launch: Launch, as_of: datetime) -> Mapping[str, int]:
    """Units of the segment by the value of its flag at their first exposure since go-live; none without a split."""
    if not launch.segment.split:
        return {}
    everyone = replace(everyone_exposed(launch), exposed_from=to_micros(launch.live), exposed_until=NEVER)
    return engine(question("entrance split", as_of), SplitOf(everyone, to_micros(as_of)))


def _exposed(found: Exposures) -> Exposed:
    return Exposed(
        units=found.units,
        first_at=_instant(found.first),
        last_at=_instant(found.last),
        seen_at=_instant(found.seen),
        outside=found.outside,
        outside_at=_instant(found.outside_last),
        unplaced=found.unplaced,
        beyond=tuple(each for key, values in found.by.items() for each in _beyond(key, values)),
    )


def _beyond(key: str, values: Mapping[str, int]) -> Iterator[Outside]:
    """The values of a key that keep most units out; what is left of them together, without a value."""
    ranked = sorted(values.items(), key=lambda each: (-each[1], each[0]))
    told = [(value, units) for value, units in ranked if units >= LEAST_SHARED][:MOST_VALUES]
    rest = sum(values.values()) - sum(units for _, units in told)
    yield from (Outside(key, value, units) for value, units in told)
    if rest:
        yield Outside(key, None, rest)


def _instant(micros: int | None) -> datetime | None:
    return None if micros is None else from_micros(micros)
