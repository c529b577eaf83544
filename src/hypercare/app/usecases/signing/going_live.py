"""Records how the entrance criteria stood when a launch went live."""

from typing import Any, Final

from hypercare.app.documents.entrance import entrance_document
from hypercare.app.documents.texts import Document
from hypercare.app.house import House
from hypercare.app.usecases.judging.entrance import judged
from hypercare.app.usecases.launches.launches import at_version
from hypercare.app.usecases.launches.went_live import ENTRANCE, is_recorded
from hypercare.ledger import canonical, chain
from hypercare.model.entrance import Entrance, EntranceState

MOST_NAMED: Final = 50
"""Items of a criterion that a record names; the judgement's digest stands for all."""
OPEN: Final = frozenset({EntranceState.FAIL, EntranceState.UNKNOWN})


def record_entrance(house: House, launch_id: str) -> Document | None:
    """Records how a launch stood at go-live, as of go-live, and returns the record's id and states.

    Once for each go-live: the same call again records nothing new. None where it is not live yet. Raises `NotFound`.
    """
    now = house.clock.now()
    launch, _ = at_version(house.require(), launch_id, now)
    if now < launch.live or is_recorded(launch_id, launch.live):
        return None
    then, _ = at_version(house, launch_id, launch.live)
    found = judged(house, then, launch.live)
    content = {"live": launch.live.isoformat(), **_content(found, entrance_document(found, then, None))}
    record = chain.append(
        kind=ENTRANCE, subject=launch_id, content=content, at=now, content_key=launch.live.isoformat()
    )
    return {"record": record.id, "state": content["state"], "criteria": content["criteria"]}


def _content(found: Entrance, document: Document) -> dict[str, Any]:
    return {
        "version": found.version,
        "state": found.state.value,
        "criteria": {each.name: each.state.value for each in found.criteria},
        "missing": {
            each.name: [item.id for item in each.items if item.state in OPEN][:MOST_NAMED]
            for each in found.criteria
            if each.state in OPEN
        },
        "waived": [item.id for each in found.criteria for item in each.items if item.waiver is not None][:MOST_NAMED],
        "digest": canonical.digest(canonical.encode(document)),
    }
