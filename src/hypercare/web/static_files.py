"""Our static files and those of htmx's wheel."""

from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.staticfiles import StaticFiles
from starlette.types import Message, Receive, Scope, Send

FOR_GOOD: Final = "public, max-age=31536000, immutable"
ASK_AGAIN: Final = "public, no-cache"


class _Kept(StaticFiles):
    """Static files that a browser keeps: for good where the address names the content, else asked for each time."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        names_content = b"v=" in scope.get("query_string", b"")

        async def kept(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] < 400:
                MutableHeaders(scope=message)["cache-control"] = FOR_GOOD if names_content else ASK_AGAIN
            await send(message)

        await super().__call__(scope, receive, kept)


def static_files() -> StaticFiles:
    """The application that serves them, by the paths that Django's `static` makes."""
    return _Kept(packages=[("hypercare.web", "static"), ("django_htmx", "static")])
