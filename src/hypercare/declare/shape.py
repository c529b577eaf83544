"""Whether a document has the shape of a model, and what is left of it without the parts that have not."""

import copy
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from hypercare.declare.error_words import complaint_of
from hypercare.declare.reading.complaints import Complaint, place
from hypercare.declare.reading.model_paths import Place, without_marks
from hypercare.declare.reading.yaml_lines import Document, Path, Value

M = TypeVar("M", bound=BaseModel)
# Each round cuts at least one part out, and a part is at most this deep below the root.
MOST_ROUNDS = 12


@dataclass(frozen=True)
class Shaped(Generic[M]):
    """The model of what is sound in a document, with the complaints about the rest.

    `broken` are the paths that were cut out; a required part among them has its stand-in in `model`, which is None
    where not even that helped.
    """

    model: M | None
    complaints: tuple[Complaint, ...]
    broken: frozenset[Path]

    def spares(self, complaint: Complaint) -> bool:
        """Whether a complaint is about a part that is sound, and takes only sound parts for granted."""
        if _within(complaint.path, self.broken):
            return False
        return not any(_within(part, self.broken) or part in self._holding for part in complaint.rests_on)

    @cached_property
    def _holding(self) -> frozenset[Path]:
        """The paths that are broken themselves or hold something that is."""
        return frozenset(start for path in self.broken for start in _starts(path))


def shaped(model: type[M], document: Document, stand_ins: Mapping[str, object]) -> Shaped[M]:
    """The document as a model. Errors never stop the reading: broken parts are cut out and the rest is tried again."""
    empty = tuple(_empty(document))
    broken = {complaint.path for complaint in empty} | set(document.spoilt)
    found, complaints = None, [*empty]
    value = _without(document.value, broken)
    for attempt in range(MOST_ROUNDS):
        try:
            found = model.model_validate({**stand_ins, **value} if attempt else value)
            break
        except ValidationError as error:
            details = error.errors(include_url=False)
        if attempt == 0:
            complaints += _complaints(model, details, broken)
        broken |= {_cut_at(detail, document) for detail in details}
        value = _without(document.value, broken)
    return Shaped(found, tuple(complaints), frozenset(broken))


def _empty(document: Document) -> list[Complaint]:
    return [
        Complaint(path, f"{place(path)} is empty", "a value, or to leave the key out")
        for path in document.lines
        if path and _value_at(document.value, path) is None and not _within(path, document.spoilt)
    ]


def _within(path: Path, outer: Collection[Path]) -> bool:
    return any(start in outer for start in _starts(path))


def _starts(path: Path) -> Iterable[Path]:
    return (path[:length] for length in range(len(path) + 1))


def _value_at(value: Value, path: Path) -> object:
    found: Any = value
    for part in path:
        try:
            found = found[part]
        except (KeyError, IndexError, TypeError):
            return _ABSENT
    return found


_ABSENT = object()


def _without(value: dict[str, Value], broken: set[Path]) -> dict[str, Value]:
    kept = copy.deepcopy(value)
    for path in broken:
        keyed = path[: next((at for at, part in enumerate(path) if isinstance(part, int)), len(path))]
        holder: Any = kept
        for part in keyed[:-1]:
            holder = holder.get(part) if isinstance(holder, dict) else None
        if isinstance(holder, dict) and keyed:
            holder.pop(str(keyed[-1]), None)
    return kept


def _cut_at(detail: ErrorDetails, document: Document) -> Path:
    path = without_marks(detail["loc"])
    if detail["type"] == "missing":
        path = path[:-1] or path
    while len(path) > 1 and path not in document.lines:
        path = path[:-1]
    return path


def _complaints(model: type[BaseModel], details: list[ErrorDetails], broken: set[Path]) -> list[Complaint]:
    holders = {start for detail in details for start in _starts(detail["loc"][:-1])}
    return [
        complaint_of(model, detail)
        for detail in details
        if not _within(without_marks(detail["loc"]), broken) and not _only_counts_the_sound(detail, holders)
    ]


def _only_counts_the_sound(detail: ErrorDetails, holders: set[Place]) -> bool:
    """Whether a list is called too short only because pydantic leaves broken items out of the count."""
    return detail["type"] == "too_short" and detail["loc"] in holders
