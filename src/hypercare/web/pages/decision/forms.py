"""What stands in the forms of the decision page: read from a request, and shown again where it cannot stand."""

from dataclasses import dataclass, field
from typing import Final

from django.http import QueryDict

LONGEST: Final = 2_000
"""Characters of a field that are read and shown again."""
MOST: Final = 50
"""Fields of one name that are read."""
ROWS: Final = 3
"""Rows for commitments that the form offers, without any script."""
FIELDS: Final = frozenset(
    {"reason", "grounds", "commitments", "seen", "backlog", "channel", "peak", "until", "note", "id", "act"}
)
"""Fields that may not be able to stand: they are asked again."""


@dataclass(frozen=True)
class PromiseRow:
    """One commitment as it stands in the form."""

    text: str = ""
    owner: str = ""
    due: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing was written."""
        return not (self.text or self.owner or self.due)

    def told(self) -> dict[str, str]:
        """The same as it is sent on."""
        return {"text": self.text, "owner": self.owner, "due": self.due}


@dataclass(frozen=True)
class Typed:
    """What somebody typed into one of the forms: which `form`, and `problem`, the field that cannot stand. `review`
    where it can stand, and is shown once more before it is signed.
    """

    form: str = ""
    problem: str = ""
    action: str = ""
    reason: str = ""
    grounds: tuple[str, ...] = ()
    other: str = ""
    promises: tuple[PromiseRow, ...] = ()
    backlog: str = ""
    note: str = ""
    until: str = ""
    subjects: tuple[str, ...] = ()
    of: str = ""
    review: bool = False
    rows: tuple[PromiseRow, ...] = field(default=(PromiseRow(),) * ROWS)

    @property
    def named(self) -> list[str]:
        """The metrics on which it rests: those that were ticked, then those that were typed."""
        return [*self.grounds, *others(self.other)]

    @property
    def promised(self) -> list[PromiseRow]:
        """The commitments that were written."""
        return [row for row in self.promises if not row.is_blank]


def text_of(sent: QueryDict, name: str) -> str:
    """One field, without the white space around it."""
    return str(sent.get(name, "")).strip()[:LONGEST]


def texts_of(sent: QueryDict, name: str) -> tuple[str, ...]:
    """All fields of a name."""
    return tuple(str(each).strip()[:LONGEST] for each in sent.getlist(name)[:MOST])


def rows_of(sent: QueryDict) -> tuple[PromiseRow, ...]:
    """The rows of commitments, those that were left blank too."""
    columns = (texts_of(sent, "promise-text"), texts_of(sent, "promise-owner"), texts_of(sent, "promise-due"))
    return tuple(PromiseRow(*row) for row in zip(*columns, strict=False))


def grounds_of(sent: QueryDict) -> tuple[tuple[str, ...], str]:
    """The metrics that were ticked, and the others that were typed, separated by commas."""
    return texts_of(sent, "ground"), text_of(sent, "ground-other")


def others(text: str) -> list[str]:
    """The names in a line."""
    return [each.strip() for each in text.split(",") if each.strip()]
