"""Hypercare's own shape of what people said: a ticket, an answer to a survey, a review."""

import math
from typing import Any

from hypercare.model.facts import Feedback
from hypercare.sources.files.fields import Fallback, Line, Origin, identifier, name, properties, single_values
from hypercare.sources.reasons import Reason, Unfit

FIELDS = frozenset(
    (
        *("channel", "id", "time", "opened", "user", "anon", "groups", "title", "body", "state", "score", "language"),
        *("properties", "key", "digest", "source", "known_at"),
    )
)
# Whatever somebody writes to a desk: a longer text is an attachment in the wrong place.
BODY_CHARACTERS = 100_000


def feedback_of(line: Line, origin: Origin, fallback: Fallback) -> Feedback:
    """The feedback of one line. Raises Unfit where a field is not what the shape asks for."""
    source = origin.source_of(line)
    micros = origin.instant(line)
    key, own = origin.key(line, source, fallback)
    return Feedback(
        source=source,
        channel=_needed(line, "channel"),
        id=_needed(line, "id"),
        ts_event=micros,
        ts_opened=origin.other_instant(line, "opened", micros),
        ts_received=origin.received,
        ts_known=origin.known(line, micros),
        key=key,
        own_key=own,
        user_key=origin.who(line, "user"),
        anon_key=origin.who(line, "anon"),
        groups=single_values(line.get("groups"), "groups"),
        title=_words(line.get("title"), "title"),
        body=_words(line.get("body"), "body"),
        state=name(line.get("state"), "state", Reason.FEEDBACK_INVALID),
        score=_score(line.get("score")),
        language=name(line.get("language"), "language", Reason.FEEDBACK_INVALID),
        props=properties(line, FIELDS),
    )


def _needed(line: Line, field: str) -> str:
    found = identifier(line.get(field), field, Reason.FEEDBACK_INVALID)
    if found is None:
        raise Unfit(Reason.FEEDBACK_INVALID, field, "is missing")
    return found


def _words(value: Any, field: str) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str) or len(value) > BODY_CHARACTERS:
        raise Unfit(Reason.FEEDBACK_INVALID, field, f"must be a text of at most {BODY_CHARACTERS} characters")
    return value


def _score(value: Any) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > 2**63 or not math.isfinite(value):
        raise Unfit(Reason.FEEDBACK_INVALID, "score", "must be a number")
    return float(value)
