"""A message for people, as an id and its parameters.

Rooms return texts; the faces render them in the reader's language.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

Parameter = str | int | float | date | datetime


@dataclass(frozen=True)
class Text:
    """A message id of the catalogue (`locale/<language>/*.ftl`) with its parameters.

    Ids are lower-case words joined by hyphens, the room's noun first: `gate-too-early`. Names that came from outside
    travel as parameters, never as part of an id, so that a face can escape them.
    """

    id: str
    params: Mapping[str, Parameter] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash((self.id, tuple(sorted((key, str(value)) for key, value in self.params.items()))))
