"""The answer in one sentence: what to do, and what says so."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from hypercare.checks.health import failing_others
from hypercare.checks.recommendation import NOT_SHOWN
from hypercare.checks.spoken import spoken
from hypercare.cycles.day import local_date
from hypercare.model.entrance import Entrance, EntranceState
from hypercare.model.estimate import Insufficient
from hypercare.model.launch import Launch
from hypercare.model.text import Text
from hypercare.model.verdict import Action, Flaw, Harm, LaunchVerdict, MetricVerdict, Word

MOST_NAMED = 4
"""So many primary metrics are named one by one; of more, those that pass and those that wait are counted."""
MOST_TROUBLES = 2
"""So many flaws, harms or failing metrics beside the primaries are told; the page below the sentence has them all."""
COUNTED = ("success", "too_early")
LEADS = {
    Action.HOLD: Text("headline-hold"),
    Action.SCALE: Text("headline-scale"),
    Action.PIVOT: Text("headline-pivot"),
    Action.ROLLBACK: Text("headline-rollback"),
}
FLAWS = {
    "gate-tracking-never": "headline-tracking-never",
    "gate-tracking-silent": "headline-tracking-silent",
    "gate-sample-ratio": "headline-sample-ratio",
    "gate-empty": "headline-empty",
}


@dataclass(frozen=True)
class Signed:
    """The decision that a named approver signed: what, beside what was recommended then, who, when.

    `until` is the date that a recommendation to hold had then, None without one.
    """

    action: Action
    recommended: Action
    by: str
    at: datetime
    until: datetime | None = None

    def is_in_force(self, verdict: LaunchVerdict) -> bool:
        """Whether it still says what to do. A hold does until its date, or until something else is recommended."""
        now = verdict.recommendation.action
        if self.action is not Action.HOLD:
            return True
        is_over = self.until is not None and verdict.as_of >= self.until
        return not is_over and now in (Action.HOLD, self.recommended)


@dataclass(frozen=True)
class Headline:
    """One sentence in parts: `lead` says what to do, `clauses` what says so, most telling first.

    A face joins them: "lead: clause, clause".
    """

    lead: Text
    clauses: tuple[Text, ...]


def headline(
    verdict: LaunchVerdict, launch: Launch, signed: Signed | None = None, entrance: Entrance | None = None
) -> Headline:
    """The sentence for a verdict, and for the decision where one was signed by then. Dates are local dates.

    A hold that is no longer in force is told at the end. `entrance` is the judgement before go-live.
    """
    if signed is not None and signed.is_in_force(verdict):
        return Headline(_signed(signed, launch), (*_overridden(signed), *_clauses(verdict, launch)))
    if verdict.day < 0:
        return _not_live(verdict, launch, entrance)
    return Headline(_lead(verdict, launch), (*_clauses(verdict, launch), *_lapsed(signed, launch)))


def _signed(signed: Signed, launch: Launch) -> Text:
    date = local_date(signed.at, launch.zone)
    if signed.action is Action.HOLD and signed.until is not None:
        until = local_date(signed.until, launch.zone)
        return Text("headline-signed-hold-until", {"by": signed.by, "date": date, "until": until})
    return Text(f"headline-signed-{signed.action.lower()}", {"by": signed.by, "date": date})


def _lapsed(signed: Signed | None, launch: Launch) -> Iterator[Text]:
    if signed is not None:
        yield Text("headline-held", {"by": signed.by, "date": local_date(signed.at, launch.zone)})


def _overridden(signed: Signed) -> Iterator[Text]:
    if signed.action is not signed.recommended:
        yield Text(f"headline-recommended-{signed.recommended.lower()}")


def _not_live(verdict: LaunchVerdict, launch: Launch, entrance: Entrance | None) -> Headline:
    if entrance is not None and entrance.state is EntranceState.FAIL:
        missing = Text("headline-missing", {"count": entrance.count(EntranceState.FAIL)})
        return Headline(Text("headline-not-ready"), (missing, Text("headline-days-to-live", {"days": -verdict.day})))
    live = local_date(verdict.as_of, launch.zone) - timedelta(days=verdict.day)
    dates = [local_date(gate.judgeable, launch.zone) for gate in verdict.gates]
    clauses = (Text("headline-first-gate", {"date": min(dates)}),) if dates else ()
    return Headline(Text("headline-not-live", {"date": live}), clauses)


def _lead(verdict: LaunchVerdict, launch: Launch) -> Text:
    said = verdict.recommendation
    if said.action is Action.HOLD and said.until is not None:
        return Text("headline-hold-until", {"date": local_date(said.until, launch.zone)})
    if said.action is Action.HOLD and any(gate.flaws for gate in verdict.gates):
        return Text("headline-hold-and-mend")
    return LEADS[said.action]


def _clauses(verdict: LaunchVerdict, launch: Launch) -> Iterator[Text]:
    flaws = tuple(dict.fromkeys(flaw for gate in verdict.gates for flaw in gate.flaws))
    if flaws:
        yield from map(_flaw, flaws[:MOST_TROUBLES])
        return
    harms = dict.fromkeys(_harm(harm) for harm in _by_weight(verdict))
    yield from list(harms)[:MOST_TROUBLES]
    if _nobody(verdict):
        yield Text("headline-nobody")
        return
    yield from _primaries(verdict)
    yield from (_other(metric) for metric in failing_others(verdict)[:MOST_TROUBLES])
    if verdict.recommendation.row == NOT_SHOWN:
        yield from list(dict.fromkeys(map(_doubt, verdict.doubts)))[:MOST_TROUBLES]
    if verdict.recommendation.action is Action.HOLD:
        yield from _waiting(verdict, launch)


def _flaw(flaw: Flaw) -> Text:
    return Text(FLAWS.get(flaw.reason.id, flaw.reason.id), flaw.reason.params)


def _by_weight(verdict: LaunchVerdict) -> list[Harm]:
    harms = (*verdict.harms, *(harm for gate in verdict.gates for harm in gate.harms))
    return sorted(harms, key=lambda harm: not harm.beyond_rollback)


def _harm(harm: Harm) -> Text:
    if harm.kind == "segment":
        value = harm.subject.partition("=")[2]
        metric = spoken(str(harm.reason.params["metric"]))
        return Text("headline-harm-segment", {"metric": metric, "value": value})
    if harm.kind == "stability":
        told = {name: harm.reason.params[name] for name in ("kind", "route")}
        return Text("headline-harm-stability", {**told, "level": "rollback" if harm.beyond_rollback else "limit"})
    if harm.beyond_rollback:
        return Text("headline-harm-rollback", {"metric": spoken(harm.subject)})
    return Text("headline-harm-limit", {"metric": spoken(harm.subject)})


def _doubt(doubt: Harm) -> Text:
    if doubt.kind == "segment":
        metric, value = spoken(str(doubt.reason.params["metric"])), doubt.subject.partition("=")[2]
        return Text("headline-doubt-segment", {"metric": metric, "value": value})
    return Text("headline-doubt-guardrail", {"metric": spoken(doubt.subject)})


def _nobody(verdict: LaunchVerdict) -> bool:
    """Whether the metrics that decide have nobody to count."""
    answers = [metric.answer for _, metric in verdict.deciding.values()]
    return bool(answers) and all(
        isinstance(answer, Insufficient) and answer.counts is not None and answer.counts.units == 0
        for answer in answers
    )


def _primaries(verdict: LaunchVerdict) -> Iterator[Text]:
    """A clause for each primary, what failed first; of many, one for all that pass and one for all that wait."""
    metrics = [metric for _, metric in verdict.deciding.values()]
    metrics.sort(key=lambda metric: metric.word is not Word.FAIL)
    counted = Counter(metric.code for metric in metrics) if len(metrics) > MOST_NAMED else Counter[str]()
    for metric in metrics:
        if metric.code not in COUNTED or counted[metric.code] <= 1:
            yield _primary(metric, verdict.recommendation.action)
    for code in COUNTED:
        if counted[code] > 1:
            yield Text(f"headline-count-{code.replace('_', '-')}", {"count": counted[code]})


def _primary(metric: MetricVerdict, action: Action) -> Text:
    params = {"metric": spoken(metric.metric)}
    if metric.code == "straddles_success" and action is Action.PIVOT:
        return Text("headline-metric-not-shown", params)
    return Text(f"headline-metric-{metric.code.replace('_', '-')}", params)


def _other(metric: MetricVerdict) -> Text:
    return Text("headline-other-fails", {"metric": spoken(metric.metric)})


def _waiting(verdict: LaunchVerdict, launch: Launch) -> Iterator[Text]:
    """The exit criteria that hold the launch beyond what its primaries wait for anyway."""
    early = [gate.judgeable for gate, metric in verdict.deciding.values() if metric.word is Word.TOO_EARLY]
    for each in verdict.criteria:
        if not each.holds:
            continue
        if each.until is None:
            yield Text(f"headline-waits-{each.name.replace('_', '-')}")
        elif not early or each.until > max(early):
            date = local_date(each.until, launch.zone)
            yield Text(f"headline-until-{each.name.replace('_', '-')}", {"date": date})
