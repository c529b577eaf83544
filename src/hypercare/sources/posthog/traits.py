"""What PostHog's events change about people and groups: `$set`, `$set_once`, `$unset`, `$groupidentify`."""

from typing import Any

from hypercare.sources.identifiers import LONGEST, identifier
from hypercare.sources.posthog.shapes import Sent
from hypercare.sources.properties import GENEROUS, properties_text, value_text
from hypercare.sources.reading import Change
from hypercare.sources.reasons import Reason, Unfit

Properties = dict[str, Any]


def person_changes(record: Sent, properties: Properties) -> list[Change]:
    """What an event changes about its person. Takes it out of `properties`, which goes before the event's own fields.

    A `$set_once` of null says nothing: browsers send thirty of them with every sign-in. Raises Unfit.
    """
    changes = _values("set", record.set, properties.pop("$set", None))
    once = _values("set_once", record.set_once, properties.pop("$set_once", None))
    changes += [change for change in once if change[2] != "null"]
    return changes + _unset(record.unset) + _unset(properties.pop("$unset", None))


def group_changes(properties: Properties) -> tuple[str, str, list[Change]]:
    """(group type, group, changes) of a `$groupidentify`. Raises Unfit."""
    kind = properties.get("$group_type")
    if not isinstance(kind, str) or not 0 < len(kind) <= LONGEST:
        raise Unfit(Reason.GROUP_INVALID, "properties.$group_type", f"must have 1 to {LONGEST} characters")
    group = identifier(properties.get("$group_key"), "properties.$group_key")
    if group is None:
        raise Unfit(Reason.GROUP_INVALID, "properties.$group_key", "is missing")
    return kind, group, _values("set", properties.get("$group_set"), None)


def _values(op: str, beside: Any, inside: Any) -> list[Change]:
    field = f"${op}"
    if beside is None and inside is None:
        return []
    values: Properties = {}
    for part in (beside, inside):
        if part is not None:
            properties_text(part, field)
            values |= part
    return [(name, op, value_text(value, field)) for name, value in values.items()]


def _unset(names: Any) -> list[Change]:
    if names is None:
        return []
    listed = [names] if isinstance(names, str) else list(names) if isinstance(names, list | dict) else None
    if listed is None or len(listed) > GENEROUS.properties or not all(_is_name(name) for name in listed):
        raise Unfit(Reason.OPERATION_INVALID, "$unset", "must be a list of property names")
    return [(name, "unset", "null") for name in listed]


def _is_name(name: Any) -> bool:
    return isinstance(name, str) and len(name) <= LONGEST
