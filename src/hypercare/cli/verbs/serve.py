"""Serve: run the processes, and see how they fare."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from hypercare.app.logs import configure_logs
from hypercare.app.processes.notes import ServerNote
from hypercare.app.processes.supervisor import Supervisor
from hypercare.app.settings import Settings, read_settings
from hypercare.app.usecases.status import RoleStatus, Status, document, read_status
from hypercare.cli.flags import Data, Json
from hypercare.cli.show import emit, note, say, table

UNKNOWN = 4


Port = Annotated[int | None, typer.Option("--port", help="The port of the health and metrics pages.", min=1, max=65535)]
GatewayPort = Annotated[int | None, typer.Option("--gateway-port", help="The port of the gateway.", min=1, max=65535)]


def serve(
    port: Port = None,
    gateway_port: GatewayPort = None,
    host: Annotated[str | None, typer.Option(help="The address to listen on.")] = None,
    data: Data = None,
) -> None:
    serve_until_asked(serving_settings(port, gateway_port, host, data))


def serve_until_asked(settings: Settings) -> None:
    """Serves a data folder until Ctrl-C or SIGTERM, and says where."""
    Supervisor(settings, configure_logs("serve"), lambda server: _say_ready(server, settings.data)).run()


def serving_settings(port: int | None, gateway_port: int | None, host: str | None, data: Path | None) -> Settings:
    """The settings of the environment, but for what was said on the command line."""
    given = {"HYPERCARE_PORT": port, "HYPERCARE_GATEWAY_PORT": gateway_port, "HYPERCARE_HOST": host}
    return read_settings(
        os.environ | {name: str(value) for name, value in given.items() if value is not None}, data=data
    )


def _say_ready(server: ServerNote, data: Path) -> None:
    host = "localhost" if server.host in ("0.0.0.0", "::") else server.host  # noqa: S104  a comparison
    say(f"Hypercare runs on {data}.")
    say(f"  health   http://{host}:{server.port}/healthz")
    say(f"  gateway  http://{host}:{server.gateway_port}/ingest/...   (hypercare token new SOURCE)")
    say("Ctrl-C ends it in order.")
    sys.stdout.flush()


def status(data: Data = None, as_json: Json = False) -> None:
    settings = read_settings(data=data)
    found = read_status(settings.data)
    if as_json:
        emit(document(found))
    else:
        _show(found)
    if not found.is_running:
        raise SystemExit(UNKNOWN)


def _show(status: Status) -> None:
    table(("ROLE", "PID", "PORT", "STATE", "UPTIME", "RESTARTS"), [_row(role) for role in status.roles])
    if not status.roles:
        note(f"No server runs on {status.data}. Fix: hypercare serve --data {status.data}")
    elif not status.is_running:
        note("A process is down; it is started anew within 5 seconds. Its log is what hypercare serve prints.")
    if status.roles:
        loaded = ", ".join(f"{count:,} {name}" for name, count in sorted(status.rows.items())) or "nothing"
        say(f"Loaded since the worker's start: {loaded}; {status.duplicates:,} duplicates dropped.")
        for reason, count in sorted(status.quarantine.items()):
            say(f"In quarantine: {count:,} {reason}. See: hypercare quarantine")
    say(f"Waiting to be loaded: {status.backlog_segments} segments, the oldest for {status.lag_seconds:.1f} s.")
    if status.error:
        note(f"Loading is stopped: {status.error}")
    if status.disk_free_bytes is not None:
        say(f"Free on the disk: {status.disk_free_bytes / 1e9:,.1f} GB.")


def _row(role: RoleStatus) -> tuple[str, ...]:
    state = "running" if role.ready else "starting" if role.alive else "down"
    uptime = "-" if role.uptime_seconds is None else f"{role.uptime_seconds:,.0f} s"
    return (role.role, str(role.pid or "-"), str(role.port or "-"), state, uptime, str(role.restarts))
