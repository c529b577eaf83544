"""The application of the web process: the pages, their static files, and how the server fares, for monitors."""

from typing import cast

import orjson
from django.core.asgi import get_asgi_application
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp
from structlog.typing import FilteringBoundLogger

from hypercare.app.settings import Settings
from hypercare.app.usecases.data.status import document, read_status
from hypercare.web.headers import Headers, Lowered
from hypercare.web.installation import open_installation
from hypercare.web.leaving import Leaving
from hypercare.web.metrics import CONTENT_TYPE, render
from hypercare.web.static_files import static_files

SMALLEST_GZIP = 500
"""Bytes below which compressing an answer costs more than it spares."""
GZIP_LEVEL = 4
"""Of pages, level 4 takes half the time of 9 and a few per cent more bytes."""


def web_app(settings: Settings, log: FilteringBoundLogger) -> Starlette:
    """The application of one installation: its pages at `/`, beside `/healthz`, `/metrics` and `/static/`."""
    open_installation(settings, log)
    pages: ASGIApp = cast("ASGIApp", get_asgi_application())  # the same protocol, typed apart

    async def healthz(_request: Request) -> Response:
        """How the server fares, as `hypercare/status.v1` with `ok`; 503 where it is not well."""
        status = await run_in_threadpool(read_status, settings.data)
        body = orjson.dumps({"ok": status.is_well, **document(status)})
        return Response(body, 200 if status.is_well else 503, media_type="application/json")

    async def metrics(_request: Request) -> Response:
        """The server's own numbers for Prometheus."""
        status = await run_in_threadpool(read_status, settings.data)
        return Response(render(status), media_type=CONTENT_TYPE)

    return Starlette(
        routes=[
            Route("/healthz", healthz),
            Route("/metrics", metrics),
            Mount("/static", static_files()),
            Mount("/", Lowered(Leaving(pages))),
        ],
        middleware=[
            Middleware(Headers, is_https=settings.origin.startswith("https://")),
            Middleware(GZipMiddleware, minimum_size=SMALLEST_GZIP, compresslevel=GZIP_LEVEL),
        ],
    )
