"""Retention by each account's own cadence: by accounts and by volume, what is not mature yet, and who has lapsed."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final

from ninja import Field, Schema

from hypercare.app.documents.texts import Document, text_document
from hypercare.cycles.day import local_date
from hypercare.cycles.day_kinds import calendar_of
from hypercare.cycles.peaks import peak_text
from hypercare.model.launch import Launch
from hypercare.model.text import Text
from hypercare.web.asked import LaunchAsked
from hypercare.web.pages.behaviour.parts import Share, property_title, share_of, value_title

ALL: Final = "all"
ORDINARY: Final = 1.0
"""What an ordinary day is worth."""


class Weighted(Schema):
    """Some accounts at one day after their first time."""

    name: str = Field(description="all, or the class: weekly, fortnightly, monthly, quarterly, not_shown.")
    eligible: int = Field(description="Accounts that have had their whole window.")
    retained: int = Field(description="Of these the ones that came back.")
    not_yet_mature: int = Field(description="Accounts whose window is not over.")
    accounts: Share = Field(description="The share of accounts.")
    volume: Share = Field(description="The share of what they did before their window.")
    volume_share: float | None = Field(description="That share also where there are too few for its interval.")
    disagree: str = Field(description="agree, larger_leave, smaller_leave or unknown.")

    @property
    def title(self) -> Text:
        """Who they are, for people."""
        return Text(f"cadence-class-{self.name.replace('_', '-')}")

    @property
    def is_there(self) -> bool:
        """Whether anybody is of this class."""
        return bool(self.eligible or self.not_yet_mature)


class AtDay(Schema):
    """One day after the first time."""

    day: int
    rows: list[Weighted] = Field(description="Everybody, then each class that there is.")
    waiting: int = Field(description="Accounts whose window is not over.")
    enough: date | None = Field(description="When 95 % are mature; null where they are.")
    last: date | None = Field(description="When the last one is; null where nobody waits.")

    @property
    def said(self) -> Text:
        """What both weightings say together."""
        return Text(f"cadence-{self.rows[0].disagree.replace('_', '-')}")


class Lapsed(Schema):
    """Some accounts by whether their silence is longer than their rhythm explains."""

    name: str = Field(description="The class, or the value of a property.")
    by: str = Field(description="The property; empty for a class.")
    units: int
    told: int = Field(description="Of whom it can be told.")
    lapsed: int
    by_own_gaps: int = Field(description="Of the lapsed those told by their own gaps alone.")
    volume: int = Field(description="What the lapsed did in the 90 days up to their last event.")
    by_plain_days: int | None = Field(
        description="How many would be lapsed if days were not weighed; null where a look of before does not say."
    )

    @property
    def excused(self) -> bool:
        """Whether the calendar's quiet days make a difference."""
        return self.by_plain_days is not None and self.by_plain_days != self.lapsed

    @property
    def title(self) -> Text | str:
        """Who they are, for people."""
        if self.by:
            return f"{property_title(self.by)}: {value_title(self.name)}"
        return Text(f"cadence-class-{self.name.replace('_', '-')}")


class Quiet(Schema):
    """Days of the calendar that are notably quieter than ordinary ones, in windows that are read."""

    name: Document = Field(description="What they are called, as a text.")
    first: date
    last: date
    times: float = Field(description="About how many ordinary days each is, before any data.")

    @property
    def days(self) -> int:
        """How many they are."""
        return (self.last - self.first).days + 1


class ByCadence(Schema):
    """What the section shows."""

    common_days: int = Field(description="The cadence that accounts have in common.")
    days: list[AtDay]
    quiet: list[Quiet] = Field(description="Quiet days from the first window that has begun to the last that is read.")
    lapsed: Lapsed
    lapses: list[Lapsed] = Field(description="By class, then by value of each declared property; who has lapsed.")


def by_cadence_of(asked: LaunchAsked, metric: str) -> ByCadence | None:
    """What the look says of a retention by cadence; None where there is no look yet, or it says nothing of it."""
    look = asked.look or {}
    outcome = look.get("outcome") or {}
    found = next((each for each in outcome.get("retention", ()) if each["metric"] == metric), None)
    if found is None:
        return None
    lapses = found["lapses"]
    classes = [_lapsed(each, each["class"]) for each in lapses["by_class"]]
    values = [_lapsed(each, each["value"], each["by"]) for each in lapses["by_value"]]
    days = [_day(each) for each in found["days"]]
    return ByCadence(
        common_days=found["common_days"],
        days=days,
        quiet=list(quiet_days(asked.launch, look["as_of"], days, found["common_days"])),
        lapsed=_lapsed(lapses, ALL),
        lapses=[each for each in (*classes, *values) if each.lapsed],
    )


def quiet_days(launch: Launch, as_of: str, days: list[AtDay], common_days: int) -> Iterator[Quiet]:
    """The stretches of quiet days since the first window could begin, up to the end of the last."""
    live, today = (local_date(at, launch.zone) for at in (launch.live, datetime.fromisoformat(as_of)))
    first = live + timedelta(days=min((each.day for each in days), default=0) - common_days)
    last = max([today, *(each.last for each in days if each.last)])
    kinds = calendar_of(launch)
    spans: dict[tuple[str, date], list[date]] = {}
    for day in (first + timedelta(days=place) for place in range((last - first).days + 1)):
        for kind in kinds.of(day):
            if kind.is_peak and kind.size.times < ORDINARY:
                spans.setdefault((kind.name, kind.begun), []).append(day)
    for (name, _), found in spans.items():
        yield Quiet(name=text_document(peak_text(name)), first=found[0], last=found[-1], times=kinds.sizes[name].times)


def _day(found: Document) -> AtDay:
    rows = [_weighted(found, ALL), *(_weighted(each, each["class"]) for each in found["by_class"])]
    waits = found["waits"]
    return AtDay(
        day=found["day"],
        rows=[each for each in rows if each.name == ALL or each.is_there],
        waiting=waits["units"],
        enough=waits["enough"],
        last=waits["last"],
    )


def _weighted(found: Document, name: str) -> Weighted:
    return Weighted(
        name=name,
        eligible=found["eligible"],
        retained=found["retained"],
        not_yet_mature=found["not_yet_mature"],
        accounts=share_of(found["accounts"]),
        volume=share_of(found["volume"]),
        volume_share=found["volume_share"],
        disagree=found["disagree"],
    )


def _lapsed(found: Document, name: str, by: str = "") -> Lapsed:
    told = {key: found[key] for key in ("units", "told", "lapsed", "by_own_gaps", "volume")}
    return Lapsed(name=str(name), by=by, by_plain_days=found.get("by_plain_days"), **told)
