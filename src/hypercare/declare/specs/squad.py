"""The squad as declared, and when it meets."""

import re
from collections.abc import Iterable
from datetime import time
from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field, PlainValidator, StrictStr, WithJsonSchema

from hypercare.declare.reading.complaints import closest, shown
from hypercare.declare.reading.rejections import reject
from hypercare.declare.specs.spec import Name, Spec
from hypercare.declare.values.ranges import Day
from hypercare.model.launch import Person, Rituals, Squad

MOST_PEOPLE = 100
# The longest address that mail servers take (RFC 5321, 4.5.3.1.3); the shape is checked, not the mailbox.
MOST_EMAIL = 254
_EMAIL = re.compile(
    r"[^\s@<>,;:\"()\[\]\\]+@[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)+"
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ORDINALS = ("first", "second", "third", "fourth", "last")
_TIME = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")


def _email(written: str) -> str:
    if len(written) > MOST_EMAIL or not _EMAIL.fullmatch(written):
        raise reject(f"{shown(written)} is not an e-mail address", "an address such as putri@example.com")
    return written


def parse_time(written: object) -> time:
    """A local time of day, `09:30`. Raises PydanticCustomError otherwise."""
    found = _TIME.fullmatch(written) if isinstance(written, str) else None
    if found is None:
        raise reject(f"{shown(written)} is not a time of day", 'hours and minutes, such as "09:30"')
    return time(int(found[1]), int(found[2]))


def parse_weekly(written: str) -> str:
    """A weekday, with or without a time: `Monday 10:00`. Raises PydanticCustomError otherwise."""
    day, _, at = written.partition(" ")
    return " ".join([_weekday(day, "a weekday and a time, such as Monday 10:00"), *_at(at)])


def parse_monthly(written: str) -> str:
    """A weekday of the month, with or without a time: `first Tuesday`. Raises PydanticCustomError otherwise."""
    expected = "a weekday of the month, such as first Tuesday or last Friday 14:00"
    ordinal, _, rest = written.partition(" ")
    if ordinal not in ORDINALS:
        raise reject(
            f"{shown(ordinal)} does not say which one of the month", expected, nearest=closest(ordinal, ORDINALS)
        )
    day, _, at = rest.partition(" ")
    return " ".join([ordinal, _weekday(day, expected), *_at(at)])


def _weekday(day: str, expected: str) -> str:
    if day not in WEEKDAYS:
        raise reject(f"{shown(day)} is not a weekday", expected, nearest=closest(day, WEEKDAYS))
    return day


def _at(written: str) -> list[str]:
    return [f"{parse_time(written):%H:%M}"] if written else []


Email = Annotated[StrictStr, AfterValidator(_email), Field(title="e-mail address")]
Clock = Annotated[
    time,
    PlainValidator(parse_time),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{1,2}:[0-9]{2}$", "title": "time"}),
]
Weekly = Annotated[Name, AfterValidator(parse_weekly), Field(title="weekday and time")]
Monthly = Annotated[Name, AfterValidator(parse_monthly), Field(title="weekday of the month")]


class PersonSpec(Spec):
    """A member of the squad: a name, or a mapping."""

    shorthand: ClassVar[str] = "name"

    name: Name = Field(description="The person's name.", examples=["A. Putri"])
    email: Email = Field(default="", description="Where reminders and reports go.", examples=["putri@example.com"])
    covers: Name = Field(default="", description="What they look after.", examples=["payments and labels"])
    until: Day | None = Field(default=None, description="The last day on the squad.", examples=["day 90"])

    def person(self) -> Person:
        """The person meant."""
        return Person(self.name, self.email, self.until, self.covers)


People = Annotated[tuple[PersonSpec, ...], Field(max_length=MOST_PEOPLE)]
_PUTRI = {"name": "A. Putri", "email": "putri@example.com"}


class SquadSpec(Spec):
    """Who looks after the launch."""

    driver: PersonSpec | None = Field(default=None, description="The product manager who drives it.", examples=[_PUTRI])
    engineering: People = Field(default=(), description="Engineers who mend what breaks.", examples=[[_PUTRI]])
    analyst: PersonSpec | None = Field(default=None, description="The data analyst.", examples=[_PUTRI])
    support_lead: PersonSpec | None = Field(
        default=None, description="Who gathers what customers report.", examples=[_PUTRI]
    )
    designer: PersonSpec | None = Field(default=None, description="The product designer.", examples=[_PUTRI])
    fixer: PersonSpec | None = Field(
        default=None, description="Who stays when the others leave.", examples=[{**_PUTRI, "until": "day 90"}]
    )
    approvers: People = Field(default=(), description="Who may sign the decision.", examples=[[_PUTRI]])

    def squad(self) -> Squad:
        """The squad meant."""
        return Squad(
            driver=_one(self.driver),
            engineering=_all(self.engineering),
            analyst=_one(self.analyst),
            support_lead=_one(self.support_lead),
            designer=_one(self.designer),
            fixer=_one(self.fixer),
            approvers=_all(self.approvers),
        )


def _one(spec: PersonSpec | None) -> Person | None:
    return spec.person() if spec else None


def _all(specs: Iterable[PersonSpec]) -> tuple[Person, ...]:
    return tuple(spec.person() for spec in specs)


class RitualsSpec(Spec):
    """When the squad meets, in the launch's time zone."""

    standup: Clock | None = Field(default=None, description="The daily stand-up.", examples=["09:30"])
    weekly: Weekly | None = Field(default=None, description="The weekly review.", examples=["Monday 10:00"])
    mbr: Monthly | None = Field(default=None, description="The monthly business review.", examples=["first Tuesday"])

    def rituals(self) -> Rituals:
        """The rituals meant."""
        return Rituals(self.standup, self.weekly or "", self.mbr or "")
