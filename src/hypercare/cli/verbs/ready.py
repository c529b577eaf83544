"""Whether a launch is ready: the entrance criteria."""

from datetime import datetime
from zoneinfo import ZoneInfo

import typer

from hypercare.app.documents.texts import Document, with_words
from hypercare.app.usecases import entrance, launches
from hypercare.cli.options import AsOf, Data, Json, LaunchId, house
from hypercare.cli.show import emit, say

EXIT_CODES = {"pass": 0, "waived": 0, "fail": 1, "unknown": 4}
SPOKEN = {"pass": "PASS", "fail": "FAIL", "waived": "WAIVED", "unknown": "UNKNOWN"}


def ready(launch: LaunchId, as_of: AsOf = None, data: Data = None, as_json: Json = False) -> None:
    here = house(data).require()
    found = with_words(entrance.entrance(here, launch, launches.as_of(here, launch, as_of)), here.settings.language)
    if as_json:
        emit(found)
    else:
        _tell(found)
    raise typer.Exit(EXIT_CODES[found["state"]])


def _tell(found: Document) -> None:
    zone = ZoneInfo(found["timezone"])
    when = datetime.fromisoformat(found["as_of"]).astimezone(zone)
    say(f"{found['title']} ({found['launch']}), day {found['day']}, as of {when:%Y-%m-%d %H:%M %Z}")
    say(found["says"]["text"])
    for criterion in found["criteria"]:
        say(f"{criterion['criterion']}: {SPOKEN[criterion['state']]}")
        for item in criterion["items"]:
            seen = (
                f" ({datetime.fromisoformat(item['seen_at']).astimezone(zone):%Y-%m-%d %H:%M})"
                if item["seen_at"]
                else ""
            )
            say(f"  {SPOKEN[item['state']]}: {item['reason']['text']}{seen}")
            if item["todo"]:
                say(f"    {item['todo']['text']}")
