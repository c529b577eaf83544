"""A widget of a launch as a file: its data as CSV and JSON, its drawing as SVG and PNG."""

from collections.abc import Callable
from dataclasses import dataclass

import orjson
from django.http import HttpRequest, HttpResponse

from hypercare.app.voice import Speaker
from hypercare.app.words import languages
from hypercare.model.errors import BadInput, NotFound
from hypercare.reports.chart import ChartModel, Kind
from hypercare.reports.palette import literal
from hypercare.reports.table import csv_text
from hypercare.reports.vega.canvas import Size
from hypercare.reports.vega.spec import vega_lite
from hypercare.web.asked import LaunchAsked, launch_asked
from hypercare.web.pages.behaviour.widgets import behaviour_widget
from hypercare.web.pages.guardrails.figures import segments_chart
from hypercare.web.pages.outcomes.widgets import outcome_widget
from hypercare.web.pages.widgets.alone import alone, picture
from hypercare.web.pages.widgets.document import chart_document
from hypercare.web.pages.widgets.registry import widget as named
from hypercare.web.pages.widgets.scene import scene_of

LONGEST = 20


@dataclass(frozen=True)
class Widget:
    """A widget that was asked for, with how it is to be told and coloured."""

    asked: LaunchAsked
    name: str
    model: ChartModel
    voice: Speaker
    theme: str

    @property
    def file_name(self) -> str:
        """The name under which it is saved: letters, digits, `_` and `-`."""
        assert self.asked.look is not None
        return f"{self.asked.launch.id}-{self.name}-day-{self.asked.look['verdict']['day']}"

    @property
    def size(self) -> Size:
        """The size of a file: as wide as a slide or a page takes."""
        return Size.SPARK if self.model.kind is Kind.TREND else Size.HALF


def widget(request: HttpRequest, launch_id: str, name: str, kind: str) -> HttpResponse:
    """The file. `day` or `as_of`, `lang` and `theme` are read from the query.

    Raises `NotFound` for an unknown launch, widget or kind of file, `BadInput` for another language or theme.
    """
    if kind not in FILES:
        raise NotFound(f"there is no {kind[:LONGEST]!r} of a widget", expected=", ".join(FILES))
    asked = launch_asked(request, launch_id, patience=None)
    language = request.GET.get("lang") or asked.language
    if language not in languages():
        raise BadInput(f"there is no language {language[:LONGEST]!r}", where="lang", expected=" or ".join(languages()))
    voice = Speaker(language, asked.zone)
    model = (
        behaviour_widget(asked, name, request.GET.dict())
        or outcome_widget(asked, name)
        or segments_chart(asked, name)
        or named(scene_of(asked), name)
    )
    found = Widget(asked, name, model, voice, request.GET.get("theme", "light")[:LONGEST])
    content_type, make = FILES[kind]
    answer = HttpResponse(make(found), content_type=content_type)
    if kind != "json":
        answer["Content-Disposition"] = f'attachment; filename="{found.file_name}.{kind}"'
    return answer


def _csv(found: Widget) -> bytes:
    return csv_text(found.model.table(), found.voice).encode()


def _json(found: Widget) -> bytes:
    spec = literal(orjson.dumps(vega_lite(found.model, found.size, found.voice)).decode(), found.theme)
    chart = chart_document(found.name, found.model, found.voice)
    return orjson.dumps(chart.model_dump(by_alias=True) | {"vega_lite": orjson.loads(spec)})


def _svg(found: Widget) -> bytes:
    return _alone(found).encode()


def _png(found: Widget) -> bytes:
    return picture(found.asked.here, _alone(found))


def _alone(found: Widget) -> str:
    return alone(found.asked.here, found.model, found.voice, found.theme, found.size)


FILES: dict[str, tuple[str, Callable[[Widget], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", _csv),
    "json": ("application/json", _json),
    "svg": ("image/svg+xml", _svg),
    "png": ("image/png", _png),
}
