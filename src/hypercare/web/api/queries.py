"""Questions about behaviour in the API: ad hoc ones, and a launch's own metrics in detail."""

import json
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from threading import Lock
from typing import Annotated, Any, Final

from django.http import HttpRequest
from ninja import Query, Router

from hypercare.app.documents.texts import Document, with_words
from hypercare.declare.reading.yaml_lines import MOST_BYTES
from hypercare.model.errors import BadInput, Busy, Refused
from hypercare.web.api.launches import AsOf, Day
from hypercare.web.asked import asked, moment_asked
from hypercare.web.person import Person, Role

ad_hoc = Router(tags=["facts"])
of_launches = Router(tags=["launches"])
PATIENCE_SECONDS: Final = 45.0
"""Beyond the 30 s that a query may take (`usecases.query` says so, with the engines) it may have waited for others."""
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


class _OneAtATime:
    """Who is being answered: a person asks one thing at a time, so that nobody's questions keep all others waiting."""

    def __init__(self) -> None:
        self._asking: set[str] = set()
        self._lock = Lock()

    @contextmanager
    def turn(self, who: str) -> Iterator[None]:
        """Holds a person's turn. Raises `Busy` where the person's question before this one is not answered yet."""
        with self._lock:
            if who in self._asking:
                raise Busy("your last question is still being answered", fix="wait for its answer, then ask again")
            self._asking.add(who)
        try:
            yield
        finally:
            with self._lock:
                self._asking.discard(who)


TURNS: Final = _OneAtATime()


@ad_hoc.post("/query", url_name="query", summary="Ask any question about behaviour", openapi_extra=BODY)
def query(request: HttpRequest) -> dict[str, Any]:
    """`hypercare/query.v2`: the answers, on all that has arrived. Lists of units are for contributors."""
    question = asked(request)
    body = _body(request.body)
    if body.get("units"):
        _check_may_name(question.person)
    with TURNS.turn(question.person.by):
        text = json.dumps(body, ensure_ascii=False)
        found = _answered(question.here.studio.asking_long("query", text=text))
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
    with TURNS.turn(found.person.by):
        answer = _answered(
            found.here.studio.asking_long(
                "metric-detail", launch=launch_id, metric=metric, gate=gate, by=by, at=at, over=over,
                drop_off=drop_off, properties=properties, day=found.moment.day,
                instant=instant and instant.isoformat(),
            )
        )  # fmt: skip
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


def _answered(future: "Future[Any]") -> Document:
    """The answer, waited for. Raises what the question raises, and `Busy` where the studio has no time for it."""
    try:
        found: Document = future.result(PATIENCE_SECONDS)
    except TimeoutError:
        raise Busy("other questions are being answered", fix="ask again in a minute") from None
    return found
