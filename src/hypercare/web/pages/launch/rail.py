"""The timeline of a launch as positions that a template can draw, and as a list that can be read."""

from collections.abc import Iterator
from typing import Any

from ninja import Field, Schema

from hypercare.app.documents.texts import Document
from hypercare.web.ribbon import Ribbon, ribbon_of
from hypercare.web.status import OF_WORD, Status, gate_title

TICKS = (0, 14, 30, 60, 90)
"""Days at which something ends or is judged."""


class Cycle(Schema):
    """A business cycle that the launch waits for."""

    kind: str
    days: int | None = Field(description="Its length where it is not a calendar's.")
    metrics: list[str]
    x: float = Field(description="Where it begins, in percent of the line.")
    width: float
    done: float = Field(description="How much of it is over, in percent of the line.")
    elapsed: float = Field(description="How much of it is over, [0, 1].")
    start: str
    end: str

    @property
    def key(self) -> str:
        """The kind as a variant of a sentence."""
        return self.kind.replace(" ", "-")


class Span(Schema):
    """A stretch of days with a name."""

    name: Document
    x: float
    width: float
    start: str
    end: str
    estimated: bool = Field(description="Whether its dates are not fixed yet.")


class Happening(Schema):
    """What happened, or will: one entry of the list; on the line where it has a place on it."""

    kind: str = Field(description="gate, deployment, hotfix, incident, flag, campaign, note, edit, decision or peak.")
    title: Document | str = Field(description="A text, or a name from outside.")
    at: str
    until: str | None
    link: str | None
    by: str | None
    x: float | None = Field(description="Where it is, in percent of the line; null beyond its ends.")
    width: float | None = Field(description="How long it was, in percent of the line.")
    status: Status
    word: str | None = Field(description="Of a gate: what it says.")
    is_to_come: bool


class Tick(Schema):
    """A day on the line."""

    day: int
    x: float


class Rail(Schema):
    """The timeline from go-live until all is judged."""

    ribbon: Ribbon
    cycles: list[Cycle]
    peaks: list[Span]
    happenings: list[Happening] = Field(description="In the order of time.")
    ticks: list[Tick]

    @property
    def marks(self) -> list[Happening]:
        """What is drawn on the line: all but gates, which stand above it, and peaks, which lie behind it."""
        return [each for each in self.happenings if each.x is not None and each.kind not in ("gate", "peak")]


def rail_of(timeline: Document, gates: list[dict[str, Any]]) -> Rail:
    """The rail of a timeline, with the words of a verdict's gates."""
    ribbon = ribbon_of(timeline, gates)
    line = _Line(timeline, ribbon)
    return Rail(
        ribbon=ribbon,
        cycles=[_cycle(line, each) for each in timeline["cycles"]],
        peaks=[_peak(line, each) for each in timeline["peaks"] if each["end_day"] > 0],
        happenings=sorted(_happenings(line, gates), key=lambda each: each.at),
        ticks=[Tick(day=day, x=line.place(day)) for day in (*TICKS, *line.beyond)],
    )


class _Line:
    """The line from the beginning of day 0 to its end."""

    def __init__(self, timeline: Document, ribbon: Ribbon) -> None:
        self.timeline = timeline
        self.end = ribbon.end
        self.now: float = timeline["as_of_day"]

    @property
    def beyond(self) -> tuple[int, ...]:
        """The last day, where it is well after day 90."""
        last = int(self.end)
        return (last,) if last > TICKS[-1] + 6 else ()

    def place(self, day: float) -> float:
        """A day in percent of the line, within it."""
        return round(100 * min(max(day, 0.0), self.end) / self.end, 2)

    def within(self, day: float) -> float | None:
        """The same; None for a day that is not on the line."""
        return self.place(day) if 0 <= day <= self.end else None


def _cycle(line: _Line, cycle: Document) -> Cycle:
    start, end = cycle["start_day"], cycle["end_day"]
    done = min(max(line.now - start, 0.0), end - start)
    return Cycle(
        kind=cycle["kind"],
        days=cycle["days"],
        metrics=cycle["metrics"],
        x=line.place(start),
        width=line.place(end) - line.place(start),
        done=max(0.0, line.place(start + done) - line.place(start)),
        elapsed=round(done / (end - start), 2),
        start=cycle["start"],
        end=cycle["end"],
    )


def _peak(line: _Line, peak: Document) -> Span:
    x = line.place(peak["start_day"])
    width = line.place(peak["end_day"]) - x
    return Span(name=peak["name"], x=x, width=width, start=peak["start"], end=peak["end"], estimated=peak["estimated"])


def _happenings(line: _Line, gates: list[dict[str, Any]]) -> Iterator[Happening]:
    words = {gate["gate"]: gate["word"] for gate in gates}
    timeline = line.timeline
    for gate in timeline["gates"]:
        word = words.get(gate["gate"])
        status: Status = OF_WORD[word] if word else "none"
        title = gate_title(gate["gate"], gate["kind"])
        yield _happening(line, "gate", title, gate, status=status, word=word)
    for mark in timeline["marks"]:
        yield _happening(line, mark["kind"], mark["title"], mark, status=_loudness(mark["kind"]))
    for edit in timeline["edits"]:
        text = {"id": "launch-edit", "params": {"number": edit["number"]}}
        yield _happening(line, "edit", text, edit, status="warn")
    for peak in timeline["peaks"]:
        if peak["end_day"] > 0:
            span = {
                "at": peak["start"],
                "at_day": peak["start_day"],
                "until": peak["end"],
                "until_day": peak["end_day"],
            }
            yield _happening(line, "peak", peak["name"], span)
    signed = timeline["decision"]
    if signed:
        text = {"id": f"faces-action-{signed['action']}", "params": {}}
        yield _happening(line, "decision", text, signed | {"by": signed["by"]["name"]}, status="ok")


def _loudness(kind: str) -> Status:
    return "bad" if kind == "incident" else "none"


def _happening(
    line: _Line,
    kind: str,
    title: Document | str,
    told: Document,
    *,
    status: Status = "none",
    word: str | None = None,
) -> Happening:
    until = told.get("until_day")
    return Happening(
        kind=kind,
        title=title,
        at=told["at"],
        until=told.get("until"),
        link=told.get("link"),
        by=told.get("by"),
        x=line.within(told["at_day"]),
        width=None if until is None else max(0.0, line.place(until) - line.place(told["at_day"])),
        status=status,
        word=word,
        is_to_come=told["at_day"] > line.now,
    )
