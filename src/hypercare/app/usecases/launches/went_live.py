"""How the entrance criteria stood when a launch went live: recorded once, so that nobody can say later it was ready."""

from datetime import datetime
from typing import Any, Final

from hypercare.app.house import House
from hypercare.app.usecases.launches.launches import at_version
from hypercare.ledger import records, versions
from hypercare.ledger.views import RecordView
from hypercare.model.entrance import EntranceState, WentLive

ENTRANCE: Final = "entrance"
"""The kind of record."""
CRITERIA: Final = ("live", "instrumentation", "support", "sanity")


def went_live(launch_id: str, as_of: datetime) -> WentLive | None:
    """How a launch stood at its last go-live by an instant; None where that is not recorded. The ledger is open."""
    found = [_went(record) for record in records.of_launch(launch_id, ENTRANCE)]
    return next((went for went in found if went.at <= as_of), None)


def is_recorded(launch_id: str, live: datetime) -> bool:
    """Whether this go-live of a launch is recorded. The ledger is open."""
    return any(_went(record).at == live for record in records.of_launch(launch_id, ENTRANCE))


def _place(criterion: str) -> tuple[int, str]:
    """As pages tell them: a record keeps its names in the order of the alphabet."""
    return (CRITERIA.index(criterion) if criterion in CRITERIA else len(CRITERIA), criterion)


def _went(record: RecordView) -> WentLive:
    content: Any = record.content
    return WentLive(
        record=record.id,
        launch=record.subject,
        at=datetime.fromisoformat(content["live"]),
        state=EntranceState(content["state"]),
        states={name: EntranceState(content["criteria"][name]) for name in sorted(content["criteria"], key=_place)},
        missing={name: tuple(items) for name, items in content["missing"].items()},
        digest=content["digest"],
    )


def is_due(house: House, launch_id: str) -> bool:
    """Whether a launch is live, and how it stood then is not recorded yet. The ledger is open."""
    now = house.clock.now()
    launch, _ = at_version(house, launch_id, now)
    return launch.live <= now and not is_recorded(launch_id, launch.live)


def all_due(house: House) -> tuple[str, ...]:
    """The launches that went live without it being recorded. The ledger is open."""
    return tuple(each for each in versions.launches() if is_due(house, each))
