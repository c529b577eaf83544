"""The bare limit: an endpoint that only reads the body, appends it to a file and syncs that in groups.

`python bench/bare_gateway.py PORT FILE`.
"""

import asyncio
import os
import sys
from typing import Any

import uvicorn


class Bare:
    """The application."""

    def __init__(self, path: str) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        self._waiting: list[tuple[bytes, asyncio.Future[None]]] = []
        self._work: asyncio.Task[None] | None = None

    async def __call__(self, _scope: Any, receive: Any, send: Any) -> None:
        body = b""
        while True:
            message = await receive()
            body += message.get("body", b"")
            if not message.get("more_body"):
                break
        kept = asyncio.get_running_loop().create_future()
        self._waiting.append((body, kept))
        if self._work is None or self._work.done():
            self._work = asyncio.get_running_loop().create_task(self._sync())
        await kept
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"1")]})
        await send({"type": "http.response.body", "body": b"1"})

    async def _sync(self) -> None:
        while self._waiting:
            group, self._waiting = self._waiting, []
            await asyncio.get_running_loop().run_in_executor(None, self._write, [body for body, _ in group])
            for _, kept in group:
                kept.set_result(None)

    def _write(self, bodies: list[bytes]) -> None:
        os.write(self._file, b"".join(bodies))
        os.fdatasync(self._file)


if __name__ == "__main__":
    uvicorn.run(
        Bare(sys.argv[2]),
        port=int(sys.argv[1]),
        loop="uvloop",
        http="httptools",
        ws="none",
        lifespan="off",
        log_level="error",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        date_header=False,
    )
