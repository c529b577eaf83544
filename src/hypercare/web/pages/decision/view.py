"""The decision about a launch, and the form that signs it."""

import secrets
from dataclasses import replace
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from hypercare.app.usecases.acts import refusals
from hypercare.app.usecases.acts.promises import due, kept
from hypercare.model.decision import Promise
from hypercare.model.errors import BadInput, Refused
from hypercare.model.refusal import Why
from hypercare.model.verdict import Action
from hypercare.web.asked import launch_asked
from hypercare.web.pages.decision.context import decision_of_launch
from hypercare.web.pages.decision.forms import FIELDS, PromiseRow, Typed, grounds_of, rows_of, text_of
from hypercare.web.status import titled

ONCE_BYTES = 12
"""Of the name of a request that is sent: enough that no two are alike."""

SIGN, CHANGE = "sign", "change"
"""The steps after a decision was shown as it will be signed: to sign it, or to go back to its form."""


@require_safe
def decision(request: HttpRequest, launch_id: str) -> HttpResponse:
    """The page."""
    return page_of(request, launch_id)


@never_cache
@require_POST
def decision_sign(request: HttpRequest, launch_id: str) -> HttpResponse:
    """Signs what is decided now, once it was shown as it will be signed. What cannot stand is asked again."""
    asked = launch_asked(request, launch_id, patience=None)
    page = decision_of_launch(asked)
    if not page.may_sign:
        refusals.note(asked.here.house, launch_id, who=asked.person.by, action=_action(request), why=Why.NOT_NAMED)
        raise Refused("only an approver whom the launch file names signs", where=launch_id)
    typed, sent = _typed(request), request.POST
    if typed.action not in list(Action):
        return page_of(request, launch_id, replace(typed, problem="choose"))
    if page.is_override(typed.action) and not typed.reason:
        refusals.note(asked.here.house, launch_id, who=asked.person.by, action=typed.action, why=Why.NO_REASON)
        return page_of(request, launch_id, replace(typed, problem="reason"))
    try:
        kept(tuple(Promise(row.text, row.owner, due(row.due)) for row in typed.promised), page.today)
        if text_of(sent, "step") != SIGN:
            return page_of(request, launch_id, replace(typed, review=text_of(sent, "step") != CHANGE))
        asked.here.studio.ask(
            "sign",
            launch=launch_id,
            by=asked.person.email,
            action=typed.action,
            reason=typed.reason,
            grounds=typed.named,
            promises=[row.told() for row in typed.promised],
            seen=sent.get("seen"),
            once=text_of(sent, "once"),
        )
    except BadInput as error:
        if error.where not in FIELDS:
            raise
        return page_of(request, launch_id, replace(typed, problem=error.where))
    return redirect(f"{reverse('decision', args=[launch_id])}#signed")


def _action(request: HttpRequest) -> str:
    asked = text_of(request.POST, "action")
    return asked if asked in list(Action) else ""


def page_of(request: HttpRequest, launch_id: str, typed: Typed | None = None) -> HttpResponse:
    """The page, with what cannot stand in one of its forms."""
    typed = typed or Typed()
    asked = launch_asked(request, launch_id)
    page = decision_of_launch(asked)
    context = {
        "page": page,
        "typed": typed,
        "grounds": [titled(name) for name in typed.named],
        "choice": next((each for each in page.choices if each.action == typed.action), None),
        "signer": asked.person.name or asked.person.email,
        "once": secrets.token_hex(ONCE_BYTES),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if typed.problem else HTTPStatus.OK
    return render(request, "decision.html", context, status=status)


def _typed(request: HttpRequest) -> Typed:
    sent = request.POST
    ticked, other = grounds_of(sent)
    rows = rows_of(sent)
    return Typed(
        form="sign",
        action=text_of(sent, "action"),
        reason=text_of(sent, "reason"),
        grounds=ticked,
        other=other,
        promises=rows,
        rows=rows or (PromiseRow(),),
    )
