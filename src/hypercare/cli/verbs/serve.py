"""Serve: run the processes."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from hypercare.app.house import House
from hypercare.app.logs import configure_logs
from hypercare.app.processes.notes import ServerNote
from hypercare.app.processes.supervisor import Supervisor
from hypercare.app.settings import Settings, host_name, read_settings
from hypercare.app.usecases.people import NewLink
from hypercare.app.usecases.sign_in import first_link
from hypercare.cli.flags import Data
from hypercare.cli.show import say

Port = Annotated[int | None, typer.Option("--port", help="The port of the health and metrics pages.", min=1, max=65535)]
GatewayPort = Annotated[int | None, typer.Option("--gateway-port", help="The port of the gateway.", min=1, max=65535)]


def serve(
    port: Port = None,
    gateway_port: GatewayPort = None,
    host: Annotated[str | None, typer.Option(help="The address to listen on.")] = None,
    data: Data = None,
) -> None:
    serve_until_asked(serving_settings(port, gateway_port, host, data), first_link)


def serve_until_asked(settings: Settings, sign_in: Callable[[House], NewLink | None]) -> None:
    """Serves a data folder until Ctrl-C or SIGTERM, and says where, with the link that `sign_in` makes."""

    def ready(server: ServerNote) -> None:
        _say_ready(server, settings, sign_in(House(settings)))

    Supervisor(settings, configure_logs("serve"), ready).run()


def serving_settings(port: int | None, gateway_port: int | None, host: str | None, data: Path | None) -> Settings:
    """The settings of the environment, but for what was said on the command line."""
    given = {"HYPERCARE_PORT": port, "HYPERCARE_GATEWAY_PORT": gateway_port, "HYPERCARE_HOST": host}
    return read_settings(
        os.environ | {name: str(value) for name, value in given.items() if value is not None}, data=data
    )


def _say_ready(server: ServerNote, settings: Settings, link: NewLink | None) -> None:
    host = host_name(server.host)
    say(f"Hypercare runs on {settings.data}.")
    say(f"  pages    {settings.origin}")
    if link is not None:
        says = "do everything" if settings.has_visitors else "become its admin"
        say(f"  sign in  {link.url}   (once, until {link.link.expires_at:%Y-%m-%d %H:%M} UTC, to {says})")
    say(f"  health   http://{host}:{server.port}/healthz")
    say(f"  gateway  http://{host}:{server.gateway_port}/ingest/...   (hypercare token new SOURCE)")
    say("Ctrl-C ends it in order.")
    sys.stdout.flush()
