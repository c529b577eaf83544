"""Serve: run the processes."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from hypercare.app.logs import configure_logs
from hypercare.app.processes.notes import ServerNote
from hypercare.app.processes.supervisor import Supervisor
from hypercare.app.processes.welcome import Occasion, Welcome, welcome
from hypercare.app.settings import Settings, host_name, read_settings
from hypercare.cli.flags import Data
from hypercare.cli.show import say

Port = Annotated[int | None, typer.Option("--port", help="The port of the pages and the API.", min=1, max=65535)]
GatewayPort = Annotated[int | None, typer.Option("--gateway-port", help="The port of the gateway.", min=1, max=65535)]

MAY: dict[Occasion, str] = {"first": "become its admin", "demo": "do everything"}
"""What the printed link is for."""


def serve(
    port: Port = None,
    gateway_port: GatewayPort = None,
    host: Annotated[str | None, typer.Option(help="The address to listen on.")] = None,
    data: Data = None,
) -> None:
    serve_until_asked(serving_settings(port, gateway_port, host, data), "first")


def serve_until_asked(settings: Settings, occasion: Occasion) -> None:
    """Serves a data folder until Ctrl-C or SIGTERM, and says where, with a link to sign in by."""

    def ready(server: ServerNote) -> None:
        _say_ready(server, settings, welcome(settings, occasion), MAY[occasion])

    Supervisor(settings, configure_logs("serve"), ready).run()


def serving_settings(port: int | None, gateway_port: int | None, host: str | None, data: Path | None) -> Settings:
    """The settings of the environment, but for what was said on the command line."""
    given = {"HYPERCARE_PORT": port, "HYPERCARE_GATEWAY_PORT": gateway_port, "HYPERCARE_HOST": host}
    return read_settings(
        os.environ | {name: str(value) for name, value in given.items() if value is not None}, data=data
    )


def _say_ready(server: ServerNote, settings: Settings, known: Welcome, may: str) -> None:
    host = host_name(server.host)
    say(f"Hypercare runs on {settings.data}.")
    say(f"  pages    {settings.origin}")
    if known.link is not None:
        say(f"  sign in  {known.link.url}   (once, until {known.link.until}, to {may})")
    say(f"  health   http://{host}:{server.port}/healthz")
    say(f"  gateway  http://{host}:{server.gateway_port}/ingest/...   (hypercare token new SOURCE)")
    for path in known.edited:
        say(
            f"  {path} is not the version that holds. See: hypercare validate {path}; then: hypercare launch add {path}"
        )
    say("Ctrl-C ends it in order.")
    sys.stdout.flush()
