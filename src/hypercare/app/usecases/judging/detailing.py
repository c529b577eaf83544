"""Details for the pages: a part of what there is to say of a metric, kept until the facts or the hour change."""

from datetime import UTC, datetime
from typing import Any

from hypercare.app.details import About, Details, Part, told_apart
from hypercare.app.documents.texts import Document
from hypercare.app.house import House
from hypercare.app.looks import Moment, instant_of
from hypercare.app.metric_answers import Wanted
from hypercare.app.usecases.judging.looking import FRESH_SECONDS
from hypercare.app.usecases.judging.metric_detail import metric_detail
from hypercare.app.usecases.judging.verdicts import local, watermark
from hypercare.app.usecases.launches.launches import at_version
from hypercare.declare.specs.query_parts import Breakdown, parse_at
from hypercare.model.launch import Launch
from hypercare.model.metrics import ActivityMetric, EventRef, Metric
from hypercare.stats.proportion import beta_binomial_cs

SIDE_ALPHA = 0.025
"""Of the interval of each side of a comparison: both hold at once with 95 %, so their difference does (Bonferroni)."""
ACTIVITY = "activity"
"""What activity that no metric declares is called."""
CENTRE, STRENGTH = 0.5, 2.0
"""The prior of a side, which no gate gives a centre: Beta(1, 1)."""


def refresh(house: House, launch_id: str, moment: Moment, part: Part) -> Document:
    """A part of a metric's detail; one that is a few seconds old, or whose facts and hour are the same, stands.

    Raises `NotFound` for a launch or a metric that is not there.
    """
    now = house.clock.now()
    newest, _ = at_version(house, launch_id, now)
    launch, _ = at_version(house, launch_id, instant_of(newest, moment, now))
    details = Details(house.data)
    kept = details.find(launch_id, launch.digest, moment, part)
    if kept is not None and _stands(house, launch, moment, kept):
        return kept
    return details.keep(launch_id, launch.digest, moment, part, _computed(house, launch, moment, part))


def _stands(house: House, launch: Launch, moment: Moment, kept: Document) -> bool:
    if (datetime.now(UTC) - datetime.fromisoformat(kept["computed_at"])).total_seconds() < FRESH_SECONDS:
        return True
    same_facts = kept["facts"] == _facts(house)
    asked = instant_of(launch, moment, house.clock.now())
    return same_facts and abs((asked - datetime.fromisoformat(kept["as_of"])).total_seconds()) < FRESH_SECONDS


def _facts(house: House) -> dict[str, int]:
    return {table: house.require().tables.version(table) for table in ("events", "aliases", "traits")}


def _computed(house: House, launch: Launch, moment: Moment, part: Part) -> Document:
    facts, until = _facts(house), watermark(house.require())
    found = metric_detail(house, launch.id, _metric(part), moment, wanted=_wanted(launch, part))
    for each in found["answers"]:
        _sided(each)
    return found | {"facts": facts, "facts_until": local(until, launch), "version": launch.digest}


def _metric(part: Part) -> str | Metric:
    """The name of a declared metric, or the activity that needs none."""
    if part.metric:
        return part.metric
    return ActivityMetric(ACTIVITY, EventRef(part.key) if part.key else None, part.at)


def _wanted(launch: Launch, part: Part) -> Wanted:
    if part.about is About.BY:
        word, step = parse_at(part.at) if part.at else ("", 0)
        return Wanted(by=Breakdown(part.key, word, step))
    if part.about is About.OVER:
        return Wanted(over=part.key)
    if part.about is About.DROP_OFF:
        return Wanted(drop_off=True, properties=told_apart(launch))
    return Wanted(detail=True)


def _sided(answer: dict[str, Any]) -> None:
    """Gives everything that may be a side of a comparison, the answers by value and those over time, the wider interval
    that is made for it.
    """
    by, over = answer.get("by") or {}, answer.get("over") or {}
    for each in (*by.get("values", ()), *over.get("periods", ())):
        each["side"] = _side(each["answer"])


def _side(answer: Document) -> Document | None:
    """The always-valid interval of a share as one side; None for what is no share, and where there is nobody yet."""
    if answer.get("scale") != "share":
        return None
    counts = answer["counts"]
    found = beta_binomial_cs(
        counts["hits"], counts["trials"], prior_mean=CENTRE, prior_strength=STRENGTH, alpha=SIDE_ALPHA
    )
    return {"low": found.low, "high": found.high, "level": found.level}
