"""What people took upon themselves: waivers, applied to what was found. Neither hides what it waives."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from hypercare.model.entrance import (
    ActKind,
    EntranceAct,
    EntranceAction,
    EntranceCriterion,
    EntranceItem,
    EntranceState,
    Evidence,
)
from hypercare.model.text import Text

LONGEST: Final = timedelta(days=90)
"""A waiver ends by then: what nobody looks at again for a quarter is not waived but forgotten."""
WAIVABLE: Final = frozenset({EntranceState.FAIL, EntranceState.UNKNOWN})


def with_waivers(
    criteria: Iterable[EntranceCriterion], acts: Iterable[EntranceAct], as_of: datetime
) -> tuple[EntranceCriterion, ...]:
    """The criteria with what was waived by `as_of`: such an item is waived, and keeps its reason and the state it had.

    The last word on an item counts. A waiver has no effect on what passes, nor once it is over: `until` is its end,
    which is not in it.
    """
    last = latest(acts)
    return tuple(
        replace(each, items=tuple(_waived(item, last.get(item.id), as_of) for item in each.items)) for each in criteria
    )


def latest(acts: Iterable[EntranceAct]) -> Mapping[str, EntranceAct]:
    """The last word on waiving, by item."""
    return {act.subject: act for act in acts if act.kind in (ActKind.WAIVED, ActKind.UNWAIVED)}


def _waived(item: EntranceItem, act: EntranceAct | None, as_of: datetime) -> EntranceItem:
    if item.state not in WAIVABLE:
        return item
    waivable = (
        item if EntranceAction.WAIVE in item.actions else replace(item, actions=(*item.actions, EntranceAction.WAIVE))
    )
    if act is None or act.kind is ActKind.UNWAIVED or act.until is None:
        return waivable
    if act.until <= as_of:
        over = Evidence(Text("entry-waiver-over", {"by": act.by, "reason": act.reason}), act.until)
        return replace(waivable, evidence=(*item.evidence, over))
    return replace(waivable, state=EntranceState.WAIVED, waiver=act, found=item.state)
