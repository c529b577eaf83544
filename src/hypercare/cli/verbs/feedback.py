"""Feedback: what people said, and how it stands."""

from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from hypercare.app.clock import beginning, instant
from hypercare.app.house import House
from hypercare.app.usecases.data import feedback as reading
from hypercare.app.usecases.launches import launches
from hypercare.cli.options import AsOf, Data, Json, house
from hypercare.cli.show import emit, note, say, table

UTC = ZoneInfo("UTC")
NO_STATE = "-"


def feedback(
    launch: Annotated[
        str | None, typer.Option("--launch", help="What changed since this launch's day 0; times are in its zone.")
    ] = None,
    channel: Annotated[
        str | None, typer.Option("--channel", help="Only this channel: tickets, csat, nps, survey, reviews.")
    ] = None,
    since: Annotated[
        str | None, typer.Option("--since", help="Only what changed from this instant on; a date means its beginning.")
    ] = None,
    as_of: AsOf = None,
    limit: Annotated[int, typer.Option("--limit", help="How many conversations to list.", min=0, max=10_000)] = 20,
    data: Data = None,
    as_json: Json = False,
) -> None:
    here = house(data).require()
    found = reading.listing(here, _asked(here, launch, channel, since, as_of), limit)
    if as_json:
        emit(found)
        return
    for each in found["channels"]:
        states = ", ".join(f"{told['state'] or 'no state'} {told['conversations']:,}" for told in each["states"])
        count = each["conversations"]
        say(f"{each['channel']}: {count:,} conversation{'' if count == 1 else 's'} ({states})")
    table(
        ("CHANGED", "CHANNEL", "ID", "STATE", "TITLE"),
        [
            (each["changed"][:16], each["channel"], each["id"], each["state"] or NO_STATE, each["title"] or NO_STATE)
            for each in found["conversations"]
        ],
    )
    if not found["count"]:
        note("Nobody said anything. Fix: hypercare token new zendesk, or hypercare import tickets FILE")


def _asked(here: House, launch: str | None, channel: str | None, since: str | None, as_of: str | None) -> reading.Asked:
    if launch is None:
        at = instant(as_of, UTC) if as_of else here.clock.now()
        return reading.Asked(at, beginning(since, UTC, where="--since") if since else None, channel)
    at = launches.as_of(here, launch, as_of)
    declared, _ = launches.at_version(here, launch, at)
    start = beginning(since, declared.zone, where="--since") if since else reading.since_live(declared)
    return reading.Asked(at, start, channel, launch)
