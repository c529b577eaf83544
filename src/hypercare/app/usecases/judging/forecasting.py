"""Issues forecasts of running cycles, and scores them when the cycle has ended: records that nobody changes."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np

from hypercare.analysis.cycle.exposure import DayWeights
from hypercare.analysis.cycle.forecast import QUANTILES, chances
from hypercare.analysis.cycle.outcome import Outcome, OutcomeOf
from hypercare.analysis.cycle.outlook import Outlook
from hypercare.analysis.cycle.window import CycleWindow
from hypercare.analysis.derived_columns import with_cohorts
from hypercare.analysis.launch_scope import days_scope, days_until
from hypercare.app.code_version import code_version
from hypercare.app.documents.outcome.cycle import forecast_document, rounded, weights_document
from hypercare.app.documents.texts import Document
from hypercare.app.engine import Engine
from hypercare.app.evidence import Evidence
from hypercare.app.house import House
from hypercare.app.usecases.judging.forecasts import FORECAST, SCORE, Issued, Scored, issued, scored
from hypercare.app.usecases.launches.launches import at_version
from hypercare.checks.ask import Ask, question
from hypercare.checks.validation.cycle import (
    UNLEARNT,
    Foretold,
    Shock,
    cautious,
    cycle_metrics,
    cycle_over,
    foretold,
)
from hypercare.cycles.day import local_date
from hypercare.ledger import chain
from hypercare.ledger.views import Evidence as Kept
from hypercare.ledger.views import RecordView
from hypercare.model.instant import to_micros
from hypercare.model.launch import Launch
from hypercare.model.metrics import CycleMetric
from hypercare.stats.forecast_scores import UnitScores, crps, unit_scores, winkler

RECOMPUTED = ("known_until", "calendar", "forecast")
"""What of a record follows from the facts: a replay makes it again."""
LEAST_CYCLES = 3
"""From fewer past cycles nothing is learnt about shocks: one strange quarter is no rule."""
ASSUMED_WEIGHT = 4
"""The assumed shock weighs as much as so many past cycles (the conjugate prior of a variance)."""
ONE_DAY = timedelta(days=1)
"""What is said of a day that is longer past is no forecast: what came after it could have been known."""
LONGEST_ISSUED = 200
"""A cycle has at most so many days on which a forecast is issued: of a longer one the latest are scored."""


@dataclass(frozen=True)
class Today:
    """What forecasts are issued and scored from: the facts, up to when they have come in, and now."""

    evidence: Evidence
    watermark: datetime
    now: datetime

    def engine(self, launch: Launch) -> Engine:
        """Who answers a launch's questions, and keeps nothing of others' answers."""
        return Engine(with_cohorts(self.evidence.buckets, launch.cohorts), self.evidence.rows)


def issue(launch: Launch, as_of: datetime, today: Today) -> list[RecordView]:
    """Records the forecast of each cycle metric, or that there is none and why; the first of a local day stands.

    A cycle that has not begun, or is over, is not forecast; nor is one after the fact, of an instant that is past.
    """
    if today.now - as_of >= ONE_DAY:
        return []
    return [_issued(launch, metric, as_of, today) for metric in _running(launch, as_of)]


def score(house: House, launch: Launch, today: Today) -> list[RecordView]:
    """Scores the forecasts whose cycle is over and its data in, each by the version that it was issued by.

    Those that have a score keep it.
    """
    done, known = {each.forecast for each in scored(launch.id)}, min(today.now, today.watermark)
    ready = [each for each in issued(launch.id)[:LONGEST_ISSUED] if each.record not in done and each.over <= known]
    found = []
    for each in reversed(ready):
        then = launch if each.content["version"] == launch.digest else at_version(house, launch.id, each.as_of)[0]
        if isinstance(then.metrics.get(each.metric), CycleMetric):
            found.append(_scored(then, each, today.engine(then), today.now))
    return found


def learnt_shock(until: datetime) -> Shock:
    """The common shock as the cycles of this installation had it whose forecasts were scored by `until`."""
    return shock_of(scored(until=until))


def shock_of(past: Iterable[Scored]) -> Shock:
    """The common shock as past cycles had it; the assumed one before there are enough of them.

    Of each cycle the first forecast counts, as the others are about the same future.
    """
    first: dict[tuple[str, str], float] = {}
    for each in sorted(past, key=lambda found: found.as_of):
        if each.surprise is not None:
            first.setdefault((each.launch, each.slot), each.surprise)
    found = first.values()
    if len(found) < LEAST_CYCLES:
        return UNLEARNT
    squares = ASSUMED_WEIGHT * UNLEARNT.sd**2 + sum(each**2 for each in found)
    return Shock(rounded(math.sqrt(squares / (ASSUMED_WEIGHT + len(found)))), len(found))


def recomputed(launch: Launch, record: RecordView, ask: Ask) -> Document:
    """The forecast of a record, made again from what `ask` answers.

    Of a record that does not say whether it was cautious, as it was made: by the model alone.
    """
    content = record.content
    metric = launch.metrics[content["metric"]]
    assert isinstance(metric, CycleMetric)
    shock = Shock(content["shock"]["sd"], content["shock"]["learnt_from"])
    as_of = datetime.fromisoformat(content["as_of"])
    said = foretold(launch, metric, as_of, ask, shock)
    return _said(cautious(said, launch, metric, as_of, ask) if content.get("cautious") else said)


def _running(launch: Launch, as_of: datetime) -> Iterator[CycleMetric]:
    """The cycle metrics whose cycle has begun and is not over."""
    for metric in cycle_metrics(launch):
        scope = days_scope(launch, metric, days_until(launch, as_of), as_of)
        days = CycleWindow(scope, metric, scope.settled).days
        if days.opens < days.known and as_of < cycle_over(launch, days):
            yield metric


def _issued(launch: Launch, metric: CycleMetric, as_of: datetime, today: Today) -> RecordView:
    engine, shock = today.engine(launch), learnt_shock(today.now)
    said = cautious(foretold(launch, metric, as_of, engine, shock), launch, metric, as_of, engine)
    days = said.outlook.days
    slot = f"{metric.name}@{days.on(days.opens)}"
    return chain.append(
        kind=FORECAST,
        subject=launch.id,
        slot=slot,
        content={
            "launch": launch.id,
            "version": launch.digest,
            "metric": metric.name,
            "as_of": as_of.isoformat(),
            "watermark": today.watermark.isoformat(),
            "first": days.on(days.opens).isoformat(),
            "last": days.ends.isoformat(),
            "over": cycle_over(launch, days).isoformat(),
            "code": code_version(),
            "shock": {"sd": shock.sd, "learnt_from": shock.learnt_from},
            "cautious": True,
            **_said(said),
        },
        at=today.now,
        evidence=Kept(states=engine.states, manifest=today.evidence.manifest.to_dict()),
        content_key=f"{slot}@{local_date(as_of, launch.zone)}",
    )


def _said(said: Foretold) -> Document:
    days = said.outlook.days
    return {
        "known_until": days.on(days.known - 1).isoformat(),
        "calendar": weights_document(said.weights),
        "forecast": forecast_document(said.forecast),
    }


def _scored(launch: Launch, forecast: Issued, engine: Engine, at: datetime) -> RecordView:
    metric = launch.metrics[forecast.metric]
    assert isinstance(metric, CycleMetric)
    scope = days_scope(launch, metric, days_until(launch, forecast.over), forecast.over)
    question_of = OutcomeOf(scope, metric, to_micros(forecast.as_of - launch.lateness))
    name = question(f"cycle/{metric.name}/outcome/{forecast.known_until}", forecast.over)
    found = engine(name, question_of)
    units, reached = int(found.units.sum()), int(found.reached.sum())
    told = forecast.content["forecast"]
    content: dict[str, Any] = {
        "forecast": forecast.record,
        "metric": forecast.metric,
        "as_of": forecast.as_of.isoformat(),
        "kind": told["kind"],
        "actual": {"units": units, "reached": reached, "share": rounded(reached / units) if units else None},
        "score": None,
        "surprise": None,
    }
    if told["kind"] == "forecast" and units:
        seen = question_of.outlook(found)
        content |= {
            "score": _score(told, forecast.content["calendar"], seen, found),
            "surprise": _surprise(told, found),
        }
    return chain.append(
        kind=SCORE, subject=launch.id, slot=forecast.slot, content=content, at=at, content_key=forecast.record
    )


def _score(told: Document, calendar: Document, seen: Outlook, found: Outcome) -> Document:
    """What a forecast is worth beside what came."""
    made = told["made"]
    weights = DayWeights(tuple(calendar["weights"]), calendar["spread"], tuple(calendar["unknown"]))
    rates = {name: made[name] for name in ("shape", "mean", "dispersion", "shock")}
    by_unit = unit_scores(chances(seen, weights, **rates, drift=made.get("drift", 0.0)), found.units, found.reached)
    share = int(found.reached.sum()) / int(found.units.sum())
    low, high = told["interval"]["low"], told["interval"]["high"]
    quantiles = [each["share"] for each in told["quantiles"]]
    return {
        **_by_unit(by_unit),
        "crps": rounded(crps(QUANTILES, quantiles, share)),
        "winkler": rounded(winkler(low, high, share)),
        "covered": low <= rounded(share) <= high,
        "error": rounded(told["expected"] - share),
    }


def _by_unit(scores: UnitScores) -> Document:
    return {
        "brier": rounded(scores.brier),
        "log": rounded(scores.log),
        "skill": rounded(scores.skill),
        "reliability": [
            {
                "low": each.low,
                "high": each.high,
                "units": each.units,
                "expected": rounded(each.expected),
                "reached": each.reached,
            }
            for each in scores.reliability
        ],
    }


def _surprise(told: Document, found: Outcome) -> float | None:
    """The logarithm of the events that came over those that were expected; None where there were none of either."""
    expected = told["made"]["events_ahead"]
    return rounded(float(np.log(found.later / expected))) if found.later and expected > 0 else None
