"""Where every page is. Names are those of `web.permissions`."""

from django.urls import path

from hypercare.web.api.app import api
from hypercare.web.pages.brief.view import brief, brief_as_markdown
from hypercare.web.pages.charts.view import chart
from hypercare.web.pages.definition.view import definition, definition_file
from hypercare.web.pages.help.view import help_page
from hypercare.web.pages.launch.view import launch
from hypercare.web.pages.portfolio.view import portfolio, portfolio_as_csv
from hypercare.web.pages.preferences.view import preferences
from hypercare.web.pages.sign_in.view import sign_in, sign_in_link, sign_out
from hypercare.web.pages.widgets.view import widget

urlpatterns = [
    path("", portfolio, name="portfolio"),
    path("portfolio.csv", portfolio_as_csv, name="portfolio-csv"),
    path("launches/<slug:launch_id>", launch, name="launch"),
    path("launches/<slug:launch_id>/definition", definition, name="definition"),
    path("launches/<slug:launch_id>/definition/<int:number>.yaml", definition_file, name="definition-file"),
    path("launches/<slug:launch_id>/widgets/<slug:name>.<slug:kind>", widget, name="widget"),
    path("launches/<slug:launch_id>/brief", brief, name="brief"),
    path("launches/<slug:launch_id>/brief.md", brief_as_markdown, name="brief-markdown"),
    path("charts/<slug:digest>", chart, name="chart"),
    path("help", help_page, name="help"),
    path("preferences", preferences, name="preferences"),
    path("sign-in", sign_in, name="sign-in"),
    path("sign-in/<str:secret>", sign_in_link, name="sign-in-link"),
    path("sign-out", sign_out, name="sign-out"),
    path("api/v1/", api.urls),
]

handler400 = "hypercare.web.pages.errors.view.unreadable"
handler404 = "hypercare.web.pages.errors.view.missing"
handler500 = "hypercare.web.pages.errors.view.failed"
