"""What Amplitude's property operations change: of a user, or of a group."""

from typing import Any

from hypercare.sources.properties import properties_text, value_text
from hypercare.sources.reading import Change
from hypercare.sources.reasons import Reason, Unfit

# In the order in which they are applied: clients send them as an object, whose order means nothing. A list that is
# prepended or inserted to is kept as a list without a beginning: who counts its items sees no difference.
OPERATIONS = {
    "$clearAll": "delete",
    "$unset": "unset",
    "$set": "set",
    "$setOnce": "set_once",
    "$add": "add",
    "$append": "append",
    "$prepend": "append",
    "$preInsert": "union",
    "$postInsert": "union",
    "$remove": "remove",
}


def changes_of(properties: Any, field: str) -> list[Change]:
    """What user or group properties change. Names that are no operation are set. Raises Unfit where one is misused."""
    properties_text(properties, field)
    if not properties:
        return []
    plain = {name: value for name, value in properties.items() if name not in OPERATIONS}
    changes = [
        change for name in OPERATIONS if name in properties for change in _operated(name, properties[name], field)
    ]
    return changes + _changed("set", plain, field)


def _operated(name: str, operand: Any, field: str) -> list[Change]:
    op, where = OPERATIONS[name], f"{field}.{name}"
    if op == "delete":
        return [("", op, "null")]
    properties_text(operand, where)
    if not operand:
        return []
    if op == "unset":
        return [(trait, op, "null") for trait in operand]
    if op == "add" and not all(type(value) in (int, float) for value in operand.values()):
        raise Unfit(Reason.OPERATION_INVALID, where, "must hold numbers")
    if op == "append":
        return [change for trait, value in operand.items() for change in _appended(trait, value, where)]
    return _changed(op, operand, where)


def _appended(trait: str, value: Any, field: str) -> list[Change]:
    """Items of a list are appended one by one, as Amplitude does."""
    items = value if isinstance(value, list) else [value]
    return [(trait, "append", value_text(item, field)) for item in items]


def _changed(op: str, operand: dict[str, Any], field: str) -> list[Change]:
    return [(trait, op, value_text(value, field)) for trait, value in operand.items()]
