"""What the page of a new launch shows: the form, the file that it makes, what is wrong, what the gates mean."""

from collections.abc import Mapping
from typing import Final
from zoneinfo import available_timezones

from ninja import Field, Schema

from hypercare.app.documents.texts import Document
from hypercare.app.usecases.launches.launch_form import Draft, preview
from hypercare.app.usecases.launches.launches import titles
from hypercare.app.words import render
from hypercare.declare.edit.faults import Fault
from hypercare.model.text import Text
from hypercare.web.asked import Asked
from hypercare.web.pages.new_launch.arrived import Arrived, Needs, arrived_at
from hypercare.web.pages.new_launch.fields import Field as FormField
from hypercare.web.pages.new_launch.fields import FieldChoice, Making, Section, field_id, sentence
from hypercare.web.pages.new_launch.posted import base_field
from hypercare.web.pages.new_launch.sections import CYCLES, Pages

NEAR_ZONES: Final = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura", "UTC")
DURATIONS: Final = ("30 minutes", "1 hour", "6 hours", "1 day", "2 days", "7 days", "28 days")
GATES: Final = ("day 14", "day 30", "day 60", "day 90", "cycle end")
LEVELS: Final = ("42%", "116% of before", "95% of control", "120% of before", "300% of before")
WEEKLIES: Final = ("Monday 10:00", "Tuesday 10:00", "Wednesday 10:00", "Thursday 10:00", "Friday 10:00")
MONTHLIES: Final = ("first Monday", "first Tuesday", "last Friday 14:00")
SHOWN_LAUNCHES: Final = 50


class Problem(Schema):
    """One thing wrong."""

    field: str = Field(description="The id of the field that it is about; empty where no field shows it.")
    line: int = Field(description="The line of the file, from 1; 0 where no line is at fault.")
    label: Document | None = Field(description="The name of the field, as a text.")
    what: str = Field(description="What is wrong, in the words of `hypercare validate`.")
    expected: str = Field(description="What was expected; empty where nothing certain was.")
    nearest: list[str] = Field(description="What was probably meant.")
    said: str = Field(
        description="What stands at the field: the same without its place, or that it is to be filled in."
    )


class Meaning(Schema):
    """What a gate asks of one metric, in words."""

    gate: str = Field(description="day N, or cycle end.")
    metric: str = Field(description="The metric.")
    is_primary: bool = Field(description="Whether it decides.")
    passes: str = Field(description="When it passes, and when that can be judged at the latest.")
    fails: str = Field(description="When it fails.")
    judged_at: str | None = Field(description="When it can be judged at the latest, ISO 8601 in the launch's zone.")
    units_needed: int | None = Field(description="About how many units tell success from failure; null for unknown.")


class Guard(Schema):
    """What a guardrail forbids."""

    metric: str = Field(description="The metric.")
    sentence: str = Field(description="When there is harm.")


class Warning(Schema):  # noqa: A001  it is what people call it
    """Something worth a second thought."""

    text: Document = Field(description="As a text.")
    field: str = Field(description="The id of the field that it is about, or empty.")


class Change(Schema):
    """What this version changes in the one that it started from."""

    path: str = Field(description="The part of the file.")
    before: str | None = Field(description="What it said; null where it is new.")
    after: str | None = Field(description="What it says; null where it is gone.")


class NewLaunch(Schema):
    """A launch in the making."""

    launch: str = Field(description="The id so far.")
    replaces: str = Field(description="The launch whose next version this is; empty for a new one.")
    file_name: str = Field(description="What the file will be called.")
    text: str = Field(description="The file.")
    is_valid: bool = Field(description="Whether it can be registered.")
    problems: list[Problem] = Field(description="Everything that is wrong.")
    gates: list[Meaning] = Field(description="What the gates mean; empty while something is wrong.")
    guardrails: list[Guard] = Field(description="What the guardrails mean.")
    warnings: list[Warning] = Field(description="What is worth a second thought.")
    changes: list[Change] = Field(description="What the version changes.")
    kept: list[str] = Field(description="Parts of the file that the form does not show and keeps.")
    sections: list[Section] = Field(description="The form.")
    names: dict[str, list[FieldChoice]] = Field(description="What is offered while one types, by list.")
    metrics: list[FieldChoice] = Field(
        description="The metrics by name; the label is the name that the form showed last."
    )
    launches: list[FieldChoice] = Field(description="Launches to start from.")
    base: str = Field(description="The file under the form, as a JSON text.")
    digest: str = Field(description="The version that it started from.")
    is_resumed: bool = Field(description="Whether this was left here earlier.")
    shows_errors: bool = Field(description="Whether errors stand at fields that nobody touched yet.")
    unseen: list[str] = Field(description="The ids of the fields that name events which have not arrived.")
    focus: str = Field(description="The element to go on at, or empty.")


