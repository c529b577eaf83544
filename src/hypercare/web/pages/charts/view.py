"""A chart that a page ordered, as soon as it is drawn."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hypercare.model.errors import HypercareError, NotFound
from hypercare.reports.svg import image_svg
from hypercare.web.asked import asked
from hypercare.web.drawn import drawn

LONGEST = 20
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


def chart_image(request: HttpRequest, digest: str, size: str) -> HttpResponse:
    """The drawing in one of its sizes as an image, for pages without scripts: drawn now if it was not.

    Raises `NotFound` for a chart that nobody ordered, or not in this size, and what the studio raises.
    """
    ordered = drawn(asked(request).here, digest)
    svg = next((each.svg for each in ordered.drawings if each.size == size), None)
    if svg is None:
        sizes = ", ".join(each.size for each in ordered.drawings)
        raise NotFound("the chart is not drawn in this size", where=size[:LONGEST], expected=sizes)
    answer = HttpResponse(image_svg(svg, request.GET.get("theme", "")), content_type="image/svg+xml")
    answer["Cache-Control"] = FOR_GOOD
    return answer
