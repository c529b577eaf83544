"""What stands behind a number, and the units behind it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hypercare.model.errors import BadInput
from hypercare.web.asked import launch_asked
from hypercare.web.pages.evidence.context import evidence_of
from hypercare.web.pages.evidence.units import STATES, units_of

LONGEST = 9
"""Digits of a page's number."""


def evidence(request: HttpRequest, launch_id: str, metric: str) -> HttpResponse:
    """The page; without a look it comes empty, and fetches itself again."""
    asked = launch_asked(request, launch_id)
    base = request.build_absolute_uri("/")
    page = None if asked.look is None else evidence_of(asked, metric, request.GET.get("gate"), base=base)
    return render(request, "evidence.html", {"asked": asked, "page": page, "base": base.rstrip("/")})


def evidence_units(request: HttpRequest, launch_id: str, metric: str) -> HttpResponse:
    """The units, as a page of their own and as a part of the page above."""
    asked = launch_asked(request, launch_id, patience=None)
    query = request.GET
    page = units_of(
        asked, metric, query.get("gate"), find=query.get("find", ""), state=query.get("state") or None,
        page=_page(query.get("page", "")),
    )  # fmt: skip
    told = {"asked": asked, "page": page, "states": STATES, "older": "", "newer": "", "metric": metric}
    if page.page < page.pages:
        told["older"] = _turned(request, page.page + 1)
    if page.page > 1:
        told["newer"] = _turned(request, page.page - 1)
    return render(request, "evidence_units.html", told)


def _page(written: str) -> int:
    if not written:
        return 1
    if not (written.isascii() and written.isdigit() and len(written) <= LONGEST):
        raise BadInput(f"{written[:40]!r} is no page", where="page", expected="a number from 1")
    return int(written)


def _turned(request: HttpRequest, page: int) -> str:
    query = request.GET.copy()
    query["page"] = str(page)
    return f"{request.path}?{query.urlencode()}"
