"""Help: what the words mean, which keys there are, where to read on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hypercare.web.pages.help.context import help_of


def help_page(request: HttpRequest) -> HttpResponse:
    """The page."""
    return render(request, "help.html", {"page": help_of()})
