"""From which truth on a good launch of a size should be scaled: the point of 90 % power.

Where a formula fits it is computed from the size alone; what a judge made of the launch does not come into it.
"""

from math import log, sqrt

import numpy as np
from scipy import optimize, special, stats

from hypercare.app.launchbench.baselines import Board
from hypercare.cycles.business import first_full_cycle
from hypercare.declare.launch_file import read_launch
from hypercare.model.launch import GateKind, Launch, Relative, Threshold
from hypercare.model.metrics import CycleMetric, FunnelMetric, RetentionMetric
from hypercare.simulate.bench.trial import Facts, Trial

POWER = 0.9
ALPHA = 0.05
PRIOR = 100.0
"""Weight of the prior of the confidence sequence of a share, which stands in the middle of the gate."""
SEQUENCE = 1.58
"""How much wider an asymptotic confidence sequence is than one interval at day 90, tuned for day 30."""
SURE = 0.999
"""A share that hardly any company has: no size of truth would do."""


def has_power(trial: Trial) -> bool | None:
    """Whether every primary of a good launch is at or above the point of 90 % power for its size.

    None where no formula fits one of them.
    """
    launch = read_launch(trial.launch_text, file=trial.scenario)
    found = [
        _powered(trial, launch, gate.kind, threshold)
        for gate in launch.gates
        for threshold in gate.thresholds
        if threshold.metric in launch.primary
    ]
    return None if None in found else all(found)


def _powered(trial: Trial, launch: Launch, kind: GateKind, threshold: Threshold) -> bool | None:
    metric, value = launch.metrics[threshold.metric], trial.truth.values[threshold.metric]
    if isinstance(threshold.success, Relative):
        return _lift_powered(trial, launch, threshold) if threshold.success.base == "control" else None
    if not isinstance(metric, CycleMetric | FunnelMetric | RetentionMetric):
        return None
    calendar = isinstance(metric, CycleMetric) and first_full_cycle(metric.every, launch.live, launch.zone) is not None
    success, failure = float(threshold.success), threshold.failure
    centre = success if failure is None or isinstance(failure, Relative) else (success + failure) / 2
    if calendar and kind is GateKind.CYCLE_END:
        return value >= exact_point(success, trial.size)
    return value >= sequence_point(success, centre, trial.size)


def exact_point(success: float, units: int) -> float:
    """The truth from which a share of so many units passes with 90 % when judged once.

    It passes when the lower end of Clopper & Pearson (1934) is at success: from the fewest hits with that on.
    """
    hits = np.arange(units + 1)
    lows = stats.beta.ppf(ALPHA / 2, np.maximum(hits, 1e-300), units - hits + 1)
    return _truth_for(int(np.searchsorted(lows, success)), units)


def sequence_point(success: float, centre: float, units: int) -> float:
    """The same for a share that is looked at daily: the lower end of its beta-binomial confidence sequence (Robbins
    1970), whose prior has the weight 100 at the middle of the gate.
    """
    a, b = PRIOR * centre, PRIOR * (1 - centre)
    hits = np.arange(int(success * units), units + 1)
    evidence = special.betaln(a + hits, b + units - hits) - special.betaln(a, b)
    evidence -= hits * log(success) + (units - hits) * log(1 - success)
    passing = hits[(evidence >= log(1 / ALPHA)) & (hits > success * units)]
    return _truth_for(int(passing[0]) if len(passing) else units + 1, units)


def _truth_for(fewest: int, units: int) -> float:
    """The share of which so many hits among so many units have 90 %; 1 where none has."""
    if fewest > units or stats.binom.sf(fewest - 1, units, SURE) < POWER:
        return 1.0
    return float(optimize.brentq(lambda share: stats.binom.sf(fewest - 1, units, share) - POWER, 1e-9, SURE))


def _lift_powered(trial: Trial, launch: Launch, threshold: Threshold) -> bool:
    """Whether a lift against a control is seen through the spread of units, with one confidence sequence.

    The error of the log ratio of two means over independent units (delta method), measured on these facts.
    """
    assert isinstance(threshold.success, Relative)
    error = lift_error(trial.facts, launch, threshold)
    distance = log(trial.truth.values[threshold.metric] / threshold.success.factor)
    return bool(distance >= error * (SEQUENCE * stats.norm.ppf(1 - ALPHA / 2) + stats.norm.ppf(POWER)))


def lift_error(facts: Facts, launch: Launch, threshold: Threshold) -> float:
    """Standard error of the log ratio of orders per unit, with and without the feature, since go-live."""
    gate = next(each for each in launch.gates if threshold in each.thresholds)
    board = Board.at(facts, launch, gate.day or 0)
    counts = board.counts(board.events("order_created", board.start, board.now))
    sides = [counts[board.group(value)] for value in ("on", "off")]
    return sqrt(sum(float(side.var() / side.mean() ** 2 / len(side)) for side in sides if len(side) and side.mean()))
