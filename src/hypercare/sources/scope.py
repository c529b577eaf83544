"""What a token may bring: kinds of facts. What comes beyond them is counted in quarantine, and not kept."""

from collections.abc import Collection

import msgspec

from hypercare.model.facts import Decoded, Payload, Rejected
from hypercare.sources.admission import Noted
from hypercare.sources.reasons import Reason

EVENTS, TRAITS, FEEDBACK = "events", "traits", "feedback"
KINDS = (EVENTS, TRAITS, FEEDBACK)
"""Events with who is who; what is true of users and accounts; what people said."""


def scoped(payload: Payload, tokens: Noted) -> Payload:
    """The payload with the scope of the token that brought it."""
    owner = tokens.of_source(payload.source)
    if owner is None or not owner.scope:
        return payload
    return msgspec.structs.replace(payload, scope=tuple(sorted(owner.scope)))


def outside(found: Decoded, scope: Collection[str]) -> dict[str, int]:
    """How many facts of each kind are not within a scope; an empty scope holds everything."""
    counts = {EVENTS: len(found.events) + len(found.aliases), TRAITS: len(found.traits), FEEDBACK: len(found.feedback)}
    return {kind: count for kind, count in counts.items() if scope and kind not in scope and count}


def within(found: Decoded, payload: Payload) -> Decoded:
    """The facts that the payload's token may bring. Of the others only how many there were is kept, in quarantine.

    They are not kept themselves: whoever was not trusted with them shall not fill the lake by them either.
    """
    beyond = outside(found, payload.scope)
    if not beyond:
        return found
    kept = {kind: kind in payload.scope for kind in KINDS}
    return Decoded(
        events=found.events if kept[EVENTS] else [],
        aliases=found.aliases if kept[EVENTS] else [],
        traits=found.traits if kept[TRAITS] else [],
        rejected=[*found.rejected, *(_rejected(payload, kind, count) for kind, count in beyond.items())],
        feedback=found.feedback if kept[FEEDBACK] else [],
    )


def _rejected(payload: Payload, kind: str, count: int) -> Rejected:
    return Rejected(
        source=payload.source,
        decoder=payload.decoder,
        reason=Reason.OUT_OF_SCOPE.value,
        field=kind,
        message=f"{count} {kind}: the token may bring {', '.join(payload.scope)} only",
        raw="",
        ts_received=payload.received,
    )
