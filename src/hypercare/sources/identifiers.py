"""Identifiers as clients write them: of users, devices, groups."""

from typing import Any

from hypercare.sources.reasons import Reason, Unfit

LONGEST = 255
"""Characters of an identifier or name: a longer one is data in the wrong place."""
PLACEHOLDERS = frozenset(
    "anon anonymous nil none null n/a na undefined unknown <nil> 0 -1 true false [] {}".split()  # noqa: SIM905 one line
) | {"00000000-0000-0000-0000-000000000000"}
"""Values that stand for "nobody" by mistake. Mixpanel documents this list and refuses them; so do we everywhere."""
_LONGEST_PLACEHOLDER = max(map(len, PLACEHOLDERS))


def identifier(value: Any, field: str) -> str | None:
    """An id as text; None when it is missing or empty. Raises Unfit for placeholders, other types, overlong ones."""
    if value is None or value == "":
        return None
    text = value if type(value) is str else _written(value, field)
    if len(text) > LONGEST:
        raise Unfit(Reason.ID_INVALID, field, f"must have at most {LONGEST} characters")
    if placeholder(text):
        raise Unfit(Reason.ID_PLACEHOLDER, field, f"must not be a placeholder such as {text!r}")
    return text


def name(value: Any, field: str) -> str:
    """The name of an event. Raises Unfit when it is missing, no text, or too long."""
    if not isinstance(value, str) or not value:
        raise Unfit(Reason.EVENT_NAME_INVALID, field, "must be a text that is not empty")
    if len(value) > LONGEST:
        raise Unfit(Reason.EVENT_NAME_INVALID, field, f"must have at most {LONGEST} characters")
    return value


def placeholder(text: str) -> bool:
    """Whether a text stands for nobody."""
    return len(text) <= _LONGEST_PLACEHOLDER and text.casefold() in PLACEHOLDERS


def _written(value: Any, field: str) -> str:
    """A whole number as text."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) >= 10**LONGEST:
        raise Unfit(Reason.ID_INVALID, field, "must be a string")
    return str(value)
