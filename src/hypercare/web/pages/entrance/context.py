"""What the entrance page shows: the four criteria with their evidence, and what to do."""

from datetime import datetime
from typing import Any, Literal

from ninja import Field, Schema

from hypercare.app.documents.texts import Document
from hypercare.app.looks import Moment, instant_of
from hypercare.app.usecases.launches import at_version
from hypercare.model.errors import Unreachable
from hypercare.model.launch import Launch
from hypercare.web.asked import PAGE_PATIENCE_SECONDS, SHOW_FROM, Asked

State = Literal["pass", "fail", "waived", "unknown"]
STATUSES: dict[str, str] = {"pass": "ok", "fail": "bad", "waived": "warn", "unknown": "early"}
"""How each state is drawn: unknown is never green."""
WORST_FIRST: tuple[State, ...] = ("fail", "unknown", "waived", "pass")
Said = dict[str, Any]
"""A message: its id and its parameters, in the API with its words."""


class Item(Schema):
    """One thing that a criterion asks for."""

    id: str = Field(description="Its name among all items of the launch: support/guide.")
    subject: str = Field(description="What it is about: an event, a property of one, a level, a request.")
    state: State = Field(description="Where it stands.")
    reason: Said = Field(description="Why, in words.")
    seen_at: datetime | None = Field(description="The instant of the evidence; null where there is none.")
    todo: Said | None = Field(description="What to do about it; null for nothing.")

    @property
    def status(self) -> str:
        """How it is drawn."""
        return STATUSES[self.state]


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
    def met(self) -> int:
        """How many of its items are met."""
        return sum(item.state == "pass" for item in self.items)


class EntranceJudged(Schema):
    """The judgement of all criteria."""

    state: State = Field(description="Whether the launch is ready: the worst of its criteria.")
    says: Said = Field(description="The same in a sentence.")
    criteria: list[EntranceCriterion] = Field(description="The four criteria.")

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
    entrance: EntranceJudged | None = Field(description="The judgement; null while it is being computed.")

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
        entrance=None if judged is None else entrance_judged(judged),
    )


def entrance_judged(document: Document) -> EntranceJudged:
    """The judgement of an entrance document."""
    criteria = [_criterion(each) for each in document["criteria"]]
    return EntranceJudged(state=document["state"], says=document["says"], criteria=criteria)


def _criterion(document: Document) -> EntranceCriterion:
    found = EntranceCriterion.model_validate(document)
    return found.model_copy(update={"items": sorted(found.items, key=lambda item: WORST_FIRST.index(item.state))})


def _judged(asked: Asked, launch: Launch, moment: Moment, patience: float | None) -> Document | None:
    """What is kept, refreshed behind the page where it has aged; else what the studio says in time."""
    params = {"launch": launch.id, "day": moment.day, "instant": moment.instant and moment.instant.isoformat()}
    kept = asked.here.looks.find_entrance(launch.id, launch.digest, moment)
    try:
        if kept is None:
            kept = asked.here.studio.ask("entrance", patience=patience, **params)
        elif asked.here.looks.is_older(kept, SHOW_FROM):
            asked.here.studio.ask_later("entrance", **params)
    except Unreachable:
        if patience is None or kept is not None:
            raise
    found: Document | None = kept and kept["entrance"]
    return found
