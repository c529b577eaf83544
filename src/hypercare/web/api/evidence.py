"""Gates, the evidence behind their numbers, and the definition that judges, in the API."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Schema

from hypercare.app.documents.texts import with_words
from hypercare.app.usecases.launches.launches import at_version
from hypercare.web.api.launches import AsOf, Day
from hypercare.web.asked import Asked, asked, launch_asked, moment_of
from hypercare.web.pages.anti_patterns.context import AntiPatterns, antipatterns_of
from hypercare.web.pages.definition.context import Definition, definition_of
from hypercare.web.pages.evidence.context import Evidence, evidence_of
from hypercare.web.pages.evidence.units import LONGEST_FIND, MOST_PAGES, Units, units_of
from hypercare.web.pages.gates.context import Gates, gates_of
from hypercare.web.pages.guardrails.context import Guardrails, guardrails_of

router = Router(tags=["launches"])
LARGEST = 999_999_999
Gate = Annotated[str | None, Query(None, description="The gate, or `guardrail`; else the last that asks.")]
Version = Annotated[
    int | None, Query(None, ge=1, le=LARGEST, description="A version's number; else the one that held.")
]
Against = Annotated[int | None, Query(None, ge=1, le=LARGEST, description="Compared with; else the one before.")]
Find = Annotated[str, Query("", max_length=LONGEST_FIND, description="What the names of the units must contain.")]
State = Annotated[str | None, Query(None, description="converted, open, missed, counted or out.")]
Page = Annotated[int, Query(1, ge=1, le=MOST_PAGES, description="The page, from 1; each holds fifty units.")]


@router.get("/{launch_id}/gates", response=Gates, url_name="gates", summary="The gates, and what follows from them")
def gates(request: HttpRequest, launch_id: str, day: Day = None, as_of: AsOf = None) -> dict[str, Any]:
    """What the gates page shows at one moment."""
    del day, as_of  # read by `launch_asked`, as for the pages
    found = launch_asked(request, launch_id, patience=None)
    return _spoken(gates_of(found), found)


@router.get("/{launch_id}/outcome", url_name="outcome", summary="What came of a launch, and what lies ahead")
def outcome(request: HttpRequest, launch_id: str, day: Day = None, as_of: AsOf = None) -> dict[str, Any]:
    """`hypercare/outcome.v1`: what the outcomes page shows at one moment, and `hypercare outcome --json` prints."""
    del day, as_of  # read by `launch_asked`, as for the pages
    found = launch_asked(request, launch_id, patience=None)
    assert found.look is not None  # there was no hurry
    spoken: dict[str, Any] = with_words(found.look["outcome"], found.language)
    return spoken


@router.get(
    "/{launch_id}/guardrails",
    response=Guardrails,
    url_name="guardrails",
    summary="What must not break, and for whom a launch works",
)
def guardrails(request: HttpRequest, launch_id: str, day: Day = None, as_of: AsOf = None) -> dict[str, Any]:
    """What the page of guardrails and segments shows at one moment."""
    del day, as_of  # read by `launch_asked`, as for the pages
    found = launch_asked(request, launch_id, patience=None)
    return _spoken(guardrails_of(found), found)


@router.get(
    "/{launch_id}/anti-patterns",
    response=AntiPatterns,
    url_name="antipatterns",
    summary="What a launch should not do, and whether it did",
)
def antipatterns(request: HttpRequest, launch_id: str, day: Day = None, as_of: AsOf = None) -> dict[str, Any]:
    """What the anti-patterns page shows at one moment."""
    del day, as_of  # read by `launch_asked`, as for the pages
    found = launch_asked(request, launch_id, patience=None)
    return _spoken(antipatterns_of(found), found)


@router.get(
    "/{launch_id}/evidence/{metric}",
    response=Evidence,
    url_name="evidence",
    summary="Everything that stands behind one number",
)
def evidence(
    request: HttpRequest, launch_id: str, metric: str, gate: Gate = None, day: Day = None, as_of: AsOf = None
) -> dict[str, Any]:
    """What the evidence page shows of a metric at one moment."""
    del day, as_of  # read by `launch_asked`, as for the pages
    found = launch_asked(request, launch_id, patience=None)
    return _spoken(evidence_of(found, metric, gate, base=request.build_absolute_uri("/")), found)


@router.get(
    "/{launch_id}/evidence/{metric}/units",
    response=Units,
    url_name="evidence-units",
    summary="The units behind one number; their names are personal data",
)
def evidence_units(
    request: HttpRequest,
    launch_id: str,
    metric: str,
    gate: Gate = None,
    day: Day = None,
    as_of: AsOf = None,
    find: Find = "",
    state: State = None,
    page: Page = 1,
) -> dict[str, Any]:
    """A page of the units, each with its part in the number. Together they add up to it."""
    del day, as_of  # read by `launch_asked`, as for the pages
    found = launch_asked(request, launch_id, patience=None)
    return _spoken(units_of(found, metric, gate, find=find, state=state, page=page), found)


@router.get(
    "/{launch_id}/definition",
    response=Definition,
    url_name="definition",
    summary="The launch file as registered, its versions and what they change",
)
def definition(
    request: HttpRequest,
    launch_id: str,
    version: Version = None,
    against: Against = None,
    day: Day = None,
    as_of: AsOf = None,
) -> dict[str, Any]:
    """What the definition page shows."""
    del day, as_of  # read by `moment_of`, as for the page
    place = asked(request)
    newest, _ = at_version(place.here.house, launch_id, place.here.house.clock.now())
    found = definition_of(place, launch_id, moment_of(request.GET, newest), version=version, against=against)
    return _spoken(found, place)


def _spoken(page: Schema, place: Asked) -> dict[str, Any]:
    spoken: dict[str, Any] = with_words(page.model_dump(), place.language)
    return spoken
