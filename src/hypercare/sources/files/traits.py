"""Hypercare's own shape of what is true of users and accounts from a time on."""

from collections.abc import Iterator
from typing import Any

from hypercare.sources.files.fields import TEXT_CHARACTERS, Line, identifier, json_text, person
from hypercare.sources.reading import Change, Reading
from hypercare.sources.reasons import Reason, Unfit

OPERATIONS = ("set", "set_once", "add", "append", "union", "remove", "unset")
USER = "user"


def add_traits(line: Line, raw: bytes, reading: Reading) -> None:
    """Adds what a line says to a reading. Raises Unfit when it cannot be used; then nothing was added.

    A line is about a user (`user`, else `anon`), or about one account (`groups`).
    """
    user, anon = person(line.get("user"), "user"), person(line.get("anon"), "anon")
    holder, unit = _holder(line, user or anon)
    changes = [change for op in OPERATIONS if op in line for change in _changes(op, line[op])]
    if not changes:
        raise Unfit(Reason.OPERATION_INVALID, "", f"must hold one of {', '.join(OPERATIONS)}")
    micros = reading.instant(line.get("time"), "time")
    reading.change(holder, unit, changes, micros, reading.retry_key(raw))
    if holder == USER:
        reading.link("identify", anon, user, micros)


def _holder(line: Line, user: str | None) -> tuple[str, str]:
    groups = line.get("groups")
    if groups is None or groups == {}:
        if user is None:
            raise Unfit(Reason.ID_MISSING, "user", "or 'anon' or 'groups' is needed: whom the traits are of")
        return USER, user
    if not isinstance(groups, dict) or len(groups) != 1 or user is not None:
        raise Unfit(Reason.GROUP_INVALID, "groups", "must name one account, and no user beside it")
    ((key, value),) = groups.items()
    unit = identifier(value, f"groups.{key}")
    if unit is None or not 0 < len(key) <= TEXT_CHARACTERS:
        raise Unfit(Reason.GROUP_INVALID, "groups", f"must be one key of 1 to {TEXT_CHARACTERS} characters with its id")
    return key, unit


def _changes(op: str, operand: Any) -> Iterator[Change]:
    if op == "unset":
        if not isinstance(operand, list) or not all(isinstance(each, str) for each in operand):
            raise Unfit(Reason.OPERATION_INVALID, op, "must be a list of names")
        yield from ((_named(each, op), op, "null") for each in operand)
        return
    if not isinstance(operand, dict):
        raise Unfit(Reason.OPERATION_INVALID, op, "must be an object of names to values")
    for each, value in operand.items():
        if op == "add" and (isinstance(value, bool) or not isinstance(value, int | float)):
            raise Unfit(Reason.OPERATION_INVALID, f"add.{each}"[:TEXT_CHARACTERS], "must be a number")
        yield _named(each, op), op, json_text(value, op)


def _named(trait: str, op: str) -> str:
    if not 0 < len(trait) <= TEXT_CHARACTERS:
        raise Unfit(Reason.PROPERTY_NAME_TOO_LONG, op, f"has a name that has not 1 to {TEXT_CHARACTERS} characters")
    return trait
