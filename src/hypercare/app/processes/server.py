"""An HTTP server on a socket that the supervisor holds."""

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from socket import socket
from typing import Any

import uvicorn
import uvloop

from hypercare.app.processes.life import Life
from hypercare.app.processes.protocol import BoundedProtocol

# Longer than the pauses between two batches of most clients, which flush every 10 to 60 seconds.
KEEP_ALIVE_SECONDS = 75
# What is being answered when the server ends may take so long: of a gateway what it receives, of the pages what they
# wait for. Less than what the supervisor gives each, so that none is killed over it.
GATEWAY_GRACE_SECONDS, WEB_GRACE_SECONDS = 8, 4
# A connection takes some 20 KB; more than so many at once are answered with 503.
MOST_CONNECTIONS = 10_000


class Server(uvicorn.Server):
    """Uvicorn with the life of a child: ready when it takes connections, ending when it is asked to."""

    def __init__(self, app: Any, life: Life, *, grace: int) -> None:
        # Anybody can cause warnings of the HTTP protocol, as often as he likes.
        logging.getLogger("uvicorn.error").setLevel(logging.ERROR)
        super().__init__(
            uvicorn.Config(
                app,
                http=BoundedProtocol,
                ws="none",
                lifespan="off",
                interface="asgi3",
                log_config=None,
                access_log=False,
                # Nobody behind this server reads them; each costs every answer some bytes and every request a call.
                proxy_headers=False,
                server_header=False,
                date_header=False,
                limit_concurrency=MOST_CONNECTIONS,
                timeout_keep_alive=KEEP_ALIVE_SECONDS,
                timeout_graceful_shutdown=grace,
            )
        )
        self._life = life

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leaves the signals to the child's life."""
        yield

    async def startup(self, sockets: list[socket] | None = None) -> None:
        """Takes connections, and says so."""
        await super().startup(sockets)
        self._life.say_ready()

    async def on_tick(self, counter: int) -> bool:
        """Called ten times a second; whether to end."""
        return await super().on_tick(counter) or self._life.is_ending


def run_loop(main: Any) -> None:
    """Runs a coroutine on uvloop."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(main)
