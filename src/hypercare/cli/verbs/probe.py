"""Probe: asks production now what the launch file declares."""

from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from hypercare.app.documents.texts import Document, with_words
from hypercare.app.usecases.acts import probes
from hypercare.cli.options import Data, Json, LaunchId, house
from hypercare.cli.show import emit, say, table

HEADINGS = ("PROBE", "STATE", "STATUS", "LATENCY", "CERTIFICATE", "SAYS")


def probe(
    launch: LaunchId,
    only: Annotated[list[str] | None, typer.Option("--only", help="Only the probe of this name; repeatable.")] = None,
    data: Data = None,
    as_json: Json = False,
) -> None:
    here = house(data).require()
    found = with_words(probes.probe_now(here, launch, only or ()), here.settings.language)
    if as_json:
        emit(found)
    else:
        _tell(found)
    raise typer.Exit(0 if found["ok"] else 1)


def _tell(found: Document) -> None:
    zone = ZoneInfo(found["timezone"])
    last = max(datetime.fromisoformat(each["at"]) for each in found["probes"]).astimezone(zone)
    say(f"{found['title']} ({found['launch']}), {last:%Y-%m-%d %H:%M:%S %Z}")
    table(HEADINGS, [_row(each) for each in found["probes"]])


def _row(each: Document) -> tuple[str, ...]:
    return (
        each["name"],
        "PASS" if each["ok"] else f"FAIL {each['failure']}",
        "-" if each["status"] is None else str(each["status"]),
        "-" if each["latency_ms"] is None else f"{each['latency_ms']:,.0f} ms",
        "-" if each["certificate_days"] is None else f"{each['certificate_days']} days",
        each["says"]["text"],
    )
