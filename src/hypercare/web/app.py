"""The application of the web process: how the server fares, for people's monitors."""

from pathlib import Path

import orjson
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hypercare.app.usecases.status import document, read_status
from hypercare.web.metrics import CONTENT_TYPE, render

WHAT_THERE_IS = orjson.dumps({"service": "hypercare", "healthz": "/healthz", "metrics": "/metrics"})


def web_app(data: Path) -> Starlette:
    """The application of one installation: `/healthz` and `/metrics`, named at `/`."""

    async def root(_request: Request) -> Response:
        """What there is."""
        return Response(WHAT_THERE_IS, media_type="application/json")

    async def healthz(_request: Request) -> Response:
        """How the server fares, as `hypercare/status.v1` with `ok`; 503 where it is not well."""
        status = await run_in_threadpool(read_status, data)
        body = orjson.dumps({"ok": status.is_well, **document(status)})
        return Response(body, 200 if status.is_well else 503, media_type="application/json")

    async def metrics(_request: Request) -> Response:
        """The server's own numbers for Prometheus."""
        status = await run_in_threadpool(read_status, data)
        return Response(render(status), media_type=CONTENT_TYPE)

    return Starlette(routes=[Route("/", root), Route("/healthz", healthz), Route("/metrics", metrics)])
