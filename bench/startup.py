"""How long the command line takes to start: the wall time of `--help` and `status`, each in a fresh process."""

import subprocess
import sys
import tempfile
import time
from statistics import median
from typing import Protocol

PROGRAM = (sys.executable, "-c", "from hypercare.cli.main import main; main()")


class Report(Protocol):
    """Where the rows go."""

    def row(self, metric: str, value: float | str, unit: str, bar: str | None) -> None: ...


def run(report: Report, rounds: int = 15) -> None:
    """Starts each so many times, after one that is not counted and fills the system's caches."""
    with tempfile.TemporaryDirectory() as folder:
        for words in (("--help",), ("status", "--data", folder)):
            times = sorted(_seconds(words) for _ in range(rounds + 1))[:-1]
            report.row(f"hypercare {words[0]}, median of {rounds}", median(times), "s", "< 0.5 s")


def _seconds(words: tuple[str, ...]) -> float:
    began = time.perf_counter()
    subprocess.run([*PROGRAM, *words], capture_output=True, check=False)
    return time.perf_counter() - began
