"""The exit of a launch in the API: its gate, what named people say of it, decisions and commitments."""

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from hypercare.app.documents.texts import with_words
from hypercare.app.documents.verdict import launch_verdict_of
from hypercare.app.usecases.acts import commitments as promised
from hypercare.app.usecases.judging import exits
from hypercare.app.usecases.launches.signed_actions import decided
from hypercare.model.decision import LONGEST_OWNER, LONGEST_PROMISE, LONGEST_REASON
from hypercare.model.outcome_act import LONGEST_LINK, LONGEST_NOTE, OutcomeActKind
from hypercare.web.api.once import ONCE, once
from hypercare.web.asked import LaunchAsked, asked, launch_asked
from hypercare.web.pages.decision.exits import ENDS, REVOKE, end, promise, say
from hypercare.web.pages.decision.forms import Typed
from hypercare.web.pages.history.context import History, history_of

router = Router(tags=["exit"])
MOST_SUBJECTS, LONGEST_NAME, LONGEST_TIME = 50, 100, 40
Day = Annotated[int | None, Query(None, ge=0, description="As of the end of this local day; else now.")]
AsOf = Annotated[str | None, Query(None, description="As of this instant: 2026-11-21 or 2026-11-21T12:00+07:00.")]


class NewOutcomeAct(Schema, extra="forbid"):
    """Something that a named person says of the exit, or takes back."""

    what: str = Field(
        description="What to say.", json_schema_extra={"enum": [*(kind.value for kind in OutcomeActKind), REVOKE]}
    )
    subjects: list[Annotated[str, Field(max_length=LONGEST_NAME)]] = Field(
        [], max_length=MOST_SUBJECTS, description="The feedback channels or the peaks; none for all that are declared."
    )
    note: str = Field(
        "", max_length=LONGEST_NOTE, description="What was found; of an absence, and of taking back, why."
    )
    backlog: str = Field("", max_length=LONGEST_LINK, description="Where the findings stand: https://, or words.")
    until: str | None = Field(
        None, max_length=LONGEST_TIME, description="When an acceptance ends: ISO 8601; a date includes that day."
    )
    of: str = Field("", max_length=LONGEST_NAME, description="The record that is taken back.")


class NewCommitment(Schema, extra="forbid"):
    """Something that the launch carries on."""

    text: str = Field(max_length=LONGEST_PROMISE, description="What will be done.")
    owner: str = Field(max_length=LONGEST_OWNER, description="Who will do it.")
    due: date = Field(description="By which day, local.")


class CommitmentEnd(Schema, extra="forbid"):
    """How a commitment ends."""

    state: str = Field(description="How.", json_schema_extra={"enum": list(ENDS)})
    reason: str = Field("", max_length=LONGEST_REASON, description="Why; what is dropped needs it.")


class ExitDocument(Schema):
    """`hypercare/exit.v1`: the exit gate of a launch."""

    schema_: str = Field(alias="schema", description="The document's name and version.")
    launch: str = Field(description="The launch's id.")
    title: str = Field(description="What it is called.")
    timezone: str = Field(description="The launch's time zone.")
    as_of: datetime = Field(description="The instant that is looked at.")
    state: str = Field(description="open, ready or signed.")
    says: dict[str, Any] = Field(description="The same in words.")
    lines: list[dict[str, Any]] = Field(description="The lines, the sign-off last.")
    reviews: list[dict[str, Any]] = Field(description="The reviews of days 30, 60 and 90, the last perhaps extended.")
    signed_by: list[dict[str, str]] = Field(description="Who signed the decision that holds.")
    not_signed_by: list[dict[str, str]] = Field(description="The approvers who have not.")


class DecisionsDocument(Schema):
    """`hypercare/decisions.v1`: every decision, and the one that holds looked at again."""

    schema_: str = Field(alias="schema", description="The document's name and version.")
    launch: str = Field(description="The launch's id.")
    timezone: str = Field(description="The launch's time zone.")
    as_of: datetime = Field(description="The instant that is looked at.")
    approvers: list[dict[str, str]] = Field(description="Whom the launch file names.")
    decisions: list[dict[str, Any]] = Field(description="The decisions with their signatures, latest first.")
    reevaluation: dict[str, Any] | None = Field(description="What has changed since; null where nothing was signed.")
    exit: dict[str, Any] = Field(description="`hypercare/exit.v1`.")


class CommitmentsDocument(Schema):
    """`hypercare/commitments.v1`: what a launch carries on."""

    schema_: str = Field(alias="schema", description="The document's name and version.")
    launch: str = Field(description="The launch's id.")
    timezone: str = Field(description="The launch's time zone.")
    as_of: datetime = Field(description="The instant that is looked at.")
    commitments: list[dict[str, Any]] = Field(description="The commitments, what is open first.")


class OneCommitment(Schema):
    """`hypercare/commitment.v1`: a commitment, as it stands now."""

    schema_: str = Field(alias="schema", description="The document's name and version.")
    launch: str = Field(description="The launch's id.")
    timezone: str = Field(description="The launch's time zone.")
    commitment: dict[str, Any] = Field(description="The commitment.")


