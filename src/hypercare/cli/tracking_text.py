"""The tracking verification in a terminal: the table of planned events, the payload beside the plan, what to do."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from hypercare.app.documents.texts import Document

WORDS = {"pass": "VERIFIED", "fail": "FAIL", "unknown": "UNKNOWN"}
MARKS = {"fail": "FAIL", "unknown": "UNKNOWN", "watch": "WATCH", "pending": "not yet", "news": "news"}
TICKS = {"pass": "[x]", "fail": "[!]", "unknown": "[?]"}
WAITING = "[ ]"


def tick(event: Document) -> str:
    """Whether an event has arrived, and stands: `[x]`; `[ ]` for one that never arrived."""
    return TICKS[event["state"]] if event["last_at"] else WAITING


def rows(found: Document) -> list[tuple[str, str, str, str, str]]:
    """The table: tick, event, source, how many, when the last happened, in the order of the plan."""
    return [
        (tick(each), each["event"], each["source"] or "any", f"{each['events']:,}", _moment(each["last_at"]))
        for each in found["events"]
    ]


def latest(found: Document) -> Document | None:
    """The event that arrived last, None where none has."""
    arrived = [each for each in found["events"] if each["first"]]
    return max(arrived, key=lambda each: datetime.fromisoformat(each["last_at"]), default=None)


def payload_rows(event: Document) -> list[tuple[str, str, str]]:
    """The first real payload beside the plan: property, planned, found."""
    planned = [
        (each["name"], each["expected"] + ("" if each["required"] else ", optional"), each["found"] or "-")
        for each in event["properties"]
    ]
    others = [(each["name"], "-", each["value"]) for each in event["first"]["others"]]
    return planned + others


def payload_heading(event: Document) -> str:
    """Whose payload it is."""
    first = event["first"]
    return f"First payload of {event['event']}, from {first['source']}, {_moment(first['known'])}:"


def findings(found: Document) -> Iterator[Document]:
    """All findings, those of the events in their order, then the others."""
    for event in found["events"]:
        yield from event["findings"]
    yield from found["findings"]


def finding_lines(finding: Document) -> Iterator[str]:
    """A finding: what is wrong, what it rests on, and what to do."""
    yield f"{MARKS[finding['level']]}: {finding['says']['text']}  [{finding['check']}]"
    seen = finding["seen"]
    if seen["example"]:
        yield f"    seen: {seen['example']}"
    yield f"    do: {finding['todo']['text']}"


def integrity_lines(found: Document) -> Iterator[str]:
    """What the gates found of the measurement of a live launch; nothing where that is not known."""
    measured = found["integrity"]
    if measured is None:
        return
    yield ""
    if not measured["flaws"]:
        yield "Measurement: the gates found no copies, losses, late facts or wrong clocks."
    for flaw in measured["flaws"]:
        yield f"FAIL: {flaw['says']['text']}  [{flaw['check']}; {', '.join(flaw['gates'])}]"


def changes(before: Document | None, found: Document) -> Iterator[str]:
    """What is new since the last look, a line each: events that arrived, states that changed."""
    was: dict[str, Any] = {} if before is None else {each["event"]: each for each in before["events"]}
    for event in found["events"]:
        earlier = was.get(event["event"])
        if earlier is None or (tick(earlier), bool(earlier["last_at"])) != (tick(event), bool(event["last_at"])):
            reason = event["findings"][0]["says"]["text"] if event["findings"] and event["state"] != "pass" else ""
            yield f"{tick(event)} {event['event']}  {reason or _arrived(event)}".rstrip()


def _arrived(event: Document) -> str:
    return f"{event['events']:,} so far, the last {_moment(event['last_at'])}" if event["last_at"] else ""


def _moment(written: str | None) -> str:
    return f"{datetime.fromisoformat(written):%Y-%m-%d %H:%M:%S}" if written else "never"
