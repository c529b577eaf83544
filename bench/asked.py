"""The questions of the benchmark of sequences, asked of a set that stands: `python -m bench.asked FOLDER RUNS NAME...`.

Prints JSON: by question the fastest run in seconds and the answer; what opening the set took, and the peak memory.
"""

import json
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from bench.behaviour import MONDAY, NAMES, WEEKS
from bench.oracles.memory import peak_memory
from hypercare.analysis.activity.detail import ActivityDetail
from hypercare.analysis.metric import reduction
from hypercare.analysis.population import Population
from hypercare.analysis.retention.table import RetentionTable
from hypercare.analysis.scope import Judging, Scope
from hypercare.app.engine import Engine
from hypercare.lake.sequences.sequences import SequenceStore
from hypercare.lake.tables import Tables
from hypercare.model.instant import DAY_US
from hypercare.model.metrics import (
    ActivityMetric,
    Cycle,
    CycleKind,
    CycleMetric,
    EventRef,
    Exclusion,
    FunnelMetric,
    RetentionMetric,
    Step,
    Unit,
)

COLUMNS = frozenset({"platform"})
END = MONDAY + (WEEKS * 7 + 30) * DAY_US
"""When all windows are over."""
DAY = timedelta(days=1)


def _scope(**population: Any) -> Scope:
    days = tuple(range(MONDAY, END + 1, DAY_US))
    return Scope(Population(**population), MONDAY, MONDAY + WEEKS * 7 * DAY_US, END, END, days)


def _funnel(*steps: int, **options: Any) -> FunnelMetric:
    return FunnelMetric("funnel", tuple(Step(EventRef(NAMES[step])) for step in steps), DAY, **options)


def _with_all_options() -> FunnelMetric:
    """An optional step, a time of its own for another, an exclusion, and a grace."""
    first, second, third, last = _funnel(4, 5, 7, 11).steps
    steps = (first, Step(second.ref, optional=True), Step(third.ref, within=timedelta(hours=6)), last)
    cancelled = Exclusion(EventRef(NAMES[15]), 1, 3)
    return FunnelMetric("funnel", steps, DAY, exclusions=(cancelled,), grace=timedelta(seconds=2))


def _levels(measured: Any, steps: int) -> list[list[int]]:
    """How many units end at each step, as `windowFunnel` tells it."""
    reached = [*measured.row[5 : 5 + steps], 0]
    return [[step + 1, reached[step] - reached[step + 1]] for step in range(steps) if reached[step] > reached[step + 1]]


def _judged(metric: Any, scope: Scope) -> Any:
    return reduction(metric, scope, Judging(exact=True))


RETENTION = RetentionMetric("weekly", EventRef(NAMES[4]), by="calendar", at=tuple(range(WEEKS)), period="week")
GOAL = CycleMetric("goal", EventRef(NAMES[4]), 3, Cycle(CycleKind.CALENDAR_QUARTER))


def _cells(report: Any) -> list[list[int]]:
    """Units by week of birth and weeks since; the week of the birth itself is not compared."""
    return [
        [born, week, cell.retained]
        for born, cohort in enumerate(report.cohorts)
        for week, cell in enumerate(cohort.cells)
        if week and cell.retained
    ]


QUESTIONS: dict[str, tuple[Callable[[], Any], Callable[[Any], Any]]] = {
    "funnel of 3 steps": (lambda: _judged(_funnel(4, 7, 11), _scope()), lambda found: _levels(found, 3)),
    "funnel of 3 steps, the commonest": (
        lambda: _judged(_funnel(0, 1, 2), _scope()),
        lambda found: _levels(found, 3),
    ),
    "funnel of 8 steps": (lambda: _judged(_funnel(*range(2, 10)), _scope()), lambda found: _levels(found, 8)),
    "funnel by platform": (
        lambda: _judged(_funnel(4, 7, 11), _scope(by="platform")),
        lambda found: _levels(found, 3),
    ),
    "funnel in strict order": (
        lambda: _judged(_funnel(4, 7, 11, order="strict"), _scope()),
        lambda found: _levels(found, 3),
    ),
    "funnel with all options": (lambda: _judged(_with_all_options(), _scope()), lambda found: list(found.row)),
    "retention, 12 weeks": (lambda: RetentionTable(_scope(), RETENTION), _cells),
    "cycle": (lambda: _judged(GOAL, _scope()), lambda found: [[found.row[3]]]),
    "active by month": (
        lambda: ActivityDetail(_scope(), ActivityMetric("months")),
        lambda found: [units for _, units in found.series["month"] if units],
    ),
}


def main() -> None:
    """Opens the set, and asks."""
    folder, runs, names = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
    began = time.perf_counter()
    store = SequenceStore(folder / "sequences", Tables(folder / "lake"))
    buckets = list(store.open(Unit(), COLUMNS).buckets())
    found: dict[str, Any] = {"opening": time.perf_counter() - began}
    for name in names:
        asked, told = QUESTIONS[name]
        times, answer = [], None
        for _ in range(runs):
            began = time.perf_counter()
            answer = Engine(lambda *_asked: buckets)(name, asked())
            times.append(time.perf_counter() - began)
        found[name] = {"seconds": min(times), "answer": told(answer)}
    found["memory"] = peak_memory()
    print(json.dumps(found))


if __name__ == "__main__":
    main()
