"""What the entrance page shows: the four criteria with their evidence, and what to do."""

import re
from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any, Final, Literal

from ninja import Field, Schema

from hypercare.app.documents.texts import Document
from hypercare.app.looks import Moment, instant_of
from hypercare.app.usecases.launches.launches import at_version
from hypercare.model.errors import Unreachable
from hypercare.model.launch import Launch
from hypercare.web.asked import PAGE_PATIENCE_SECONDS, SHOW_FROM, Asked
from hypercare.web.person import Person, Role

State = Literal["pass", "fail", "waived", "unknown"]
STATUSES: dict[str, str] = {"pass": "ok", "fail": "bad", "waived": "warn", "unknown": "early"}
"""How each state is drawn: unknown is never green."""
WORST_FIRST: tuple[State, ...] = ("fail", "unknown", "waived", "pass")
NO_NAME: Final = re.compile(r"[^A-Za-z0-9]+")
OWN_ITEMS: Final = frozenset(
    {
        *("live/reach", "live/leakage", "live/split", "live/seen", "instrumentation"),
        *("support/guide", "support/read", "support/drill", "sanity"),
    }
)
"""Items whose names are the product's own, and stand in the catalogue."""
LONGEST_WAIVER: Final = timedelta(days=90)
USUAL_WAIVER: Final = timedelta(days=14)
Said = dict[str, Any]
"""A message: its id and its parameters, in the API with its words."""


class Told(Schema):
    """One thing that a state rests on."""

    what: Said = Field(description="What was seen.")
    at: datetime | None = Field(description="When it was so; null where that has no instant.")
    link: str | None = Field(description="A path of these pages where it can be looked at; null for none.")


class Beat(Schema):
    """One of an item's earlier results, where it is a thing that is repeated."""

    at: datetime = Field(description="When.")
    ok: bool = Field(description="Whether it was well.")
    latency_ms: float | None = Field(description="How long the answer took; null where there is none.")


class Act(Schema):
    """What somebody said of an item."""

    item: str = Field(description="The item's id.")
    what: str = Field(description="waived, unwaived, read, checked or failed.")
    by: str = Field(description="Who said so.")
    at: datetime = Field(description="When.")
    reason: str | None = Field(description="Why, in their words; null for nothing.")
    until: datetime | None = Field(description="When a waiver ends; null for anything else.")
    recorded_at: datetime = Field(description="From when on it is known here.")


class Item(Schema):
    """One thing that a criterion asks for."""

    id: str = Field(description="Its name among all items of the launch: support/guide.")
    subject: str = Field(description="What it is about: an event, a property of one, a level, a request.")
    state: State = Field(description="Where it stands.")
    reason: Said = Field(description="Why, in words.")
    seen_at: datetime | None = Field(description="The instant of the evidence; null where there is none.")
    age_seconds: int | None = Field(description="How old the newest evidence was then; null where there is none.")
    todo: Said | None = Field(description="What to do about it; null for nothing.")
    owner: str | None = Field(description="Who is to do it; null where nobody is named.")
    evidence: list[Told] = Field(description="What the state rests on.")
    history: list[Beat] = Field(description="Its earlier results, where it is repeated: earliest first, at most 20.")
    actions: list[str] = Field(description="What people can do about it: rerun, read, check, drill, waive.")
    found: State | None = Field(description="The state that a waived item would have; null where it is not waived.")
    waiver: Act | None = Field(description="Who waived it, why and until when; null where nobody did.")

    @property
    def status(self) -> str:
        """How it is drawn."""
        return STATUSES[self.state]

    @property
    def found_status(self) -> str:
        """How what was waived would be drawn."""
        return STATUSES[self.found or self.state]

    @property
    def title(self) -> str:
        """The id of its name, where that is the product's own and not somebody's; empty where `subject` names it."""
        return f"entrance-item-{self.slug}" if self.id in OWN_ITEMS else ""

    @property
    def slug(self) -> str:
        """The name of its place on the page."""
        return NO_NAME.sub("-", self.id)


class Duty(Schema):
    """One person in one role of the squad."""

    role: str = Field(description="driver, engineering, analyst, support_lead, designer, fixer or approver.")
    name: str = Field(description="Who it is.")
    email: str | None = Field(description="Their address; null where none is declared.")
    covers: str | None = Field(description="What they look after; null where nothing is declared.")
    until_day: int | None = Field(description="Their last day N on the squad; null for no end.")
    until: date | None = Field(description="That day's local date.")


class Gap(Schema):
    """Something that the squad lacks."""

    id: str = Field(description="The kind of gap: role, fixer, address or unknown.")
    text: Said
    todo: Said


class SquadShown(Schema):
    """Who looks after the launch, and what is lacking."""

    people: list[Duty] = Field(description="Who is what, role by role.")
    gaps: list[Gap] = Field(description="What the squad lacks.")


class WentLiveShown(Schema):
    """How the entrance stood at go-live, as it was recorded then."""

    record: str = Field(description="The record in the chain.")
    at: datetime = Field(description="Go-live.")
    state: State = Field(description="How the launch stood.")
    criteria: dict[str, State] = Field(description="How each criterion stood.")
    overridden: list[str] = Field(description="The criteria that were open though it went live.")
    missing: list[str] = Field(description="The items that were open in them, by id.")
    says: Said | None = Field(description="The same in a sentence; null where nothing was overridden.")


