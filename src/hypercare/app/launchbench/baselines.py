"""The dashboard as people read it: point estimates of whatever has been counted so far, and no second thought."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import NDArray

from hypercare.cycles.business import first_full_cycle
from hypercare.cycles.day import day_end, day_start
from hypercare.model.instant import DAY_US, to_micros
from hypercare.model.launch import Launch, Level, Relative, Threshold
from hypercare.model.metrics import CycleMetric, FunnelMetric, Metric, RateMetric, RatioMetric, RetentionMetric
from hypercare.model.sequences import Ints
from hypercare.model.verdict import Action
from hypercare.simulate.bench.trial import Facts

DASHBOARDS = (30, 90)
"""The days on which a dashboard is read."""
LATELY = 30
"""Days in which whoever did something is called active."""
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Board:
    """What a dashboard knows at the end of a day: events that had happened and were known, with the launch's dates."""

    facts: Facts
    launch: Launch
    day: int
    rows: Mask

    @classmethod
    def at(cls, facts: Facts, launch: Launch, day: int) -> "Board":
        """The dashboard at the end of a day since go-live."""
        now = to_micros(day_end(day, launch.live, launch.zone))
        return cls(facts, launch, day, (facts.ts < now) & (facts.known < now))

    @property
    def units(self) -> int:
        return int(self.facts.unit.max()) + 1

    @property
    def start(self) -> int:
        return to_micros(day_start(0, self.launch.live, self.launch.zone))

    @property
    def now(self) -> int:
        return to_micros(day_end(self.day, self.launch.live, self.launch.zone))

    def events(self, name: str, first: int, last: int) -> Mask:
        """Events of a name in [first, last)."""
        code = self.facts.names.index(name) if name in self.facts.names else -1
        inside = (self.facts.ts >= first) & (self.facts.ts < last)
        return np.asarray(self.rows & (self.facts.event == code) & inside, np.bool_)

    def having(self, rows: Mask) -> Mask:
        """Which units have any of these rows."""
        found = np.zeros(self.units, np.bool_)
        found[self.facts.unit[rows]] = True
        return found

    def counts(self, rows: Mask) -> Ints:
        """How many of these rows each unit has."""
        return np.bincount(self.facts.unit[rows], minlength=self.units)

    def group(self, value: str) -> Mask:
        """Units that ever carried this value of the flag."""
        [name] = [key for key in self.facts.columns if key.startswith("flag.")]
        codes, values = self.facts.columns[name]
        return self.having(self.rows & (codes == values.index(value)))


def read_dashboard(facts: Facts, launch: Launch, day: int) -> Action:
    """Scale if every primary is above success, roll back if every one is below failure, else change something."""
    board = Board.at(facts, launch, day)
    stands = [_stand(board, threshold) for threshold in _deciding(launch).values()]
    if all(stand > 0 for stand in stands):
        return Action.SCALE
    return Action.ROLLBACK if all(stand < 0 for stand in stands) else Action.PIVOT


def _deciding(launch: Launch) -> Mapping[str, Threshold]:
    """The last threshold of each primary."""
    return {each.metric: each for gate in launch.gates for each in gate.thresholds if each.metric in launch.primary}


def _stand(board: Board, threshold: Threshold) -> int:
    """1 above success, -1 below failure, 0 between; nothing counted is between."""
    value = _value(board, board.launch.metrics[threshold.metric], threshold.success)
    if np.isnan(value):
        return 0
    success, failure = (_number(level) for level in (threshold.success, threshold.failure or threshold.success))
    return int(value >= success) - int(value < failure)


def _number(level: Level) -> float:
    return level.factor if isinstance(level, Relative) else level


def _value(board: Board, metric: Metric, level: Level) -> float:
    if isinstance(level, Relative):
        return _against(board, cast("RateMetric | RatioMetric", metric), level.base)
    readers: Mapping[type, Callable[[Board, Metric], float]] = {
        FunnelMetric: _converted,
        CycleMetric: _on_pace,
        RatioMetric: lambda board, metric: _ratio(board, cast("RatioMetric", metric), board.start, board.now, None),
        RetentionMetric: _active_lately,
    }
    return readers[type(metric)](board, metric)


def _converted(board: Board, metric: Metric) -> float:
    """Whoever ever came to the last step, of whoever came to the first."""
    assert isinstance(metric, FunnelMetric)
    first, last = (
        board.having(board.events(metric.steps[place].ref.event, board.start, board.now)) for place in (0, -1)
    )
    return _share(last & first, first)


def _on_pace(board: Board, metric: Metric) -> float:
    """Units whose events since go-live, at this pace, would reach the goal in a cycle."""
    assert isinstance(metric, CycleMetric)
    launch = board.launch
    window = first_full_cycle(metric.every, launch.live, launch.zone)
    length = metric.every.days or 0 if window is None else (window.end - window.start).days
    counts = board.counts(board.events(metric.event.event, board.start, board.now))
    reached = board.having(_exposing(board))
    return _share((counts * length / (board.day + 1) >= metric.at_least) & reached, reached)


def _exposing(board: Board) -> Mask:
    rows = np.zeros(len(board.rows), np.bool_)
    for ref in board.launch.exposing:
        rows |= board.events(ref.event, board.start, board.now)
    return rows


def _active_lately(board: Board, metric: Metric) -> float:
    """Whoever did it since go-live: the share that did it again in the last thirty days, a day after the first time."""
    assert isinstance(metric, RetentionMetric)
    since = board.events(metric.event.event, board.start, board.now)
    first = np.full(board.units, np.iinfo(np.int64).max)
    np.minimum.at(first, board.facts.unit[since], board.facts.ts[since])
    lately = since & (board.facts.ts >= board.now - LATELY * DAY_US)
    again = lately & (board.facts.ts - first[board.facts.unit] >= DAY_US)
    return _share(board.having(again), board.having(since))


def _against(board: Board, metric: "RateMetric | RatioMetric", base: str) -> float:
    """Raw before and after, or the feature beside its control."""
    if base == "control":
        on, off = (_of_group(board, metric, board.group(value)) for value in ("on", "off"))
        return on / off if off else float("nan")
    before = board.start - int(board.launch.before.total_seconds()) * 1_000_000
    sides = [_of_days(board, metric, first, last) for first, last in ((before, board.start), (board.start, board.now))]
    return sides[1] / sides[0] if sides[0] else float("nan")


def _of_group(board: Board, metric: "RateMetric | RatioMetric", group: Mask) -> float:
    if isinstance(metric, RatioMetric):
        return _ratio(board, metric, board.start, board.now, group)
    counts = board.counts(board.events(metric.event.event, board.start, board.now))
    return float(counts[group].mean()) if group.any() else float("nan")


def _of_days(board: Board, metric: "RateMetric | RatioMetric", first: int, last: int) -> float:
    if isinstance(metric, RatioMetric):
        return _ratio(board, metric, first, last, None)
    return float(board.events(metric.event.event, first, last).sum()) / ((last - first) / DAY_US)


def _ratio(board: Board, metric: RatioMetric, first: int, last: int, group: Mask | None) -> float:
    above, below = (board.events(ref.event, first, last) for ref in (metric.numerator, metric.denominator))
    if group is not None:
        above, below = above & group[board.facts.unit], below & group[board.facts.unit]
    return float(above.sum() / below.sum()) if below.any() else float("nan")


def _share(hits: Mask, all_units: Mask) -> float:
    return float(hits.sum() / all_units.sum()) if all_units.any() else float("nan")
