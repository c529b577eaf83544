"""Who a CleverTap record is about: the user whom it names, and the device or foreign account beside it."""

from typing import Any

from hypercare.sources.clevertap.shapes import ID_CHARACTERS, Record
from hypercare.sources.identifiers import identifier
from hypercare.sources.reasons import Reason, Unfit

FOREIGN = ("FBID", "GPID")
"""Ids of Facebook and Google: kept with their kind before them, so that they are nobody else's."""


def who(record: Record) -> tuple[str | None, str | None]:
    """The user and the device of a record. Raises Unfit where it names neither.

    `identity` is the user. `objectId` is CleverTap's own id of a device, kept as it is; the ids of other networks stand
    in its place where there is none.
    """
    user = _named(record.identity, "identity")
    anon = _object_id(record.objectId)
    if anon is None:
        anon = next((found for kind in FOREIGN if (found := _foreign(record, kind)) is not None), None)
    if user is None and anon is None:
        raise Unfit(Reason.ID_MISSING, "identity", "or 'objectId', 'FBID', 'GPID' is necessary")
    return user, anon


def named_in(profile: dict[str, Any]) -> str | None:
    """The user whom a profile names inside its data, as a login on a device does."""
    return _named(profile.get("Identity", profile.get("identity")), "profileData.Identity")


def _named(value: Any, field: str) -> str | None:
    found = identifier(value, field)
    if found is not None and len(found) > ID_CHARACTERS:
        raise Unfit(Reason.ID_INVALID, field, f"must have at most {ID_CHARACTERS} characters")
    return found


def _object_id(value: Any) -> str | None:
    if value is None or value == "":
        return None
    if not isinstance(value, str) or len(value) > ID_CHARACTERS or value.split() != [value]:
        raise Unfit(Reason.ID_INVALID, "objectId", f"must be a text of 1 to {ID_CHARACTERS} characters without spaces")
    return identifier(value, "objectId")


def _foreign(record: Record, kind: str) -> str | None:
    found = _named(getattr(record, kind), kind)
    return None if found is None else f"{kind}:{found}"
