"""What is wrong with a property in the newest rows of an event, counted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from hypercare.checks.tracking.facts import Row, TrackingFacts
from hypercare.checks.tracking.finding import Finding, Level, Seen
from hypercare.checks.tracking.measure import Fault, example, expected, fault_of, shown
from hypercare.model.instant import from_micros
from hypercare.model.launch import Launch
from hypercare.model.text import Text
from hypercare.model.tracking import PlannedProperty, TrackedEvent

TOLERATED = 0.05
"""Some old clients are in every crowd: up to so many of the newest rows may be wrong before the event is."""


@dataclass(frozen=True)
class Wrong:
    """Rows of an event with one fault of one property, the newest first; `looked` rows could have had it."""

    tracked: TrackedEvent
    name: str
    rows: tuple[Row, ...]
    looked: int

    @property
    def share(self) -> float:
        """How many of the rows have it."""
        return len(self.rows) / self.looked

    @property
    def values(self) -> str:
        """The different values, the newest first, as JSON."""
        return ", ".join(dict.fromkeys(shown(row.properties.get(self.name)) for row in self.rows[:20]))

    def finding(self, check: str, level: Level, text: str) -> Finding:
        """The finding that says so; `text` names the sentence, and with `-todo` what to do."""
        planned = self.tracked.properties[self.name]
        figures: dict[str, str | int] = {
            "event": self.tracked.event,
            "property": self.name,
            "type": planned.kind,
            "expected": expected(planned),
            "found": shown(self.rows[0].properties.get(self.name)),
            "rows": len(self.rows),
            "looked": self.looked,
        }
        times = [row.at for row in self.rows]
        found = "absent" if self.rows[0].properties.get(self.name) is None else self.values
        return Finding(
            check,
            level,
            f"{self.tracked.event}.{self.name}",
            Text(text, figures),
            Text(f"{text}-todo", figures),
            Seen(
                found,
                expected(planned),
                self.looked,
                since=from_micros(min(times)),
                until=from_micros(max(times)),
                example=example(self.rows[0].properties),
            ),
            event=self.tracked.event,
            property=self.name,
        )


def wrong_rows(launch: Launch, facts: TrackingFacts, fault: Fault) -> Iterator[Wrong]:
    """Every planned property that some of the newest rows have this fault of.

    What is missing is counted among all rows; a wrong type or value among those that carry the property.
    """
    for tracked in launch.tracking.values():
        rows = facts.samples.get(tracked.event, ())
        for name, planned in tracked.properties.items():
            values = [row.properties.get(name) for row in rows]
            faulty = _faulty(planned, name, fault, values)
            bad = tuple(row for row, value in zip(rows, values, strict=True) if _key(value) in faulty) if faulty else ()
            if bad:
                yield Wrong(tracked, name, bad, len(rows) if fault is Fault.MISSING else len(rows) - values.count(None))


def _faulty(planned: PlannedProperty, name: str, fault: Fault, values: Sequence[Any]) -> set[object]:
    """The values that have the fault, each different one judged once: a sample has few."""
    try:
        different = dict(zip(zip(map(type, values), values, strict=True), values, strict=True))
    except TypeError:  # lists and objects
        different = {_key(value): value for value in values}
    return {key for key, value in different.items() if fault_of(planned, {name: value}, name) is fault}


def _key(value: Any) -> Any:
    """What is the same only for the same value: `true` is not 1."""
    return (type(value), shown(value) if isinstance(value, list | dict) else value)


def level_of(wrong: Wrong, otherwise: Level) -> Level:
    """`fail` where more rows are wrong than may be."""
    return Level.FAIL if wrong.share > TOLERATED else otherwise
