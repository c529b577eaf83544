"""What all rows have in common: they are valid when saved, and append-only ones stay as they are."""

from __future__ import annotations

from typing import Any, NoReturn, TypeVar

from django.core.exceptions import ValidationError
from django.db import models

from hypercare.model.errors import BadInput, Refused

Row = TypeVar("Row", bound=models.Model)


def storable(value: str) -> None:
    """Raises ValidationError for text that one of the engines cannot keep: with a NUL, or an unpaired surrogate."""
    if "\0" in value or any("\ud800" <= character <= "\udfff" for character in value):
        raise ValidationError("holds a NUL or an unpaired surrogate")


def one_line(value: str) -> None:
    """Raises ValidationError for text with control characters or unpaired surrogates."""
    if not value.isprintable():
        raise ValidationError("holds characters that cannot be printed")


def check_fields(row: models.Model) -> None:
    """Raises `BadInput` naming the fields that are empty, too long or not storable: alike on both engines."""
    try:
        row.clean_fields()
    except ValidationError as error:
        problems = [f"{field}: {' '.join(texts)}" for field, texts in error.message_dict.items()]
        raise BadInput("; ".join(problems), where=row._meta.db_table) from error


class AppendOnlyRows(models.QuerySet[Row]):
    """Rows that may be read and added, not changed or removed."""

    def update(self, **_kwargs: Any) -> NoReturn:
        raise _append_only(self.model)

    def bulk_update(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise _append_only(self.model)

    def delete(self) -> NoReturn:
        raise _append_only(self.model)


class AppendOnly(models.Model):
    """A row that is saved once. Saving it again, or deleting it, raises `Refused`."""

    class Meta:
        abstract = True

    def save(self, *_args: Any, **_kwargs: Any) -> None:
        if not self._state.adding:
            raise _append_only(type(self))
        check_fields(self)
        super().save(force_insert=True)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise _append_only(type(self))


def _append_only(model: type[models.Model]) -> Refused:
    return Refused("rows of this table are added, never changed or removed", where=model._meta.db_table)
