"""The API for people who write programs: every request and value, from the description that machines read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hypercare.web.api.app import api
from hypercare.web.pages.api_docs.context import api_docs_of


def api_docs(request: HttpRequest) -> HttpResponse:
    """The page."""
    page = api_docs_of(api.get_openapi_schema())
    return render(request, "api_docs.html", {"page": page, "base": request.build_absolute_uri("/").rstrip("/")})
