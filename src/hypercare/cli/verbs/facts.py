"""Facts: count them, hand them out."""

import sys
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from hypercare.app import ingest
from hypercare.app.clock import beginning, ending
from hypercare.app.documents.texts import with_words
from hypercare.app.usecases.data import facts
from hypercare.cli.options import Data, Json, house
from hypercare.cli.show import emit, note, say, table

UTC = ZoneInfo("UTC")


def export_events(
    out: Annotated[Path | None, typer.Option("--out", help="The file to write (else standard output).")] = None,
    since: Annotated[
        str | None, typer.Option(help="Only events from this instant on; a date means its beginning (UTC).")
    ] = None,
    until: Annotated[
        str | None, typer.Option(help="Only events before this instant; a date is included (UTC).")
    ] = None,
    data: Data = None,
) -> None:
    first = beginning(since, UTC, where="--since") if since else None
    last = ending(until, UTC, where="--until") if until else None
    lines = facts.export_events(house(data), first, last)
    if out is None:
        sys.stdout.buffer.writelines(lines)
        return
    with out.open("wb") as file:
        file.writelines(lines)


def events(
    count: Annotated[bool, typer.Option("--count", help="Count instead of listing the latest.")] = False,
    by: Annotated[str, typer.Option(help="Count by these, separated by commas: source, event, day, lib.")] = "",
    limit: Annotated[int, typer.Option(help="How many of the latest to list.", min=1, max=10_000)] = 20,
    data: Data = None,
    as_json: Json = False,
) -> None:
    here = house(data)
    if not count:
        found = facts.latest_events(here, limit)
        if as_json:
            emit(found)
            return
        for each in found["events"]:
            say(f"{each['time']}  {each['source']}  {each['event']}  {each.get('user') or each.get('anon') or '-'}")
        if not found["events"]:
            note("No event has arrived yet. Fix: hypercare token new mixpanel, or hypercare import events FILE")
        return
    names = tuple(name.strip() for name in by.split(",") if name.strip())
    counted = facts.count_events(here, names)
    if as_json:
        emit(counted)
        return
    table((*names, "COUNT"), [[str(group[name]) for name in (*names, "count")] for group in counted["groups"]])
    say(f"{counted['count']:,} events")


def quarantine(
    limit: Annotated[int, typer.Option(help="How many examples to show.", min=0, max=1000)] = 5,
    data: Data = None,
    as_json: Json = False,
) -> None:
    here = house(data)
    found = with_words(facts.quarantine(here, limit), here.settings.language)
    if as_json:
        emit(found)
        return
    table(
        ("SOURCE", "REASON", "COUNT", "LATEST"),
        [
            (each["source"], each["reason"], f"{each['count']:,}", f"{each['latest'][:19].replace('T', ' ')} UTC")
            for each in found["reasons"]
        ],
    )
    for reason in dict.fromkeys(each["reason"] for each in found["reasons"]):
        words = next(each for each in found["reasons"] if each["reason"] == reason)
        say(f"{reason}: {words['why']['text']} {words['fix']['text']}")
    for each in found["examples"]:
        raw = f": {each['raw']}" if each["raw"] else ""
        say(f"  {each['reason']} ({each['source']}): {each['message']}{raw}")
    if not found["count"]:
        say("Nothing is in quarantine: everything that arrived was understood.")


def drain(data: Data = None, as_json: Json = False) -> None:
    report = ingest.drain(house(data).require())
    if as_json:
        emit({"schema": "hypercare/drain.v1", "drained": True, "loaded_here": report.rows.get("events", 0)})
        return
    say("Everything answered so far can be queried.")
