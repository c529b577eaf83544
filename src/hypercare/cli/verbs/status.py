"""How the server fares."""

from hypercare.app.documents.texts import text_of, with_words
from hypercare.app.settings import read_settings
from hypercare.app.usecases.data.status import RoleStatus, Status, document, read_status
from hypercare.app.words import render
from hypercare.cli.flags import Data, Json
from hypercare.cli.show import emit, note, say, table

UNKNOWN = 4


def status(data: Data = None, as_json: Json = False) -> None:
    settings = read_settings(data=data)
    found = read_status(settings.data)
    if as_json:
        emit(with_words(document(found), settings.language))
    else:
        _show(found)
        for each in found.extended:
            say(f"{each.title}: {render(text_of(each.says), settings.language)}")
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
