"""What came of a launch: each gate on its way, what peaks carry, and what lies ahead."""

from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from hypercare.app.documents.texts import Document, with_words
from hypercare.app.looks import Moment
from hypercare.app.usecases.judging.looking import look
from hypercare.app.usecases.launches import launches
from hypercare.cli.beyond import note_beyond
from hypercare.cli.options import AsOf, Data, Json, LaunchId, house
from hypercare.cli.outcome_text import Told
from hypercare.cli.show import emit, say, table
from hypercare.cli.verdict_text import Tongue

WAYS = ("raw", "normalised", "without_peaks")
HEADINGS = ("METRIC", "DAYS", "AS COUNTED", "PER ORDINARY DAY", "WITHOUT PEAKS")
SURVIVED = {"yes": "● SURVIVED", "no": "■ NOT SURVIVED", "unknown": "– UNKNOWN"}


def outcome(launch: LaunchId, as_of: AsOf = None, data: Data = None, as_json: Json = False) -> None:
    here = house(data).require()
    asked = launches.as_of(here, launch, as_of)
    found = with_words(look(here, launch, Moment(instant=asked))["outcome"], here.settings.language)
    if as_json:
        emit(found)
        return
    told = Told(Tongue(here.settings.language), ZoneInfo(found["timezone"]))
    say(f"{found['title']} ({found['launch']}), day {found['day']}, as of {told.when(found['as_of'])}")
    note_beyond(here.clock, asked, as_of=found["as_of"], zone=told.zone, tongue=told.tongue)
    sentence = "; ".join(each["text"] for each in found["says"])
    say(f"{sentence[:1].upper()}{sentence[1:]}.")
    for gate in found["gates"]:
        say()
        for line in told.gate(gate):
            say(line)
    _tell_changes(found, told)
    _tell_peaks(found)


def _tell_changes(found: Document, told: Told) -> None:
    """Every metric that can be compared with before, in all three ways side by side."""
    rows = list(_changes(found, told))
    if rows:
        say()
        say("What peaks carry, against before:")
        table(HEADINGS, rows)
    for each in found["lift"]:
        novelty = each["novelty"]
        if novelty is not None and (novelty["low"] > 1 or (novelty["high"] is not None and novelty["high"] < 1)):
            say(f"▲ {each['metric']}: novelty, its first days were {told.change(novelty)} against the steady ones")


def _changes(found: Document, told: Told) -> Iterator[tuple[str, ...]]:
    for metric in found["season"]["metrics"]:
        for span in metric["spans"]:
            if span["span"] in {"early", "steady"} and span["change"]:
                ways = (span["change"][way] for way in WAYS)
                days = f"{span['first']} to {span['last']}"
                yield (metric["metric"], days, *(told.change(each) if each else "-" for each in ways))


def _tell_peaks(found: Document) -> None:
    peaks: dict[str, Any] = found["peaks"] or {"over": [], "coming": []}
    if peaks["over"] or peaks["coming"]:
        say()
    for each in peaks["over"]:
        traffic = "" if each["traffic"] is None else f", {each['traffic']:.1f} times the traffic of an ordinary day"
        say(f"{SURVIVED[each['survived']]} {each['name']['text']} {_days(each)}{traffic}: {each['reason']['text']}")
    for each in peaks["coming"]:
        say(f"◌ AHEAD {each['name']['text']} {_days(each)}" + (", dates estimated" if each["estimated"] else ""))


def _days(peak: Document) -> str:
    first, last = str(peak["first"]), str(peak["last"])
    return first if first == last else f"{first} to {last}"
