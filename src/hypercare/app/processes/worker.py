"""The worker process: loads what the gateway kept, and looks after the tables."""

import threading

from structlog.typing import FilteringBoundLogger

from hypercare.app.house import House
from hypercare.app.ingest import make_loader
from hypercare.app.processes.life import Life
from hypercare.app.processes.loading import Loading
from hypercare.app.processes.maintenance import Maintenance
from hypercare.app.processes.role import run_role
from hypercare.app.settings import Settings


def worker(settings: Settings, life: Life, log: FilteringBoundLogger) -> None:
    """Runs the worker until it is asked to end: everything that can be loaded is loaded then."""
    house = House(settings).create()
    loading = Loading(make_loader(house), settings.data, log)
    life.say_ready()
    maintenance = Maintenance(house, house.commits, log)
    keeper = threading.Thread(target=maintenance.run, args=(life.wait,), name="maintenance", daemon=True)
    keeper.start()
    loading.run(life.wait)
    keeper.join()


if __name__ == "__main__":
    run_role("worker", worker)
