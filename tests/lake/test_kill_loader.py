"""kill -9 of a real loader process, a few rounds of the bench."""

import importlib.util
from pathlib import Path

import pytest

PATH = Path(__file__).parents[2] / "bench" / "kill_loader.py"


class Rows:
    def __init__(self) -> None:
        self.values: dict[str, float | str] = {}

    def row(self, metric: str, value: float | str, unit: str, bar: str | None) -> None:
        self.values[metric] = value


@pytest.mark.slow
def test_a_loader_killed_at_random_instants_loses_and_doubles_nothing() -> None:
    spec = importlib.util.spec_from_file_location("bench_kill_loader", PATH)
    assert spec
    assert spec.loader
    bench = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(bench)
    rows = Rows()
    bench.run(rows, rounds=10, seed=1)
    assert rows.values["events sent"] > 1000
    assert rows.values["commits of events"] > 10
    lost_or_doubled = ["events lost", "events counted twice", "events nobody sent", "segments loaded in part"]
    assert {metric: rows.values[metric] for metric in lost_or_doubled} == dict.fromkeys(lost_or_doubled, 0)
