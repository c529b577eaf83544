"""Which column of a table of events is which, by their names."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from difflib import get_close_matches

from hypercare.model.errors import BadInput

GUESSED: Mapping[str, tuple[str, ...]] = {
    "event": ("event_name", "event_type", "eventname", "action"),
    "time": ("timestamp", "ts", "event_time", "event_timestamp", "occurred_at", "datetime", "created_at"),
    "user": ("user_id", "distinct_id", "unit", "unit_id", "userid", "customer_id"),
    "anon": ("anonymous_id", "device_id"),
    "key": ("insert_id", "$insert_id", "message_id"),
    "known_at": (),
    "properties": (),
}
"""Other names that a column of each role often has."""
NEEDED = ("event", "time")
SHOWN = 30
LONGEST = 60
_HUMPS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_GAPS = re.compile(r"[\s\-.]+")


@dataclass(frozen=True)
class Columns:
    """The columns of a table by role. All other columns are properties, and so are the keys of `properties`."""

    event: str
    time: str
    user: str | None = None
    anon: str | None = None
    key: str | None = None
    known_at: str | None = None
    properties: str | None = None

    @property
    def named(self) -> tuple[str, ...]:
        """The columns that have a role."""
        values = (getattr(self, each.name) for each in fields(self))
        return tuple(value for value in values if value is not None)


def parse_columns(written: str, roles: Mapping[str, tuple[str, ...]] = GUESSED) -> dict[str, str]:
    """`user=who,event=what` by role. Raises `BadInput` for what is no role, or names no column."""
    first = ",".join(f"{role}=NAME" for role in list(roles)[:3])
    found: dict[str, str] = {}
    for part in filter(None, (each.strip() for each in written.split(","))):
        role, equals, name = part.partition("=")
        if role not in roles or not equals or not name:
            nearest = get_close_matches(role, roles, n=1)
            raise BadInput(
                f"{part[:LONGEST]!r} names no column",
                where="--columns",
                expected=f"{first}; also {', '.join(list(roles)[3:])}",
                fix=f"{nearest[0]}=" if nearest else "",
            )
        found[role] = name
    return found


def columns_of(header: Sequence[str], *, where: str, given: Mapping[str, str], unnamed: bool = False) -> Columns:
    """The columns of a header: those that were `given` by role, else by their usual names.

    Raises `BadInput`, which shows the header and how to name columns, where a role is missing or could be several.
    `unnamed`: no user is needed, because units are told by a property.
    """
    found = dict(given)
    for role, name in given.items():
        if name not in header:
            settle = {role: next(iter(get_close_matches(name, header, n=1)), "NAME")}
            raise header_error(header, where, f"there is no column {name[:LONGEST]!r} for {role}", settle)
    for role, others in GUESSED.items():
        if role not in found:
            possible = candidates(header, role, others, taken=found.values())
            if len(possible) == 1:
                found[role] = possible[0]
            elif possible and role in (*NEEDED, "user"):
                what = f"the column of the {role} could be {' or '.join(each[:LONGEST] for each in possible)}"
                raise header_error(header, where, what, {role: possible[0]})
    nobody = not unnamed and not {"user", "anon"} & found.keys()
    for role in (*NEEDED, *(("user",) if nobody else ())):
        if role not in found:
            raise header_error(header, where, f"there is no column of the {role}", {role: "NAME"})
    _check_single(header, where, found.values())
    return Columns(**found)


def candidates(header: Sequence[str], role: str, others: tuple[str, ...], *, taken: Iterable[str]) -> list[str]:
    """The columns that a role could be: the one of its very name, else all of its other names, in their order."""
    gone = set(taken)
    free = [(plain(name), name) for name in dict.fromkeys(header) if name not in gone]
    exact = [name for is_called, name in free if is_called == role]
    return exact or [name for other in others for is_called, name in free if is_called == other]


def plain(name: str) -> str:
    """A name without case, blanks and humps: `Distinct ID` and `distinctId` are `distinct_id`."""
    return _GAPS.sub("_", _HUMPS.sub("_", name.strip())).casefold()


def _check_single(header: Sequence[str], where: str, names: object) -> None:
    assert hasattr(names, "__iter__")
    twice = next((name for name in names if list(header).count(name) > 1), None)
    if twice is not None:
        raise BadInput(f"two columns are named {twice[:LONGEST]!r}", where=where, expected="one column of a name")


def header_error(header: Sequence[str], where: str, what: str, settle: Mapping[str, str]) -> BadInput:
    """What is wrong with a header, which it shows, and the option that would `settle` it: columns by role."""
    shown = ", ".join(name[:LONGEST] for name in header[:SHOWN]) + (", …" if len(header) > SHOWN else "")
    return BadInput(
        f"{what}; the header is: {shown}",
        where=where,
        expected="a column for each role, by its usual name or by --columns",
        fix="--columns " + ",".join(f"{role}={name[:LONGEST]}" for role, name in settle.items()),
    )
