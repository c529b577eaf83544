"""Marks: what happened on the timeline of a launch, as its squad tells it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import get_close_matches

from hypercare.app.decisions import open_ledger
from hypercare.app.documents.texts import Document
from hypercare.app.house import House
from hypercare.app.usecases.launches.launches import at_version
from hypercare.ledger import marks
from hypercare.model.errors import BadInput, NotFound
from hypercare.model.launch import Launch
from hypercare.model.mark import LINK, LONGEST_LINK, LONGEST_TITLE, Mark, MarkKind

LISTING, SINGLE = "hypercare/marks.v1", "hypercare/mark.v1"
LONGEST_NAME = 40
"""Characters of a name in a message."""
FARTHEST = timedelta(days=3_660)
"""How far from go-live a mark can be: what is farther is a slip, or meant to break a drawing."""


@dataclass(frozen=True)
class Told:
    """A mark as somebody tells it: the launch, the kind by its name, what happened, and from when until when."""

    launch: str
    kind: str
    title: str
    at: datetime
    until: datetime | None = None
    link: str = ""


def add(house: House, told: Told, *, by: str) -> Mark:
    """Puts a mark on a launch's timeline, known from now on.

    Raises `NotFound` for a launch that is not registered, `BadInput` (`where`: the field) for another kind, a time ten
    years from go-live, an end before the beginning, a title that is no line, or a link that is not https://.
    """
    launch, _ = at_version(house, told.launch, house.clock.now())
    _check_times(launch, told)
    return marks.add(
        launch_id=told.launch,
        kind=kind_of(told.kind),
        at=told.at,
        title=_title(told.title.strip()),
        by=by,
        recorded_at=house.clock.now(),
        until=told.until,
        link=_link(told.link.strip()),
    )


def _check_times(launch: Launch, told: Told) -> None:
    for where, instant in (("at", told.at), ("until", told.until)):
        if instant is not None and abs(instant - launch.live) > FARTHEST:
            raise BadInput("this is too far from go-live", where=where, expected="within ten years of go-live")
    if told.until is not None and told.until < told.at:
        raise BadInput("the mark ends before it begins", where="until", expected=f"{told.at.isoformat()} or later")


def _title(title: str) -> str:
    if not title or len(title) > LONGEST_TITLE or not title.isprintable():
        raise BadInput("the title is no line", where="title", expected=f"1 to {LONGEST_TITLE} printable characters")
    return title


def _link(link: str) -> str:
    if link and (len(link) > LONGEST_LINK or not LINK.fullmatch(link)):
        raise BadInput("the link is no address", where="link", expected="an https:// address")
    return link


def kind_of(name: str) -> MarkKind:
    """The kind of that name. Raises `BadInput` with the nearest one."""
    names = [kind.value for kind in MarkKind]
    if name in names:
        return MarkKind(name)
    near = get_close_matches(name[:LONGEST_NAME], names, n=1)
    raise BadInput(
        f"{name[:LONGEST_NAME]!r} is no kind of mark",
        where="kind",
        expected=f"one of {', '.join(names)}",
        fix=f"write {near[0]}" if near else "",
    )


def retract(house: House, mark_id: str, *, by: str, launch_id: str | None = None) -> Mark:
    """Takes a mark off the timeline from now on; it stays on record.

    Raises `NotFound`, also for a mark of another launch than the one that is named.
    """
    open_ledger(house.require())
    if launch_id is not None and marks.find(mark_id).launch != launch_id:
        raise NotFound(f"{launch_id} has no mark {mark_id[:LONGEST_NAME]!r}", fix=f"hypercare marks {launch_id}")
    return marks.retract(mark_id, by=by, at=house.clock.now())


def known(house: House, launch_id: str, as_of: datetime) -> tuple[Mark, ...]:
    """The marks that stood on a launch's timeline at an instant, in the order of what happened."""
    open_ledger(house)
    return tuple(mark for mark in marks.of_launch(launch_id) if mark.known(as_of))


def listing(house: House, launch_id: str, as_of: datetime) -> Document:
    """`hypercare/marks.v1`: every mark of a launch that was recorded by an instant, ones retracted by then too.

    Raises `NotFound` for a launch that is not registered.
    """
    launch, _ = at_version(house.require(), launch_id, as_of)
    found = [mark.as_known(as_of) for mark in marks.of_launch(launch_id) if mark.recorded_at <= as_of]
    return {
        "schema": LISTING,
        "launch": launch_id,
        "timezone": launch.timezone,
        "as_of": as_of.astimezone(launch.zone).isoformat(),
        "marks": [mark_document(mark) for mark in found],
    }


def mark_document(mark: Mark) -> Document:
    """A mark as JSON values. Instants in UTC; `until`, `link` and the retraction are null where there is none."""
    return {
        "id": mark.id,
        "kind": mark.kind.value,
        "at": mark.at.isoformat(),
        "until": None if mark.until is None else mark.until.isoformat(),
        "title": mark.title,
        "link": mark.link or None,
        "by": mark.by,
        "recorded_at": mark.recorded_at.isoformat(),
        "retracted_at": None if mark.retracted_at is None else mark.retracted_at.isoformat(),
        "retracted_by": mark.retracted_by or None,
    }


def single(mark: Mark) -> Document:
    """`hypercare/mark.v1`: a mark that was added or retracted."""
    return {"schema": SINGLE, "launch": mark.launch, "mark": mark_document(mark)}
