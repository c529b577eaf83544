"""What a launch should not do, and whether it did."""

from datetime import datetime
from zoneinfo import ZoneInfo

import typer

from hypercare.app.documents.antipatterns import antipatterns_document
from hypercare.app.documents.texts import Document, with_words
from hypercare.app.formats import interval, number
from hypercare.app.looks import Moment
from hypercare.app.usecases.judging.looking import look
from hypercare.app.usecases.launches import launches
from hypercare.cli.beyond import note_beyond
from hypercare.cli.options import AsOf, Data, Json, LaunchId, house
from hypercare.cli.show import emit, say
from hypercare.cli.verdict_text import Tongue

EXIT_CODES = {"clear": 0, "found": 1, "unknown": 4}
SPOKEN = {"bad": "■ FOUND", "watch": "▲ FOUND", "unknown": "○ UNKNOWN", "clear": "● CLEAR"}
"""How each state is told: by a shape and a word, as on the page."""


def antipatterns(launch: LaunchId, as_of: AsOf = None, data: Data = None, as_json: Json = False) -> None:
    here = house(data).require()
    asked = launches.as_of(here, launch, as_of)
    found = with_words(antipatterns_document(look(here, launch, Moment(instant=asked))), here.settings.language)
    if as_json:
        emit(found)
    else:
        _tell(found, here.settings.language)
        tongue = Tongue(here.settings.language)
        note_beyond(here.clock, asked, as_of=found["as_of"], zone=ZoneInfo(found["timezone"]), tongue=tongue)
    raise typer.Exit(EXIT_CODES[found["state"]])


def _tell(found: Document, language: str) -> None:
    zone = ZoneInfo(found["timezone"])
    say(f"{found['title']} ({found['launch']}), day {found['day']}, as of {_when(found['as_of'], zone)}")
    for check in sorted(found["checks"], key=lambda each: each["state"] != "found"):
        say()
        state = check["found"][0]["level"] if check["found"] else check["state"]
        say(f"{SPOKEN[state]} {check['check']}")
        for each in check["found"]:
            _tell_found(each, zone, language)
        for reason in check["unknown"]:
            say(f"  {reason['text']}")


def _tell_found(each: Document, zone: ZoneInfo, language: str) -> None:
    over = f", until {_when(each['over_at'], zone)}" if each["over_at"] else ""
    say(f"  {each['text']['text']} (since {_when(each['at'], zone)}{over})")
    for part in each["evidence"]:
        say(f"    {part['what']['text']}{_facts(part, zone, language)}")
    say(f"  To do: {each['hint']['text']}")


def _facts(part: Document, zone: ZoneInfo, language: str) -> str:
    """What stands behind a line of evidence, after a colon."""
    found = []
    if part["value"] is not None:
        scale = part["scale"] or "value"
        ends = part["interval"]
        found.append(f"{number(part['value'], scale, language)} days" if scale == "days"
                     else number(part["value"], scale, language))  # fmt: skip
        found += [interval(ends["low"], ends["high"], scale, language)] if ends else []
    found += [f"n {part['sample']:,}"] if part["sample"] is not None else []
    found += [f"days {part['days'][0]} to {part['days'][1]}"] if part["days"] else []
    found += [_when(part["at"], zone)] if part["at"] else []
    found += [each for each in (part["by"], part["record"]) if each]
    return f": {', '.join(found)}" if found else ""


def _when(text: str, zone: ZoneInfo) -> str:
    return f"{datetime.fromisoformat(text).astimezone(zone):%Y-%m-%d %H:%M %Z}"
