"""A verdict in plain words for a terminal."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from hypercare.app import formats
from hypercare.app.words import render
from hypercare.cli.show import say
from hypercare.model.text import Text

Document = dict[str, Any]
PERCENT = 100


def show_verdict(verdict: Document, language: str) -> None:
    """The whole verdict: what follows first, then why."""
    for line in _Told(verdict, ZoneInfo(verdict["timezone"]), Tongue(language)).lines():
        say(line)


@dataclass(frozen=True)
class Tongue:
    """A language, and how figures and answers are told in it."""

    language: str

    def words(self, text_id: str, **params: Any) -> str:
        """The sentence of an id."""
        return render(Text(text_id, params), self.language)

    def word(self, word: str) -> str:
        """The word of a gate, or an action: `TOO EARLY`, `SCALE`."""
        return self.words("verdict-word", word=word)

    def number(self, value: float | None, scale: str) -> str:
        """A value in its scale, with what can be told apart; no bound is ∞."""
        return "∞" if value is None else formats.number(value, scale, self.language)

    def answer(self, answer: Document) -> str:
        """An answer in one line: value, interval, counts; or why there is none."""
        if answer["kind"] == "insufficient":
            reason, ends = str(answer["reason"]["text"]), answer["bounds"]
            if not ends:
                return reason
            low, high = (self.number(end, "share") for end in ends)
            return f"{reason} {self.words('verdict-bounds', low=low, high=high)}"
        scale, interval, counts = answer["scale"], answer["interval"], answer["counts"]
        low = "-∞" if interval["low"] is None else self.number(interval["low"], scale)
        ends = f"[{low}, {self.number(interval['high'], scale)}]"
        counted = {name: counts[name] for name in ("units", "mature", "open")}
        return f"{self.number(answer['value'], scale)} {ends}, {self.words('verdict-counts', **counted)}"

    def reading(self, read: Document) -> str:
        """What a metric read on a day: `49 % [46 %, 52 %]`; a dash where there was not enough to say."""
        if read["value"] is None:
            return "-"
        low = "-∞" if read["low"] is None else self.number(read["low"], read["scale"])
        return f"{self.number(read['value'], read['scale'])} [{low}, {self.number(read['high'], read['scale'])}]"

    def level(self, value: Any, metric: Document) -> str:
        """A threshold as declared."""
        if value is None:
            return self.words("verdict-not-declared")
        if isinstance(value, dict):
            return self.words("verdict-relative", level=self._percent(value["factor"]), base=value["base"])
        shares = metric["answer"].get("scale", "share") in formats.PERCENTAGES and value <= 1
        return self._percent(value) if shares else formats.plain(value, self.language)

    def _percent(self, value: float) -> str:
        return formats.percent(value, self.language)


@dataclass(frozen=True)
class _Told:
    """A verdict that is being told, in its launch's zone."""

    verdict: Document
    zone: ZoneInfo
    tongue: Tongue

    def lines(self) -> Iterator[str]:
        verdict, say_it = self.verdict, self.tongue.words
        named = {name: verdict[name] for name in ("title", "launch", "day")}
        yield say_it("verdict-head", **named, date=self._when(verdict["as_of"]))
        if verdict.get("asked", verdict["as_of"]) != verdict["as_of"]:
            yield say_it("verdict-yet-to-come", date=self._when(verdict["asked"]))
        yield from self._recommendation(verdict["recommendation"])
        for gate in verdict["gates"]:
            yield from self._gate(gate)
        yield from map(self._guardrail, verdict["guardrails"])
        yield from map(self._limit, verdict["stability"])
        for harm in verdict["harms"]:
            yield f"{self.tongue.word('HARM')} {harm['subject']}: {harm['reason']['text']}"
        yield from map(self._criterion, verdict["criteria"])
        yield from self._reach()
        if "id" in verdict:
            yield say_it("verdict-recorded", id=verdict["id"])

    def _recommendation(self, said: Document) -> Iterator[str]:
        until = {"date": self._when(said["until"])} if said["until"] else {}
        action = self.tongue.words("verdict-until" if until else "verdict-word", word=said["action"], **until)
        yield f"{action}  {self.tongue.words('verdict-row', row=said['row'])}"
        yield from (f"  {reason['text']}" for reason in said["reasons"])

    def _gate(self, gate: Document) -> Iterator[str]:
        issued = self.verdict.get("issued", {})
        date = self._when(gate["judged_at"] if gate["settled"] else gate["judgeable"])
        when = self.tongue.words("verdict-judged" if gate["settled"] else "verdict-judgeable", date=date)
        record = [self.tongue.words("verdict-issued", id=issued[gate["gate"]])] if gate["gate"] in issued else []
        yield ", ".join([f"gate {gate['gate']}: {self.tongue.word(gate['word'])}", when, *record])
        for metric in gate["metrics"]:
            yield from self._metric(metric)
        for flaw in gate["flaws"]:
            yield f"  {flaw['check']}: {flaw['reason']['text']}"
        for metric in gate["now"]:
            yield f"  {self.tongue.words('verdict-now')}: {metric['metric']}: {self.tongue.answer(metric['answer'])}"

    def _metric(self, metric: Document) -> Iterator[str]:
        levels = {name: self.tongue.level(metric[name], metric) for name in ("success", "failure")}
        yield f"  {metric['metric']}: {self._reads(metric)}; {self.tongue.words('verdict-thresholds', **levels)}"
        yield from (f"    {reason['text']}" for reason in metric["reasons"])
        if metric["needed"]:
            yield f"    {metric['needed']['text']}"

    def _guardrail(self, metric: Document) -> str:
        limit = self.tongue.words("verdict-limit", level=self.tongue.level(metric["success"], metric))
        return f"guardrail {metric['metric']}: {self._reads(metric)}; {limit}"

    def _limit(self, said: Document) -> str:
        first, last = said["days"]
        window = self.tongue.words("stability-line", window=said["window"], first=first, last=last)
        return self.tongue.words(
            "verdict-stability",
            limit=said["limit"],
            window=window,
            word=self.tongue.word(said["word"]),
            reads=self._shares(said),
            level=self._declared(said),
        )

    def _shares(self, said: Document) -> str:
        """What a limit reads, to a hundredth of a percent; or why it reads nothing."""
        answer = said["answer"]
        if answer["kind"] == "insufficient":
            return str(answer["reason"]["text"]).rstrip(".")
        shares = {"value": answer["value"], **{end: answer["interval"][end] for end in ("low", "high")}}
        read = self.tongue.words("stability-reads", **{name: PERCENT * share for name, share in shares.items()})
        counts = self.tongue.words("stability-counts", kind=said["kind"], count=answer["counts"]["trials"])
        return f"{read} {counts}"

    def _declared(self, said: Document) -> str:
        level = PERCENT * said["level"]
        if said["under_ms"] is not None:
            return self.tongue.words("stability-limit-in-time", level=level, under=said["under_ms"])
        return self.tongue.words(f"stability-limit-{'below' if said['at_most'] else 'above'}", level=level)

    def _reads(self, metric: Document) -> str:
        return f"{self.tongue.word(metric['word'])}: {self.tongue.answer(metric['answer']).rstrip('.')}"

    def _criterion(self, criterion: Document) -> str:
        state = self.tongue.words(
            "verdict-criterion", name=criterion["name"], state=criterion["state"].replace(" ", "-")
        )
        return f"{state}: {criterion['reason']['text']}"

    def _reach(self) -> Iterator[str]:
        """Up to when facts have come in, where that is short of the moment that was asked about."""
        until = self.verdict.get("facts_until")
        if until is None:
            yield self.tongue.words("verdict-no-facts")
        elif datetime.fromisoformat(until) < datetime.fromisoformat(self.verdict["as_of"]):
            yield self.tongue.words("verdict-facts-until", date=self._when(until))

    def _when(self, text: str) -> datetime:
        return datetime.fromisoformat(text).astimezone(self.zone)
