"""What a sound launch file may still regret: gates that come too late or look too early, samples that are too small."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from hypercare.cycles.cohort import cycle_complete
from hypercare.cycles.day import day_end
from hypercare.cycles.judgeable import earliest, judgeable
from hypercare.declare.reading.yaml_lines import Path
from hypercare.declare.specs.metrics import SPECS
from hypercare.model.errors import BadInput
from hypercare.model.launch import Gate, GateKind, Launch, Level, Threshold
from hypercare.model.metrics import Condition, CycleMetric, Filter, Op
from hypercare.model.text import Parameter, Text

LAST_REVIEW_DAY: Final = 90
MOST_UNSEEN: Final = 12
LATE: Final = timedelta(days=7)
"""A window of a few days after a gate's own day surprises nobody."""
Pair = tuple[float, float]
Needed = Callable[[tuple[Pair, ...]], Mapping[Pair, int | None]]
"""From pairs of success and failure to the units that tell them apart; a pair without an answer is left out."""


@dataclass(frozen=True)
class Warned:
    """A warning and the place in the launch file that it is about; empty for the launch as a whole."""

    text: Text
    path: Path = ()


@dataclass(frozen=True)
class Around:
    """What a launch is held against: the present instant, and the names of the events that arrived, None for unknown.

    `is_first` says that no version of it is registered yet, `names_primary` that the file says which metrics decide.
    """

    now: datetime
    seen: frozenset[str] | None
    needed: Needed
    is_first: bool
    names_primary: bool


def judged_at(launch: Launch, gate: Gate) -> datetime | None:
    """When a gate can be judged at the latest, in the launch's zone; None where no calendar reaches that far."""
    try:
        return judgeable(launch, gate).astimezone(launch.zone)
    except (BadInput, OverflowError, ValueError):
        return None


def warnings(launch: Launch, around: Around) -> Iterator[Warned]:
    """Everything worth a second thought, the gravest first."""
    for gate in launch.gates:
        for threshold in gate.thresholds:
            place = ("gates", gate.name, threshold.metric)
            yield from (Warned(text, place) for text in _of_threshold(launch, gate, threshold))
    yield from (Warned(text, ("segment", "expected_units")) for text in _sample(launch, around.needed))
    yield from (Warned(text, ("gates", launch.gates[-1].name)) for text in _cycle(launch))
    yield from _unseen(launch, around.seen)
    yield from _as_a_whole(launch, around)


def _of_threshold(launch: Launch, gate: Gate, threshold: Threshold) -> Iterator[Text]:
    at = judged_at(launch, gate)
    if at is None:
        return
    metric = launch.metrics[threshold.metric]
    if gate.kind is GateKind.DAY and isinstance(metric, CycleMetric):
        yield Text("new-launch-warn-mirage", {"gate": gate.name, "metric": metric.name, "date": at})
        return
    asked = earliest(launch, gate).astimezone(launch.zone)
    review = day_end(LAST_REVIEW_DAY, launch.live, launch.zone) + launch.lateness
    alone = judged_at(launch, Gate(gate.name, gate.kind, (threshold,), gate.day))
    if gate.kind is GateKind.DAY and alone is not None and alone - asked >= LATE:
        yield Text("new-launch-warn-late", {"gate": gate.name, "metric": metric.name, "date": alone})
    elif alone is not None and alone > review:
        shown: dict[str, Parameter] = {"gate": gate.name, "metric": metric.name, "date": alone, "day": LAST_REVIEW_DAY}
        yield Text("new-launch-warn-after-review", shown)


def pairs(launch: Launch) -> dict[Pair, Threshold]:
    """The thresholds of shares that stand against each other, by success and failure."""
    found = (
        (threshold.success, threshold.failure, threshold)
        for gate in launch.gates
        for threshold in gate.thresholds
        if SPECS[launch.metrics[threshold.metric].kind].is_share
    )
    return {(success, failure): each for success, failure, each in found if _plain(success) and _plain(failure)}  # type: ignore[misc]  # both are plain


def _plain(level: Level | None) -> bool:
    return isinstance(level, float)


def _sample(launch: Launch, needed: Needed) -> Iterator[Text]:
    declared = pairs(launch)
    if not declared:
        return
    expected = launch.segment.expected_units
    if expected is None:
        yield Text("new-launch-warn-no-units")
        return
    for pair, units in needed(tuple(declared)).items():
        if units is not None and units > expected:
            found: dict[str, Parameter] = {"metric": declared[pair].metric, "needed": units, "expected": expected}
            yield Text("new-launch-warn-sample", found)


def _cycle(launch: Launch) -> Iterator[Text]:
    """No gate that has seen a whole business cycle."""
    try:
        end = cycle_complete(launch, launch.cycle)
    except (BadInput, OverflowError, ValueError):
        return
    dates = [at for gate in launch.gates if (at := judged_at(launch, gate)) is not None]
    if end is not None and dates and max(dates) < end:
        yield Text("new-launch-warn-no-cycle", {"date": end.astimezone(launch.zone)})


def _unseen(launch: Launch, seen: frozenset[str] | None) -> Iterator[Warned]:
    if seen is None:
        return
    named = [(ref.event, name) for name, metric in launch.metrics.items() for ref in metric.refs]
    missing = {event: name for event, name in reversed(named) if event not in seen}
    if missing:
        events = list(reversed(missing))
        said: dict[str, Parameter] = {"events": ", ".join(events[:MOST_UNSEEN]), "count": len(events)}
        yield Warned(Text("new-launch-warn-unseen", said), ("metrics", missing[events[0]]))


def _as_a_whole(launch: Launch, around: Around) -> Iterator[Warned]:
    if around.is_first and launch.live < around.now:
        yield Warned(Text("new-launch-warn-past", {"date": launch.live}))
    if not around.names_primary:
        yield Warned(Text("new-launch-warn-no-primary", {"count": len(launch.primary)}))
    if not launch.guardrails:
        yield Warned(Text("new-launch-warn-no-guardrail"))
    if launch.segment.exposure.flag is None and launch.segment.exposure.event is None:
        first = launch.exposing[0].event if launch.exposing else ""
        yield Warned(Text("new-launch-warn-no-exposure", {"event": first}))
    if launch.control is not None and not _is_apart(launch, launch.control):
        yield Warned(Text("new-launch-warn-control-overlaps"), ("control",))
    if not launch.squad.approvers:
        yield Warned(Text("new-launch-warn-no-approver"))


def _is_apart(launch: Launch, control: Filter) -> bool:
    """Whether the words themselves keep units of the control out of the launch: by the flag, or by other values."""
    exposure = launch.segment.exposure
    if exposure.flag is not None and f"flag.{exposure.flag}" in control.keys:
        return True
    inside = launch.segment.where.conditions + (exposure.event.where.conditions if exposure.event else ())
    return any(_exclude(one, other) for one in inside for other in control.conditions)


def _exclude(one: Condition, other: Condition) -> bool:
    """Whether no value of a property meets both conditions."""
    if one.key != other.key:
        return False
    if one.op is Op.IS and other.op is Op.IS:
        return not set(one.values) & set(other.values)
    by_kind = {each.op: set(each.values) for each in (one, other)}
    return by_kind.keys() == {Op.IS, Op.NOT} and by_kind[Op.IS] <= by_kind[Op.NOT]
