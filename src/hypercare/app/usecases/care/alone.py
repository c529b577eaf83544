"""Being alone with the facts: while rows are taken out of the tables, nobody loads, compacts, cleans or backs up."""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from hypercare.app.house import House
from hypercare.app.processes.commit_lock import commits_paused
from hypercare.app.usecases.care.backup import WORKPLACE
from hypercare.lake.lock import is_held, take
from hypercare.model.errors import Busy


@contextmanager
def alone(house: House, role: str) -> Iterator[None]:
    """While this is held, only the gateway goes on. What a killed backup set aside is gone.

    A running server's worker is paused; without a server the data folder is held in the name of `role`. Raises `Busy`
    while a backup runs, for it would keep what is taken out.
    """
    with ExitStack() as held:
        if not is_held(house.data / "lock"):
            held.enter_context(house.lock(role))
        place = house.data / WORKPLACE
        place.mkdir(exist_ok=True)
        lock = take(place / "lock", wait=False)
        if lock is None:
            raise Busy(
                "a backup of this installation is running", where=str(house.data), fix="try again when it is done"
            )
        held.callback(os.close, lock)
        shutil.rmtree(place / "aside", ignore_errors=True)
        held.enter_context(commits_paused(house.data))
        yield
