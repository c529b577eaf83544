"""The portfolio: every launch in one row."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hypercare.web.asked import asked
from hypercare.web.pages.portfolio.context import portfolio_of


def portfolio(request: HttpRequest) -> HttpResponse:
    """The page."""
    return render(request, "portfolio.html", {"page": portfolio_of(asked(request))})
