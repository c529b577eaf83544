"""Questions about behaviour in the API: ad hoc ones, and a launch's own metrics in detail."""

import json
from typing import Annotated, Any, Final

from django.http import HttpRequest
from ninja import Query, Router

from hypercare.app.documents.texts import with_words
from hypercare.declare.reading.yaml_lines import MOST_BYTES
from hypercare.model.errors import BadInput, Refused
from hypercare.web.api.launches import AsOf, Day
from hypercare.web.asked import asked, moment_asked
from hypercare.web.leaving import waited_for
from hypercare.web.person import Person, Role
from hypercare.web.turns import QUERIES

ad_hoc = Router(tags=["facts"])
of_launches = Router(tags=["launches"])
PATIENCE_SECONDS: Final = 65.0
"""Twice the 30 s that a query may take (`usecases.data.query` says so, with the engines): another's may be first."""
NAMING: Final = Role.CONTRIBUTOR
"""The least role that may ask for units by name, as on the page of the units behind a number."""
LONGEST: Final = 200
MOST: Final = 50
By = Annotated[str, Query("", max_length=LONGEST, description="A property that the answers are broken down by.")]
At = Annotated[str, Query("", max_length=LONGEST, description="For a funnel whose value counts: first, last, step 2.")]
Over = Annotated[str, Query("", max_length=LONGEST, description="Answers over time: day, week or month.")]
Gate = Annotated[str | None, Query(None, max_length=LONGEST, description="As the gate reads it; else since go-live.")]
Drops = Annotated[bool, Query(False, description="For each step of a funnel, who stopped there.")]
Properties = Annotated[list[str], Query([], max_length=MOST, description="By which those who stopped are compared.")]
BODY: Final = {
    "requestBody": {
        "required": True,
        "description": "A query as `hypercare query` takes it, as JSON: docs/query.md, docs/query.schema.json.",
        "content": {
            "application/json": {
                "schema": {"type": "object", "additionalProperties": True},
                "example": {"funnel": ["bulk_opened", "upload_submitted"], "within": "1 day"},
            }
        },
    }
}


@ad_hoc.post("/query", url_name="query", summary="Ask any question about behaviour", openapi_extra=BODY)
def query(request: HttpRequest) -> dict[str, Any]:
    """`hypercare/query.v2`: the answers, on all that has arrived. Lists of units are for contributors."""
    question = asked(request)
    body = _body(request.body)
    if body.get("units"):
        _check_may_name(question.person)
    with QUERIES.turn(request, question.person.by):
        text = json.dumps(body, ensure_ascii=False)
        found = waited_for(request, question.here.studio.asking_long("query", text=text), PATIENCE_SECONDS)
    spoken: dict[str, Any] = with_words(found, question.language)
    return spoken


@of_launches.get(
    "/{launch_id}/metrics/{metric}/detail",
    url_name="metric-detail",
    summary="Everything that there is to say of a launch's metric",
)
def metric_detail(
    request: HttpRequest,
    launch_id: str,
    metric: str,
    gate: Gate = None,
    by: By = "",
    at: At = "",
    over: Over = "",
    drop_off: Drops = False,
    properties: Properties = [],  # noqa: B006  ninja's own default, never changed
    day: Day = None,
    as_of: AsOf = None,
) -> dict[str, Any]:
    """`hypercare/metric-detail.v1`: of the launch's own units and days, at one moment."""
    del day, as_of  # read by `moment_asked`, as for the pages
    found = moment_asked(request, launch_id)
    instant = found.moment.instant
    with QUERIES.turn(request, found.person.by):
        asking = found.here.studio.asking_long(
            "metric-detail", launch=launch_id, metric=metric, gate=gate, by=by, at=at, over=over,
            drop_off=drop_off, properties=properties, day=found.moment.day,
            instant=instant and instant.isoformat(),
        )  # fmt: skip
        answer = waited_for(request, asking, PATIENCE_SECONDS)
    spoken: dict[str, Any] = with_words(answer, found.language)
    return spoken


def _body(body: bytes) -> dict[str, Any]:
    if len(body) > MOST_BYTES:
        raise BadInput(f"the query has {len(body):,} bytes", expected=f"at most {MOST_BYTES:,}")
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        raise BadInput("the body is not JSON", expected="a query as a JSON object", fix="see docs/query.md") from None
    if not isinstance(found, dict):
        raise BadInput("the body is no JSON object", expected="a query as a JSON object", fix="see docs/query.md")
    return found


def _check_may_name(person: Person) -> None:
    if not person.role.may(NAMING):
        raise Refused(
            "the names of units are personal data", where="units", expected=f"role {NAMING.value}", fix="leave it out"
        )
