"""What the anti-patterns page shows: every check, what it found with its evidence, and what it could not know."""

from datetime import datetime
from typing import Any, Final, Literal

from ninja import Field, Schema

from hypercare.app.documents.antipatterns import antipatterns_document
from hypercare.app.looks import Moment
from hypercare.web.asked import LaunchAsked
from hypercare.web.status import Status

Said = dict[str, Any]
"""A message: its id and its parameters, in the API with its words."""
State = Literal["found", "unknown", "clear"]
ORDER: Final[tuple[State, ...]] = ("found", "unknown", "clear")
STATUSES: Final[dict[str, Status]] = {"bad": "bad", "watch": "warn", "unknown": "early", "clear": "ok"}
PREFIX: Final = "anti-"
AVERAGES: Final = frozenset({"anti-cherry-reversed", "anti-cherry-mix"})
"""What the data show by themselves under the check of cherry-picking: nobody has picked anything."""
SHOWN_ELSEWHERE: Final = frozenset({"entrance", "definition", "decision", "gates", "tracking"})
"""Pages of a launch that show more of an anti-pattern; the others are this one."""


class AntiEnds(Schema):
    """The ends of an interval."""

    low: float | None = Field(description="Its lower end; null where it is not bounded.")
    high: float | None = Field(description="Its upper end; null where it is not bounded.")


class AntiEvidenceShown(Schema):
    """One thing that an anti-pattern rests on."""

    what: Said = Field(description="What it is, as a text.")
    value: float | None = Field(description="What was measured; null where nothing was.")
    interval: AntiEnds | None = Field(description="Its interval; null where there is none.")
    scale: str | None = Field(description="Of what the value is: share, ratio, rate, relative, count, days.")
    sample: int | None = Field(description="The units or events behind it; null where there are none.")
    days: list[int] | None = Field(description="The local days N that it is of, first and last.")
    at: datetime | None = Field(description="When it happened.")
    by: str | None = Field(description="Who did it.")
    record: str | None = Field(description="The id of what keeps it: a record of the chain, a mark.")

    @property
    def figure(self) -> bool:
        """Whether there is a value to show."""
        return self.value is not None


class AntiPatternShown(Schema):
    """Something that the launch should not have done."""

    check: str = Field(description="The id of the check, as in the manual: ANTI-MIRAGE.")
    level: Literal["bad", "watch"] = Field(description="Bad: it misleads or endangers now; watch: over, or not sure.")
    text: Said = Field(description="What it is, as a text.")
    hint: Said = Field(description="What to do about it, as a text.")
    at: datetime = Field(description="Since when it is so.")
    over_at: datetime | None = Field(description="When it ended; null while it goes on.")
    page: str = Field(description="The page that shows it, by its route's name.")
    evidence: list[AntiEvidenceShown] = Field(description="What it rests on.")

    @property
    def status(self) -> Status:
        """How it is drawn."""
        return STATUSES[self.level]

    @property
    def is_average(self) -> bool:
        """Whether it is an average that misleads, which nobody need have done."""
        return self.text["id"] in AVERAGES

    @property
    def elsewhere(self) -> str:
        """The page that shows more of it; empty where that is this one."""
        return self.page if self.page in SHOWN_ELSEWHERE else ""


class AntiCheck(Schema):
    """One check, and what it says."""

    check: str = Field(description="Its id, as in the manual: ANTI-MIRAGE.")
    state: State = Field(description="found; unknown where it could not be known; clear.")
    unknown: list[Said] = Field(description="What could not be known, and why.")
    found: list[AntiPatternShown] = Field(description="What was found, the bad first.")

    @property
    def slug(self) -> str:
        """What names its words, and its place on the page."""
        return self.check.lower().removeprefix(PREFIX)

    @property
    def named(self) -> str:
        """What its heading and its reason are of: an average, where that is all it found."""
        return "average" if self.found and all(each.is_average for each in self.found) else self.slug

    @property
    def status(self) -> Status:
        """How it is drawn: unknown is never green."""
        return self.found[0].status if self.found else STATUSES[self.state]


class AntiPatterns(Schema):
    """The anti-patterns of a launch as of an instant."""

    launch: str = Field(description="The launch's id.")
    title: str = Field(description="What it is called.")
    timezone: str = Field(description="Its time zone.")
    as_of: datetime = Field(description="The instant that was asked for.")
    day: int = Field(description="The day N of it.")
    is_now: bool = Field(description="Whether the present is looked at.")
    state: State = Field(description="The first of found, unknown and clear that any check is.")
    checks: list[AntiCheck] = Field(description="Every check: those that found something first, the bad before others.")

    def count(self, state: str) -> int:
        """How many checks stand so."""
        return sum(each.state == state for each in self.checks)

    @property
    def groups(self) -> list[tuple[State, list[AntiCheck]]]:
        """The checks by their state; what none is, is left out."""
        every = [(state, [each for each in self.checks if each.state == state]) for state in ORDER]
        return [(state, checks) for state, checks in every if checks]

    @property
    def counts(self) -> dict[str, int]:
        """How many checks stand how, for the sentence on top."""
        return {state: self.count(state) for state in ORDER}

    @property
    def command(self) -> str:
        """The line that says the same in a terminal."""
        when = "" if self.is_now else f" --as-of {self.as_of.isoformat(timespec='minutes')}"
        return f"hypercare antipatterns {self.launch}{when}"


def antipatterns_of(asked: LaunchAsked) -> AntiPatterns:
    """The anti-patterns of a request that has a look."""
    assert asked.look is not None
    document = antipatterns_document(asked.look)
    checks = [AntiCheck.model_validate(each) for each in document["checks"]]
    return AntiPatterns(
        launch=document["launch"],
        title=document["title"],
        timezone=document["timezone"],
        as_of=document["as_of"],
        day=document["day"],
        is_now=asked.moment == Moment(),
        state=document["state"],
        checks=sorted(checks, key=lambda each: (ORDER.index(each.state), each.status != "bad")),
    )
