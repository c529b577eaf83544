"""The days ahead as a heat map: a row for each week, a cell for each day, the busier the darker."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from hypercare.app.documents.texts import Document
from hypercare.web.status import titled

WEEK: Final = 7
SHADES: Final = 8
ORDINARY: Final = 1.0
FAR: Final = 0.15
"""From so far on a day is unlike an ordinary one: what is nearer reads as ×1.0 or ×1.1."""


@dataclass(frozen=True)
class Cell:
    """A day ahead; `shade` from 0 for an ordinary day, or a quieter one, to 8 for the busiest. As long as nothing is
    learnt of the calendar, every day weighs the same, which says nothing of a peak.
    """

    day: date
    weight: float
    shade: int
    peaks: tuple[Document, ...]
    is_learnt: bool

    @property
    def is_told(self) -> bool:
        """Whether its weight is written: of a peak, and of any day that is far from an ordinary one."""
        return self.is_learnt and (bool(self.peaks) or abs(self.weight - ORDINARY) >= FAR)


@dataclass(frozen=True)
class Week:
    """A week from its Monday; days that are not told are None."""

    first: date
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True)
class Named:
    """A peak ahead: its days in a row, and what the busiest of them weighs; None where nobody knows yet."""

    name: Document
    first: date
    last: date
    weight: float | None


@dataclass(frozen=True)
class Ahead:
    """The days ahead, by the calendar of one metric; `is_learnt` says whether that is known at all."""

    title: str
    is_learnt: bool
    weeks: tuple[Week, ...]
    peaks: tuple[Named, ...]


def ahead_of(outcome: Document) -> Ahead | None:
    """The days ahead; None where no metric is declared."""
    told = outcome["ahead"]
    if told is None:
        return None
    top = max(each["weight"] for each in told["days"])
    is_learnt = any(each["weight"] != ORDINARY for each in told["days"])
    cells = [_cell(each, top, is_learnt=is_learnt) for each in told["days"]]
    return Ahead(titled(told["metric"]), is_learnt, tuple(_weeks(cells)), tuple(_named(cells)))


def _cell(said: Document, top: float, *, is_learnt: bool) -> Cell:
    above = max(said["weight"] - ORDINARY, 0.0) / (top - ORDINARY) if top > ORDINARY else 0.0
    return Cell(date.fromisoformat(said["day"]), said["weight"], round(SHADES * above), tuple(said["peaks"]), is_learnt)


def _weeks(cells: list[Cell]) -> list[Week]:
    by_day = {each.day: each for each in cells}
    monday = cells[0].day - timedelta(days=cells[0].day.weekday())
    count = (cells[-1].day - monday).days // WEEK + 1
    starts = [monday + timedelta(days=WEEK * place) for place in range(count)]
    return [Week(start, tuple(by_day.get(start + timedelta(days=place)) for place in range(WEEK))) for start in starts]


def _named(cells: list[Cell]) -> list[Named]:
    """Each peak once for each time it comes: days in a row under one name."""
    runs: dict[str, list[list[Cell]]] = {}
    names: dict[str, Document] = {}
    for cell in cells:
        for name in cell.peaks:
            key = str(name["id"]) + str(name["params"])
            names[key] = name
            own = runs.setdefault(key, [])
            if own and (cell.day - own[-1][-1].day).days == 1:
                own[-1].append(cell)
            else:
                own.append([cell])
    found = [
        Named(names[key], run[0].day, run[-1].day, max(each.weight for each in run) if run[0].is_learnt else None)
        for key, own in runs.items()
        for run in own
    ]
    return sorted(found, key=lambda each: (each.first, each.last))
