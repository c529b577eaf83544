"""The parts of a guided form as values: fields, rows, sections. A text is an id of the catalogue, with parameters."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Literal

import pydantic
from ninja import Schema

from hypercare.app.documents.texts import Document, text_document
from hypercare.declare.edit.faults import Fault
from hypercare.model.text import Text

Kind = Literal["text", "select", "check", "moment", "number", "email", "url"]
HELPED: Final = frozenset(
    {
        "id", "lateness", "before", "segment-name", "expected-units", "unit-kind", "unit-key", "exposure-kind",
        "decides", "per", "of", "at-least", "cells", "by", "success", "failure", "cell", "rollback", "segments",
        "cycle", "cycle-reason", "require", "guide", "escalation",
    }
)  # fmt: skip
"""Fields that a sentence explains."""
SHOWN: Final = {
    "title": "Bulk upload",
    "id": "bulk-upload",
    "segment-name": "Biza merchants",
    "expected-units": "1200",
    "unit-key": "company_id",
    "value": "pro, plus",
    "until": "day 90",
    "email": "putri@example.com",
    "metric-name": "completion",
    "within": "1 day",
    "step-within": "1 hour",
    "per": "1000 active users",
    "at-least": "10",
    "every": "calendar month",
    "cells": "0-30, 31-60",
    "gate": "day 30",
    "success": "42%",
    "failure": "35%",
    "cell": "31-60",
    "limit": "120% of before",
    "rollback": "300% of before",
    "before": "28 days",
    "standup": "09:30",
    "weekly": "Monday 10:00",
    "mbr": "first Tuesday",
    "escalation-level": "L1 support desk",
    "get": "https://example.com/bulk",
    "expect": "200",
}
"""How a field is filled in, shown where it is empty."""


MOMENT: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}")


class FieldChoice(Schema):
    """One thing to choose."""

    value: str
    label: str


class Field(Schema):
    """One field. `name` is its place in the form: `metrics.0.steps.1.event`."""

    name: str
    label: Document
    help: Document | None = None
    kind: Kind = "text"
    value: str = ""
    choices: list[FieldChoice] = pydantic.Field(default=[], description="Of a select: what can be chosen.")
    placeholder: str = pydantic.Field(default="", description="How it is filled in, shown while it is empty.")
    suggestions: str = pydantic.Field(default="", description="Which list of names is offered while one types.")
    error: str = pydantic.Field(default="", description="What is wrong with it.")
    is_unseen: bool = pydantic.Field(default=False, description="Whether it names an event that has not arrived.")
    is_on: bool = pydantic.Field(default=False, description="Of a field that one ticks: whether it is ticked.")
    is_optional: bool = False
    is_metric: bool = pydantic.Field(default=False, description="Whether one chooses among the metrics above.")
    refreshes: bool = pydantic.Field(default=False, description="Whether other fields depend on it.")

    @property
    def id(self) -> str:
        """The field's id in the page."""
        return field_id(self.name)

    @property
    def input_type(self) -> str:
        """How the browser asks for it: by its own means only where it can show what stands there."""
        if self.kind == "moment":
            return "datetime-local" if not self.value or MOMENT.fullmatch(self.value) else "text"
        return "text" if self.kind == "number" else self.kind

    @property
    def described_by(self) -> str:
        """The ids of what explains it."""
        help_id = f"{self.id}-help " if self.help else ""
        return f"{help_id}{self.id}-note {self.id}-error"


class FormRow(Schema):
    """A row that can be taken out. `lists` are the rows inside it."""

    name: str
    legend: Document
    fields: list[Field]
    hidden: dict[str, str] = pydantic.Field(default={}, description="What the row carries: where it came from.")
    lists: "list[Rows]" = pydantic.Field(default=[], description="The rows inside it.")
    is_kept: bool = pydantic.Field(default=False, description="Whether the form cannot show it, and keeps it.")

    @property
    def id(self) -> str:
        """The row's id in the page."""
        return field_id(self.name)


class Rows(Schema):
    """A list of rows, and what adding one is called."""

    name: str
    title: Document
    help: Document | None = None
    add: Document
    rows: list[FormRow]
    layout: Literal["card", "line"] = "line"

    @property
    def id(self) -> str:
        """The list's id in the page."""
        return field_id(self.name)


