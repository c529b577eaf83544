"""A new launch, or the next version of one: filled in, looked over, registered."""

from dataclasses import replace
from typing import Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from hypercare.app.launch_drafts import Drafts
from hypercare.app.usecases.launches.launch_form import (
    Draft,
    draft_document,
    draft_of_document,
    from_text,
    next_version,
    register,
    registered,
)
from hypercare.declare.reading.yaml_lines import MOST_BYTES
from hypercare.model.errors import BadInput
from hypercare.web.asked import Asked, asked
from hypercare.web.house_zone import tell_in_house_zone
from hypercare.web.pages.new_launch.blank import blank
from hypercare.web.pages.new_launch.context import NewLaunch, new_launch_of
from hypercare.web.pages.new_launch.posted import draft_of
from hypercare.web.pages.new_launch.rows import acted, fitted

PARTS: Final = {"form#new-launch": "new-launch-form.html", "aside#nl-panel": "new-launch-panel.html"}
"""What htmx swaps, with the template of each."""
YAML: Final = "application/yaml; charset=utf-8"


@require_http_methods(["GET", "POST"])
def new_launch(request: HttpRequest) -> HttpResponse:
    """The page, its parts for htmx, the file, or the way to what was registered."""
    asking = asked(request)
    if request.method == "POST":
        return _posted(request, asking)
    if launch_id := request.GET.get("registered", ""):
        tell_in_house_zone(request)
        return render(request, "new-launch-done.html", {"done": registered(asking.here.house, launch_id)})
    draft, is_resumed = _begun(asking, request.GET.get("from", ""))
    page = new_launch_of(asking, draft, is_resumed=is_resumed, shows_errors=is_resumed)
    tell_in_house_zone(request)
    return render(request, "new-launch.html", {"page": page})


def _begun(asking: Asked, launch_id: str) -> tuple[Draft, bool]:
    """What somebody left here, else a new draft; and which of the two it is."""
    fresh = next_version(asking.here.house, launch_id) if launch_id else blank(asking)
    left = _drafts(asking).find(asking.person.by, launch_id)
    if left is None:
        return fresh, False
    try:
        draft = draft_of_document(left)
    except BadInput:
        return fresh, False
    return (draft, True) if draft.digest == fresh.digest else (fresh, False)


def _posted(request: HttpRequest, asking: Asked) -> HttpResponse:
    action = request.POST.get("do", "check")
    if action == "restart":
        return _restarted(request, asking)
    if action == "load":
        return _loaded(request, asking)
    draft, focus = draft_of(request.POST), ""
    if action == "register":
        return _registered(request, asking, draft)
    if action == "download":
        return _file(draft)
    if action.startswith(("add:", "remove:")):
        form, focus = acted(draft.form, action)
        draft = replace(draft, form=form)
    elif action == "refresh":
        draft = replace(draft, form=fitted(draft.form))
    _keep(asking, draft)
    return _answered(request, new_launch_of(asking, draft, shows_errors=_shows(request), focus=focus))


def _answered(request: HttpRequest, page: NewLaunch, error: BadInput | None = None) -> HttpResponse:
    """The part that htmx asked for, else the page."""
    target = request.headers.get("HX-Target", "")
    template = PARTS.get(target, "new-launch.html")
    tell_in_house_zone(request)
    return render(request, template, {"page": page, "failed": error, "partial": target in PARTS})


def _shows(request: HttpRequest) -> bool:
    """Whether errors stand at all fields: where they stood already, and where somebody checks without scripts."""
    return request.POST.get("shows_errors") == "on" or "HX-Request" not in request.headers


def _registered(request: HttpRequest, asking: Asked, draft: Draft) -> HttpResponse:
    try:
        done = register(asking.here.house, draft, by=asking.person.by)
    except BadInput as error:
        _keep(asking, draft)
        return _answered(request, new_launch_of(asking, draft, shows_errors=True, focus="problems"), error)
    _drafts(asking).drop(asking.person.by, draft.replaces)
    return HttpResponseRedirect(f"{reverse('new-launch')}?{urlencode({'registered': done.launch.id})}")


def _restarted(request: HttpRequest, asking: Asked) -> HttpResponse:
    launch_id = request.POST.get("replaces", "")
    _drafts(asking).drop(asking.person.by, launch_id)
    return HttpResponseRedirect(reverse("new-launch") + (f"?{urlencode({'from': launch_id})}" if launch_id else ""))


def _loaded(request: HttpRequest, asking: Asked) -> HttpResponse:
    """A draft of a file that was handed in; what is wrong with one that cannot be shown is said above the form."""
    over, _ = _begun(asking, request.POST.get("replaces", ""))
    try:
        draft = from_text(_handed_in(request), over)
    except BadInput as error:
        return _answered(request, new_launch_of(asking, over, focus="start"), error)
    _keep(asking, draft)
    return _answered(request, new_launch_of(asking, draft, shows_errors=True))


def _handed_in(request: HttpRequest) -> str | bytes:
    """The file, else what was pasted, with the line ends that browsers change."""
    upload = request.FILES.get("file")
    if upload is None:
        return request.POST.get("pasted", "").replace("\r\n", "\n")
    data: bytes = upload.read(MOST_BYTES + 1)
    return data


def _file(draft: Draft) -> HttpResponse:
    page = HttpResponse(draft.text(), content_type=YAML)
    page.headers["Content-Disposition"] = f'attachment; filename="{draft.file_name}"'
    return page


def _keep(asking: Asked, draft: Draft) -> None:
    _drafts(asking).keep(asking.person.by, draft.replaces, draft_document(draft))


def _drafts(asking: Asked) -> Drafts:
    return Drafts(asking.here.house.data / "drafts")
