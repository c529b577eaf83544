"""Answers to queries in plain words for a terminal: bars, tables, and sentences in the reader's language."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from hypercare.app import formats
from hypercare.cli.detail_text import DETAILS
from hypercare.cli.teller import Teller, bar

Document = dict[str, Any]


@dataclass(frozen=True)
class Told(Teller):
    """Answers that are being told in a language."""

    def lines(self, document: Document) -> Iterator[str]:
        """All answers, then what lies between sides; the question is named where there are several."""
        several = len({each["spec"] for each in (*document["answers"], *document.get("paths", ()))}) > 1
        for spec, answers in groupby(document["answers"], key=lambda each: str(each["spec"])):
            yield from [f"# {spec}"] if several else []
            for _, cells in groupby(answers, key=lambda each: (each.get("side"), each["metric"])):
                yield from self._metric(list(cells))
        for each in document.get("comparisons", ()):
            yield from self._compared(each)
        for each in document.get("paths", ()):
            yield from [f"# {each['spec']}"] if several else []
            yield from [f"{each['side']}:"] if "side" in each else []
            yield from DETAILS[each["paths"]["schema"]](self, each["paths"])

    def _metric(self, cells: Sequence[Document]) -> Iterator[str]:
        """The answers of a metric, cell by cell, then everything else that there is to say of it."""
        for said in cells:
            yield f"{self._name(said)}: {self.tongue.answer(said['answer'])}"
            funnel = said.get("detail", {}).get("schema") == FUNNEL
            yield from DETAILS[FUNNEL](self, said["detail"]) if funnel else self._steps(said.get("steps", ()))
            yield from self._by(said)
            yield from self._over(said)
            yield from self._units(said)
        more = [cells[0][name] for name in ("detail", "drop_off") if name in cells[0]]
        for each in more:
            if each["schema"] != FUNNEL:
                yield from DETAILS[each["schema"]](self, each)

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
        heads = self.heads("step", "", "units", "of-first", "of-before")
        yield from self.grid(heads, rows, right=(2, 3, 4))

    def _by(self, said: Document) -> Iterator[str]:
        if "by" not in said:
            return
        by = said["by"]
        at = f" ({by['at']})" if "at" in by else ""
        rows = [(each["value"], *self._figures(each["answer"])) for each in by["values"]]
        yield from self.grid((by["property"] + at, *self.heads(*FIGURES)), rows, right=RIGHT)
        for name in ("without", "others"):
            if by[name]:
                yield f"  {self.tongue.words(f'query-values-{name}', units=by[name])}"

    def _over(self, said: Document) -> Iterator[str]:
        if "over" not in said:
            return
        rows = [(self.day(each["from"]), *self._figures(each["answer"])) for each in said["over"]["periods"]]
        yield from self.grid(self.heads(said["over"]["grain"], *FIGURES), rows, right=RIGHT)

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
        yield from self.grid((*self.heads("unit", "state"), *(steps or self.heads("since"))), rows)
        yield from self.left_out(said["units"]["left_out"])

    def _instants(self, unit: Document, steps: Sequence[str]) -> list[str]:
        """When a unit took each step; for another metric when it came in."""
        return [self.instant(each) for each in (unit["times"] if steps else [unit["since"]])]


FUNNEL = "hypercare/funnel.v1"
FIGURES = ("value", "interval", "units", "open")
RIGHT = (1, 3, 4)
