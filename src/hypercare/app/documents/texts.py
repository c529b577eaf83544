"""Texts in documents: kept as id and parameters, with words added where a person will read them."""

from datetime import date, datetime
from typing import Any

from hypercare.app.words import render
from hypercare.model.text import Text

Document = dict[str, Any]


def text_document(text: Text) -> Document:
    """A text as JSON values."""
    return {"id": text.id, "params": {name: _plain(value) for name, value in text.params.items()}}


def text_of(document: Document) -> Text:
    """The text of a document."""
    return Text(document["id"], document["params"])


def with_words(value: Any, language: str) -> Any:
    """The same document with the sentence of every text beside its id."""
    if isinstance(value, dict):
        spoken = {name: with_words(each, language) for name, each in value.items()}
        return spoken | {"text": render(text_of(value), language)} if value.keys() == {"id", "params"} else spoken
    return [with_words(each, language) for each in value] if isinstance(value, list) else value


def _plain(value: str | int | float | date | datetime) -> str | int | float:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M} {value.tzname() or ''}".strip()
    return value.isoformat() if isinstance(value, date) else value
