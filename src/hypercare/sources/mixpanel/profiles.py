"""One Mixpanel profile update into traits: of a user (`/engage`) or of a group (`/groups`)."""

from typing import Any

import msgspec

from hypercare.model.facts import Decoded, Trait
from hypercare.sources.identifiers import LONGEST, identifier
from hypercare.sources.keys import part_key
from hypercare.sources.mixpanel.shapes import ITEMS, NESTED_LEVELS, PROPERTIES, Reading
from hypercare.sources.reasons import Reason, Unfit
from hypercare.sources.records import check_nested

OPERATIONS = ("$set", "$set_once", "$add", "$append", "$union", "$remove", "$unset", "$delete")
_encode = msgspec.json.Encoder().encode
Update = dict[str, Any]


def read_profile(update: Update, index: int, reading: Reading, into: Decoded) -> None:
    """Adds the traits of a user's update. Raises Unfit when it cannot be used; then nothing was added."""
    name = identifier(update.get("$distinct_id"), "$distinct_id")
    if name is None:
        raise Unfit(Reason.ID_MISSING, "$distinct_id", "is missing")
    _read("user", name, update, index, reading, into)


def read_group(update: Update, index: int, reading: Reading, into: Decoded) -> None:
    """Adds the traits of a group's update. Raises Unfit when it cannot be used; then nothing was added."""
    holder = update.get("$group_key")
    if not isinstance(holder, str) or not 0 < len(holder) <= LONGEST:
        raise Unfit(Reason.GROUP_INVALID, "$group_key", f"must have 1 to {LONGEST} characters")
    name = identifier(update.get("$group_id"), "$group_id")
    if name is None:
        raise Unfit(Reason.ID_MISSING, "$group_id", "is missing")
    _read(holder, name, update, index, reading, into)


def _read(holder: str, name: str, update: Update, index: int, reading: Reading, into: Decoded) -> None:
    micros = reading.instant(update.get("$time"), "$time")
    changes = [change for op in OPERATIONS if op in update for change in _changes(op, update[op])]
    if not changes:
        raise Unfit(Reason.OPERATION_INVALID, "", f"must hold one of {', '.join(OPERATIONS)}")
    key, received = reading.key_without_own(index), reading.received
    into.traits.extend(
        Trait(reading.source, holder, name, trait, op, value, micros, received, received, part_key(key, part))
        for part, (trait, op, value) in enumerate(changes)
    )


def _changes(op: str, operand: Any) -> list[tuple[str, str, str]]:
    """(trait, op, value as JSON) of one operation. A deletion names no trait."""
    if op == "$delete":
        return [("", "delete", "null")]
    if op == "$unset":
        names = [operand] if isinstance(operand, str) else operand
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise Unfit(Reason.OPERATION_INVALID, op, "must be a list of property names")
        return [(name, "unset", "null") for name in _bounded(names, op)]
    if not isinstance(operand, dict):
        raise Unfit(Reason.OPERATION_INVALID, op, "must be an object")
    _bounded(operand, op)
    check_nested(operand, op, items=ITEMS, depth=NESTED_LEVELS)
    _check_values(op, operand)
    try:
        return [(name, op[1:], _encode(value).decode()) for name, value in operand.items()]
    except (OverflowError, ValueError, RecursionError):
        raise Unfit(Reason.NUMBER_OUT_OF_RANGE, op, "holds a number beyond 64 bits") from None


def _check_values(op: str, operand: Update) -> None:
    wanted: tuple[type, ...] | None = {"$add": (int, float), "$union": (list,)}.get(op)
    if wanted and not all(isinstance(value, wanted) and not isinstance(value, bool) for value in operand.values()):
        raise Unfit(Reason.OPERATION_INVALID, op, "must hold numbers" if op == "$add" else "must hold lists")


def _bounded(names: Any, op: str) -> Any:
    if len(names) > PROPERTIES:
        raise Unfit(Reason.TOO_MANY_PROPERTIES, op, f"must hold at most {PROPERTIES} properties")
    if any(len(name) > LONGEST for name in names):
        raise Unfit(Reason.PROPERTY_NAME_TOO_LONG, op, f"has a name of more than {LONGEST} characters")
    return names
