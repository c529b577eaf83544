"""The brief of a launch, to print or to paste."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from hypercare.app.documents.texts import text_of
from hypercare.app.voice import Speaker
from hypercare.checks.headline import headline
from hypercare.reports.brief import brief as brief_of
from hypercare.reports.document import Document
from hypercare.reports.markdown import markdown
from hypercare.rituals.milestones import extended
from hypercare.web.asked import LaunchAsked, launch_asked
from hypercare.web.pages.widgets.registry import slug
from hypercare.web.pages.widgets.scene import scene_of

MOMENT = ("day", "as_of")


def brief(request: HttpRequest, launch_id: str) -> HttpResponse:
    """The page; while its look is still being computed, a page that says so."""
    asked = launch_asked(request, launch_id)
    voice = Speaker(asked.language, asked.zone)
    document = None if asked.look is None else document_of(asked)
    context = {"asked": asked, "document": document, "voice": voice, "query": _query(request)}
    return render(request, "brief.html", context)


def brief_as_markdown(request: HttpRequest, launch_id: str) -> HttpResponse:
    """The same as Markdown, with the addresses of its pictures on this installation."""
    asked = launch_asked(request, launch_id, patience=None)
    document = document_of(asked)
    text = markdown(document, Speaker(asked.language, asked.zone), _images(request, asked, document))
    answer = HttpResponse(text, content_type="text/markdown; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{asked.launch.id}-brief.md"'
    return answer


def document_of(asked: LaunchAsked) -> Document:
    """The document of a request that has a look."""
    scene = scene_of(asked)
    assert asked.look is not None
    found = tuple(text_of(each["text"]) for each in asked.look["antipatterns"])
    review = extended(scene.launch)
    said = headline(scene.verdict, scene.launch)
    return brief_of(scene, said, found, extended=review.text if review and review.at > scene.verdict.as_of else None)


def _images(request: HttpRequest, asked: LaunchAsked, document: Document) -> dict[str, str]:
    query = _query(request)
    return {
        each.name: request.build_absolute_uri(
            reverse("widget", args=[asked.launch.id, slug(each.name), "png"], query=query or None)
        )
        for each in document.pictures()
    }


def _query(request: HttpRequest) -> dict[str, str]:
    return {key: request.GET[key] for key in MOMENT if request.GET.get(key)}
