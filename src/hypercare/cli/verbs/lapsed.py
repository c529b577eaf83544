"""Whom to call: units that have been silent for longer than their own rhythm explains."""

from datetime import datetime
from typing import Annotated

import typer

from hypercare.app.documents.texts import Document
from hypercare.app.usecases.judging import lapsed as lapses
from hypercare.app.usecases.launches import launches
from hypercare.cli.beyond import note_beyond
from hypercare.cli.options import AsOf, Data, Json, LaunchId, house
from hypercare.cli.show import emit, local, note, say, table
from hypercare.cli.verdict_text import Tongue

HEADINGS = ("UNIT", "LAST SEEN", "USUAL GAP", "SILENT", "ORDINARY DAYS", "CHANCE", "BY", "VOLUME", "SEGMENT")


def lapsed(
    launch: LaunchId,
    metric: Annotated[
        str | None, typer.Option("--metric", help="The retention by cadence; else the first that is declared.")
    ] = None,
    limit: Annotated[
        int, typer.Option("--limit", help="At most so many, the most volume first.", min=1, max=lapses.MOST)
    ] = lapses.MOST,
    as_of: AsOf = None,
    data: Data = None,
    as_json: Json = False,
) -> None:
    here = house(data).require()
    at = launches.as_of(here, launch, as_of)
    found = lapses.lapsed(here, launch=launch, metric=metric, at=at.isoformat(), limit=limit)
    if as_json:
        emit(found)
        return
    zone = launches.at_version(here, launch, at)[0].zone
    when = local(found["as_of"], zone)
    note_beyond(here.clock, at, as_of=found["as_of"], zone=zone, tongue=Tongue(here.settings.language))
    if not found["told"]:
        say(f"Of nobody it can be told yet whether they lapsed by {found['metric']}, as of {when}")
        return
    say(f"{found['lapsed']} of {found['told']} lapsed by {found['metric']}, as of {when}")
    table(HEADINGS, [_row(each) for each in found["units"]])
    if found["left_out"]:
        note(f"{found['left_out']} more are not listed.")


def _row(each: Document) -> tuple[str, ...]:
    values = ", ".join(str(value) for value in each["segments"].values() if value is not None)
    return (
        each["unit"],
        f"{datetime.fromisoformat(each['last_seen']):%Y-%m-%d}",
        f"{each['usual_days']:g} d",
        f"{each['silent_days']:g} d",
        f"{each['silent_ordinary_days']:g} d",
        f"{each['chance']:.1%}" if each["chance"] >= 0.001 else "<0.1%",
        "own gaps" if each["by"] == "own_gaps" else "rates",
        str(each["volume"]),
        values or "-",
    )
