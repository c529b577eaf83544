"""Gates on their way in plain words for a terminal."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from hypercare.app import formats
from hypercare.app.documents.texts import Document
from hypercare.cli.verdict_text import Tongue

SHAPES = {"PASS": "●", "FAIL": "■", "HARM": "■", "INVALID": "■", "TOO_EARLY": "◌", "INCONCLUSIVE": "▲"}
"""As on the pages: nothing is told by colour."""
PERCENTAGES = frozenset({"share", "ratio", "relative"})
"""Scales whose thresholds are told in percent."""
WIDTH = 30
"""Characters of a bar."""


@dataclass(frozen=True)
class Told:
    """How gates and changes are told: in a language, in the launch's zone."""

    tongue: Tongue
    zone: ZoneInfo

    def gate(self, gate: Document) -> Iterator[str]:
        """A gate: its word, how far it is, its metrics, and when it is judged."""
        yield f"{SHAPES[gate['word']]} {self.tongue.word(gate['word'])} {gate['gate']}"
        days, weight = gate["days"], gate["elapsed_weight"]
        if days:
            share = days["over"] / days["all"]
            weighed = "" if weight is None else f", {self.tongue.number(weight, 'share')} of what they weigh"
            yield f"  {bar(share)} {days['over']} of {days['all']} days, {days['first']} to {days['last']}{weighed}"
        for each in gate["metrics"]:
            yield from self._metric(each, settled=gate["settled"])
        yield from (f"  ■ {each['text']}" for each in (*gate["flaws"], *gate["harms"]))
        yield f"  {self._date(gate)}"

    def change(self, change: Mapping[str, Any]) -> str:
        """A change against before with its interval: `+9.0 % [+7.1 %, +10.8 %]`."""
        if change["low"] is None:
            return self._signed(change["factor"])
        high = "∞" if change["high"] is None else self._signed(change["high"])
        return f"{self._signed(change['factor'])} [{self._signed(change['low'])}, {high}]"

    def _metric(self, said: Document, *, settled: bool) -> Iterator[str]:
        word = f"{SHAPES[said['word']]} {self.tongue.word(said['word'])}"
        yield f"  {word} {said['metric']}: {self.tongue.answer(said['answer'])}{self._levels(said)}"
        told = None if settled else said["forecast"]
        if told is not None and told["expected"] is not None:
            expected, low, high = (self.tongue.number(told[name], "share") for name in ("expected", "low", "high"))
            chance = "" if told["passes"] is None else f"; passes with {self.tongue.number(told['passes'], 'share')}"
            yield f"    expected at the end: {expected} [{low}, {high}]{chance}"
        elif told is not None:
            yield from (f"    no forecast: {each['text']}" for each in told["reasons"])
        if said["needed"]:
            yield f"    {said['needed']['text']}"

    def _levels(self, said: Document) -> str:
        levels = ((name, said[name]) for name in ("success", "failure"))
        scale = said["answer"].get("scale", "share")
        told = ", ".join(f"{name} {self._level(level, scale)}" for name, level in levels if level is not None)
        return f" ({told})" if told else ""

    def _level(self, level: Document, scale: str) -> str:
        if level["base"]:
            return f"{formats.percent(level['value'], self.tongue.language)} of {level['base']}"
        return (formats.percent if scale in PERCENTAGES else formats.plain)(level["value"], self.tongue.language)

    def _date(self, gate: Document) -> str:
        if gate["settled"]:
            return f"Judged on {self.when(gate['judged_at'])}; its word stands."
        first, last = gate["earliest"], gate["judgeable"]
        early = f"on {self.when(first)} at the earliest, " if first and first != last else ""
        return f"Judgeable {early}on {self.when(last)} at the latest."

    def _signed(self, factor: float) -> str:
        return f"{'-' if factor < 1 else '+'}{self.tongue.number(abs(factor - 1), 'relative')}"

    def when(self, text: str) -> str:
        """An instant in the launch's zone: `2027-01-01 06:00 WIB`."""
        return f"{datetime.fromisoformat(text).astimezone(self.zone):%Y-%m-%d %H:%M %Z}"


def bar(share: float) -> str:
    """A share as a bar: what is over filled, what is to come light."""
    full = round(WIDTH * min(max(share, 0.0), 1.0))
    return "█" * full + "░" * (WIDTH - full)
