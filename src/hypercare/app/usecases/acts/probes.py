"""Probes: run now, and what came of them."""

from collections.abc import Sequence
from difflib import get_close_matches

from hypercare.app.documents.texts import Document, text_document
from hypercare.app.house import House
from hypercare.app.probing.prober import Prober
from hypercare.app.probing.runs import Run, prober_of, run
from hypercare.app.usecases.launches.launches import at_version
from hypercare.checks.entrance.probe_words import told
from hypercare.model.errors import BadInput, NotFound, Refused
from hypercare.model.launch import Launch
from hypercare.model.probe import Probe, ProbeResult

SCHEMA = "hypercare/probe.v1"
LONGEST_NAME = 80
"""Characters of a name in a message."""


def probe_now(house: House, launch_id: str, names: Sequence[str] = (), *, prober: Prober | None = None) -> Document:
    """`hypercare/probe.v1`: runs a launch's probes (those named; else all), keeps and returns what came of them.

    One that somebody else is running is waited for, and one that was run a few seconds ago is not run again. Raises
    `NotFound` for a launch or a name that there is not, `BadInput` for a launch without probes, and `Refused` where the
    clock is set: production answers now, not then.
    """
    refuse_set_clock(house)
    launch, _ = at_version(house.require(), launch_id, house.clock.now())
    asked = [Run(launch.id, probe) for probe in _named(launch, names)]
    results = run(house, asked, prober or prober_of(house), waits=True)
    by_name = {result.probe: result for result in results}
    return {
        "schema": SCHEMA,
        "launch": launch.id,
        "title": launch.title,
        "timezone": launch.timezone,
        "ok": all(result.is_ok for result in results),
        "probes": [_document(launch, each.probe, by_name[each.probe.name]) for each in asked],
    }


def refuse_set_clock(house: House) -> None:
    """Raises `Refused` where the clock is set: what production answers today would stand as of another day."""
    if house.clock.is_set:
        raise Refused(
            f"the clock is set to {house.clock.now().isoformat()}, and production answers now",
            where="HYPERCARE_CLOCK",
            fix="probe without it",
        )


def probes_of(launch: Launch) -> tuple[Probe, ...]:
    """The requests among a launch's sanity checks."""
    return tuple(check for check in launch.sanity if isinstance(check, Probe))


def _named(launch: Launch, names: Sequence[str]) -> list[Probe]:
    found = {probe.name: probe for probe in probes_of(launch)}
    if not found:
        raise BadInput("the launch declares no probe", where=launch.id, fix="name requests under sanity: in its file")
    for name in names:
        if name not in found:
            near = get_close_matches(name[:LONGEST_NAME], found, n=1)
            raise NotFound(
                f"there is no probe {name[:LONGEST_NAME]!r}",
                where=launch.id,
                expected=", ".join(found),
                fix=f"name {near[0]!r}" if near else "",
            )
    return [probe for name, probe in found.items() if name in names or not names]


def _document(launch: Launch, probe: Probe, result: ProbeResult) -> Document:
    """What came of a probe as JSON values. Instants are in the launch's zone."""
    return {
        "name": probe.name,
        "method": probe.method.value,
        "url": probe.url,
        "ok": result.is_ok,
        "failure": None if result.failure is None else result.failure.value,
        "says": text_document(told(probe, result)),
        "at": result.at.astimezone(launch.zone).isoformat(),
        "status": result.status,
        "latency_ms": result.latency_ms,
        "certificate_days": result.certificate_days,
    }
