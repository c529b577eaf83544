"""A verdict in plain words for a terminal."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from hypercare.app import formats
from hypercare.cli.show import say

Document = dict[str, Any]
SPOKEN = {"TOO_EARLY": "TOO EARLY"}


def show_verdict(verdict: Document) -> None:
    """The whole verdict: what follows first, then why."""
    for line in _Told(verdict, ZoneInfo(verdict["timezone"])).lines():
        say(line)


def answer_line(answer: Document) -> str:
    """An answer in one line: value, interval, counts."""
    if answer["kind"] == "insufficient":
        ends = [number(end, "share") for end in answer["bounds"] or ()]
        return str(answer["reason"]["text"]) + (f" It will end between {ends[0]} and {ends[1]}." if ends else "")
    scale, interval, counts = answer["scale"], answer["interval"], answer["counts"]
    low = "-∞" if interval["low"] is None else number(interval["low"], scale)
    high = number(interval["high"], scale)
    units = f"{counts['units']:,} units, {counts['mature']:,} mature, {counts['open']:,} open"
    return f"{number(answer['value'], scale)} [{low}, {high}], {units}"


def number(value: float | None, scale: str) -> str:
    """A value in its scale, with what can be told apart; no bound is ∞."""
    if value is None:
        return "∞"
    return formats.number(value, scale, "en")


def level(value: Any, metric: Document) -> str:
    """A threshold as declared."""
    if value is None:
        return "not declared"
    if isinstance(value, dict):
        return f"{100 * value['factor']:g} % of {value['base']}"
    shares = metric["answer"].get("scale", "share") in formats.PERCENTAGES and value <= 1
    return f"{100 * value:g} %" if shares else f"{value:g}"


@dataclass(frozen=True)
class _Told:
    """A verdict that is being told, in its launch's zone."""

    verdict: Document
    zone: ZoneInfo

    def lines(self) -> Iterator[str]:
        verdict = self.verdict
        yield f"{verdict['title']} ({verdict['launch']}), day {verdict['day']}, as of {self._when(verdict['as_of'])}"
        if verdict.get("asked", verdict["as_of"]) != verdict["as_of"]:
            yield f"({self._when(verdict['asked'])} is yet to come: this is as of the last that is known.)"
        yield from self._recommendation(verdict["recommendation"])
        for gate in verdict["gates"]:
            yield from self._gate(gate)
        for metric in verdict["guardrails"]:
            limit = level(metric["success"], metric)
            word = SPOKEN.get(metric["word"], metric["word"])
            read = answer_line(metric["answer"]).rstrip(".")
            yield f"guardrail {metric['metric']}: {word}: {read}; limit {limit}"
        for harm in verdict["harms"]:
            yield f"HARM {harm['subject']}: {harm['reason']['text']}"
        for criterion in verdict["criteria"]:
            name = criterion["name"].replace("_", " ")
            yield f"exit criterion {name}: {criterion['state']}: {criterion['reason']['text']}"
        until = verdict.get("facts_until")
        if until is None or datetime.fromisoformat(until) < datetime.fromisoformat(verdict["as_of"]):
            reach = "No fact has come in" if until is None else f"Facts have come in up to {self._when(until)}"
            yield f"{reach}: a gate after that is not issued yet."
        if "id" in verdict:
            yield f"Recorded as {verdict['id']}. Recompute it: hypercare replay {verdict['id']}"

    def _recommendation(self, said: Document) -> Iterator[str]:
        until = f" until {self._when(said['until'])}" if said["until"] else ""
        yield f"{said['action']}{until}  (row {said['row']} of the table)"
        yield from (f"  {reason['text']}" for reason in said["reasons"])

    def _gate(self, gate: Document) -> Iterator[str]:
        issued = self.verdict.get("issued", {})
        word = SPOKEN.get(gate["word"], gate["word"])
        judged = f"judged {self._when(gate['judged_at'])}"
        date = judged if gate["settled"] else f"judgeable {self._when(gate['judgeable'])} at the latest"
        record = f", issued as {issued[gate['gate']]}" if gate["gate"] in issued else ""
        yield f"gate {gate['gate']}: {word}, {date}{record}"
        for metric in gate["metrics"]:
            yield from self._metric(metric)
        for flaw in gate["flaws"]:
            yield f"  {flaw['check']}: {flaw['reason']['text']}"
        for metric in gate["now"]:
            yield f"  now: {metric['metric']}: {answer_line(metric['answer'])}"

    def _metric(self, metric: Document) -> Iterator[str]:
        word = SPOKEN.get(metric["word"], metric["word"])
        thresholds = f"success {level(metric['success'], metric)}, failure {level(metric['failure'], metric)}"
        yield f"  {metric['metric']}: {word}: {answer_line(metric['answer']).rstrip('.')}; {thresholds}"
        yield from (f"    {reason['text']}" for reason in metric["reasons"])
        if metric["needed"]:
            yield f"    {metric['needed']['text']}"

    def _when(self, text: str) -> str:
        """An instant as people write it: `2026-10-23 06:00 WIB`."""
        instant = datetime.fromisoformat(text).astimezone(self.zone)
        return f"{instant:%Y-%m-%d %H:%M} {instant.tzname()}"
