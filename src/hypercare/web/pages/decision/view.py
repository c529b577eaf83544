"""The decision about a launch, and the form that signs it."""

from http import HTTPStatus
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from hypercare.model.errors import BadInput, Refused
from hypercare.model.verdict import Action
from hypercare.web.asked import launch_asked
from hypercare.web.pages.decision.context import decision_of_launch

LONGEST: Final = 2_000
"""Characters of a reason that are shown again."""


@require_safe
def decision(request: HttpRequest, launch_id: str) -> HttpResponse:
    """The page."""
    return _page(request, launch_id)


@never_cache
@require_POST
def decision_sign(request: HttpRequest, launch_id: str) -> HttpResponse:
    """Signs what is decided now. A decision that overrides without a reason is asked again."""
    asked = launch_asked(request, launch_id, patience=None)
    if not decision_of_launch(asked).may_sign:
        raise Refused("only an approver whom the launch file names signs", where=launch_id)
    action, reason = request.POST.get("action", ""), request.POST.get("reason", "")
    if action not in list(Action):
        return _page(request, launch_id, reason, "decision-choose")
    try:
        asked.here.studio.ask("sign", launch=launch_id, by=asked.person.email, action=action, reason=reason)
    except BadInput as error:
        if error.where != "reason":
            raise
        return _page(request, launch_id, reason, "decision-say-why", action)
    return redirect("decision", launch_id=launch_id)


def _page(request: HttpRequest, launch_id: str, reason: str = "", problem: str = "", action: str = "") -> HttpResponse:
    page = decision_of_launch(launch_asked(request, launch_id))
    context = {"page": page, "reason": reason[:LONGEST], "problem": problem, "chosen": action}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
    return render(request, "decision.html", context, status=status)
