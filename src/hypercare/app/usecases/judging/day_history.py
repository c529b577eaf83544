"""What was read of a launch day by day: what was recommended, each gate's word, the primary metrics, and what changed.

It reads what looks have kept, and the chain; it looks at nothing itself.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from hypercare.app.documents.texts import Document, text_document
from hypercare.app.house import House
from hypercare.app.looks import Looks
from hypercare.app.record_page import RecordPage
from hypercare.app.usecases.launches.history import history, history_page
from hypercare.cycles.day import DAY, day_n, local_date
from hypercare.model.launch import GateKind, Launch
from hypercare.model.text import Text

SCHEMA: Final = "hypercare/verdicts.v1"
FARTHEST: Final = 200
"""Days that are looked at by themselves: the outcome is known by then."""
MOST_RECORDS: Final = 1_000
"""Records of verdicts that are read to tell on which days somebody looked."""


def day_history(house: House, launch: Launch, as_of: datetime) -> Document:
    """`as_of`, `missing` days that were not read yet, and `days` that were, latest first. The ledger is open."""
    last = day_n(as_of, launch.live, launch.zone)
    trend = Looks(house.data).trend(launch.id)
    days = {int(name): read for name, read in trend.items() if "action" in read and int(name) <= last}
    found = history(house, launch.id, MOST_RECORDS, as_of)
    return {
        "as_of": as_of.astimezone(launch.zone).isoformat(),
        "missing": max(0, min(last, FARTHEST) + 1 - sum(day <= FARTHEST for day in days)),
        "days": [_day(launch, day, days, found) for day in sorted(days, reverse=True)],
    }


def verdicts(house: House, launch: Launch, page: RecordPage, *, as_of: datetime | None) -> Document:
    """`hypercare/verdicts.v1`: a page of the records, and at most so many days, as of an instant.

    None tells whatever is recorded, also by a clock that was ahead of now.
    `older` leads to the records before those of the page, `older_day` is the first day that is left out.
    """
    found, older = history_page(house, launch.id, page, as_of)
    told = day_history(house, launch, as_of or house.clock.now())
    days = told["days"]
    shown, rest = days[: page.limit], days[page.limit :] if page.limit else []
    of_days = {"days": shown, "older_day": rest[0]["day"] if rest else None}
    return {"schema": SCHEMA, "launch": launch.id, "verdicts": found, "older": older, **told, **of_days}


def _day(launch: Launch, day: int, days: Mapping[int, Document], found: list[Document]) -> Document:
    read, on = days[day], local_date(launch.live, launch.zone) + day * DAY
    issued = {str(each["gate"]): each for each in found if each["gate"]}
    return {
        "day": day,
        "on": on.isoformat(),
        "action": read["action"],
        "until": read["until"],
        "gates": [_gate(launch, gate, word, issued.get(gate), on) for gate, word in read["gates"].items()],
        "values": [_value(name, read["metrics"].get(name, {})) for name in launch.primary],
        "is_compared": day - 1 in days,
        "changed": _changes(days.get(day - 1), read),
        "records": [each["id"] for each in found if not each["gate"] and _on(each, launch) == on],
    }


def _gate(launch: Launch, gate: str, word: str, issued: Document | None, on: date) -> Document:
    stands = issued is not None and _on(issued, launch) <= on
    return {
        "gate": gate,
        "kind": (GateKind.DAY if gate.startswith("day ") else GateKind.CYCLE_END).value,
        "word": word,
        "stands": issued["id"] if issued and stands else None,
        "issued_at": issued["as_of"] if issued and stands else None,
    }


def _value(name: str, read: Document) -> Document:
    return {"metric": name, **{field: read.get(field) for field in ("value", "low", "high", "scale")}}


def _changes(before: Document | None, now: Document) -> list[Document]:
    if before is None:
        return []
    found = []
    if before["action"] != now["action"]:
        found.append(Text("history-action-changed", {"then": before["action"], "now": now["action"]}))
    elif before["until"] != now["until"]:
        found.append(Text("history-until-changed"))
    words = ((gate, before["gates"].get(gate), word) for gate, word in now["gates"].items())
    found += [
        Text("history-word-changed", {"gate": gate, "then": then, "now": word})
        for gate, then, word in words
        if then is not None and then != word
    ]
    if before["version"] != now["version"]:
        found.append(Text("history-version-changed"))
    return [text_document(each) for each in found]


def _on(record: Mapping[str, Any], launch: Launch) -> date:
    return local_date(datetime.fromisoformat(record["as_of"]), launch.zone)
