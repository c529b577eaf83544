"""A trigger's body that the words in it have torn: Zendesk puts a subject with quotes into JSON as it stands."""

import re

from hypercare.sources.reasons import Reason, Unfit

FIELDS = (
    "ticket_id",
    "created_at",
    "updated_at",
    "status",
    "priority",
    "via",
    "tags",
    "group",
    "satisfaction",
    "language",
    "requester_id",
    "requester_external_id",
    "requester_email",
    "organization",
    "organization_external_id",
    "subject",
    "description",
)
"""The fields of a trigger's body, in the order in which it has them, what people wrote at the end."""
_LONGEST = 1 << 20


def mended(body: bytes) -> dict[str, str]:
    """The fields of a body that has them in this order, whatever their values hold.

    Each is looked for behind the ones before it: what somebody wrote into a subject cannot pass for an earlier field.
    Raises Unfit where the first of them does not stand there.
    """
    text = body[:_LONGEST].decode("utf-8", "replace")
    found: list[tuple[str, int, int]] = []
    for name in FIELDS:
        start = re.compile(rf'[{{,]\s*"{name}"\s*:\s*"').search(text, found[-1][2] if found else 0)
        if start:
            found.append((name, start.start(), start.end()))
    if not found or found[0][0] != FIELDS[0]:
        raise Unfit(Reason.INVALID_JSON, "", "the body is not valid JSON")
    ends = [start for _, start, _ in found[1:]] + [len(text)]
    return {name: _value(text[begin:end]) for (name, _, begin), end in zip(found, ends, strict=True)}


def _value(text: str) -> str:
    """A value up to its closing quote: the last one before the next field, or before the closing brace."""
    return text[: text.rfind('"')] if '"' in text else text.strip()
