"""The worker process: loads what the gateway kept, looks after the tables, judges launches daily, and probes."""

import os
import threading
import time

from structlog.typing import FilteringBoundLogger

from hypercare.app.house import House
from hypercare.app.ingest import make_loader
from hypercare.app.processes.judging import Judging
from hypercare.app.processes.life import Life
from hypercare.app.processes.loading import Loading
from hypercare.app.processes.maintenance import Maintenance
from hypercare.app.processes.probing import Probing
from hypercare.app.processes.role import run_role
from hypercare.app.settings import Settings
from hypercare.app.studio.client import Studio

JOB_SECONDS = 3.0
"""Jobs end at once when they are asked between two rounds. One that does not is cut off, as by a lost power supply:
probes answer to nobody any more, and what changes tables leaves them whole at every instant."""


def worker(settings: Settings, life: Life, log: FilteringBoundLogger) -> None:
    """Runs the worker until it is asked to end: everything that can be loaded is loaded then."""
    house = House(settings).create()
    loading = Loading(make_loader(house), settings.data, log)
    life.say_ready()
    maintenance = Maintenance(house, house.commits, log)
    studio = Studio(os.environ, log)
    life.when_asked(studio.close)
    jobs = {
        "maintenance": maintenance.run,
        "judging": Judging(house, studio, log).run,
        "probing": Probing(house, log).run,
    }
    threads = [threading.Thread(target=run, args=(life.wait,), name=name, daemon=True) for name, run in jobs.items()]
    for thread in threads:
        thread.start()
    loading.run(life.wait)
    ends = time.monotonic() + JOB_SECONDS
    for thread in threads:
        thread.join(max(0.0, ends - time.monotonic()))


if __name__ == "__main__":
    run_role("worker", worker)
