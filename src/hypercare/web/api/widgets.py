"""Charts and the brief of a launch in the API."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from hypercare.app.voice import Speaker
from hypercare.reports.markdown import markdown
from hypercare.web.asked import launch_asked
from hypercare.web.pages.behaviour.widgets import behaviour_widget, behaviour_widgets
from hypercare.web.pages.brief.view import document_of
from hypercare.web.pages.widgets.document import Chart, Names, chart_document
from hypercare.web.pages.widgets.registry import widget as named
from hypercare.web.pages.widgets.registry import widgets
from hypercare.web.pages.widgets.scene import scene_of

router = Router(tags=["charts"])
Day = Annotated[int | None, Query(None, ge=0, description="As of the end of this local day; else now.")]
AsOf = Annotated[str | None, Query(None, description="As of this instant: 2026-11-21 or 2026-11-21T12:00+07:00.")]


class Brief(Schema):
    """The brief of a launch."""

    markdown: str = Field(description="The page, as Markdown, in the reader's language.")


@router.get("/{launch_id}/widgets", response=Names, url_name="widgets", summary="The charts of a launch by name")
def all_widgets(request: HttpRequest, launch_id: str, day: Day = None, as_of: AsOf = None) -> Names:
    """The names that `/launches/{launch_id}/widgets/{name}` takes."""
    del day, as_of  # read by `launch_asked`, as for the pages
    found = launch_asked(request, launch_id, patience=None)
    return Names(widgets=[*widgets(scene_of(found)), *behaviour_widgets(found)])


@router.get("/{launch_id}/widgets/{name}", response=Chart, by_alias=True, url_name="widget", summary="A chart as data")
def one_widget(request: HttpRequest, launch_id: str, name: str, day: Day = None, as_of: AsOf = None) -> Chart:
    """`hypercare/chart.v1`: the finding, the rows behind the drawing, the timeline."""
    del day, as_of  # read by `launch_asked`, as for the pages
    found = launch_asked(request, launch_id, patience=None)
    model = behaviour_widget(found, name, request.GET.dict()) or named(scene_of(found), name)
    return chart_document(name, model, Speaker(found.language, found.zone))


@router.get("/{launch_id}/brief", response=Brief, url_name="brief", summary="The brief of a launch as Markdown")
def brief(request: HttpRequest, launch_id: str, day: Day = None, as_of: AsOf = None) -> Brief:
    """What the brief's page shows, without its pictures."""
    del day, as_of  # read by `launch_asked`, as for the pages
    found = launch_asked(request, launch_id, patience=None)
    return Brief(markdown=markdown(document_of(found), Speaker(found.language, found.zone)))
