"""The timeline of a launch as a list, and the form that adds to it."""

from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from hypercare.app.clock import beginning, instant
from hypercare.app.formats import clock_time
from hypercare.app.usecases.acts import marks
from hypercare.app.usecases.launches.launches import at_version
from hypercare.model.errors import BadInput
from hypercare.model.launch import Launch
from hypercare.model.mark import MarkKind
from hypercare.web.asked import asked, launch_asked
from hypercare.web.pages.timeline.context import MARKS, Entry, Timeline, by_day, timeline_of
from hypercare.web.pages.timeline.table import timeline_csv

FIELDS: Final = ("kind", "title", "at", "until", "link")
LONGEST: Final = 1_000
"""Characters of a field that are shown again."""
MOST_SHOWN: Final = 300
"""Entries of each part that are shown, those nearest to now; a file has them all."""


@dataclass(frozen=True)
class Typed:
    """What stands in the form; `problem` is the field that cannot stand, empty where all is well."""

    kind: str = MarkKind.DEPLOYMENT.value
    title: str = ""
    at: str = ""
    until: str = ""
    link: str = ""
    problem: str = ""


@require_safe
def timeline(request: HttpRequest, launch_id: str) -> HttpResponse:
    """The page."""
    return _page(request, launch_id)


@require_safe
def timeline_as_csv(request: HttpRequest, launch_id: str) -> HttpResponse:
    """The same entries as a file, in the order of time."""
    found = launch_asked(request, launch_id, patience=None)
    page = timeline_of(found, request.GET.get("kind", ""))
    name = f"{page.launch}-timeline-day-{page.day}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(timeline_csv(page, found.language), content_type="text/csv; charset=utf-8", headers=headers)


@never_cache
@require_POST
def timeline_add(request: HttpRequest, launch_id: str) -> HttpResponse:
    """Adds what happened; what cannot stand is asked again."""
    who = asked(request)
    house = who.here.house
    now = house.clock.now()
    launch, _ = at_version(house, launch_id, now)
    typed = {name: request.POST.get(name, "") for name in FIELDS}
    try:
        made = marks.add(house, _told(launch, typed, now), by=who.person.by)
    except BadInput as error:
        if error.where not in FIELDS:
            raise
        shown = {name: text[:LONGEST] for name, text in typed.items()}
        return _page(request, launch_id, Typed(**shown, problem=error.where))
    return redirect(f"{reverse('timeline', args=[launch_id])}#{made.id}")


@require_POST
def timeline_retract(request: HttpRequest, launch_id: str, mark_id: str) -> HttpResponse:
    """Takes a mark off; the page then offers to put it back."""
    who = asked(request)
    gone = marks.retract(who.here.house, mark_id, by=who.person.by, launch_id=launch_id)
    return redirect(reverse("timeline", args=[launch_id], query={"retracted": gone.id}))


def _told(launch: Launch, typed: dict[str, str], now: datetime) -> marks.Told:
    at, until = typed["at"].strip(), typed["until"].strip()
    return marks.Told(
        launch=launch.id,
        kind=typed["kind"],
        title=typed["title"],
        at=beginning(at, launch.zone, where="at") if at else now,
        until=instant(until, launch.zone, where="until") if until else None,
        link=typed["link"],
    )


def _page(request: HttpRequest, launch_id: str, typed: Typed | None = None) -> HttpResponse:
    found = launch_asked(request, launch_id)
    page = timeline_of(found, request.GET.get("kind", ""))
    local_now = found.now.astimezone(found.zone)
    parts = (("ahead", page.ahead), ("so-far", page.so_far))
    context = {
        "page": page,
        "parts": [(name, list(by_day(part[:MOST_SHOWN]))) for name, part in parts],
        "left_out": sum(max(0, len(part) - MOST_SHOWN) for _, part in parts),
        "retracted": _retracted(page, request.GET.get("retracted", "")),
        "typed": typed or Typed(at=f"{local_now:%Y-%m-%dT%H:%M}"),
        "choices": MARKS,
        "clock": clock_time(found.now, found.language, found.zone),
        "moment": _moment(request),
        "curl": _curl(request, page),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if typed else HTTPStatus.OK
    return render(request, "timeline.html", context, status=status)


def _retracted(page: Timeline, mark_id: str) -> Entry | None:
    """The mark that was just taken off."""
    return next((each for each in page.so_far + page.ahead if each.mark == mark_id and each.retracted_at), None)


def _moment(request: HttpRequest) -> str:
    """The part of an address that says which moment is looked at."""
    kept = request.GET.copy()
    for name in set(kept) - {"day", "as_of"}:
        del kept[name]
    return kept.urlencode()


def _curl(request: HttpRequest, page: Timeline) -> str:
    """The line by which a pipeline tells of a deployment."""
    address = request.build_absolute_uri(reverse("api:marks", args=[page.launch]))
    return (
        'curl -fsS -H "Authorization: Bearer $HYPERCARE_TOKEN" -H "Content-Type: application/json" '
        f"""-d '{{"kind": "deployment", "title": "Release 1.4.0"}}' {address}"""
    )
