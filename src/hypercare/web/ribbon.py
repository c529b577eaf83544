"""A launch's days on one line, as positions that a template can draw."""

from typing import Any, Final

from ninja import Field, Schema

from hypercare.app.documents.texts import Document
from hypercare.web.status import OF_WORD, Status, gate_title

NINETY: Final = 91.0
"""Places count from the beginning of day 0, so day 90 ends here."""


class Stretch(Schema):
    """A phase on the line; phases that overlap are drawn one after the other."""

    phase: str = Field(description="technical, product or outcome.")
    x: float = Field(description="Where it begins, in percent of the line.")
    width: float = Field(description="How long it is, in percent of the line.")
    done: float = Field(description="How much of it is over, in percent of the line.")
    current: bool = Field(description="Whether the launch is in it.")


class Point(Schema):
    """A gate on the line."""

    gate: str = Field(description="The gate's declared name.")
    kind: str = Field(description="day or cycle end.")
    title: dict[str, Any] = Field(description="The gate's name as a text: `id` and `params`.")
    x: float = Field(description="When it can be judged, in percent of the line.")
    word: str | None = Field(description="What it says; null before the facts were looked at.")
    status: Status = Field(description="How that is drawn.")
    at: str = Field(description="When it can be judged at the latest, ISO 8601.")


class Ribbon(Schema):
    """The days from go-live until all is judged."""

    stretches: list[Stretch]
    points: list[Point]
    now: float = Field(description="Where now is, in percent of the line; 0 before go-live, 100 afterwards.")
    end: float = Field(description="Where the line ends, in days since day 0 began.")
    last_day: int = Field(description="The last day of the outcome phase: 90, or later where a business cycle is.")
    extended: dict[str, Any] | None = Field(
        description="That the review of day 90 is extended, as a text; null where it is not."
    )


def ribbon_of(timeline: Document, gates: list[dict[str, Any]]) -> Ribbon:
    """The ribbon of a timeline, with the words of a verdict's gates, none where there is no verdict yet."""
    spans = {each["phase"]: each for each in timeline["phases"]}
    end = max([NINETY, spans["outcome"]["end_day"], *(gate["at_day"] for gate in timeline["gates"])])
    now = min(max(timeline["as_of_day"], 0.0), end)
    edges = [0.0, spans["technical"]["end_day"], spans["product"]["end_day"], end]
    names = ("technical", "product", "outcome")
    return Ribbon(
        stretches=[
            Stretch(
                phase=name,
                x=_percent(start, end),
                width=_percent(stop - start, end),
                done=_percent(min(max(now - start, 0.0), stop - start), end),
                current=start <= timeline["as_of_day"] < stop,
            )
            for name, start, stop in zip(names, edges[:-1], edges[1:], strict=True)
        ],
        points=_points(timeline, gates, end),
        now=_percent(now, end),
        end=end,
        last_day=int(-(-spans["outcome"]["end_day"] // 1)) - 1,
        extended=next((each["says"] for each in timeline["reviews"] if each["extended"]), None),
    )


def _points(timeline: Document, gates: list[dict[str, Any]], end: float) -> list[Point]:
    words = {gate["gate"]: gate["word"] for gate in gates}
    return [
        Point(
            gate=gate["gate"],
            kind=gate["kind"],
            title=gate_title(gate["gate"], gate["kind"]),
            x=_percent(min(gate["at_day"], end), end),
            word=words.get(gate["gate"]),
            status=OF_WORD.get(words.get(gate["gate"], ""), "none"),
            at=gate["at"],
        )
        for gate in timeline["gates"]
    ]


def _percent(part: float, whole: float) -> float:
    return round(100 * part / whole, 2)
