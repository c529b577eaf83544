"""What the chain keeps of a launch, in the API: its forecasts, and the verdicts that were recorded."""

from datetime import datetime
from typing import Annotated, Any, Final

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from hypercare.app.documents.texts import with_words
from hypercare.app.looks import instant_of
from hypercare.app.record_page import HIGHEST, LARGEST, RecordPage
from hypercare.app.usecases.judging import day_history
from hypercare.app.usecases.judging import forecasts as issued
from hypercare.web.asked import LaunchAsked, moment_asked

router = Router(tags=["records"])
USUAL: Final = 100
Day = Annotated[int | None, Query(None, ge=0, description="As of the end of this local day; else now.")]
AsOf = Annotated[str | None, Query(None, description="As of this instant: 2026-11-21 or 2026-11-21T12:00+07:00.")]
Limit = Annotated[int, Query(USUAL, ge=1, le=LARGEST, description="At most so many, latest first.")]
Below = Annotated[int | None, Query(None, ge=1, le=HIGHEST, description="Only records before this place in the chain.")]
OLDER: Final = "`below` of the page of older ones; null on the last."


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


@router.get(
    "/{launch_id}/forecasts",
    response=ForecastsDocument,
    by_alias=True,
    url_name="forecasts",
    summary="What was forecast of a launch's business cycles, and what came",
)
def forecasts(
    request: HttpRequest,
    launch_id: str,
    day: Day = None,
    as_of: AsOf = None,
    limit: Limit = USUAL,
    below: Below = None,
) -> dict[str, Any]:
    """`hypercare/forecasts.v1`, as `hypercare forecasts --launch` prints it."""
    del day, as_of  # read by `moment_asked`, as for the pages
    found = moment_asked(request, launch_id)
    until = instant_of(found.launch, found.moment, found.now)
    return _spoken(issued.forecasts(found.here.house, launch_id, until, RecordPage(limit, below)), found)


@router.get(
    "/{launch_id}/verdicts",
    response=VerdictsDocument,
    by_alias=True,
    url_name="verdicts",
    summary="The recorded verdicts of a launch, and what was read of it day by day",
)
def verdicts(
    request: HttpRequest,
    launch_id: str,
    day: Day = None,
    as_of: AsOf = None,
    limit: Limit = USUAL,
    below: Below = None,
) -> dict[str, Any]:
    """`hypercare/verdicts.v1`, as `hypercare verdicts` prints it."""
    del day, as_of  # read by `moment_asked`, as for the pages
    found = moment_asked(request, launch_id)
    until = instant_of(found.launch, found.moment, found.now)
    return _spoken(day_history.verdicts(found.here.house, found.launch, RecordPage(limit, below), as_of=until), found)


def _spoken(told: dict[str, Any], found: LaunchAsked) -> dict[str, Any]:
    spoken: dict[str, Any] = with_words(told, found.language)
    return spoken
