"""A whole launch evaluated on 20 million events: every kind of metric, gates, validation, anti-patterns, the look.

Two launches: the demo's, of six metrics, and the same with a metric of every kind, fourteen, among them funnels with
options and long windows, and a gate more.
`HYPERCARE_BENCH_EVENTS` (a number of millions) makes it smaller. Seconds are those of the clock, and of both cores'
processors together: on a machine that does something else, only the latter can be compared.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.grown import grow
from bench.report import Report
from hypercare.analysis.derived_columns import with_cohorts
from hypercare.app.engine import Engine
from hypercare.app.house import House
from hypercare.app.settings import read_settings
from hypercare.app.usecases.demo import demo
from hypercare.app.usecases.demo.ledger import DECLARED_BEFORE, at
from hypercare.app.usecases.judging import looking
from hypercare.app.usecases.judging.verdicts import evidence_for
from hypercare.app.usecases.launches import launches
from hypercare.checks.judge import judge_launch
from hypercare.checks.validation.validation import validate
from hypercare.simulate.launch_text import LAUNCH_ID, launch_text

MILLION = 1_000_000
BAR = "<= 5"
ID = "everything-measured"
ACCOUNTS = 1_284
METRICS = """
  careful:
    funnel:
      - bulk_opened
      - {event: file_picked, within: 12 hours}
      - {event: file_validated, optional: true}
      - upload_submitted
    within: 30 days
    grace: 1 hour
    exclusions: [{event: support_ticket, between: [1, 4]}]
  in_any_order: {funnel: [file_picked, file_validated, order_created], within: 7 days, order: any}
  paid: {mean: {event: order_created, of: amount}}
  orders_each: {mean: {event: order_created}}
  orders: {count: order_created}
  order_rate: {rate: order_created, per: 1000 accounts}
  active: {activity: order_created, per: week}
  brackets: {retention: {event: order_created, brackets: [0-30, 31-60, 61-90]}}
"""
GATES = """
    careful: {success: 30%, failure: 20%}
    orders_each: {success: 110% of before, failure: 100% of before}
  day 90:
    completion: {success: 42%, failure: 35%}
    order_rate: {success: 110% of before, failure: 100% of before}
    brackets: {bracket: 61-90, success: 60%, failure: 45%}
    shipping_again: {success: 60%, failure: 45%}
"""
JUDGED_DAY = 95
"""After the gate of day 90: three weeks of facts are still to come, and must be left out."""


def run(report: Report) -> None:
    """Seeds, grows and evaluates, in processes of their own."""
    millions = int(os.environ.get("HYPERCARE_BENCH_EVENTS", "20"))
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as folder:
        data = Path(folder) / "demo"
        seeded = demo.run(House(read_settings({}, data=data)), fresh=False, on_progress=lambda _what, _moved: None)
        events = grow(data, 1 + millions * MILLION // seeded.events)
        register(data)
        label = f"{events / MILLION:.0f} M events"
        _row(report, f"{label}: first process, sequences built, to the verdict", _told(data, ID)["first"], None)
        for launch, what in ((LAUNCH_ID, "the demo's launch"), (ID, "a metric of every kind")):
            told = _told(data, launch)
            _row(report, f"{label}, {what}: fresh process, sequences standing, to the verdict", told["first"], None)
            for part in ("judged", "validated", "looked"):
                _row(report, f"{label}, {what}: warm, {part}", told[part], None)
            both = [one + two for one, two in zip(told["judged"], told["validated"], strict=True)]
            _row(report, f"{label}, {what}: warm, judged and validated", both, BAR)


def _told(data: Path, launch: str) -> dict[str, list[float]]:
    """What a process of its own measured: its last line."""
    command = [sys.executable, "-m", "bench.evaluation", str(data), launch]
    found: dict[str, list[float]] = json.loads(
        subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout.splitlines()[-1]
    )
    return found


def register(data: Path) -> None:
    """Declares the launch two weeks before it went live, as the demo's was."""
    text = launch_text(ACCOUNTS).replace(f"launch: {LAUNCH_ID}", f"launch: {ID}")
    text = text.replace("\nprimary:", f"{METRICS}primary:", 1).replace("\n  cycle end:", f"{GATES}  cycle end:", 1)
    file = data / "launches" / f"{ID}.yaml"
    file.write_text(text)
    _, launch = launches.read_file(file)
    house = at(House(read_settings({}, data=data)), launch.live - DECLARED_BEFORE)
    launches.add(house, file, at=launch.live - DECLARED_BEFORE, by="bench")


def evaluated(data: Path, name: str) -> dict[str, list[float]]:
    """What evaluating takes in this process, the first time and then, in seconds by the clock and of processors."""
    _, launch = launches.read_file(data / "launches" / f"{name}.yaml")
    house = demo.at_day(House(read_settings({}, data=data)), launch, JUDGED_DAY)
    instant = demo.told_at(launch, JUDGED_DAY)
    found: dict[str, list[float]] = {}

    def timed(name: str, what: Callable[[], Any]) -> Any:
        began, used = time.perf_counter(), time.process_time()
        answer = what()
        found[name] = [time.perf_counter() - began, time.process_time() - used]
        return answer

    evidence = timed("opened", lambda: evidence_for(house, (launch,)))

    def ask() -> Engine:
        return Engine(with_cohorts(evidence.buckets, launch.cohorts), evidence.rows)

    first = ask()
    verdict = timed("judged", lambda: judge_launch(launch, instant, first, {}))
    timed("validated", lambda: validate(launch, verdict, first))
    opened = [one + two for one, two in zip(found["opened"], found["judged"], strict=True)]
    again = ask()
    verdict = timed("judged", lambda: judge_launch(launch, instant, again, {}))
    timed("validated", lambda: validate(launch, verdict, again))
    looking.glance(house, name, instant)
    timed("looked", lambda: looking.glance(house, name, instant))
    return found | {"first": opened}


def _row(report: Report, what: str, told: list[float], bar: str | None) -> None:
    report.row(what, told[0], "s", bar)
    report.row(f"{what}, processors", told[1], "s", None)


if __name__ == "__main__":
    print(json.dumps(evaluated(Path(sys.argv[1]), sys.argv[2])))
