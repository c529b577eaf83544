"""Where every page is. Names are those of `web.permissions`."""

from django.urls import path

from hypercare.web.api.app import api
from hypercare.web.pages.launch.view import launch
from hypercare.web.pages.portfolio.view import portfolio

urlpatterns = [
    path("", portfolio, name="portfolio"),
    path("launches/<slug:launch_id>", launch, name="launch"),
    path("api/v1/", api.urls),
]

handler404 = "hypercare.web.pages.errors.view.missing"
handler500 = "hypercare.web.pages.errors.view.failed"
