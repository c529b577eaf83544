"""The API for people who write programs: every request and value, from the description that machines read."""

from functools import cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hypercare.web.api.app import api
from hypercare.web.pages.api_docs.context import ApiDocs, api_docs_of


def api_docs(request: HttpRequest) -> HttpResponse:
    """The page."""
    page = _page()
    return render(request, "api_docs.html", {"page": page, "base": request.build_absolute_uri("/").rstrip("/")})


@cache
def _page() -> ApiDocs:
    """The same for the life of the process."""
    return api_docs_of(api.get_openapi_schema())
