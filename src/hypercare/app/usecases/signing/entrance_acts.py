"""What people say of the items of an entrance: that they waive one, have read the guide, or looked by themselves."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from typing import Final

from hypercare.app.documents.entrance import ACT_SCHEMA, act_document
from hypercare.app.documents.texts import Document
from hypercare.app.house import House
from hypercare.app.looks import Moment
from hypercare.app.usecases.acts.refusals import noted
from hypercare.app.usecases.judging.entrance import judged, refresh
from hypercare.app.usecases.launches.launches import at_version
from hypercare.checks.entrance.readers import GUIDE, guide_digest, may_read, readers
from hypercare.checks.entrance.waived import LONGEST, WAIVABLE
from hypercare.ledger import entrance_acts
from hypercare.model.entrance import (
    LONGEST_REASON,
    WAIVING,
    ActKind,
    Entrance,
    EntranceAct,
    EntranceAction,
    EntranceItem,
    EntranceState,
)
from hypercare.model.errors import BadInput, NotFound, Refused
from hypercare.model.launch import Launch
from hypercare.model.refusal import What

SHOWN: Final = 80
"""Characters of what somebody wrote in a message."""


@dataclass(frozen=True)
class Said:
    """An act as somebody tells it: of which launch's item, what, why, and until when a waiver holds."""

    launch: str
    item: str
    kind: ActKind
    reason: str = ""
    until: datetime | None = None


def add(house: House, said: Said, *, by: str) -> Document:
    """Records what somebody said of an item, and returns it as `hypercare/entrance-act.v1`.

    Raises `NotFound` for an unknown launch or item; `BadInput` (`where`: the field) for a waiver without a reason, or
    whose end is past or more than 90 days away, or of what passes; and `Refused` where somebody else must say so.
    What is refused is noted, for the audit.
    """
    with noted(house.require(), said.launch, who=by, what=tried(said.kind), reason=said.reason):
        return _added(house, said, by)


def tried(kind: ActKind) -> What:
    """What an act is noted as where it is refused."""
    return What.WAIVE if kind in WAIVING else What.ENTRANCE


def _added(house: House, said: Said, by: str) -> Document:
    now = house.clock.now()
    launch, _ = at_version(house, said.launch, now)
    found = _item(judged(house, launch, now), said.item, launch)
    act = MAKERS[said.kind](launch, found, said, by, now)
    made = act_document(entrance_acts.add(act), launch)
    return {"schema": ACT_SCHEMA, "launch": launch.id, "timezone": launch.timezone, "act": made}


def add_and_refresh(house: House, said: Said, *, by: str) -> Document:
    """As `add`; the pages then show how the entrance stands with it."""
    made = add(house, said, by=by)
    refresh(house, said.launch, Moment(), anew=True)
    return made


def kind_of(name: str) -> ActKind:
    """The act of that name. Raises `BadInput`."""
    if name not in list(ActKind):
        raise BadInput(f"{name[:SHOWN]!r} is nothing to say of an item", where="what", expected=", ".join(ActKind))
    return ActKind(name)


def _item(found: Entrance, name: str, launch: Launch) -> EntranceItem:
    items = {item.id: item for each in found.criteria for item in each.items}
    if name in items:
        return items[name]
    near = get_close_matches(name[:SHOWN], items, n=1)
    raise NotFound(
        f"the entrance of {launch.id} has no item {name[:SHOWN]!r}",
        where="item",
        expected="one of those that hypercare ready names",
        fix=f"write {near[0]}" if near else f"hypercare ready {launch.id}",
    )


def _waive(launch: Launch, item: EntranceItem, said: Said, by: str, now: datetime) -> EntranceAct:
    if (item.found or item.state) not in WAIVABLE:
        raise BadInput(f"{item.id} passes: there is nothing to waive", where="item")
    until = said.until
    if until is None or not now < until <= now + LONGEST:
        latest = (now + LONGEST).astimezone(launch.zone)
        raise BadInput(
            "a waiver has an end, at most 90 days away", where="until", expected=f"{latest:%Y-%m-%d} or earlier"
        )
    return EntranceAct(launch.id, item.id, said.kind, now, by, now, _reason(said.reason, needed=True), until=until)


def _unwaive(launch: Launch, item: EntranceItem, said: Said, by: str, now: datetime) -> EntranceAct:
    if item.state is not EntranceState.WAIVED:
        raise BadInput(f"{item.id} is not waived", where="item")
    return EntranceAct(launch.id, item.id, said.kind, now, by, now, _reason(said.reason))


def _read(launch: Launch, item: EntranceItem, said: Said, by: str, now: datetime) -> EntranceAct:
    """Only the reader can say so: by their e-mail address, or their name where they have none."""
    own = (
        [item.id]
        if item.id != GUIDE
        else [f"support/read/{(who.email or who.name).lower()}" for who in readers(launch)]
    )
    if not any(may_read(launch, each, by) for each in own):
        asked = ", ".join(who.email or who.name for who in readers(launch))
        raise Refused(
            f"{by[:SHOWN]!r} is not asked to read the guide of {launch.id}", where="by", expected=asked or "a reader"
        )
    return EntranceAct(launch.id, GUIDE, said.kind, now, by, now, _reason(said.reason), digest=guide_digest(launch))


def _looked(launch: Launch, item: EntranceItem, said: Said, by: str, now: datetime) -> EntranceAct:
    if EntranceAction.CHECK not in item.actions:
        raise BadInput(f"{item.id} is not checked by hand", where="item")
    reason = _reason(said.reason, needed=said.kind is ActKind.FAILED)
    return EntranceAct(launch.id, item.id, said.kind, now, by, now, reason)


def _reason(text: str, *, needed: bool = False) -> str:
    reason = text.strip()
    if needed and not reason:
        raise BadInput("nobody can look at it again without a reason", where="reason", expected="why, in a sentence")
    if len(reason) > LONGEST_REASON:
        raise BadInput(f"the reason has {len(reason)} characters", where="reason", expected=f"at most {LONGEST_REASON}")
    return reason


MAKERS: Final[dict[ActKind, Callable[[Launch, EntranceItem, Said, str, datetime], EntranceAct]]] = {
    ActKind.WAIVED: _waive,
    ActKind.UNWAIVED: _unwaive,
    ActKind.READ: _read,
    ActKind.CHECKED: _looked,
    ActKind.FAILED: _looked,
}