def new_launch_of(
    asked: Asked, draft: Draft, *, is_resumed: bool = False, shows_errors: bool = False, focus: str = ""
) -> NewLaunch:
    """The page of a draft."""
    place = asked.here
    arrived = arrived_at(place)
    seen = frozenset(arrived.events) if arrived is not None else None
    found = preview(place.house, draft, language=asked.language, needed=Needs(place), seen=seen)
    faults = [Fault(**each) for each in found.pop("problems")]
    missing = render(Text("new-launch-missing"), asked.language)
    sections = Pages(draft.form, Making(faults, seen, missing), asked.language).sections()
    shown = {field.name: field for section in sections for field in section.every_field}
    return NewLaunch(
        problems=_problems(faults, shown, missing),
        warnings=[
            Warning(text=each["text"], field=field_id(each["field"]) if each["field"] else "")
            for each in found.pop("warnings")
        ],
        sections=sections,
        unseen=[field.id for section in sections for field in section.every_field if field.is_unseen],
        names=_names(draft, arrived),
        metrics=[FieldChoice(value=each.name, label=each.name) for each in draft.form.metrics if each.name],
        launches=[
            FieldChoice(value=key, label=title) for key, title in list(titles(place.house).items())[:SHOWN_LAUNCHES]
        ],
        base=base_field(draft.base),
        digest=draft.digest,
        is_resumed=is_resumed,
        shows_errors=shows_errors,
        focus=field_id(focus) if focus else "",
        **found,
    )


def _problems(faults: list[Fault], shown: Mapping[str, FormField], missing: str) -> list[Problem]:
    """What is wrong, in the order of the form; what no field shows comes first. An empty field is named once."""
    order = list(shown)
    found: dict[tuple[str, str], Problem] = {}
    for fault in sorted(faults, key=lambda each: order.index(each.field) if each.field in shown else -1):
        field = shown.get(fault.field)
        said = missing if field is not None and not field.value else sentence(fault)
        found.setdefault(
            (fault.field, said),
            Problem(
                field=field.id if field else "",
                label=field.label if field else None,
                line=fault.line,
                what=fault.what,
                expected=fault.expected,
                nearest=list(fault.nearest),
                said=said,
            ),
        )
    return list(found.values())


def _names(draft: Draft, arrived: Arrived | None) -> dict[str, list[FieldChoice]]:
    """What is offered while one types."""
    zones = sorted(available_timezones() - set(NEAR_ZONES))
    plain = {
        "zones": (*NEAR_ZONES, *(zone for zone in zones if zone.startswith(("Asia/", "Australia/", "Europe/")))),
        "durations": DURATIONS,
        "gates": GATES,
        "levels": LEVELS,
        "cycles": CYCLES[:-1],
        "weeklies": WEEKLIES,
        "monthlies": MONTHLIES,
        "pers": tuple(f"1000 {active}{draft.form.unit_kind or 'user'}s" for active in ("active ", "")),
    }
    found = {name: [FieldChoice(value=each, label="") for each in values] for name, values in plain.items()}
    if arrived is None:
        return found | {"events": [], "properties": [], "flags": []}
    found["events"] = [FieldChoice(value=event, label=f"{count:,}") for event, count in arrived.events.items()]
    found["properties"] = [FieldChoice(value=each, label="") for each in arrived.properties]
    found["flags"] = [FieldChoice(value=each, label="") for each in arrived.flags]
    for index, row in enumerate(draft.form.segment.where):
        values = arrived.values.get(row.key, ())
        found[f"values-{index}"] = [FieldChoice(value=each, label="") for each in values]
    return found
