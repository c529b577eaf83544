"""How long the demo takes to seed: simulate, import, load; and to be judged on its six days."""

import tempfile
import time
from pathlib import Path

from bench.report import Report
from hypercare.app.house import House
from hypercare.app.settings import read_settings
from hypercare.app.usecases.demo import demo


def run(report: Report) -> None:
    """Seeds the demo in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        house = House(read_settings({}, data=Path(folder) / "demo"))
        began = time.perf_counter()
        done = demo.run(house, fresh=False, on_progress=lambda _what, _moved: None)
        judged = time.perf_counter() - began - done.seconds
    report.row("events of the demo", done.events)
    report.row("seeding (simulate, import, load)", done.seconds, "s", "<= 10 s")
    report.row(f"judging {len(done.verdicts)} days, sequences built cold", judged, "s")
