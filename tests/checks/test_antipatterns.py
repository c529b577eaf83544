"""The anti-patterns: of each check the example that trips it, and the one that does not, as its text says."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from checks.conduct import (
    LAUNCH,
    SANTOSO,
    SQUAD,
    conduct,
    daily,
    decided,
    done,
    edit,
    half,
    note,
    nothing_found,
    only,
    over,
    passed,
    texts,
    there,
    waits,
)
from checks.launches import a_launch, asks, cycle_end, day, gate, guard
from checks.verdicts import HARM, NEW_YEAR, SILENT, guarded, judged, read, said, verdict
from hypercare.checks.antipatterns import (
    cherry_picking,
    early_decision,
    entrance_overridden,
    instrumentation,
    launch_and_forget,
    mirage,
    registry,
)
from hypercare.checks.antipatterns.conduct import Decided
from hypercare.checks.tracking.finding import Finding, Level, Seen
from hypercare.checks.tracking.verify import Verified, VerifiedEvent
from hypercare.checks.validation.segments import Effect, MixFound, SegmentsFound
from hypercare.model.antipattern import AntiLevel, AntiState
from hypercare.model.attendance import Attendance, Presence
from hypercare.model.estimate import Interval
from hypercare.model.launch import Launch, Person, Squad, Threshold
from hypercare.model.mark import Mark
from hypercare.model.text import Text
from hypercare.model.tracking import TrackedEvent
from hypercare.model.verdict import Action, LaunchVerdict

WELL = daily(-2, 120)
MINUTES = timedelta(minutes=5)


def with_gate(success: float, failure: float | None = 0.25, **more: Any) -> Launch:
    changed = Threshold("completion", success, failure)
    return replace(LAUNCH, gates=(gate(30, changed), LAUNCH.gates[1]), digest="2", **more)


# ---- everything


def test_a_launch_that_is_run_well_has_none() -> None:
    looked = registry.look(conduct(presences=WELL, went=None, verified={"day 30": tracked()}))
    states = {name: each.state for name, each in looked.items()}
    assert states.pop("ANTI-ENTRANCE-OVERRIDDEN") is AntiState.UNKNOWN
    assert set(states.values()) == {AntiState.CLEAR}
    assert registry.found(looked) == ()


def test_there_are_six_by_their_ids() -> None:
    assert [check.id for check in registry.judges()] == [
        "ANTI-CHERRY-PICKING", "ANTI-EARLY-DECISION", "ANTI-ENTRANCE-OVERRIDDEN", "ANTI-INSTRUMENTATION",
        "ANTI-LAUNCH-AND-FORGET", "ANTI-MIRAGE",
    ]  # fmt: skip


def test_what_is_bad_comes_first() -> None:
    looked = registry.look(conduct(presences=daily(0, 59, but=(19, 27)), decisions=(decided(),)))
    levels = [each.level for each in registry.found(looked)]
    assert levels == sorted(levels)
    assert levels[0] is AntiLevel.BAD


def test_before_go_live_nothing_is_known_to_be_wrong() -> None:
    found = verdict(waits(), on=-3)
    launch = replace(LAUNCH, squad=Squad())
    looked = registry.look(conduct(found, launch, recorded_since=None))
    assert registry.found(looked) == ()
    assert {each.state for each in looked.values()} == {AntiState.UNKNOWN}, "and nothing is known to be right"


def test_the_entrance_is_unknown_until_it_is_recorded() -> None:
    assert entrance_overridden.judge(conduct()).state is AntiState.UNKNOWN


# ---- the 30-day mirage


def test_mirage_trips_where_scale_is_signed_on_half_of_the_story() -> None:
    found = only(mirage.judge(conduct(decisions=(decided(),))))
    assert (found.text.id, found.level, found.at) == ("anti-mirage-decided", AntiLevel.BAD, day(31.5))
    assert found.text.params["metric"] == "pro"
    assert [each.what.id for each in found.evidence] == [
        "anti-mirage-signed", "anti-mirage-passed", "anti-mirage-open",
    ]  # fmt: skip
    assert (found.evidence[0].record, found.evidence[0].by) == ("d-000007-abcdef", "C. Dewi")
    assert (found.evidence[1].value, found.evidence[1].sample, found.evidence[1].days) == (0.45, 100, (0, 30))


def test_mirage_passes_where_nothing_is_signed_however_often_it_is_looked_at() -> None:
    looked = mirage.judge(conduct(presences=there(*(31 + each / 24 for each in range(10)))))
    assert looked.state is AntiState.CLEAR


@pytest.mark.parametrize(
    ("signed", "expected"),
    [
        pytest.param(decided(on=105, then=done()), [], id="when the quarter was over"),
        pytest.param(decided(Action.HOLD), [], id="a hold"),
        pytest.param(decided(Action.PIVOT), [], id="no success was claimed"),
        pytest.param(decided(then=verdict(waits(), on=20)), [], id="nothing read as success"),
        pytest.param(
            decided(then=verdict(waits(read(0.5)), on=20)), ["anti-mirage-decided"], id="an immature value at success"
        ),
        pytest.param(decided(then=verdict(waits(read(0.3)), on=20)), [], id="an immature value below it"),
    ],
)
def test_which_decisions_are_a_mirage(signed: Decided, expected: list[str]) -> None:
    assert texts(mirage.judge(conduct(decisions=(signed,)))) == expected


def test_a_mirage_is_over_when_what_was_open_is_judged() -> None:
    found = only(mirage.judge(conduct(done(), decisions=(decided(),))))
    assert found.over_at == NEW_YEAR


@pytest.mark.parametrize(
    ("mark", "is_found"),
    [
        pytest.param(note("Completion is a success, scale it"), True, id="praise in the window"),
        pytest.param(note("completion berhasil, lanjut"), True, id="in Indonesian"),
        pytest.param(note("Completion passed, but wait for pro"), False, id="it says to wait"),
        pytest.param(note("A success all in all"), False, id="no metric is named"),
        pytest.param(note("Completion is a success", on=20), False, id="before the gate spoke"),
    ],
)
def test_a_note_that_calls_it_a_success(mark: Mark, is_found: bool) -> None:
    looked = mirage.judge(conduct(marks=(mark,)))
    assert texts(looked) == (["anti-mirage-reported"] if is_found else [])
    assert all(each.level is AntiLevel.WATCH for each in looked.found)


def test_a_brief_that_was_taken_along_is_a_report() -> None:
    found = only(mirage.judge(conduct(presences=there(33, 35, what=Presence.REPORTED))))
    assert (found.text.id, found.text.params["count"], found.at) == ("anti-mirage-reported", 2, day(33, 10))
    assert mirage.judge(conduct(presences=there(5, what=Presence.REPORTED))).found == ()


# ---- launch and forget


def test_forget_trips_on_nine_days_of_the_product_phase() -> None:
    found = only(launch_and_forget.judge(conduct(presences=daily(-2, 60, but=(19, 27)))))
    assert (found.text.id, found.level) == ("anti-forget-was-silent", AntiLevel.WATCH)
    assert found.text.params == {"days": 9, "first": date(2026, 10, 11), "last": date(2026, 10, 19)}
    assert (found.at, found.over_at) == (day(26), day(28))
    before, run, after = found.evidence
    assert (run.value, run.scale, run.days, run.what.params["limit"]) == (9, "days", (19, 27), 7)
    assert (before.by, before.at, after.at) == ("A. Putri", day(18, 10) + MINUTES, day(28, 10))


@pytest.mark.parametrize(
    ("present", "on", "expected"),
    [
        pytest.param(daily(0, 20, but=(4, 5)), 15, [], id="a weekend"),
        pytest.param(daily(0, 20, but=(4, 6)), 15, ["anti-forget-was-silent"], id="three days of the technical phase"),
        pytest.param(daily(0, 40, but=(16, 21)), 40, [], id="six days of the product phase"),
        pytest.param(daily(0, 60, but=(35, 47)), 60, [], id="thirteen days of the outcome"),
        pytest.param(daily(0, 60, but=(35, 48)), 60, ["anti-forget-was-silent"], id="fourteen"),
        pytest.param(daily(0, 10), 15, ["anti-forget-silent"], id="it goes on"),
        pytest.param(daily(0, 10), 13, [], id="today is not over"),
        pytest.param(daily(0, 95), 200, [], id="when the outcome is known nobody is missed"),
    ],
)
def test_which_silences_are_too_long(present: tuple[Attendance, ...], on: int, expected: list[str]) -> None:
    found = verdict(passed(), waits(), on=on)
    assert texts(launch_and_forget.judge(conduct(found, presences=present))) == expected


def test_a_silence_that_goes_on_is_bad_and_has_no_end() -> None:
    found = only(launch_and_forget.judge(conduct(verdict(waits(), on=15), presences=daily(0, 10))))
    assert (found.level, found.over_at, found.text.params["days"]) == (AntiLevel.BAD, None, 4)


def test_strangers_and_approvers_are_not_the_squad() -> None:
    squad = replace(SQUAD, approvers=(Person("C. Dewi", "dewi@example.com"),))
    strangers = (*there(*range(15), who="dewi@example.com"), *there(*range(15), who="visitor"))
    found = conduct(verdict(waits(), on=14), replace(LAUNCH, squad=squad), presences=strangers)
    assert texts(launch_and_forget.judge(found)) == ["anti-forget-silent"]


def test_a_name_counts_as_the_person() -> None:
    found = verdict(waits(), on=14)
    there_ = there(*range(0, 15, 2), who="b. santoso", what=Presence.FIXED)
    assert launch_and_forget.judge(conduct(found, presences=there_)).found == ()


@pytest.mark.parametrize(
    ("since", "reason", "state"),
    [
        pytest.param(None, "anti-forget-not-recorded", AntiState.UNKNOWN, id="never recorded"),
        pytest.param(day(61), "anti-forget-not-recorded", AntiState.UNKNOWN, id="recorded later"),
        pytest.param(day(50, 3), "anti-forget-partly", AntiState.UNKNOWN, id="recorded since day 50"),
        pytest.param(day(-1), None, AntiState.FOUND, id="recorded all along"),
    ],
)
def test_what_was_not_recorded_is_unknown(since: datetime | None, reason: str | None, state: AntiState) -> None:
    looked = launch_and_forget.judge(conduct(recorded_since=since))
    assert looked.state is state
    assert [each.id for each in looked.unknown] == ([reason] if reason else [])


@pytest.mark.parametrize(
    ("until", "on", "expected"),
    [
        pytest.param(90, 60, None, id="day 90"),
        pytest.param(None, 60, None, id="without an end"),
        pytest.param(59, 60, None, id="to the end of month two"),
        pytest.param(58, 60, AntiLevel.BAD, id="a day too early"),
        pytest.param(30, 31, AntiLevel.BAD, id="gone with the first month"),
        pytest.param(30, 10, AntiLevel.WATCH, id="announced"),
    ],
)
def test_the_fixer_stays_for_the_second_month(until: int | None, on: int, expected: AntiLevel | None) -> None:
    launch = replace(LAUNCH, squad=replace(SQUAD, fixer=replace(SANTOSO, until_day=until)))
    looked = launch_and_forget.judge(conduct(verdict(waits(), on=on), launch, presences=WELL))
    assert [(each.text.id, each.level) for each in looked.found] == (
        [("anti-forget-fixer-leaves", expected)] if expected else []
    )


@pytest.mark.parametrize(
    ("squad", "on", "expected"),
    [
        pytest.param(replace(SQUAD, fixer=None), 40, "B. Santoso", id="the fixer"),
        pytest.param(replace(SQUAD, engineering=()), 40, "B. Santoso", id="an engineer"),
        pytest.param(replace(SQUAD, engineering=(Person("G. Rahma"),)), 40, None, id="an engineer replaced by another"),
        pytest.param(replace(SQUAD, engineering=()), 61, None, id="after the second month"),
    ],
)
def test_who_was_reassigned(squad: Squad, on: int, expected: str | None) -> None:
    version = edit(replace(LAUNCH, squad=squad, digest="2"), on)
    looked = launch_and_forget.judge(conduct(half(70), edits=(version,), presences=WELL))
    assert [each.text.params["names"] for each in looked.found] == ([expected] if expected else [])
    assert all(part.record == "v-000009-abcdef" for each in looked.found for part in each.evidence)


def test_a_squad_that_never_signed_in() -> None:
    absent = frozenset({"putri@example.com", "santoso@example.com"})
    marks = there(*range(0, 61, 2), who="B. Santoso", what=Presence.FIXED)
    assert texts(launch_and_forget.judge(conduct(presences=marks, never_signed_in=absent))) == [
        "anti-forget-never-signed-in"
    ]
    one = frozenset({"santoso@example.com"})
    assert launch_and_forget.judge(conduct(presences=WELL, never_signed_in=one)).found == ()


# ---- KPI cherry-picking


def failing() -> LaunchVerdict:
    ctr = said("ctr", "BELOW", primary=False)
    return verdict(judged(said("completion", "PASS"), ctr), waits(), on=60)


def test_cherry_picking_trips_on_a_figure_of_what_nobody_declared() -> None:
    facts = conduct(failing(), marks=(note("Insurance works: page views +180 %"),), events=frozenset({"page_viewed"}))
    found = only(cherry_picking.judge(facts))
    assert (found.text.id, found.level, found.at) == ("anti-cherry-swapped", AntiLevel.BAD, day(35, 10))
    assert found.text.params == {"events": "page viewed", "by": "A. Putri", "failed": "ctr"}
    assert [each.what.id for each in found.evidence] == ["anti-cherry-said", "anti-cherry-failed"]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        pytest.param("Page views +180 %", ["anti-cherry-undeclared"], id="nothing failed"),
        pytest.param("PageViewed doubled: 2x", ["anti-cherry-undeclared"], id="in another spelling"),
        pytest.param("Page views look odd", [], id="no figure"),
        pytest.param("completion 49 % of all", [], id="the declared metric with its figure"),
        pytest.param("4 views of page 2 %", [], id="the words, but not the name"),
    ],
)
def test_what_a_note_reports(title: str, expected: list[str]) -> None:
    facts = conduct(marks=(note(title),), events=frozenset({"page_viewed", "opened", "submitted"}))
    assert texts(cherry_picking.judge(facts)) == expected


@pytest.mark.parametrize(
    ("signed", "expected"),
    [
        pytest.param(decided(grounds=("page_views",)), "anti-cherry-ground-undeclared", id="undeclared"),
        pytest.param(decided(grounds=("completion", "page_views")), "anti-cherry-ground-undeclared", id="one of two"),
        pytest.param(decided(grounds=("orders",)), "anti-cherry-ground-beside", id="none that decides"),
        pytest.param(decided(grounds=("completion", "orders")), None, id="one that decides, and more"),
        pytest.param(decided(reason="orders are up 28 %"), "anti-cherry-ground-beside", id="claimed in the reason"),
        pytest.param(decided(reason="completion is up, orders 28 % too"), None, id="with one that decides"),
        pytest.param(decided(reason="tickets stay below 120 %"), None, id="a guardrail that is kept"),
        pytest.param(decided(reason="orders look fine"), None, id="no figure"),
        pytest.param(decided(Action.HOLD, grounds=("page_views",)), None, id="a hold"),
    ],
)
def test_on_what_a_decision_rests(signed: Decided, expected: str | None) -> None:
    looked = cherry_picking.judge(conduct(decisions=(signed,)))
    assert texts(looked) == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("after", "expected", "level"),
    [
        pytest.param(with_gate(0.48, 0.35), "anti-cherry-edited-harder", AntiLevel.WATCH, id="a higher threshold"),
        pytest.param(with_gate(0.41, 0.35), "anti-cherry-edited-easier", AntiLevel.BAD, id="lower, the word stays"),
        pytest.param(
            replace(LAUNCH, gates=LAUNCH.gates[1:], digest="2"), "anti-cherry-edited-easier", AntiLevel.BAD,
            id="a gate taken out",
        ),
        pytest.param(
            replace(LAUNCH, segments=("platform",), digest="2"), "anti-cherry-edited-unclear", AntiLevel.BAD,
            id="segments",
        ),
        pytest.param(
            replace(LAUNCH, cohort_days=14, digest="2"), "anti-cherry-edited-unclear", AntiLevel.BAD, id="the window"
        ),
        pytest.param(
            replace(LAUNCH, guardrails=(guard("tickets", 200.0),), digest="2"), "anti-cherry-edited-easier",
            AntiLevel.BAD, id="a looser guardrail",
        ),
        pytest.param(
            replace(LAUNCH, guardrails=(), digest="2"), "anti-cherry-edited-easier", AntiLevel.BAD,
            id="a guardrail taken out",
        ),
    ],
)  # fmt: skip
def test_what_an_edit_after_first_data_changes(after: Launch, expected: str, level: AntiLevel) -> None:
    looked = cherry_picking.judge(conduct(edits=(edit(after),)))
    assert [(each.text.id, each.level) for each in looked.found] == [(expected, level)]


@pytest.mark.parametrize(
    "after",
    [
        pytest.param(replace(LAUNCH, squad=Squad(), digest="2"), id="the squad"),
        pytest.param(replace(LAUNCH, title="Another title", digest="2"), id="the title"),
        pytest.param(
            replace(LAUNCH, metrics={k: v for k, v in LAUNCH.metrics.items() if k != "orders"}, digest="2"),
            id="a metric that nothing is judged by",
        ),
    ],
)
def test_edits_that_change_nothing_that_is_judged(after: Launch) -> None:
    assert cherry_picking.judge(conduct(edits=(edit(after),))).found == ()


def test_an_edit_that_turns_the_word() -> None:
    found = verdict(judged(replace(said("completion", "SHORT"), answer=read(0.38, 0.36, 0.4))), waits(), on=60)
    version = edit(with_gate(0.3, 0.25))
    turned = only(cherry_picking.judge(conduct(found, edits=(version,))))
    assert turned.text.id == "anti-cherry-edited-turned"
    (line,) = turned.evidence
    assert (line.what.id, line.what.params["old"], line.what.params["new"]) == (
        "anti-edit-easier-moved",
        "FAIL",
        "PASS",
    )
    assert (line.by, line.at, line.record) == ("putri@example.com", day(40), "v-000009-abcdef")


def test_a_guardrail_that_is_ignored() -> None:
    looked = cherry_picking.judge(conduct(verdict(passed(), waits(), on=60, harms=[HARM])))
    assert texts(looked) == ["anti-cherry-harm"]
    alone = verdict(judged(said("completion", "SHORT")), on=60, harms=[HARM])
    assert cherry_picking.judge(conduct(alone)).found == ()


def test_scale_signed_over_a_guardrail_beyond_its_limit() -> None:
    drifts = half(guardrails=[guarded("tickets", limit=0.42)])
    found = only(cherry_picking.judge(conduct(decisions=(decided(then=drifts),))))
    assert (found.text.id, found.level) == ("anti-cherry-signed-over", AntiLevel.WATCH)
    harmed = only(cherry_picking.judge(conduct(decisions=(decided(then=half(harms=[HARM])),))))
    assert harmed.level is AntiLevel.BAD
    assert cherry_picking.judge(conduct(half(guardrails=[guarded("tickets", limit=0.42)]))).found == ()


def segments_found(base: str, overall: float, held: float) -> SegmentsFound:
    """A metric by platform whose effect is `overall`, and `held` with the mix of before, both sure."""
    whole, fixed = (Interval(each - 0.01, each + 0.01, 0.95, "test", always_valid=True) for each in (overall, held))
    return SegmentsFound(
        gate="day 30", metric="completion", cell=None, by="platform", mix=MixFound({"web": 3, "ios": 1}, "before"),
        overall=read(0.5), values=(), standardised=None, effect=Effect(base, overall, whole, held, fixed, None),
        mix_shift=False,
    )  # fmt: skip


@pytest.mark.parametrize("base", ["before", "control", "success"])
def test_a_reversal_shows_both_effects_with_their_signs(base: str) -> None:
    validation = replace(nothing_found(), segments=(segments_found(base, 0.128, -0.03),))
    found = only(cherry_picking.judge(conduct(validation=validation)))
    assert (found.text.id, found.level) == ("anti-cherry-reversed", AntiLevel.BAD)
    as_it_is, held = found.evidence[:2]
    assert (as_it_is.what.id, as_it_is.value, as_it_is.low) == ("anti-cherry-effect", 0.128, pytest.approx(0.118))
    assert (held.what.id, held.value, held.high) == ("anti-cherry-effect-held", -0.03, pytest.approx(-0.02))
    assert {as_it_is.what.params["base"], held.what.params["base"]} == {base}


def test_effects_of_one_sign_are_no_reversal() -> None:
    validation = replace(nothing_found(), segments=(segments_found("before", 0.128, 0.03),))
    assert cherry_picking.judge(conduct(validation=validation)).found == ()


# ---- decided too early


def test_early_trips_on_a_rollback_before_anything_was_judged() -> None:
    then = verdict(waits(), on=20, until=NEW_YEAR)
    found = only(early_decision.judge(conduct(decisions=(decided(Action.ROLLBACK, 20, then, "the board asks"),))))
    assert (found.text.id, found.at, found.page) == ("anti-early-decided", day(20), "decision")
    assert [each.what.id for each in found.evidence] == ["anti-early-signed", "anti-early-reason", "anti-early-metric"]
    assert found.hint.id == "anti-early-hint-until"


@pytest.mark.parametrize(
    "signed",
    [
        pytest.param(
            decided(Action.ROLLBACK, 20, verdict(waits(), on=20, action=Action.ROLLBACK)), id="beyond a rollback level"
        ),
        pytest.param(decided(Action.HOLD), id="a hold"),
        pytest.param(decided(on=105, then=done()), id="when everything was judged"),
        pytest.param(decided(Action.PIVOT, 40, verdict(passed(), over("STRADDLES"), on=105)), id="held for not shown"),
    ],
)
def test_what_is_not_decided_too_early(signed: Decided) -> None:
    assert early_decision.judge(conduct(decisions=(signed,))).state is AntiState.CLEAR


def test_a_later_decision_takes_an_early_one_not_back() -> None:
    both = (decided(), decided(on=105, then=done()))
    assert len(early_decision.judge(conduct(done(), decisions=both)).found) == 1


# ---- broken instrumentation under a good number


def tracked(event: str = "submitted", level: Level | None = None) -> Verified:
    seen = Seen("2", "1", 40, day(20), day(29))
    findings = () if level is None else (Finding("TRACK-TWICE", level, event, Text("says"), Text("todo"), seen, event),)
    events = (VerifiedEvent(TrackedEvent(event), 100, day(29), None, findings),)
    return Verified("biza", "0", day(31), day(0), events, ())


def test_instrumentation_trips_on_an_event_that_arrives_twice() -> None:
    found = only(instrumentation.judge(conduct(verified={"day 30": tracked(level=Level.FAIL)})))
    assert (found.text.id, found.at) == ("anti-instrumentation-tracking", day(31, 6))
    good, fault = found.evidence
    assert (good.what.id, good.value, fault.what.id, fault.sample) == ("anti-instrumentation-good", 0.45, "says", 40)


@pytest.mark.parametrize(
    ("found", "verified", "state"),
    [
        pytest.param(half(60), tracked("other", Level.FAIL), AntiState.CLEAR, id="an event of no gated metric"),
        pytest.param(half(60), tracked(level=Level.WATCH), AntiState.CLEAR, id="nothing that fails"),
        pytest.param(
            verdict(judged(said("completion", "SHORT")), waits(), on=60), tracked(level=Level.FAIL), AntiState.CLEAR,
            id="under a metric that fails",
        ),
        pytest.param(half(60), None, AntiState.UNKNOWN, id="not verified"),
        pytest.param(
            verdict(waits(read(0.5)), on=20), None, AntiState.UNKNOWN, id="good before its time, not verified"
        ),
    ],
)  # fmt: skip
def test_when_an_instrument_is_no_reproach(found: LaunchVerdict, verified: Verified | None, state: AntiState) -> None:
    told = {} if verified is None else {"day 30": verified}
    assert instrumentation.judge(conduct(found, verified=told)).state is state


def test_a_flaw_of_the_gate_under_a_metric_that_would_pass() -> None:
    sound = {"day 30": tracked()}
    ratio = replace(SILENT, check="GATE-SRM", reason=Text("gate-sample-ratio", {"flag": "upload"}))
    assert texts(instrumentation.judge(conduct(verdict(passed(flaws=(ratio,)), waits()), verified=sound))) == [
        "anti-instrumentation-flaw"
    ]
    assert instrumentation.judge(conduct(verdict(passed(flaws=(SILENT,)), waits()), verified=sound)).found == ()


def test_less_is_better_is_read_the_other_way_round() -> None:
    launch = a_launch(gate(30, asks("tickets", 10.0, 20.0)), cycle_end(asks("pro")))
    early = replace(said("tickets", "EARLY"), success=10.0, failure=20.0)
    low, high = (replace(early, answer=replace(read(value), scale="rate")) for value in (5.0, 15.0))
    blind = [instrumentation.judge(conduct(verdict(judged(each), on=5), launch)).state for each in (low, high)]
    assert blind == [AntiState.UNKNOWN, AntiState.CLEAR]
