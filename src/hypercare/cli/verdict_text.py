"""A verdict in plain words for a terminal."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from hypercare.cli.show import say

Document = dict[str, Any]
SPOKEN = {"TOO_EARLY": "TOO EARLY"}


def show_verdict(verdict: Document) -> None:
    """The whole verdict: what follows first, then why."""
    for line in verdict_lines(verdict):
        say(line)


def verdict_lines(verdict: Document) -> Iterator[str]:
    """The lines of a verdict."""
    yield f"{verdict['title']} ({verdict['launch']}), day {verdict['day']}, as of {when(verdict['as_of'])}"
    said = verdict["recommendation"]
    until = f" until {when(said['until'])}" if said["until"] else ""
    yield f"{said['action']}{until}  (row {said['row']} of the table)"
    yield from (f"  {reason['text']}" for reason in said["reasons"])
    for gate in verdict["gates"]:
        yield from _gate_lines(gate, verdict.get("issued", {}))
    for metric in verdict["guardrails"]:
        yield f"guardrail {metric['metric']}: {metric['word']}: {answer_line(metric['answer'])}, limit {level(metric['success'], metric)}"
    for harm in verdict["harms"]:
        yield f"HARM {harm['subject']}: {harm['reason']['text']}"
    for criterion in verdict["criteria"]:
        yield f"exit criterion {criterion['name'].replace('_', ' ')}: {criterion['state']}: {criterion['reason']['text']}"
    if "id" in verdict:
        yield f"Recorded as {verdict['id']}. Recompute it: hypercare replay {verdict['id']}"


def answer_line(answer: Document) -> str:
    """An answer in one line: value, interval, counts."""
    if answer["kind"] == "insufficient":
        ends = [number(end, "share") for end in answer["bounds"] or ()]
        return str(answer["reason"]["text"]) + (f" It will end between {ends[0]} and {ends[1]}." if ends else "")
    scale, interval, counts = answer["scale"], answer["interval"], answer["counts"]
    low, high = (number(interval[end], scale) for end in ("low", "high"))
    return (
        f"{number(answer['value'], scale)} [{low}, {high}], {counts['units']:,} units, {counts['mature']:,} mature, "
        f"{counts['open']:,} open"
    )


def number(value: float | None, scale: str) -> str:
    """A value in its scale, with what can be told apart; no bound is ∞."""
    if value is None:
        return "∞"
    return f"{100 * value:.1f} %" if scale in {"share", "relative"} else f"{value:,.4g}"


def level(value: Any, metric: Document) -> str:
    """A threshold as declared."""
    if value is None:
        return "not declared"
    if isinstance(value, dict):
        return f"{100 * value['factor']:g} % of {value['base']}"
    scale = metric["answer"].get("scale", "value")
    return f"{100 * value:g} %" if scale == "share" else f"{value:g}"


def when(text: str) -> str:
    """An instant as people write it, in its own zone's offset."""
    instant = datetime.fromisoformat(text)
    return f"{instant:%Y-%m-%d %H:%M} {instant:%z}"


def _gate_lines(gate: Document, issued: Document) -> Iterator[str]:
    word = SPOKEN.get(gate["word"], gate["word"])
    date = (
        f"judged {when(gate['judged_at'])}" if gate["settled"] else f"judgeable {when(gate['judgeable'])} at the latest"
    )
    record = f", issued as {issued[gate['gate']]}" if gate["gate"] in issued else ""
    yield f"gate {gate['gate']}: {word}, {date}{record}"
    for metric in gate["metrics"]:
        said = SPOKEN.get(metric["word"], metric["word"])
        yield f"  {metric['metric']}: {said}: {answer_line(metric['answer'])}; success {level(metric['success'], metric)}, failure {level(metric['failure'], metric)}"
        yield from (
            f"    {reason['text']}"
            for reason in [*metric["reasons"], *([metric["needed"]] if metric["needed"] else [])]
        )
    for flaw in gate["flaws"]:
        yield f"  {flaw['check']}: {flaw['reason']['text']}"
    for metric in gate["now"]:
        yield f"  now: {metric['metric']}: {answer_line(metric['answer'])}"
