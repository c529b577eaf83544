"""What the timeline page shows: what was planned for a launch, and what happened, day by day."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any, Final, Literal
from zoneinfo import ZoneInfo

from ninja import Field, Schema

from hypercare.app.documents.texts import Document
from hypercare.app.looks import instant_of
from hypercare.app.usecases.acts import marks
from hypercare.app.usecases.acts.timeline import timeline
from hypercare.cycles.day import day_n
from hypercare.model.errors import BadInput
from hypercare.model.instant import MICROSECOND
from hypercare.model.mark import MarkKind
from hypercare.web.asked import LaunchAsked
from hypercare.web.permissions import LEAST
from hypercare.web.status import OF_ACTION, OF_WORD, Status, gate_title

MARKS: Final = tuple(kind.value for kind in MarkKind)
KINDS: Final = ("phase", "cycle", "gate", "review", "peak", *MARKS, "edit", "decision")
WHOLE_DAYS: Final = ("phase", "cycle", "peak")
"""What begins and ends with days, and is told without a time."""
LONGEST: Final = 40


class Entry(Schema):
    """One entry: something that was planned, or that happened."""

    kind: str = Field(description=f"One of {', '.join(KINDS)}.")
    title: dict[str, Any] | str = Field(description="A text, or the words of whoever told it.")
    day: int = Field(description="The local day of the launch on which it is, or begins; negative before go-live.")
    at: str = Field(description="When it is, or begins. ISO 8601, in the launch's zone.")
    until: str | None = Field(description="When it ends, that instant not in it; null for an instant, or no known end.")
    state: Literal["past", "running", "ahead"] = Field(description="Where it is, seen from the moment of the page.")
    status: Status = Field(description="How loudly it is drawn.")
    word: str | None = Field(description="Of a gate: what it says; null for others, and while facts are being read.")
    estimated: bool = Field(description="Whether its dates are not fixed yet.")
    mark: str | None = Field(description="A mark's id: m-12.")
    version: int | None = Field(description="Of an edit: the number of the version that began then.")
    link: str | None = Field(description="Where more is told, an https:// address.")
    by: str | None = Field(description="Who told, edited or signed it.")
    recorded_at: str | None = Field(description="Of a mark: from when on it is known here.")
    retracted_at: str | None = Field(description="When a mark was taken off; null while it stands.")
    retracted_by: str | None = Field(description="Who took it off.")

    @property
    def begins_on(self) -> date:
        """The local date on which it is, or begins."""
        return datetime.fromisoformat(self.at).date()

    @property
    def has_time(self) -> bool:
        """Whether the time of day says anything: not of what takes whole days."""
        edges = [datetime.fromisoformat(each).time() for each in (self.at, self.until) if each]
        return self.kind not in WHOLE_DAYS and edges != [time(), time()]

    @property
    def last_date(self) -> date | None:
        """Of something that takes whole days, and more than one: the last of them."""
        if self.until is None or self.has_time:
            return None
        last = (datetime.fromisoformat(self.until) - MICROSECOND).date()
        return None if last == self.begins_on else last

    @property
    def ends_that_day(self) -> bool:
        """Whether it ends on the date on which it begins."""
        return self.until is not None and datetime.fromisoformat(self.until).date() == self.begins_on


class Kind(Schema):
    """A kind of entry."""

    kind: str = Field(description="Its name, as the query takes it.")
    count: int = Field(description="How many entries are of that kind.")


class Timeline(Schema):
    """`hypercare/timeline-page.v1`: the timeline of a launch as a list."""

    launch: str = Field(description="The launch's id.")
    title: str = Field(description="What it is called.")
    timezone: str = Field(description="Its time zone, in which every instant here is told.")
    as_of: str = Field(description="The moment that is looked at.")
    day: int = Field(description="Its local day of the launch.")
    is_now: bool = Field(description="Whether that is the present.")
    kind: str = Field(description="The kind that is shown alone; empty for all.")
    kinds: list[Kind] = Field(description="The kinds that there are, whatever is shown.")
    total: int = Field(description="How many entries there are of all kinds.")
    may_tell: bool = Field(description="Whether the one who asks may add marks and retract them.")
    ahead: list[Entry] = Field(description="What is to come, nearest first.")
    so_far: list[Entry] = Field(description="What has begun, latest first.")

    @property
    def has_marks(self) -> bool:
        """Whether somebody told of anything."""
        return any(each.kind in MARKS for each in self.kinds)

    @property
    def entries(self) -> list[Entry]:
        """All that is shown, in the order of time."""
        return [*reversed(self.so_far), *self.ahead]


def timeline_of(asked: LaunchAsked, kind: str = "") -> Timeline:
    """The page as of the moment that is asked for. Raises `BadInput` for another kind."""
    if kind and kind not in KINDS:
        raise BadInput(f"{kind[:LONGEST]!r} is no kind of entry", where="kind", expected=f"one of {', '.join(KINDS)}")
    launch = asked.launch
    as_of = instant_of(launch, asked.moment, asked.now)
    found = sorted(_entries(asked, as_of), key=lambda each: datetime.fromisoformat(each.at))
    counted = Counter(each.kind for each in found)
    shown = [each for each in found if kind in ("", each.kind)]
    is_now = as_of == asked.now
    return Timeline(
        launch=launch.id,
        title=launch.title,
        timezone=launch.timezone,
        as_of=as_of.astimezone(launch.zone).isoformat(),
        day=day_n(as_of, launch.live, launch.zone),
        is_now=is_now,
        kind=kind,
        kinds=[Kind(kind=each, count=counted[each]) for each in KINDS if counted[each] or each == kind],
        total=len(found),
        may_tell=is_now and asked.person.role.may(LEAST["timeline-add"]),
        ahead=[each for each in shown if each.state == "ahead"],
        so_far=[each for each in reversed(shown) if each.state != "ahead"],
    )


def by_day(entries: list[Entry]) -> Iterator[tuple[int, list[Entry]]]:
    """Entries with their days, in the order in which they come."""
    days: dict[int, list[Entry]] = {}
    for each in entries:
        days.setdefault(each.day, []).append(each)
    yield from days.items()


def _entries(asked: LaunchAsked, as_of: datetime) -> Iterator[Entry]:
    house, launch = asked.here.house, asked.launch
    told = timeline(house, launch.id, as_of)
    words = {each["gate"]: each["word"] for each in asked.look["verdict"]["gates"]} if asked.look else {}
    yield from (_entry(asked, as_of, kind, title, **fields) for kind, title, fields in _declared(told, words))
    for each in marks.listing(house, launch.id, as_of)["marks"]:
        fields = {name: each[name] for name in MARK_FIELDS}
        status: Status = "bad" if each["kind"] == MarkKind.INCIDENT and not each["retracted_at"] else "none"
        yield _entry(asked, as_of, each["kind"], each["title"], mark=each["id"], status=status, **fields)


MARK_FIELDS: Final = ("at", "until", "link", "by", "recorded_at", "retracted_at", "retracted_by")
BLANK: Final[Document] = {
    "status": "none",
    "estimated": False,
    **dict.fromkeys(("word", "mark", "version", "link", "by", "recorded_at", "retracted_at", "retracted_by")),
}
"""An entry that says no more than what it is, and when."""
Part = tuple[str, Document, Document]


def _declared(told: Document, words: dict[str, str]) -> Iterator[Part]:
    """All but marks: the kind, the title, and what differs from an entry that says nothing more."""
    for each in told["phases"]:
        if each["phase"] != "entrance":  # which has no beginning
            yield "phase", each["name"], _span(each, told)
    for each in told["cycles"]:
        name = {"id": "timeline-cycle", "params": {"kind": each["kind"].replace(" ", "-"), "days": each["days"] or 0}}
        yield "cycle", name, _span(each, told)
    for each in told["peaks"]:
        yield "peak", each["name"], _span(each, told) | {"estimated": each["estimated"]}
    for each in told["gates"]:
        word = words.get(each["gate"])
        status = OF_WORD[word] if word else "early"
        yield "gate", gate_title(each["gate"], each["kind"]), {"at": each["at"], "word": word, "status": status}
    for each in told["reviews"]:
        yield "review", each["says"], {"at": each["at"]}
    for each in told["edits"]:
        name = {"id": "timeline-version", "params": {"number": each["number"]}}
        yield "edit", name, {"at": each["at"], "by": each["by"], "version": each["number"], "status": "warn"}
    signed = told["decision"]
    if signed:
        name = {"id": f"faces-action-{signed['action']}", "params": {}}
        by = signed["by"]["name"] or signed["by"]["email"]
        yield "decision", name, {"at": signed["at"], "by": by, "status": OF_ACTION[signed["action"]]}


def _span(each: Document, told: Document) -> Document:
    """When something begins and ends; what goes on to the end of the drawing has none that is known."""
    return {"at": each["start"], "until": None if each["end"] == told["end"] else each["end"]}


def _entry(asked: LaunchAsked, as_of: datetime, kind: str, title: Document | str, **fields: Any) -> Entry:
    zone = asked.launch.zone
    at, until = _local(fields.pop("at"), zone), fields.pop("until", None)
    ends = _local(until, zone) if until else None
    told = {
        "kind": kind,
        "title": title,
        "day": day_n(at, asked.launch.live, zone),
        "at": at.isoformat(),
        "until": ends and ends.isoformat(),
        "state": _state(kind, at, ends, as_of),
    }
    return Entry.model_validate(BLANK | told | fields)


def _state(kind: str, at: datetime, until: datetime | None, as_of: datetime) -> Literal["past", "running", "ahead"]:
    if at > as_of:
        return "ahead"
    goes_on = kind == "phase" if until is None else as_of < until
    return "running" if goes_on else "past"


def _local(text: str, zone: ZoneInfo) -> datetime:
    return datetime.fromisoformat(text).astimezone(zone)
