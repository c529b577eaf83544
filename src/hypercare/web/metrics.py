"""A status as Prometheus' text format 0.0.4. Labels come from closed sets only, never from what was received."""

from collections.abc import Iterable, Mapping

from hypercare.app.usecases.data.status import Status

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def render(status: Status) -> str:
    """The numbers of a server."""
    roles = {role.role: role for role in status.roles}
    families = [
        _family("up", "gauge", "Whether the process lives.", _by("role", {n: int(r.alive) for n, r in roles.items()})),
        _family(
            "restarts_total",
            "counter",
            "Deaths of the process.",
            _by("role", {n: r.restarts for n, r in roles.items()}),
        ),
        _family("rows_total", "counter", "Rows loaded since the worker's start.", _by("table", status.rows)),
        _family("duplicates_total", "counter", "Events dropped as known already.", [("", status.duplicates)]),
        _family("quarantined_total", "counter", "Records not understood.", _by("reason", status.quarantine)),
        _family("backlog_segments", "gauge", "Segments of the log not loaded yet.", [("", status.backlog_segments)]),
        _family("backlog_bytes", "gauge", "Bytes of the log not loaded yet.", [("", status.backlog_bytes)]),
        _family("lag_seconds", "gauge", "For how long the oldest of them waits.", [("", round(status.lag_seconds, 3))]),
        _family(
            "loading_failing", "gauge", "Whether an error stops the loader.", [("", int(status.error is not None))]
        ),
    ]
    if status.disk_free_bytes is not None:
        families.append(_family("disk_free_bytes", "gauge", "Free bytes of the disk.", [("", status.disk_free_bytes)]))
    return "".join(families)


def _by(label: str, values: Mapping[str, int]) -> list[tuple[str, float]]:
    return [(f'{{{label}="{name}"}}', value) for name, value in sorted(values.items())]


def _family(name: str, kind: str, help_text: str, samples: Iterable[tuple[str, float]]) -> str:
    full = f"hypercare_{name}"
    lines = [f"# HELP {full} {help_text}", f"# TYPE {full} {kind}"]
    return "\n".join([*lines, *(f"{full}{labels} {value}" for labels, value in samples)]) + "\n"
