"""A launch at a glance."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

from hypercare.reports.chart import ChartModel
from hypercare.web.asked import LaunchAsked, launch_asked
from hypercare.web.pages.launch.context import Finding, Overview, overview_of
from hypercare.web.pages.outcomes.figures import PREFIX_OF, READS, by_day
from hypercare.web.permissions import LEAST

OF_LAUNCH: Final = ("launch", "entrance", "gates", "anti-patterns", "outcomes", "decision", "definition")
"""Routes of a launch's own pages."""


def launch(request: HttpRequest, launch_id: str) -> HttpResponse:
    """The page; where its look is still being computed, a page that comes again by itself."""
    asked = launch_asked(request, launch_id)
    page = overview_of(asked)
    context: dict[str, Any] = {"asked": asked, "page": page, "here": request.get_full_path(), "path": request.path}
    if page is not None:
        context |= {"findings": [(each, _address(request, page, each)) for each in page.attention]}
        context |= {"cards": [(card, _evidence(request, page, card.metric)) for card in page.cards]}
        context |= {"hero": _hero(asked, page, request.GET.get("read", "")), "reads": ("", *READS)}
        context |= {"outcomes": _reversed(request, "outcomes", [launch_id], {})}
        context |= {"entrance": _reversed(request, "entrance", [launch_id], {})}
        context |= {"decision": _reversed(request, "decision", [launch_id], {})}
        context |= {"anti_patterns": _reversed(request, "anti-patterns", [launch_id], {})}
        context |= {"brief": _reversed(request, "brief", [launch_id], {})}
        context |= {"connect": _reversed(request, "connect", [], {})}
    return render(request, "launch.html", context)


def _hero(asked: LaunchAsked, page: Overview, read: str) -> tuple[str, str, ChartModel | None]:
    """How the large chart is read, the name of its widget, and the chart where it is one by day."""
    if page.hero is None or read not in PREFIX_OF:
        return "", "", None
    return read, f"{PREFIX_OF[read]}{page.hero.slug}", by_day(asked, page.hero.metric, read)


def _address(request: HttpRequest, page: Overview, finding: Finding) -> str:
    """Where a finding leads; nowhere while there is no such page."""
    params = dict(finding.params)
    if finding.page == "evidence":
        return _evidence(request, page, params.pop("metric"), params)
    route = "decision" if finding.kind == "unsigned" else finding.page
    return _reversed(request, route, [page.launch] if route in OF_LAUNCH else [], params)


def _evidence(request: HttpRequest, page: Overview, metric: str, params: dict[str, str] | None = None) -> str:
    return _reversed(request, "evidence", [page.launch, metric], params or {})


def _reversed(request: HttpRequest, route: str, args: list[str], params: dict[str, str]) -> str:
    if route not in LEAST:
        return ""
    moment = {name: request.GET[name] for name in ("day", "as_of") if request.GET.get(name)} if args else {}
    try:
        return reverse(route, args=args, query=(params | moment) or None)
    except NoReverseMatch:
        return ""
