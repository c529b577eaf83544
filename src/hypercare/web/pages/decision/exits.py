"""The forms by which named people say something of a launch's exit, and promise what it carries on."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from hypercare.app.clock import ending
from hypercare.app.usecases.acts import refusals
from hypercare.app.usecases.acts.promises import due
from hypercare.app.usecases.launches.launches import at_version
from hypercare.model.decision import CommitmentState
from hypercare.model.errors import BadInput, Refused
from hypercare.model.launch import Launch
from hypercare.model.outcome_act import OutcomeActKind
from hypercare.model.refusal import What, Why
from hypercare.web.asked import Asked, asked
from hypercare.web.pages.decision.forms import FIELDS, PromiseRow, Typed, text_of, texts_of
from hypercare.web.pages.decision.view import page_of

REVOKE: Final = "revoke"
ADD: Final = "add"
ENDS: Final = (CommitmentState.DONE.value, CommitmentState.DROPPED.value)


@never_cache
@require_POST
def decision_act(request: HttpRequest, launch_id: str) -> HttpResponse:
    """Records what a named person says of the exit, or takes it back; what cannot stand is asked again."""
    sent = request.POST
    typed = Typed(
        form=text_of(sent, "what"),
        reason=text_of(sent, "reason"),
        backlog=text_of(sent, "backlog"),
        note=text_of(sent, "note"),
        until=text_of(sent, "until"),
        subjects=texts_of(sent, "subject"),
        of=text_of(sent, "of"),
    )
    try:
        say(asked(request), launch_id, typed)
    except BadInput as error:
        return _again(request, launch_id, typed, error)
    return redirect(f"{reverse('decision', args=[launch_id])}#exit")


@never_cache
@require_POST
def decision_commitment(request: HttpRequest, launch_id: str) -> HttpResponse:
    """Records a commitment, or ends one; what cannot stand is asked again."""
    sent = request.POST
    row = PromiseRow(text_of(sent, "promise-text"), text_of(sent, "promise-owner"), text_of(sent, "promise-due"))
    what = text_of(sent, "what")
    typed = Typed(form=what or ADD, reason=text_of(sent, "reason"), promises=(row,), of=text_of(sent, "of"))
    try:
        if what in ENDS:
            end(asked(request), launch_id, typed.of, what, typed.reason)
        else:
            promise(asked(request), launch_id, row.told())
    except BadInput as error:
        return _again(request, launch_id, typed, error)
    return redirect(f"{reverse('decision', args=[launch_id])}#commitments")


def say(who: Asked, launch_id: str, typed: Typed) -> dict[str, Any]:
    """Records an act, or takes one back, by the studio, which looks again. A token says nothing: it is nobody."""
    if who.person.id is None:
        refusals.note(who.here.house, launch_id, who=who.person.by, what=What.EXIT, why=Why.NOT_NAMED)
        raise Refused("a named person says this, after signing in", where=launch_id)
    by = who.person.email
    if typed.form == REVOKE:
        made: dict[str, Any] = who.here.studio.ask(
            "exit-revoke", launch=launch_id, record=typed.of, reason=typed.reason, by=by
        )
        return made
    if typed.form not in list(OutcomeActKind):
        raise BadInput(f"{typed.form[:80]!r} is nothing to say", where="act", expected=", ".join(OutcomeActKind))
    launch, _ = at_version(who.here.house, launch_id, who.here.house.clock.now())
    found: dict[str, Any] = who.here.studio.ask(
        "exit-act",
        launch=launch_id,
        kind=typed.form,
        by=by,
        subjects=list(typed.subjects),
        note=typed.reason if typed.form == OutcomeActKind.PEAK_ABSENCE else typed.note,
        backlog=typed.backlog,
        until=_until(typed.until, launch),
    )
    return found


def promise(who: Asked, launch_id: str, told: dict[str, str]) -> dict[str, Any]:
    """Records a commitment by the studio, which looks again."""
    due(told["due"])
    made: dict[str, Any] = who.here.studio.ask("promise", launch=launch_id, by=who.person.by, promise=told)
    return made


def end(who: Asked, launch_id: str, commitment: str, state: str, reason: str) -> dict[str, Any]:
    """Ends a commitment by the studio, which looks again."""
    if state not in ENDS:
        raise BadInput(f"{state[:80]!r} is no end", where="id", expected=", ".join(ENDS))
    made: dict[str, Any] = who.here.studio.ask(
        "promise-end", launch=launch_id, commitment=commitment, state=state, reason=reason, by=who.person.by
    )
    return made


def _until(text: str, launch: Launch) -> str | None:
    return ending(text, launch.zone, where="until").isoformat() if text else None


def _again(request: HttpRequest, launch_id: str, typed: Typed, error: BadInput) -> HttpResponse:
    if error.where not in FIELDS:
        raise error
    return page_of(request, launch_id, Typed(**{**vars(typed), "problem": error.where}))
