"""Who is counted, and per how many of them."""

import re
from dataclasses import dataclass
from typing import Annotated

from pydantic import PlainValidator, WithJsonSchema

from hypercare.declare.reading.complaints import closest, shown
from hypercare.declare.reading.rejections import reject
from hypercare.declare.specs.spec import MOST_NAME
from hypercare.model.metrics import Unit, UnitKind

MOST_PER = 1_000_000_000
_KINDS = tuple(UnitKind)
_EXPECTED = "user, device, or {account: KEY} with the property that names the account"
_PER = re.compile(r"([0-9]{1,10}) (active )?([a-z]+)")
_PER_EXPECTED = "a number and who is counted, such as 1000 active accounts or 1000 users"


def parse_unit(written: object) -> Unit:
    """The unit meant by `user`, `device` or `{account: company_id}`. Raises PydanticCustomError otherwise."""
    if written in ("user", "device"):
        return Unit(UnitKind(str(written)))
    if written == "account":
        raise reject("an account needs the property that names it", _EXPECTED, nearest=("{account: company_id}",))
    if isinstance(written, dict) and len(written) == 1:
        return _keyed(*next(iter(written.items())))
    raise reject(f"{shown(written)} is not a unit", _EXPECTED, nearest=closest(str(written), _KINDS))


def _keyed(kind: object, key: object) -> Unit:
    if kind != "account":
        raise reject(f"{shown(kind)} takes no key", _EXPECTED, nearest=closest(str(kind), _KINDS))
    if not isinstance(key, str) or not key.strip() or len(key) > MOST_NAME:
        raise reject(f"{shown(key)} cannot name an account", "the name of a property, such as company_id")
    return Unit(UnitKind.ACCOUNT, key.strip())


@dataclass(frozen=True)
class Per:
    """The denominator of a rate: so many unit-days, of active units or of all exposed ones."""

    count: int
    active: bool
    kind: UnitKind


def parse_per(written: object) -> Per:
    """`1000 active accounts`, or `1000 accounts` for all exposed ones. Raises PydanticCustomError otherwise."""
    found = _PER.fullmatch(written) if isinstance(written, str) else None
    if found is None:
        raise reject(f"{shown(written)} does not say per what", _PER_EXPECTED)
    count, noun = int(found[1]), found[3]
    if noun.removesuffix("s") not in _KINDS:
        raise reject(f'"{noun}" are not counted', _PER_EXPECTED, nearest=closest(noun, [f"{kind}s" for kind in _KINDS]))
    if not 1 <= count <= MOST_PER:
        raise reject(f"per {count} is out of range", f"1 to {MOST_PER}")
    return Per(count, active=bool(found[2]), kind=UnitKind(noun.removesuffix("s")))


_UNIT_SCHEMA = {
    "anyOf": [
        {"enum": ["user", "device"]},
        {
            "type": "object",
            "properties": {"account": {"type": "string"}},
            "required": ["account"],
            "additionalProperties": False,
        },
    ],
    "title": "unit",
}
UnitField = Annotated[Unit, PlainValidator(parse_unit), WithJsonSchema(_UNIT_SCHEMA)]
PerField = Annotated[
    Per,
    PlainValidator(parse_per),
    WithJsonSchema({"type": "string", "pattern": r"^[0-9]+ (active )?(user|account|device)s?$", "title": "per"}),
]
