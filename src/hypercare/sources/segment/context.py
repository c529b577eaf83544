"""What is kept of a message's context: what people filter by, under Segment's own names."""

from collections.abc import Mapping
from typing import Any

from hypercare.sources.identifiers import LONGEST

KEPT: Mapping[str, tuple[str, ...]] = {
    "app": ("name", "version", "build", "namespace"),
    "campaign": ("name", "source", "medium", "term", "content"),
    "device": ("type", "model", "manufacturer"),
    "library": ("name", "version"),
    "os": ("name", "version"),
    "page": ("path", "referrer", "title", "url"),
    "userAgentData": ("platform", "mobile"),
}
"""Objects in a context, and their fields that become properties: `context.app.version`."""
PLAIN = ("locale", "timezone", "sessionId")
"""Fields of the context itself that become properties: `context.locale`."""
# Not kept: `ip`, `userAgent`, `location`, `device.id`, `device.advertisingId`, `traits`. They tell who somebody is, or
# repeat what is known, and nobody compares launches by them.
_NAMES = {group: tuple((field, f"context.{group}.{field}") for field in fields) for group, fields in KEPT.items()}
_PLAIN = {field: f"context.{field}" for field in PLAIN}


def context_properties(context: Mapping[str, Any]) -> dict[str, Any]:
    """The properties that a context gives an event, by their flattened names: plain values that are not empty."""
    found: dict[str, Any] = {}
    for key, value in context.items():
        names = _NAMES.get(key)
        if names is not None and isinstance(value, dict):
            for field, name in names:
                plain = value.get(field)
                if _is_plain(plain):
                    found[name] = plain
        elif key in _PLAIN and _is_plain(value):
            found[_PLAIN[key]] = value
    return found


def library(context: Mapping[str, Any]) -> str | None:
    """The name of the client library that sent a message; None where it does not say."""
    told = context.get("library")
    found = told.get("name") if isinstance(told, dict) else told
    return found if isinstance(found, str) and 0 < len(found) <= LONGEST else None


def _is_plain(value: Any) -> bool:
    return isinstance(value, str | int | float) and value != ""