class EntranceCriterion(Schema):
    """One criterion with everything that was found."""

    check: str = Field(description="The id of the check, as in the manual: ENTRY-LIVE.")
    criterion: str = Field(description="`live`, `instrumentation`, `support` or `sanity`.")
    state: State = Field(description="The worst of its items.")
    items: list[Item] = Field(description="What it found, at least one thing, the worst first.")

    @property
    def status(self) -> str:
        """How it is drawn."""
        return STATUSES[self.state]

    @property
    def counts(self) -> list[tuple[State, int]]:
        """How many of its items stand so, the worst first; what none does is left out."""
        counted = Counter(item.state for item in self.items)
        return [(state, counted[state]) for state in WORST_FIRST if counted[state]]


class EntranceJudged(Schema):
    """The judgement of all criteria."""

    state: State = Field(description="Whether the launch is ready: the worst of its criteria.")
    says: Said = Field(description="The same in a sentence.")
    criteria: list[EntranceCriterion] = Field(description="The four criteria.")
    squad: SquadShown
    went_live: WentLiveShown | None = Field(description="How it stood at go-live; null before.")

    @property
    def status(self) -> str:
        """How it is drawn."""
        return STATUSES[self.state]


class EntrancePage(Schema):
    """The entrance of a launch as of an instant."""

    launch: str = Field(description="The launch's id.")
    title: str = Field(description="What it is called.")
    timezone: str = Field(description="Its time zone.")
    live: datetime = Field(description="Go-live.")
    as_of: datetime = Field(description="The instant that was asked for.")
    is_live: bool = Field(description="Whether it is live at that instant.")
    is_now: bool = Field(description="Whether the present is looked at: only then people can act.")
    may_act: bool = Field(description="Whether this person may run, read, check and drill.")
    may_waive: bool = Field(description="Whether this person may waive: approvers, and who drives the launch.")
    entrance: EntranceJudged | None = Field(description="The judgement; null while it is being computed.")

    @property
    def waiver_until(self) -> date:
        """The end of a waiver that is proposed."""
        return (self.as_of + USUAL_WAIVER).date()

    @property
    def waiver_latest(self) -> date:
        """The latest day on which a waiver may end."""
        return (self.as_of + LONGEST_WAIVER - timedelta(days=1)).date()

    @property
    def command(self) -> str:
        """The line that says the same in a terminal."""
        return f"hypercare ready {self.launch} --as-of {self.as_of.isoformat(timespec='minutes')}"


def entrance_of(
    asked: Asked, launch_id: str, moment: Moment, *, patience: float | None = PAGE_PATIENCE_SECONDS
) -> EntrancePage:
    """The entrance as of a moment, judged by the version of the launch that held then.

    `patience` in seconds, None to wait whatever it takes; where the studio takes longer there is no judgement yet.
    Raises `NotFound` for an unknown launch.
    """
    house = asked.here.house
    now = house.clock.now()
    newest, _ = at_version(house, launch_id, now)
    launch, _ = at_version(house, launch_id, instant_of(newest, moment, now))
    judged = _judged(asked, launch, moment, patience)
    as_of = instant_of(launch, moment, now) if judged is None else datetime.fromisoformat(judged["as_of"])
    return EntrancePage(
        launch=launch.id,
        title=launch.title,
        timezone=launch.timezone,
        live=launch.live,
        as_of=as_of.astimezone(launch.zone),
        is_live=launch.live <= as_of,
        is_now=moment == Moment(),
        may_act=asked.person.role.may(Role.CONTRIBUTOR),
        may_waive=may_waive(asked.person, launch),
        entrance=None if judged is None else entrance_judged(judged),
    )


def may_waive(person: Person, launch: Launch) -> bool:
    """Whether somebody may waive: an approver, or a contributor who drives the launch."""
    role = person.role
    return role.may(Role.APPROVER) or (role.may(Role.CONTRIBUTOR) and launch.squad.is_driven_by(person.email))


def entrance_judged(document: Document) -> EntranceJudged:
    """The judgement of an entrance document."""
    criteria = [_criterion(each) for each in document["criteria"]]
    squad, went = SquadShown.model_validate(document["squad"]), document["went_live"]
    return EntranceJudged(
        state=document["state"],
        says=document["says"],
        criteria=criteria,
        squad=squad,
        went_live=None if went is None else WentLiveShown.model_validate(went),
    )


def _criterion(document: Document) -> EntranceCriterion:
    found = EntranceCriterion.model_validate(document)
    return found.model_copy(update={"items": sorted(found.items, key=lambda item: WORST_FIRST.index(item.state))})


def _judged(asked: Asked, launch: Launch, moment: Moment, patience: float | None) -> Document | None:
    """What is kept, refreshed behind the page where it has aged; else what the studio says in time."""
    params = {"launch": launch.id, "day": moment.day, "instant": moment.instant and moment.instant.isoformat()}
    kept = asked.here.looks.find_entrance(launch.id, launch.digest, moment)
    try:
        if kept is None:
            kept = asked.here.studio.ask_once("entrance", patience=patience, **params)
        elif asked.here.looks.is_older(kept, SHOW_FROM):
            asked.here.studio.ask_later("entrance", **params)
    except Unreachable:
        if patience is None or kept is not None:
            raise
    found: Document | None = kept and kept["entrance"]
    return found
