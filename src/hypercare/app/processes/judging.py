"""Judges every launch once a day, whether anybody looks or not: so gates are issued when their date has come."""

from collections.abc import Callable
from datetime import datetime

from structlog.typing import FilteringBoundLogger

from hypercare.app.decisions import open_ledger
from hypercare.app.house import House
from hypercare.app.studio.client import Studio
from hypercare.app.usecases.launches import went_live
from hypercare.app.usecases.launches.launches import at_version
from hypercare.app.usecases.launches.signed import decisions
from hypercare.cycles.daily import daily_look
from hypercare.ledger import records, versions
from hypercare.ledger.views import RecordView
from hypercare.model.errors import HypercareError
from hypercare.model.verdict import Action

LOOK_SECONDS = 60.0
"""How often it is asked whether a look is due: of no importance to what it says, which is as of now."""
KIND = "verdict"
RECENT = 50
"""So many of a launch's latest looks are read to find one that is late enough; people ask for past instants, too."""


class Judging:
    """The daily looks of one installation, each made by the studio and recorded in the chain."""

    def __init__(self, house: House, studio: Studio, log: FilteringBoundLogger) -> None:
        self._house, self._studio, self._log = house, studio, log

    def run(self, wait: Callable[[float], bool]) -> None:
        """Goes on until `wait(seconds)` says that it is over. For a thread of its own."""
        while True:
            try:
                self.go_live()
                self.judge()
            except Exception:  # noqa: BLE001  the edge of the job loop: the next round tries again
                self._log.exception("judging failed and is tried again")
            if wait(LOOK_SECONDS):
                return

    def go_live(self) -> tuple[str, ...]:
        """Records how the entrance stood of launches that are live by now; which they were."""
        open_ledger(self._house)
        due = went_live.all_due(self._house)
        for launch_id in due:
            if self._studio.is_closed:
                break
            try:
                done = self._studio.ask("go-live", launch=launch_id)
                self._log.info("went live", launch=launch_id, record=done.get("record"), state=done.get("state"))
            except HypercareError as error:
                self._log.error(error.line(), code=error.code, launch=launch_id)
        return due

    def judge(self) -> tuple[str, ...]:
        """Judges the launches that are due; which they were. One that cannot be judged holds up no other."""
        due = self.due()
        for launch_id in due:
            if self._studio.is_closed:
                break
            try:
                done = self._studio.ask("judge", launch=launch_id)
                self._log.info("judged", launch=launch_id, record=done["id"], says=done["says"])
            except HypercareError as error:
                self._log.error(error.line(), code=error.code, launch=launch_id)
        return due

    def due(self) -> tuple[str, ...]:
        """The launches whose daily look was not made yet."""
        open_ledger(self._house)
        now = self._house.clock.now()
        return tuple(launch_id for launch_id in versions.launches() if self._is_due(launch_id, now))

    def _is_due(self, launch_id: str, now: datetime) -> bool:
        launch, _ = at_version(self._house, launch_id, now)
        signed = decisions(launch_id, now)
        at = daily_look(launch, now, goes_on=bool(signed) and signed[-1].action is not Action.ROLLBACK)
        looks = records.of_launch(launch_id, KIND, limit=RECENT)
        return at is not None and not any(datetime.fromisoformat(_as_of(each)) >= at for each in looks)


def _as_of(record: RecordView) -> str:
    as_of: str = record.content["verdict"]["as_of"]
    return as_of
