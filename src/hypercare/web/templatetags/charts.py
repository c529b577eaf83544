"""Charts in templates: `{% load charts %}{% widget asked "sequence-completion" %}{% chart model size="full" %}`."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from hypercare.app.voice import Speaker
from hypercare.model.text import Text
from hypercare.reports.chart import ChartModel, Kind, Mark, Sign
from hypercare.reports.document import Document, Picture
from hypercare.reports.html import html
from hypercare.reports.vega.canvas import Size
from hypercare.reports.voice import Phrase, Words, sentence, spoken
from hypercare.web.asked import LaunchAsked
from hypercare.web.drawn import Drawing, Ordered, order
from hypercare.web.installation import here
from hypercare.web.pages.widgets.document import description
from hypercare.web.pages.widgets.registry import slug
from hypercare.web.pages.widgets.registry import widget as named
from hypercare.web.pages.widgets.scene import scene_of
from hypercare.web.reader import reader

register = template.Library()
STATE = ("day", "as_of", "by", "at", "over", "compare", "left", "right", "event", "per")
"""What the address of a page says that its charts are of."""


@dataclass(frozen=True)
class Figure:
    """A chart on a page. `exports` are the addresses of its files by kind, empty where it has none."""

    ordered: Ordered
    title: str
    alt: str
    heads: list[str]
    rows: list[list[str]]
    events: list[str]
    exports: dict[str, str] = field(default_factory=dict)


@register.inclusion_tag("charts/figure.html", takes_context=True)
def chart(
    context: template.Context, model: ChartModel, size: str = "half", exports: dict[str, str] | None = None
) -> dict[str, Any]:
    """`{% chart model size="full" %}`: a chart with its finding and its table. `size` is the widest that it takes,
    `exports` the addresses of its files by kind.
    """
    return _shown(context, model, size, exports or {})


@register.inclusion_tag("charts/figure.html", takes_context=True)
def widget(context: template.Context, asked: LaunchAsked, name: str, size: str = "half") -> dict[str, Any]:
    """`{% widget asked "funnel-completion" %}`: a widget of the launch, with its files to take away."""
    return _shown(context, named(scene_of(asked), name), size, _exports(context, asked, name))


@register.inclusion_tag("charts/figure.html", takes_context=True)
def figure(
    context: template.Context, asked: LaunchAsked, model: ChartModel, name: str, size: str = "full"
) -> dict[str, Any]:
    """`{% figure asked model "steps-completion" %}`: a chart that the page made, with the files of the widget."""
    return _shown(context, model, size, _exports(context, asked, name))


@register.inclusion_tag("charts/files.html", takes_context=True)
def widget_files(context: template.Context, asked: LaunchAsked, name: str) -> dict[str, Any]:
    """`{% widget_files asked "retention-again" %}`: links to the files of a widget that the page shows by itself."""
    return {"exports": _exports(context, asked, name)}


@register.simple_tag(takes_context=True, name="sentence")
def as_sentence(context: template.Context, words: Words) -> str:
    """`{% sentence finding %}`: words of a chart as they begin a line, escaped."""
    return sentence(words, Speaker(context["language"], reader().zone))


@register.simple_tag
def drawing(each: Drawing) -> SafeString:
    """The SVG of a size, marked with it: `page_svg` let nothing through but shapes and escaped text."""
    return mark_safe(each.svg.replace("<svg ", f'<svg class="chart-{each.size}" ', 1))  # noqa: S308  see above


def _shown(context: template.Context, model: ChartModel, size: str, exports: dict[str, str]) -> dict[str, Any]:
    voice = Speaker(context["language"], reader().zone)
    table = model.table()
    figure = Figure(
        order(here(), model, voice, Size(size)),
        sentence(model.title, voice),
        description(model, voice),
        table.heads(voice),
        table.shown(voice),
        [spoken(words, voice) for words in _events(model)],
        exports,
    )
    return {
        "figure": figure,
        "language": context["language"],
        "person": context["person"],
        "is_small": model.kind is Kind.TREND,
    }


def _events(model: ChartModel) -> Iterator[Phrase]:
    """What stands on the timeline, in words: for who cannot point at it."""
    for mark in sorted(model.marks, key=lambda each: each.at):
        if mark.sign not in {Sign.NOW, Sign.GATE}:
            yield _event(mark)


def _event(mark: Mark) -> Phrase:
    name = mark.name if not isinstance(mark.name, Text) else Phrase(mark.name.id, dict(mark.name.params))
    if mark.until is None or mark.until == mark.at:
        return Phrase("chart-event", {"name": name, "day": int(mark.at)})
    return Phrase("chart-event-span", {"name": name, "first": int(mark.at), "last": int(mark.until)})


def _exports(context: template.Context, asked: LaunchAsked, name: str) -> dict[str, str]:
    request = context.get("request")
    query = {key: request.GET[key] for key in STATE if request is not None and request.GET.get(key)}
    return {
        kind: reverse("widget", args=[asked.launch.id, name, kind], query=query or None)
        for kind in ("csv", "png", "svg", "json")
    }


@register.simple_tag(takes_context=True)
def told(context: template.Context, words: Words) -> str:
    """`{% told document.title %}`: words of a document in the reader's language, escaped."""
    return spoken(words, Speaker(context["language"], reader().zone))


@register.simple_tag(takes_context=True)
def document(context: template.Context, asked: LaunchAsked, tree: Document) -> SafeString:
    """`{% document asked tree %}`: the parts of a document about a launch, its charts with their files."""

    def draw(picture: Picture) -> str:
        exports = _exports(context, asked, slug(picture.name)) if picture.name else {}
        return render_to_string("charts/figure.html", _shown(context, picture.model, "full", exports))

    return mark_safe(html(tree, Speaker(context["language"], reader().zone), draw))  # noqa: S308  `html` escapes all
