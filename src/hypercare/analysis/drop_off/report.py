"""What the drop-offs of a funnel say, from the counts that add up."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import msgspec

from hypercare.analysis.drop_off.label_counts import LabelCounts
from hypercare.analysis.drop_off.lingering import quantile
from hypercare.analysis.drop_off.over_represented import Compared, Held, Shared, over_represented
from hypercare.analysis.funnel.options import ANY
from hypercare.analysis.tally import VALUE, Row
from hypercare.model.metrics import FunnelMetric, Scalar
from hypercare.model.text import Parameter, Text

MOST_EVENTS = 20
"""Events that are listed; the others are told together."""
MOST_VALUES = 50
"""Values of properties that are listed for a step."""
ABSENT = ""
"""The label of a property that is absent."""
LONGEST_VALUE = 200
"""Characters of a value: longer ones are texts, and those that begin alike count together."""


class DropOffState(msgspec.Struct, frozen=True):
    """By step, exact counts. `units`: those that dropped, are open, went on; the mature ones of those that dropped and
    that went on; of the dropped those after which nothing came, that met an error, that wrote a ticket.

    `last` and `following` by event: units by step. `lingered` by step: units by seconds. `values` by property and
    value: mature units by step, those that dropped, then those that went on. `errors` and `tickets`: how many rows of
    that kind there are in all the data.
    """

    units: tuple[Row, ...]
    last: LabelCounts
    following: LabelCounts
    lingered: tuple[dict[int, int], ...]
    values: dict[str, LabelCounts]
    errors: int
    tickets: int


DROPPED, OPEN, WENT_ON, DROPPED_MATURE, WENT_ON_MATURE, NOTHING, MET_ERROR, WROTE_TICKET = range(8)
"""The places of the counts in a row of `DropOffState.units`."""


@dataclass(frozen=True)
class EventUnits:
    """How many units an event is true of; None for all events that are not listed."""

    event: str | None
    units: int


@dataclass(frozen=True)
class Lingered:
    """For how many seconds units lingered; exact up to 34 minutes, beyond to a thousandth."""

    median_seconds: int
    p25: int
    p75: int


@dataclass(frozen=True)
class StepDropOff:
    """Those that stopped at a step for good (`units`), may still go on from there (`is_open`), and went on.

    `next_event` is None where any step may follow. `errors` and `tickets` are how many of the units met one; None where
    there is none in all the data. `compared` are the mature units whose values are `shared`.
    """

    number: int
    event: str
    next_event: str | None
    units: int
    is_open: int
    went_on: int
    last: tuple[EventUnits, ...]
    following: tuple[EventUnits, ...]
    nothing_next: int
    lingered: Lingered | None
    errors: int | None
    tickets: int | None
    compared: Compared
    shared: tuple[Shared, ...]

    @property
    def findings(self) -> tuple[Text, ...]:
        """What to say of the values that were found: what is more frequent, else of its property what is less so."""
        found = [each for each in self.shared if each.is_found]
        more = {each.key for each in found if each.difference > 0}
        return tuple(_finding(self.event, each) for each in found if each.difference > 0 or each.key not in more)


@dataclass(frozen=True)
class DropOffReport:
    """The drop-offs of a funnel, step by step. So many values were `looked_at`, of all steps and properties; `cut` are
    the properties of which not all values were told apart.
    """

    steps: tuple[StepDropOff, ...]
    looked_at: int
    cut: tuple[str, ...]


def drop_off_report(metric: FunnelMetric, keys: Sequence[str], state: DropOffState) -> DropOffReport:
    """What the counts say. Nobody stops at the last step of an ordered funnel: it is left out."""
    sides = [Compared(row[DROPPED_MATURE], row[WENT_ON_MATURE]) for row in state.units]
    shared = over_represented(list(_held(keys, state)), sides)
    last = len(metric.steps) if metric.order == ANY else len(metric.steps) - 1
    return DropOffReport(
        steps=tuple(_step(metric, number, state, sides[number], shared[number]) for number in range(last)),
        looked_at=sum(map(len, shared)),
        cut=tuple(key for key in keys if not state.values[key].is_whole),
    )


def value_label(value: Scalar) -> str:
    """The label of a property's value; values that differ in type only ("1" and 1) are one in words."""
    return ABSENT if value is None else f"{VALUE}{value}"[: len(VALUE) + LONGEST_VALUE]


def _held(keys: Sequence[str], state: DropOffState) -> Iterator[Held]:
    steps = len(state.units)
    for key in dict.fromkeys(keys):
        for label, row in sorted(state.values[key].rows.items()):
            value = None if label == ABSENT else label.removeprefix(VALUE)
            yield from (Held(step, key, value, row[step], row[steps + step]) for step in range(steps))


def _step(metric: FunnelMetric, at: int, state: DropOffState, of: Compared, shared: list[Shared]) -> StepDropOff:
    row = state.units[at]
    return StepDropOff(
        number=at + 1,
        event=metric.steps[at].ref.event,
        next_event=None if metric.order == ANY else metric.steps[at + 1].ref.event,
        units=row[DROPPED],
        is_open=row[OPEN],
        went_on=row[WENT_ON],
        last=_most(state.last, at),
        following=_most(state.following, at),
        nothing_next=row[NOTHING],
        lingered=_lingered(state.lingered[at]),
        errors=row[MET_ERROR] if state.errors else None,
        tickets=row[WROTE_TICKET] if state.tickets else None,
        compared=of,
        shared=tuple(shared[:MOST_VALUES]),
    )


def _most(counts: LabelCounts, at: int) -> tuple[EventUnits, ...]:
    """The events of the most units at a step, and what is left."""
    ranked = sorted(((-row[at], name) for name, row in counts.rows.items() if row[at]))
    listed = [EventUnits(name, -units) for units, name in ranked[:MOST_EVENTS]]
    left = counts.others[at] - sum(units for units, _ in ranked[MOST_EVENTS:])
    return (*listed, EventUnits(None, left)) if left else tuple(listed)


def _lingered(counts: dict[int, int]) -> Lingered | None:
    if not counts:
        return None
    median, lower, upper = (quantile(counts, numerator=quarters, denominator=4) for quarters in (2, 1, 3))
    return Lingered(median, lower, upper)


def _finding(step: str, each: Shared) -> Text:
    params: dict[str, Parameter] = {
        "step": step,
        "key": each.key,
        "value": each.value or "",
        "dropped": each.dropped_share,
        "went_on": each.went_on_share,
    }
    if each.value is None:
        return Text("drop-off-absent-more" if each.difference > 0 else "drop-off-absent-less", params)
    return Text("drop-off-value-more" if each.difference > 0 else "drop-off-value-less", params)
