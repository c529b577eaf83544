"""What was forecast, and how good it was."""

from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from hypercare.app.clock import instant
from hypercare.app.documents.texts import Document, with_words
from hypercare.app.house import House
from hypercare.app.record_page import RecordPage
from hypercare.app.usecases.judging import forecasts as issued
from hypercare.app.usecases.judging.forecasts import MOST
from hypercare.app.usecases.launches import launches
from hypercare.cli.options import AsOf, Below, Data, Json, house
from hypercare.cli.show import emit, note, say, table

HEADINGS = ("ID", "LAUNCH", "METRIC", "KNOWN UNTIL", "EXPECTED", "95 %", "CAME", "BRIER")


def forecasts(
    launch: Annotated[str, typer.Option("--launch", help="Only those of this launch.")] = "",
    as_of: AsOf = None,
    limit: Annotated[int, typer.Option("--limit", help="At most so many, latest first.", min=1, max=MOST)] = MOST,
    below: Below = None,
    data: Data = None,
    as_json: Json = False,
) -> None:
    here = house(data).require()
    found = with_words(
        issued.forecasts(here, launch, _until(here, launch, as_of), RecordPage(limit, below)), here.settings.language
    )
    if as_json:
        emit(found)
        return
    if not found["forecasts"]:
        note("No forecast was issued yet: the worker issues one a day while a business cycle runs.")
        return
    table(HEADINGS, [_row(each) for each in found["forecasts"]])
    say(_told(found["overall"]))
    if found["older"]:
        note(f"There are older ones. Fix: hypercare forecasts --below {found['older']}")


def _until(here: House, launch: str, as_of: str | None) -> datetime:
    """The instant that is asked for: of a launch in its zone, of all of them in UTC."""
    if launch:
        return launches.as_of(here, launch, as_of)
    return instant(as_of, ZoneInfo("UTC")) if as_of else here.clock.now()


def _row(each: Document) -> tuple[str, ...]:
    said, score = each["forecast"], each["score"] or {}
    actual, scores = score.get("actual") or {}, score.get("scores") or {}
    ends = said["interval"]
    return (
        each["record"],
        each["launch"],
        each["metric"],
        each["known_until"],
        f"{said['expected']:.1%}" if ends else "abstained",
        f"{ends['low']:.1%} - {ends['high']:.1%}" if ends else said["reasons"][0]["text"],
        "-" if actual.get("share") is None else f"{actual['share']:.1%}",
        f"{scores['brier']:.3f}" if scores else "-",
    )


def _told(overall: Document) -> str:
    counts = f"{overall['issued']} issued, {overall['abstained']} abstained, {overall['scored']} scored"
    if not overall["scored"]:
        return f"{counts}."
    skill = "-" if overall["skill"] is None else f"{overall['skill']:.2f}"
    return f"{counts}: {overall['covered']:.0%} held the truth, Brier {overall['brier']:.3f}, skill {skill}."
