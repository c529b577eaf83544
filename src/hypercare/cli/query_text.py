"""Answers to queries in plain words for a terminal: bars, tables, and sentences in the reader's language."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from hypercare.app import formats
from hypercare.cli.show import visible
from hypercare.cli.verdict_text import Tongue

Document = dict[str, Any]
BAR = 24
"""Characters of a full bar."""
EIGHTHS = " ▏▎▍▌▋▊▉█"
NOT_YET = "·"
"""A cell that cannot be observed yet."""
MOST_VALUES = 20
MOST_CELLS = 13
MOST_PERIODS = 60
WIDEST = 40
Detail = Callable[["Told", Document], Iterator[str]]


@dataclass(frozen=True)
class Told:
    """Answers that are being told in a language."""

    tongue: Tongue

    def lines(self, document: Document) -> Iterator[str]:
        """All answers, then what lies between sides; the question is named where there are several."""
        several = len({each["spec"] for each in document["answers"]}) > 1
        for spec, answers in groupby(document["answers"], key=lambda each: str(each["spec"])):
            yield from [f"# {spec}"] if several else []
            for _, cells in groupby(answers, key=lambda each: (each.get("side"), each["metric"])):
                yield from self._metric(list(cells))
        for each in document.get("comparisons", ()):
            yield from self._compared(each)

    def _metric(self, cells: Sequence[Document]) -> Iterator[str]:
        """The answers of a metric, cell by cell, then everything else that there is to say of it."""
        for said in cells:
            yield f"{self._name(said)}: {self.tongue.answer(said['answer'])}"
            yield from self._steps(said.get("steps", ()))
            yield from self._by(said)
            yield from self._over(said)
            yield from self._units(said)
        for name in ("detail", "drop_off"):
            if name in cells[0] and (tell := DETAILS.get(cells[0][name]["schema"])):
                yield from tell(self, cells[0][name])

    def _compared(self, found: Document) -> Iterator[str]:
        """What lies between the sides of a metric, in sentences."""
        cell = f" {found['cell']}" if "cell" in found else ""
        yield f"{found['metric']}{cell}:"
        for each in found["comparison"]["differences"]:
            text = each.get("finding", each.get("reason"))["text"]
            yield f"  {text}" if "finding" in each else f"  {each['side']}: {text}"

    def _name(self, said: Document) -> str:
        cell = f" {said['cell']}" if "cell" in said else ""
        side = f", {said['side']}" if "side" in said else ""
        profile = f", {said['profile']}" if "profile" in said else ""
        return f"{said['metric']}{cell} ({said['kind']}{profile}){side}"

    def _steps(self, steps: Sequence[Document]) -> Iterator[str]:
        """The steps with their units: as a bar, and as a share of the first and of the step before."""
        if not steps:
            return
        entered = steps[0]["units"]
        rows = []
        before = entered
        for step in steps:
            share = step["units"] / entered if entered else None
            kept = step["units"] / before if before else None
            name = step["event"] + (f" ({self.tongue.words('query-optional')})" if step["optional"] else "")
            rows.append((name, bar(share or 0.0), self.count(step["units"]), self.share(share), self.share(kept)))
            before = before if step["optional"] else step["units"]
        heads = ("query-step", "", "query-units", "query-of-first", "query-of-before")
        yield from self.grid(heads, rows, right=(2, 3, 4))

    def _by(self, said: Document) -> Iterator[str]:
        if "by" not in said:
            return
        values = said["by"]["values"]
        rows = [(each["value"], *self._figures(each["answer"])) for each in values[:MOST_VALUES]]
        yield from self.grid((said["by"]["property"], *FIGURES), rows, right=RIGHT)
        yield from self.left_out(len(values) - len(rows))

    def _over(self, said: Document) -> Iterator[str]:
        if "over" not in said:
            return
        rows = [(self.day(each["from"]), *self._figures(each["answer"])) for each in said["over"]["periods"]]
        yield from self.grid((f"query-{said['over']['grain']}", *FIGURES), rows, right=RIGHT)

    def _figures(self, answer: Document) -> tuple[str, ...]:
        """Value, interval, units and the open ones among them, of a row."""
        counts = answer["counts"] or {"units": 0, "open": 0}
        counted = (self.count(counts["units"]), self.count(counts["open"]))
        if answer["kind"] == "insufficient":
            return (formats.UNDEFINED, "", *counted)
        scale, interval = answer["scale"], answer["interval"]
        low = "-∞" if interval["low"] is None else self.tongue.number(interval["low"], scale)
        value = self.tongue.number(answer["value"], scale)
        return (value, f"[{low}, {self.tongue.number(interval['high'], scale)}]", *counted)

    def _units(self, said: Document) -> Iterator[str]:
        if "units" not in said:
            return
        listed = said["units"]["units"]
        steps = [step["event"] for step in said.get("steps", ())] if any("times" in each for each in listed) else []
        rows = [(each["unit"], self.state(each["state"]), *(self._instants(each, steps))) for each in listed]
        yield from self.grid(("query-unit", "query-state", *(steps or ("query-since",))), rows)
        yield from self.left_out(said["units"]["left_out"])

    def _instants(self, unit: Document, steps: Sequence[str]) -> list[str]:
        """When a unit took each step; for another metric when it came in."""
        return [self.instant(each) for each in (unit["times"] if steps else [unit["since"]])]

    def state(self, name: str) -> str:
        """The state of a unit, in words."""
        return self.tongue.words("query-unit-state", state=name)

    def instant(self, written: str | None) -> str:
        """An instant in the zone of the query, to the second; a dot where it is none."""
        return f"{datetime.fromisoformat(written):%Y-%m-%d %H:%M:%S}" if written else NOT_YET

    def left_out(self, count: int) -> Iterator[str]:
        """How many more there are than are shown."""
        if count > 0:
            yield f"  {self.tongue.words('query-left-out', count=count)}"

    def count(self, value: int | None) -> str:
        """A whole number."""
        return formats.count(value, self.tongue.language)

    def share(self, value: float | None) -> str:
        """A share of units; a dash where there is nothing to divide by."""
        return formats.number(value, "share", self.tongue.language)

    def day(self, written: str) -> str:
        """A date, as the language writes it."""
        return formats.day(date.fromisoformat(written), self.tongue.language)

    def grid(self, heads: Sequence[str], rows: Iterable[Sequence[str]], *, right: Sequence[int] = ()) -> Iterator[str]:
        """A table, indented: heads are ids of the catalogue or names; the columns in `right` end in line."""
        told = [self.tongue.words(head) if head.startswith("query-") else head for head in heads]
        shown = [[_cut(visible(str(cell))) for cell in row] for row in (told, *rows)]
        if len(shown) == 1:
            return
        widths = [max(len(row[place]) for row in shown) for place in range(len(heads))]
        for row in shown:
            cells = (
                cell.rjust(width) if place in right else cell.ljust(width)
                for place, (cell, width) in enumerate(zip(row, widths, strict=True))
            )
            yield ("  " + "  ".join(cells)).rstrip()


FIGURES = ("query-value", "query-interval", "query-units", "query-open")
RIGHT = (1, 3, 4)


def retention_lines(told: Told, detail: Document) -> Iterator[str]:
    """Cohorts by cells, and the average; a dot stands where a cell cannot be observed yet."""
    names = [each["name"] for each in detail["average"]][:MOST_CELLS]
    rows = []
    for cohort in detail["cohorts"]:
        shares = {cell["name"]: told.share(cell["share"]) for cell in cohort["cells"] if cell["share"] is not None}
        rows.append(
            [told.day(cohort["from"]), told.count(cohort["units"]), *(shares.get(name, NOT_YET) for name in names)]
        )
    average = {each["name"]: each["share"] for each in detail["average"]}
    told_shares = (NOT_YET if average[name] is None else told.share(average[name]) for name in names)
    rows.append([told.tongue.words("query-average"), "", *told_shares])
    heads = ("query-cohort", "query-units", *names)
    yield from told.grid(heads, rows, right=range(1, len(heads)))
    yield from told.left_out(len(detail["average"]) - len(names))


def activity_lines(told: Told, detail: Document) -> Iterator[str]:
    """Active units by period, and in what phase of life they are; then the events that they used."""
    counts = {each["from"]: each for each in detail["lifecycle"]}
    series = detail["series"][detail["per"]]
    most = max((each["units"] for each in series), default=0) or 1
    phases = ("new", "returning", "resurrecting", "dormant")
    rows = [
        (
            told.day(each["from"]) + ("" if each["complete"] else f" {NOT_YET}"),
            bar(each["units"] / most),
            told.count(each["units"]),
            *(told.count(counts[each["from"]][phase]) if each["from"] in counts else "" for phase in phases),
        )
        for each in series[-MOST_PERIODS:]
    ]
    heads = (f"query-{detail['per']}", "", "query-active", *(f"query-{phase}" for phase in phases))
    yield from told.grid(heads, rows, right=(2, 3, 4, 5, 6))
    used = detail["usage"][:MOST_VALUES]
    shown = [
        (each["event"], told.count(each["units"]), told.share(each["share"]), told.count(each["events"]))
        for each in used
    ]
    yield from told.grid(("query-event", "query-units", "query-of-active", "query-events"), shown, right=(1, 2, 3))
    yield from told.left_out(len(detail["usage"]) - len(used))


DETAILS: Mapping[str, Detail] = {
    "hypercare/retention.v1": retention_lines,
    "hypercare/activity.v1": activity_lines,
}
"""How the detail of each kind is told, by the name of its document."""


def bar(share: float) -> str:
    """A bar for a share from 0 to 1, in eighths of a character."""
    eighths = round(min(max(share, 0.0), 1.0) * BAR * 8)
    whole, rest = divmod(eighths, 8)
    return "█" * whole + (EIGHTHS[rest] if rest else "")


def _cut(text: str) -> str:
    return text if len(text) <= WIDEST else text[: WIDEST - 1] + "…"