class OneOutcomeAct(Schema):
    """`hypercare/outcome-act.v1`: what a named person said of the exit."""

    schema_: str = Field(alias="schema", description="The document's name and version.")
    launch: str = Field(description="The launch's id.")
    timezone: str = Field(description="The launch's time zone.")
    act: dict[str, Any] = Field(description="The act.")


@router.get("/{launch_id}/exit", response=ExitDocument, by_alias=True, url_name="exit", summary="The exit gate")
def exit_gate(request: HttpRequest, launch_id: str, day: Day = None, as_of: AsOf = None) -> dict[str, Any]:
    """`hypercare/exit.v1`: line by line what must be true before the watch ends, and who signed."""
    del day, as_of  # read by `launch_asked`, as for the pages
    found = launch_asked(request, launch_id, patience=None)
    spoken: dict[str, Any] = with_words(exits.gate_document(found.launch, _verdict(found)), found.language)
    return spoken


@router.get(
    "/{launch_id}/decisions",
    response=DecisionsDocument,
    by_alias=True,
    url_name="decisions",
    summary="What was signed about a launch, and what has changed since",
)
def decisions(request: HttpRequest, launch_id: str, day: Day = None, as_of: AsOf = None) -> dict[str, Any]:
    """`hypercare/decisions.v1`, as `hypercare decisions` tells it."""
    del day, as_of  # read by `launch_asked`, as for the pages
    found = launch_asked(request, launch_id, patience=None)
    verdict = _verdict(found)
    told = decided(found.here.house, launch_id, verdict.as_of)
    told |= {
        "reevaluation": exits.reevaluated(found.launch, verdict, found.look["antipatterns"] if found.look else []),
        "exit": exits.gate_document(found.launch, verdict),
    }
    spoken: dict[str, Any] = with_words(told, found.language)
    return spoken


@router.post(
    "/{launch_id}/exit/acts",
    response={201: OneOutcomeAct},
    by_alias=True,
    url_name="exit-acts",
    summary="Say that feedback was synthesised, accept a missing peak, or take either back",
    openapi_extra=ONCE,
)
@once
def add_act(request: HttpRequest, launch_id: str, told: NewOutcomeAct) -> Status[dict[str, Any]]:
    """`hypercare/outcome-act.v1`. For people whom the launch file names, who signed in: a token says nothing."""
    typed = Typed(
        form=told.what,
        reason=told.note,
        note=told.note,
        backlog=told.backlog,
        until=told.until or "",
        subjects=tuple(told.subjects),
        of=told.of,
    )
    return Status(201, say(asked(request), launch_id, typed))


@router.get(
    "/{launch_id}/commitments",
    response=CommitmentsDocument,
    by_alias=True,
    url_name="commitments",
    summary="What a launch carries on",
)
def commitments(request: HttpRequest, launch_id: str, day: Day = None, as_of: AsOf = None) -> dict[str, Any]:
    """`hypercare/commitments.v1`, what is open first."""
    del day, as_of  # read by `launch_asked`, as for the pages
    found = launch_asked(request, launch_id, patience=None)
    return promised.listing(found.here.house, launch_id, _verdict(found).as_of)


@router.post(
    "/{launch_id}/commitments",
    response={201: OneCommitment},
    by_alias=True,
    url_name="commitments",
    summary="Record what the launch carries on",
    openapi_extra=ONCE,
)
@once
def add_commitment(request: HttpRequest, launch_id: str, told: NewCommitment) -> Status[dict[str, Any]]:
    """`hypercare/commitment.v1`."""
    row = {"text": told.text, "owner": told.owner, "due": told.due.isoformat()}
    return Status(201, promise(asked(request), launch_id, row))


@router.post(
    "/{launch_id}/commitments/{commitment}",
    response=OneCommitment,
    by_alias=True,
    url_name="commitment",
    summary="Say that a commitment is done, or dropped",
    openapi_extra=ONCE,
)
@once
def end_commitment(request: HttpRequest, launch_id: str, commitment: str, told: CommitmentEnd) -> dict[str, Any]:
    """`hypercare/commitment.v1`: ended by a later record."""
    return end(asked(request), launch_id, commitment[:LONGEST_NAME], told.state, told.reason)


@router.get("/{launch_id}/history", response=History, url_name="history", summary="What was recommended day by day")
def history(request: HttpRequest, launch_id: str, day: Day = None, as_of: AsOf = None) -> dict[str, Any]:
    """What the page shows of the looks up to one moment."""
    del day, as_of  # read by `launch_asked`, as for the pages
    found = launch_asked(request, launch_id, patience=None)
    spoken: dict[str, Any] = with_words(history_of(found).model_dump(), found.language)
    return spoken


def _verdict(found: LaunchAsked) -> Any:
    assert found.look is not None  # there was no hurry
    return launch_verdict_of(found.look["verdict"])
