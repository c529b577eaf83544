"""Whether a launch is ready: the entrance criteria, and what people say of them."""

import getpass
from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from hypercare.app.clock import instant
from hypercare.app.documents.texts import Document, with_words
from hypercare.app.formats import relative
from hypercare.app.house import House
from hypercare.app.usecases.acts import probes
from hypercare.app.usecases.judging import entrance
from hypercare.app.usecases.launches import launches
from hypercare.app.usecases.signing import entrance_acts
from hypercare.app.words import render
from hypercare.cli.options import AsOf, Data, Json, LaunchId, house
from hypercare.cli.show import emit, note, say, table
from hypercare.model.entrance import ActKind

EXIT_CODES = {"pass": 0, "waived": 0, "fail": 1, "unknown": 4}
SPOKEN = {"pass": "● PASS", "fail": "▲ FAIL", "waived": "◆ WAIVED", "unknown": "○ UNKNOWN"}
"""How each state is told: by a shape and a word, as on the page."""
HEADINGS = ("CRITERION", "ITEM", "STATE", "EVIDENCE", "AGE", "OWNER")
Item = Annotated[str, typer.Argument(help="The item's id, as ready names it: support/guide.")]
By = Annotated[str | None, typer.Option("--by", help="Who says so: an e-mail address; else the login name.")]


def ready(
    launch: LaunchId,
    as_of: AsOf = None,
    rerun: Annotated[bool, typer.Option("--rerun", help="Run the launch's probes first.")] = False,
    data: Data = None,
    as_json: Json = False,
) -> None:
    here = house(data).require()
    if rerun:
        probes.probe_now(here, launch)
    found = with_words(entrance.entrance(here, launch, launches.as_of(here, launch, as_of)), here.settings.language)
    if as_json:
        emit(found)
    else:
        _tell(found, here.settings.language)
    raise typer.Exit(EXIT_CODES[found["state"]])


def waive(
    launch: LaunchId,
    item: Item,
    reason: Annotated[str, typer.Option("--reason", help="Why it may be open.")],
    until: Annotated[
        str, typer.Option("--until", help="When the waiver ends, at most 90 days away; a date means its end.")
    ],
    by: By = None,
    data: Data = None,
    as_json: Json = False,
) -> None:
    here = house(data).require()
    zone = launches.at_version(here, launch, here.clock.now())[0].zone
    ends = instant(until, zone, where="--until")
    _said(here, entrance_acts.Said(launch, item, ActKind.WAIVED, reason, ends), by, as_json=as_json)


def unwaive(launch: LaunchId, item: Item, by: By = None, data: Data = None, as_json: Json = False) -> None:
    _said(house(data).require(), entrance_acts.Said(launch, item, ActKind.UNWAIVED), by, as_json=as_json)


def acknowledge(launch: LaunchId, by: By = None, data: Data = None, as_json: Json = False) -> None:
    _said(house(data).require(), entrance_acts.Said(launch, "support/guide", ActKind.READ), by, as_json=as_json)


def check(
    launch: LaunchId,
    item: Item,
    failed: Annotated[bool, typer.Option("--failed", help="It was not right; say why with --reason.")] = False,
    reason: Annotated[str, typer.Option("--reason", help="What was seen.")] = "",
    by: By = None,
    data: Data = None,
    as_json: Json = False,
) -> None:
    kind = ActKind.FAILED if failed else ActKind.CHECKED
    _said(house(data).require(), entrance_acts.Said(launch, item, kind, reason), by, as_json=as_json)


def _said(here: House, said: entrance_acts.Said, by: str | None, *, as_json: bool) -> None:
    made = entrance_acts.add(here, said, by=by or getpass.getuser())
    if as_json:
        emit(made)
        return
    act, zone = made["act"], ZoneInfo(made["timezone"])
    ends = datetime.fromisoformat(act["until"]).astimezone(zone) if act["until"] else None
    until = f" until {ends:%Y-%m-%d %H:%M %Z}" if ends else ""
    say(f"{act['item']} of {made['launch']}: {act['what']} by {act['by']}{until}")
    note(f"To see how it stands: hypercare ready {made['launch']}")


def _tell(found: Document, language: str) -> None:
    zone = ZoneInfo(found["timezone"])
    when = datetime.fromisoformat(found["as_of"]).astimezone(zone)
    say(f"{found['title']} ({found['launch']}), day {found['day']}, as of {when:%Y-%m-%d %H:%M %Z}")
    say(found["says"]["text"])
    if found["went_live"] and found["went_live"]["says"]:
        say(found["went_live"]["says"]["text"])
    say()
    items = [(each["criterion"], item) for each in found["criteria"] for item in each["items"]]
    table(HEADINGS, [_row(criterion, item, when, language) for criterion, item in items])
    _tell_open(items, zone)
    for gap in found["squad"]["gaps"]:
        say(f"squad: {gap['text']['text']} {gap['todo']['text']}")


def _row(criterion: str, item: Document, when: datetime, language: str) -> tuple[str, ...]:
    seen, age = "-", "-"
    if item["seen_at"] is not None and when.tzinfo is not None:
        at = datetime.fromisoformat(item["seen_at"]).astimezone(when.tzinfo)
        seen, age = f"{at:%Y-%m-%d %H:%M}", render(relative(at, when, when.tzinfo), language)
    return (criterion, item["id"], SPOKEN[item["state"]], seen, age, item["owner"] or "-")


def _tell_open(items: list[tuple[str, Document]], zone: ZoneInfo) -> None:
    """What was found of everything that does not pass, and what to do about it."""
    for _, item in items:
        if item["state"] == "pass":
            continue
        say()
        say(f"{SPOKEN[item['state']]} {item['id']}: {item['reason']['text']}")
        for each in item["evidence"]:
            at = datetime.fromisoformat(each["at"]).astimezone(zone) if each["at"] else None
            say(f"  {each['what']['text']}" + (f" ({at:%Y-%m-%d %H:%M})" if at else ""))
        if item["waiver"]:
            act = item["waiver"]
            until = datetime.fromisoformat(act["until"]).astimezone(zone)
            say(f"  {SPOKEN[item['found']]}, waived by {act['by']} until {until:%Y-%m-%d %H:%M}: {act['reason']}")
        if item["todo"]:
            say(f"  To do: {item['todo']['text']}")
