"""What the chain keeps of a launch, in the API: forecasts, recorded verdicts, one in full, its replay."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from hypercare.app.documents.texts import Document, with_words
from hypercare.app.house import House
from hypercare.app.looks import instant_of
from hypercare.app.record_page import HIGHEST, LARGEST, RecordPage
from hypercare.app.usecases.judging import day_history
from hypercare.app.usecases.judging import forecasts as issued
from hypercare.app.usecases.launches.history import recorded_in_full
from hypercare.model.launch import Launch
from hypercare.web.asked import asked, moment_asked

router = Router(tags=["records"])
Reader = Callable[[House, Launch, RecordPage, datetime], Document]
USUAL: Final = 100
OLDER: Final = "`below` of the page of older ones; null on the last."


class RecordsAsked(Schema):
    """A page of records as of a moment. The moment is read by `moment_asked`, as for the pages."""

    day: int | None = Field(None, ge=0, description="As of the end of this local day; else now.")
    as_of: str | None = Field(None, description="As of this instant: 2026-11-21 or 2026-11-21T12:00+07:00.")
    limit: int = Field(USUAL, ge=1, le=LARGEST, description="At most so many, latest first.")
    below: int | None = Field(None, ge=1, le=HIGHEST, description="Only records before this place in the chain.")


class ForecastsDocument(Schema):
    """`hypercare/forecasts.v1`: the forecasts of a launch's business cycles, and how good they were."""

    schema_: str = Field(alias="schema", description="The document's name and version.")
    launch: str = Field(description="The launch's id.")
    forecasts: list[dict[str, Any]] = Field(description="A page of the forecasts, latest first.")
    older: int | None = Field(description=OLDER)
    by_launch: list[dict[str, Any]] = Field(description="What is summed up below, of each launch.")
    overall: dict[str, Any] = Field(description="Counts and mean scores of all forecasts, not of the page alone.")


class VerdictsDocument(Schema):
    """`hypercare/verdicts.v1`: the recorded verdicts of a launch, and what was read of it day by day."""

    schema_: str = Field(alias="schema", description="The document's name and version.")
    launch: str = Field(description="The launch's id.")
    verdicts: list[dict[str, Any]] = Field(description="A page of the records, latest first.")
    older: int | None = Field(description=OLDER)
    as_of: datetime = Field(description="Up to when the days are told.")
    missing: int = Field(description="Days until then that were not read yet; `history` has them read.")
    days: list[dict[str, Any]] = Field(description="What was read day by day, latest first.")
    older_day: int | None = Field(description="The first day that is left out: what `day` goes on from; null for none.")


class RecordDocument(Schema):
    """`hypercare/verdict-record.v1`: a recorded verdict or an issued gate, with all that it says and rests on."""

    schema_: str = Field(alias="schema", description="The document's name and version.")
    id: str = Field(description="The record's public name.")
    kind: str = Field(description="verdict, or issue: the word of a gate, for good.")
    launch: str = Field(description="The launch's id.")
    gate: str | None = Field(description="The gate of an issue; null for a whole verdict.")
    as_of: str = Field(description="The instant that it is about: ISO 8601.")
    recorded_at: str = Field(description="When it was recorded: ISO 8601.")
    says: str = Field(description="What is recommended, or the gate's word.")
    hash: str = Field(description="Its hash in the chain: 64 hex digits.")
    version: str = Field(description="The launch version that it was judged by: 64 hex digits.")
    code: str = Field(description="The code that judged.")
    rests_on: list[str] = Field(description="The records without which it says nothing: gates, a signature, acts.")
    questions: list[str] = Field(description="What it asked the facts; what was merged for each is kept.")
    files: dict[str, Any] | None = Field(description="`hypercare/manifest.v1`: the data files that it was read from.")
    verdict: dict[str, Any] | None = Field(description="`hypercare/verdict.v1` as recorded; null for a gate.")
    judged: dict[str, Any] | None = Field(description="The gate as recorded; null for a whole verdict.")


class ReplayDocument(Schema):
    """`hypercare/replay.v1`: whether a record comes out the same today."""

    schema_: str = Field(alias="schema", description="The document's name and version.")
    record: str = Field(description="The record's id.")
    same: bool = Field(description="Whether every digit is the same.")
    source: str = Field(description="facts, stored states or nothing: what it was recomputed from.")
    why: dict[str, Any] | None = Field(description="Why not from the facts; null where it was.")
    code_then: str = Field(description="The code that judged.")
    code_now: str = Field(description="The code that recomputed.")
    differences: list[dict[str, Any]] = Field(description="What came out otherwise: path, recorded, computed.")


@router.get(
    "/{launch_id}/forecasts",
    response=ForecastsDocument,
    by_alias=True,
    url_name="forecasts",
    summary="What was forecast of a launch's business cycles, and what came",
)
def forecasts(request: HttpRequest, launch_id: str, page: Query[RecordsAsked]) -> Document:
    """`hypercare/forecasts.v1`, as `hypercare forecasts --launch` prints it."""
    return _listed(
        request, launch_id, page, lambda house, launch, part, until: issued.forecasts(house, launch.id, until, part)
    )


@router.get(
    "/{launch_id}/verdicts",
    response=VerdictsDocument,
    by_alias=True,
    url_name="verdicts",
    summary="The recorded verdicts of a launch, and what was read of it day by day",
)
def verdicts(request: HttpRequest, launch_id: str, page: Query[RecordsAsked]) -> Document:
    """`hypercare/verdicts.v1`, as `hypercare verdicts` prints it."""
    return _listed(
        request,
        launch_id,
        page,
        lambda house, launch, part, until: day_history.verdicts(house, launch, part, as_of=until),
    )


@router.get(
    "/{launch_id}/verdicts/{record}",
    response=RecordDocument,
    by_alias=True,
    url_name="verdict",
    summary="A recorded verdict or an issued gate in full, with what it rests on",
)
def verdict(request: HttpRequest, launch_id: str, record: str) -> Document:
    """`hypercare/verdict-record.v1`, as `hypercare verdicts LAUNCH --record` prints it."""
    found = asked(request)
    spoken: Document = with_words(recorded_in_full(found.here.house, launch_id, record), found.language)
    return spoken


@router.get(
    "/{launch_id}/verdicts/{record}/replay",
    response=ReplayDocument,
    by_alias=True,
    url_name="verdict-replay",
    summary="A recorded verdict recomputed, and compared digit by digit",
)
def verdict_replay(request: HttpRequest, launch_id: str, record: str) -> Document:
    """`hypercare/replay.v1`, as `hypercare replay --json` prints it."""
    found = asked(request)
    told = recorded_in_full(found.here.house, launch_id, record)
    spoken: Document = with_words(found.here.studio.ask("replay", record=told["id"]), found.language)
    return spoken


def _listed(request: HttpRequest, launch_id: str, page: RecordsAsked, read: Reader) -> Document:
    """A page of a listing at the moment of a request, with words in its language."""
    found = moment_asked(request, launch_id)
    until = instant_of(found.launch, found.moment, found.now)
    told = read(found.here.house, found.launch, RecordPage(page.limit, page.below), until)
    spoken: Document = with_words(told, found.language)
    return spoken
