"""A chart that a page ordered, as soon as it is drawn."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hypercare.model.errors import HypercareError, NotFound
from hypercare.web.asked import asked
from hypercare.web.drawn import drawn

FOR_GOOD = "private, max-age=31536000, immutable"


def chart(request: HttpRequest, digest: str) -> HttpResponse:
    """The drawing in each of its sizes, to be put where the page left room for it.

    One that cannot be drawn now says so in its place: the page has the numbers. Raises `NotFound` for a chart that
    nobody ordered.
    """
    try:
        answer = render(request, "charts/drawing.html", {"ordered": drawn(asked(request).here, digest)})
    except NotFound:
        raise
    except HypercareError:
        return render(request, "charts/not_drawn.html", {"digest": digest})
    answer["Cache-Control"] = FOR_GOOD
    return answer
