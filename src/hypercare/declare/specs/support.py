"""Support as declared: the guide, who must have read it, and the escalation path."""

import re
from typing import Annotated, ClassVar, Final

from pydantic import AfterValidator, Field, StrictStr

from hypercare.declare.reading.complaints import shown
from hypercare.declare.reading.rejections import reject
from hypercare.declare.specs.spec import Name, Spec
from hypercare.declare.specs.squad import MOST_PEOPLE, PersonSpec
from hypercare.declare.values.durations import PositiveDuration
from hypercare.declare.values.hours import HoursField
from hypercare.declare.values.zones import ZoneName
from hypercare.model.launch import Support, SupportLevel

MOST_LEVELS: Final = 10
NAMED: Final = re.compile(r"L(\d{1,2})\b[\s:.–-]*(.*)", re.IGNORECASE)
"""A level that says its number itself: `L2 squad on call`."""
_LEVEL = re.compile(r"L([1-9]|10)")


def _level(written: str) -> str:
    if not _LEVEL.fullmatch(written):
        raise reject(f"{shown(written)} is not a level of support", "L1 to L10")
    return written


LevelName = Annotated[StrictStr, AfterValidator(_level), Field(title="level")]


class LevelSpec(Spec):
    """A level of the escalation path: who is there, as text, or a mapping."""

    shorthand: ClassVar[str] = "who"

    level: LevelName | None = Field(
        default=None, description="Which one; else the number in `who`, else its place from L1 up.", examples=["L1"]
    )
    who: Name = Field(default="", description="The person or channel.", examples=["support desk"])
    contact: Name = Field(
        default="",
        description="How they are reached: a channel, an e-mail address, a phone number.",
        examples=["#support"],
    )
    hours: HoursField | None = Field(
        default=None,
        description="When: weekdays and local times, several with commas between; `24/7`.",
        examples=["Mon-Sat 08:00-20:00"],
    )
    timezone: ZoneName | None = Field(
        default=None, description="The zone of `hours`; else the launch's.", examples=["Asia/Makassar"]
    )

    def at(self, place: int) -> SupportLevel:
        """The level meant, where it stands at a place of the list, from 1."""
        said = NAMED.fullmatch(self.who)
        number, who = (int(said[1]), said[2].strip()) if said else (place, self.who)
        if self.level:
            number = int(self.level.removeprefix("L"))
        if not 1 <= number <= MOST_LEVELS:
            number = place
        return SupportLevel(number, who, self.contact, self.hours, self.timezone or "")


class SupportSpec(Spec):
    """How support is equipped."""

    guide: Name = Field(
        default="",
        description="Where the guide is: a path in the repository, or an https:// address.",
        examples=["docs/bulk-upload-guide.md"],
    )
    guide_version: Name = Field(
        default="",
        alias="guide version",
        description="Its edition: with another one, all read it anew.",
        examples=["2"],
    )
    readers: Annotated[tuple[PersonSpec, ...], Field(max_length=MOST_PEOPLE)] = Field(
        default=(),
        alias="read by",
        description="Who must have read it; else the support lead, and whoever is at L1 with an e-mail address.",
        examples=[["E. Lestari", "N. Wulan"]],
    )
    escalation: tuple[LevelSpec, ...] = Field(
        default=(),
        max_length=MOST_LEVELS,
        description="Who is asked next, from L1 up.",
        examples=[["L1 support desk", "L2 squad on call"]],
    )
    hours: HoursField | None = Field(
        default=None,
        description="When every level must answer; else Mon-Fri 09:00-17:00, and the 8 hours after go-live.",
        examples=["daily 08:00-20:00"],
    )
    answer_within: PositiveDuration | None = Field(
        default=None,
        alias="answer within",
        description="How soon each level must acknowledge in a drill.",
        examples=["30 minutes"],
    )

    def support(self) -> Support:
        """The support meant."""
        return Support(
            guide=self.guide,
            escalation=tuple(level.at(place) for place, level in enumerate(self.escalation, start=1)),
            guide_version=self.guide_version,
            readers=tuple(reader.person() for reader in self.readers),
            hours=self.hours,
            answer_within=self.answer_within,
        )
