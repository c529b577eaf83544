"""Errors in the words of a verb: what a use case calls a field is an option here."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from hypercare.model.errors import BadInput, InvalidFile


@contextmanager
def naming(options: Mapping[str, str]) -> Iterator[None]:
    """Errors about one of these fields name the option or argument that holds it: `{"note": "--reason"}`."""
    try:
        yield
    except InvalidFile:
        raise
    except BadInput as error:
        if error.where not in options:
            raise
        raise type(error)(error.what, where=options[error.where], expected=error.expected, fix=error.fix) from None
