"""Compiles what judging runs on in a process beside the demo's seeding, where this installation never judged before.

Nothing is handed over: numba keeps what it compiled for the next process. So the process judges the smallest launch of
the demo in a folder of its own, and throws its words away.
"""

import gc
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypercare.analysis.cycle.kernel import progress
from hypercare.analysis.derived_columns import with_cohorts
from hypercare.analysis.launch_scope import days_scope, days_until
from hypercare.analysis.metric import reduction
from hypercare.analysis.scope import Judging
from hypercare.app.engine import Engine
from hypercare.app.house import House
from hypercare.app.settings import read_settings
from hypercare.app.usecases.data.imports import import_events
from hypercare.app.usecases.judging.verdicts import evidence_for
from hypercare.app.usecases.launches import launches
from hypercare.checks.judge import judge_launch
from hypercare.checks.validation.validation import validate
from hypercare.cycles.day import day_end, day_start
from hypercare.simulate.pickup import LAST_DAY, pickup

DAYS = (33, 91)
"""One while the cycle goes on, and is forecast; one after it."""
PATIENCE_SECONDS = 60.0
"""On two cores it takes some 7 s. A machine so busy that it takes longer compiles as it goes."""


def is_compiled() -> bool:
    """Whether numba kept a kernel that every judgement needs."""
    kept = progress.stats.cache_path
    return kept is not None and any(Path(kept).glob(f"*.{progress.py_func.__name__}-*.nbi"))


@contextmanager
def compiled_beside() -> Iterator[Callable[[], None]]:
    """Compiles while the block runs, which is given what waits until that is done; unless waited for, it is stopped."""
    if is_compiled():
        yield _nothing
        return
    quiet = subprocess.DEVNULL
    with subprocess.Popen([sys.executable, "-m", __name__], stdin=quiet, stdout=quiet, stderr=quiet) as beside:

        def wait() -> None:
            with suppress(subprocess.TimeoutExpired):
                beside.wait(PATIENCE_SECONDS)

        try:
            yield wait
        finally:
            beside.kill()


def _nothing() -> None:
    """Nothing is to be waited for."""


def judge_smallest(folder: Path) -> None:
    """Judges and validates the demo's smallest launch in a folder that is empty."""
    told = pickup()
    events, file = folder / "events.jsonl", folder / "launch.yaml"
    events.write_bytes(b"".join(told.events()))
    file.write_text(told.launch_text, encoding="utf-8")
    _, launch = launches.read_file(file)
    over = day_end(LAST_DAY, launch.live, launch.zone)
    house = House(read_settings({"HYPERCARE_CLOCK": over.isoformat()}, data=folder / "data"))
    import_events(house, events, source="demo", decoder=None, again=False, on_progress=lambda _moved: None)
    evidence = evidence_for(house, (launch,))
    for day in DAYS:
        engine = Engine(with_cohorts(evidence.buckets, launch.cohorts), evidence.rows)
        noon = day_start(day, launch.live, launch.zone) + timedelta(hours=12)
        validate(launch, judge_launch(launch, noon, engine, {}), engine)
        for metric in launch.metrics.values():
            scope = days_scope(launch, metric, days_until(launch, noon), noon)
            engine(f"look:{metric.name}", reduction(metric, scope, Judging()))


if __name__ == "__main__":
    # Compiling makes many objects and few cycles: looking for these takes a seventh of its time, to free 100 MB.
    gc.disable()
    with TemporaryDirectory(prefix="hypercare-") as own:
        judge_smallest(Path(own))