class Block(Schema):
    """Fields side by side, or a list of rows."""

    fields: list[Field] = pydantic.Field(default=[], description="Side by side; empty for a list.")
    rows: Rows | None = None


class Section(Schema):
    """One step of the form."""

    name: str
    title: Document
    lead: Document
    blocks: list[Block]
    errors: int = pydantic.Field(default=0, description="How many problems its fields have.")

    @property
    def every_field(self) -> Iterator[Field]:
        """The fields, those inside rows included."""
        for block in self.blocks:
            yield from block.fields
            yield from _below(block.rows)


def _below(rows: Rows | None) -> Iterator[Field]:
    for row in rows.rows if rows else ():
        yield from row.fields
        for inner in row.lists:
            yield from _below(inner)


def field_id(name: str) -> str:
    """A place in the form as the id of an element."""
    return f"nl-{name.replace('.', '-').replace('_', '-')}"


def said(key: str) -> Document:
    """The name of a field or a list."""
    return text_document(Text(f"new-launch-field-{key}"))


def explained(key: str) -> Document | None:
    """The sentence that explains it, where one is needed."""
    return text_document(Text(f"new-launch-help-{key}")) if key in HELPED else None


def sentence(fault: Fault) -> str:
    """What is wrong at a field, what was expected, and what was probably meant."""
    parts = [fault.here or fault.what]
    parts += [f"expected {fault.expected}"] if fault.expected else []
    parts += [f"nearest: {', '.join(fault.nearest)}"] if fault.nearest else []
    return "; ".join(parts)


class Making:
    """Makes fields: knows what is wrong with them, and which events arrived (None: not known).

    `missing` is what is said of a field that must be filled in and is empty.
    """

    def __init__(self, faults: Iterable[Fault], seen: frozenset[str] | None, missing: str) -> None:
        self._missing = missing
        self._errors: dict[str, list[str]] = {}
        for fault in faults:
            self._errors.setdefault(fault.field, []).append(sentence(fault))
        self._seen = seen

    def text(
        self,
        name: str,
        key: str,
        value: str,
        *,
        suggestions: str = "",
        kind: Kind = "text",
        optional: bool = False,
        refreshes: bool = False,
    ) -> Field:
        """A field that one types into."""
        return self._field(
            name, key, kind=kind, value=value, suggestions=suggestions, is_optional=optional, refreshes=refreshes
        )

    def event(self, name: str, key: str, value: str) -> Field:
        """The name of an event, marked where none of that name has arrived."""
        unseen = self._seen is not None and value != "" and value not in self._seen
        return self._field(name, key, value=value, suggestions="events", is_unseen=unseen)

    def select(
        self,
        name: str,
        key: str,
        value: str,
        choices: Mapping[str, str],
        *,
        refreshes: bool = False,
        optional: bool = False,
    ) -> Field:
        """A field that one chooses in; a value that is none of the choices is offered, too."""
        offered = dict(choices) if value in choices else {value: value, **choices}
        listed = [FieldChoice(value=each, label=label) for each, label in offered.items()]
        return self._field(
            name,
            key,
            kind="select",
            value=value,
            choices=listed,
            refreshes=refreshes,
            is_optional=optional,
            is_metric=key == "metric",
        )

    def check(self, name: str, key: str, *, is_on: bool) -> Field:
        """A field that one ticks."""
        return self._field(name, key, kind="check", value="on", is_on=is_on)

    def member(self, name: str, value: str, label: Text, *, is_on: bool) -> Field:
        """A field that one ticks to put a value on a list."""
        error = " · ".join(self._errors.get(name, ()))
        return Field(name=name, label=text_document(label), kind="check", value=value, is_on=is_on, error=error)

    def errors_below(self, start: str) -> int:
        """How many problems there are with a field or with those below it."""
        return sum(len(found) for name, found in self._errors.items() if name == start or name.startswith(f"{start}."))

    def _field(self, name: str, key: str, **more: object) -> Field:
        error = " · ".join(self._errors.get(name, ()))
        if error and not more.get("value"):
            error = self._missing
        placeholder = SHOWN.get(key, "")
        return Field(name=name, label=said(key), help=explained(key), error=error, placeholder=placeholder, **more)  # type: ignore[arg-type]  # pydantic checks them
