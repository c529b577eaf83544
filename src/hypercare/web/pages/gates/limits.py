"""What the limits of technical health say, as the gates page and the API tell it."""

from typing import Final

from ninja import Field, Schema

from hypercare.app.documents.answers import answer_document
from hypercare.app.documents.texts import Document, text_document
from hypercare.model.estimate import Estimate
from hypercare.model.launch import StabilityLimit
from hypercare.model.text import Text
from hypercare.model.verdict import LimitVerdict
from hypercare.web.status import OF_WORD, Status

PERCENT: Final = 100
NEWEST_WEEKS: Final = "newest_weeks"


class JudgedLimit(Schema):
    """One limit in one window."""

    limit: str = Field(description="What tells it from the others: its key, and of latency the route.")
    title: Document = Field(description="Its name for people, as a text.")
    declared: Document = Field(description="The level as declared, as a text.")
    service: str | None = Field(description="Whose reports it reads; null for everybody's.")
    window: str = Field(description="technical, product, outcome, or newest_weeks, which the exit looks at.")
    window_title: Document = Field(description="The same for people, as a text.")
    days: tuple[int, int] = Field(description="The first and the last local day that was read.")
    is_past: bool = Field(description="Whether the phase is long over, so that harm in it no longer counts.")
    word: str = Field(description="HARM, PASS or INCONCLUSIVE.")
    status: Status = Field(description="How that is drawn.")
    code: str = Field(description="within_limit, straddles_limit, beyond_limit, beyond_rollback or no_data.")
    reads: Document = Field(description="Value and interval, or why there are none, as a text.")
    counted: Document | None = Field(description="Of how many requests, sessions or users, as a text.")
    answer: Document = Field(description="Value, interval and counts, or why there are none: `hypercare/verdict.v1`.")


def judged_limit(found: LimitVerdict) -> JudgedLimit:
    """A limit in a window."""
    limit, answer = found.limit, found.answer
    counted = (
        Text("stability-counts", {"kind": limit.kind.value, "count": answer.counts.trials})
        if isinstance(answer, Estimate)
        else None
    )
    return JudgedLimit(
        limit=limit.name,
        title=text_document(Text("stability-name", {"kind": limit.kind.value, "route": limit.route})),
        declared=text_document(_declared(limit)),
        service=limit.service or None,
        window=found.window,
        window_title=text_document(Text("stability-window", {"window": found.window})),
        days=found.days,
        is_past=not found.in_force and found.window != NEWEST_WEEKS,
        word=found.word.value,
        status=OF_WORD[found.word.value],
        code=found.code,
        reads=text_document(_reads(found)),
        counted=None if counted is None else text_document(counted),
        answer=answer_document(answer),
    )


def _declared(limit: StabilityLimit) -> Text:
    level = PERCENT * limit.limit
    if limit.under is not None:
        return Text("stability-limit-in-time", {"level": level, "under": limit.under.total_seconds() * 1000})
    return Text("stability-limit-below" if limit.at_most else "stability-limit-above", {"level": level})


def _reads(found: LimitVerdict) -> Text:
    if not isinstance(found.answer, Estimate):
        return found.answer.reason
    interval = found.answer.interval
    shares = {"value": found.answer.value, "low": interval.low, "high": interval.high}
    return Text("stability-reads", {name: PERCENT * share for name, share in shares.items()})
