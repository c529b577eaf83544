"""What a CleverTap profile says of its user: fields that are set, and operations on them."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from hypercare.sources.clevertap.shapes import BOUNDS, KEY_CHARACTERS
from hypercare.sources.properties import value_text
from hypercare.sources.reading import Change
from hypercare.sources.reasons import Reason, Unfit
from hypercare.sources.records import check_nested

Profile = dict[str, Any]
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_PHONE = re.compile(r"\+?[0-9][0-9 ()-]{5,18}")
_OLDEST = 150


def _is_email(value: Any) -> bool:
    return isinstance(value, str) and _EMAIL.fullmatch(value) is not None


def _is_phone(value: Any) -> bool:
    number = isinstance(value, int) and not isinstance(value, bool)
    return (isinstance(value, str) or number) and _PHONE.fullmatch(str(value)[:21]) is not None


def _is_age(value: Any) -> bool:
    text = str(value)[:4]
    return not isinstance(value, bool) and text.isascii() and text.isdigit() and int(text) <= _OLDEST


def _among(*words: str) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and value.casefold() in words


_yes_or_no = _among("y", "n")


def _is_flag(value: Any) -> bool:
    return isinstance(value, bool) or _yes_or_no(value)


# The fields whose values CleverTap checks. An empty value takes the field away, and is not checked.
CHECKED: dict[str, Callable[[Any], bool]] = {
    "Gender": _among("m", "f", "o", "n", "u", "male", "female", "others", "non-binary", "unknown"),
    "Email": _is_email,
    "Phone": _is_phone,
    "Employed": _is_flag,
    "Education": _among("school", "college", "graduate"),
    "Married": _is_flag,
    "Age": _is_age,
}


def changes(profile: Any) -> list[Change]:
    """What a profile changes, (trait, operation, value as JSON) each. Raises Unfit for the whole profile.

    CleverTap takes all of a profile or nothing of it.
    """
    if not isinstance(profile, dict):
        raise Unfit(Reason.KIND_UNKNOWN, "profileData", "must be an object")
    if len(profile) > BOUNDS.properties:
        raise Unfit(Reason.TOO_MANY_PROPERTIES, "profileData", f"must have at most {BOUNDS.properties} fields")
    for field, fits in CHECKED.items():
        value = profile.get(field)
        if value not in (None, "") and not isinstance(value, dict) and not fits(value):
            raise Unfit(Reason.TRAIT_INVALID, f"profileData.{field}", f"the {field} is not one that CleverTap takes")
    check_nested(profile, "profileData", items=BOUNDS.items, depth=BOUNDS.depth)
    return [change for name, value in profile.items() for change in _of(_key(name), value)]


def _key(name: str) -> str:
    if not 0 < len(name) <= KEY_CHARACTERS:
        raise Unfit(
            Reason.PROPERTY_NAME_TOO_LONG, "profileData", f"has a key that has not 1 to {KEY_CHARACTERS} characters"
        )
    return name


def _of(name: str, value: Any) -> Iterator[Change]:
    if isinstance(value, dict) and any(key.startswith("$") for key in value):
        for operator, operand in value.items():
            yield _operation(name, operator, operand)
    elif value is not None:
        yield name, "set", value_text(value, f"profileData.{name}")


def _operation(name: str, operator: str, operand: Any) -> Change:
    field = f"profileData.{name}"
    known = OPERATIONS.get(operator)
    if known is None:
        raise Unfit(Reason.OPERATION_INVALID, field, f"must be a value, or one of {', '.join(OPERATIONS)}")
    op, value = known(operand, field)
    return name, op, value_text(value, field)


def _amount(operand: Any, field: str) -> int | float:
    if isinstance(operand, bool) or not isinstance(operand, int | float):
        raise Unfit(Reason.OPERATION_INVALID, field, "must be a number")
    return operand


def _several(operand: Any) -> list[Any]:
    return operand if isinstance(operand, list) else [operand]


OPERATIONS: dict[str, Callable[[Any, str], tuple[str, Any]]] = {
    "$set": lambda operand, _: ("set", operand),
    "$add": lambda operand, _: ("union", _several(operand)),
    "$remove": lambda operand, _: ("remove", _several(operand)),
    "$delete": lambda _operand, _: ("unset", None),
    "$incr": lambda operand, field: ("add", _amount(operand, field)),
    "$decr": lambda operand, field: ("add", -_amount(operand, field)),
}
"""What an operator does, as (operation, value)."""
