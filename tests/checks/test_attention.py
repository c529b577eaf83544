"""What needs people: each finding with its neighbour that needs nobody, and their ranks."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from checks.launches import a_launch, asks, day, gate, guard
from checks.verdicts import CYCLE, FEEDBACK, HARM, IOS, NEW_YEAR, ROLLBACK, SILENT, guarded, judged, said, verdict
from hypercare.app.words import render
from hypercare.checks.attention import IMPACT, MOST, Circumstances, Level, Target, attention
from hypercare.model.antipattern import AntiPattern
from hypercare.model.entrance import Entrance, EntranceCriterion, EntranceItem, EntranceState
from hypercare.model.launch import Launch, Person, Squad
from hypercare.model.text import Text
from hypercare.model.verdict import Action, LaunchVerdict

FIXER = Squad(fixer=Person("B. Santoso", until_day=90))
LAUNCH = a_launch(gate(30, asks("completion")), guardrails=(guard("tickets", 0.42),), squad=FIXER)
PASSES = judged(said("completion", "PASS"))
WAITS = judged(said("pro", "EARLY"), name="cycle end")
FRESH = Circumstances(facts_until=day(60, 7))
WELL = verdict(PASSES, WAITS, until=NEW_YEAR)


def ids(found: LaunchVerdict, around: Circumstances = FRESH, launch: Launch = LAUNCH) -> list[str]:
    return [finding.id for finding in attention(found, launch, around)]


def fixed_until(number: int | None) -> Launch:
    return replace(LAUNCH, squad=Squad(fixer=Person("B. Santoso", until_day=number)))


CASES: dict[str, tuple[LaunchVerdict, Circumstances, Launch, list[str]]] = {
    "all is well": (WELL, FRESH, LAUNCH, []),
    "broken tracking, once for both gates": (
        verdict(judged(said("completion", "PASS"), flaws=(SILENT,)), judged(said("pro", "EARLY"), flaws=(SILENT,))),
        FRESH,
        LAUNCH,
        ["invalid"],
    ),
    "harm, once for gate and launch": (
        verdict(judged(said("completion", "PASS"), harms=(HARM,)), harms=[HARM, IOS]), FRESH, LAUNCH, ["harm", "harm"]
    ),
    "harm beyond rollback": (verdict(PASSES, harms=[ROLLBACK]), FRESH, LAUNCH, ["harm-rollback"]),
    "a primary and another fail": (
        verdict(judged(said("completion", "SHORT"), said("ctr", "BELOW", primary=False))),
        FRESH,
        LAUNCH,
        ["primary-fails", "other-fails"],
    ),
    "no facts": (WELL, Circumstances(None), LAUNCH, ["facts-late"]),
    "no facts before go-live": (verdict(PASSES, on=-3), Circumstances(None), LAUNCH, []),
    "facts within the lateness": (WELL, Circumstances(day(60, 2)), LAUNCH, []),
    "facts beyond it": (WELL, Circumstances(day(60, 0)), LAUNCH, ["facts-late"]),
    "few quarantined": (WELL, replace(FRESH, quarantined=0.009), LAUNCH, []),
    "some quarantined": (WELL, replace(FRESH, quarantined=0.01), LAUNCH, ["quarantined"]),
    "decided, not signed": (verdict(PASSES, action=Action.SCALE), FRESH, LAUNCH, ["unsigned"]),
    "decided and signed": (verdict(PASSES, action=Action.SCALE), replace(FRESH, signed=True), LAUNCH, []),
    "a guardrail drifts": (verdict(PASSES, guardrails=[guarded()]), FRESH, LAUNCH, ["limit-near"]),
    "a criterion, long before": (verdict(PASSES, WAITS, criteria=[FEEDBACK]), FRESH, LAUNCH, []),
    "a criterion, a fortnight before": (
        verdict(PASSES, WAITS, on=88, criteria=[FEEDBACK]), Circumstances(day(88, 7)), LAUNCH, ["criterion-due"]
    ),
    "the cycle needs nobody": (verdict(PASSES, criteria=[CYCLE]), FRESH, LAUNCH, []),
    "edited": (WELL, replace(FRESH, edited_at=(day(40),)), LAUNCH, ["edited"]),
    "no fixer, early on": (verdict(WAITS, on=23), Circumstances(day(23, 7)), fixed_until(30), []),
    "no fixer, a week before": (verdict(WAITS, on=24), Circumstances(day(24, 7)), fixed_until(30), ["no-fixer"]),
    "a fixer without an end": (WELL, FRESH, fixed_until(None), []),
    "a fixer who left": (WELL, FRESH, fixed_until(59), ["no-fixer"]),
    "nobody needed when it is over": (
        verdict(PASSES, phases=("closed",)), FRESH, replace(LAUNCH, squad=Squad()), []
    ),
    "file and registry": (WELL, replace(FRESH, file_differs=True), LAUNCH, ["file-differs"]),
    "judgeable in three days": (
        verdict(WAITS, on=99), Circumstances(day(99, 7)), fixed_until(None), ["judgeable-soon"]
    ),
    "judgeable in five": (verdict(WAITS, on=96), Circumstances(day(96, 7)), fixed_until(None), []),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_what_is_found(case: tuple[LaunchVerdict, Circumstances, Launch, list[str]]) -> None:
    found, around, launch, expected = case
    assert ids(found, around, launch) == expected


def test_at_most_five_highest_rank_first() -> None:
    everything = verdict(
        judged(said("completion", "SHORT"), said("ctr", "BELOW", primary=False), flaws=(SILENT,)),
        harms=[HARM, ROLLBACK],
        guardrails=[guarded()],
        criteria=[FEEDBACK],
    )
    around = Circumstances(None, quarantined=0.5, edited_at=(day(40),), file_differs=True)
    found = attention(everything, replace(LAUNCH, squad=Squad()), around)
    assert [finding.id for finding in found] == [
        "invalid",
        "harm-rollback",
        "primary-fails",
        "facts-late",
        "quarantined",
    ]
    assert len(found) == MOST
    assert [finding.rank for finding in found] == sorted((finding.rank for finding in found), reverse=True)


@pytest.mark.parametrize(
    ("late", "rank"),
    [
        pytest.param(timedelta(hours=12), IMPACT["facts-late"] / 2, id="half a day"),
        pytest.param(timedelta(days=1), IMPACT["facts-late"], id="a day"),
        pytest.param(timedelta(days=9), IMPACT["facts-late"], id="stopped long ago"),
    ],
)
def test_lag_weighs_by_its_length(late: timedelta, rank: float) -> None:
    around = Circumstances(WELL.as_of - LAUNCH.lateness - late)
    assert attention(WELL, LAUNCH, around)[0].rank == pytest.approx(rank)


def test_a_finding_opens_its_evidence_and_speaks() -> None:
    (finding,) = attention(verdict(judged(said("pro_accounts", "SHORT"))), LAUNCH, FRESH)
    assert finding.target == Target("evidence", {"metric": "pro_accounts", "gate": "day 30"})
    assert finding.level is Level.BAD
    assert render(finding.text) == "pro accounts fails at gate day 30."


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("kind", IMPACT)
def test_every_kind_has_a_hint(kind: str, language: str) -> None:
    assert not render(Text(f"attention-hint-{kind}"), language).startswith("attention-")


def test_the_manual_has_the_impacts_in_order() -> None:
    table = (
        (Path(__file__).parents[2] / "docs" / "answer.md").read_text().partition("| Impact |")[2].partition("\n\n")[0]
    )
    told = [int(number) for row in re.findall(r"^\| ([\d, ]+) \|", table, re.MULTILINE) for number in row.split(",")]
    assert told == list(IMPACT.values()) == sorted(IMPACT.values(), reverse=True)


@pytest.mark.parametrize(
    ("state", "expected"),
    [(EntranceState.FAIL, ["not-ready", "invalid"]), (EntranceState.UNKNOWN, ["invalid"])],
)
def test_what_is_missing_before_go_live_comes_first(state: EntranceState, expected: list[str]) -> None:
    criterion = EntranceCriterion(
        "ENTRY-SUPPORT", "support", (EntranceItem("support/guide", "guide", state, Text("entry-ready")),)
    )
    found = verdict(judged(said("completion", "PASS"), flaws=(SILENT,)), on=-3)
    around = replace(FRESH, entrance=Entrance("biza", "0", found.as_of, (criterion,)))
    assert ids(found, around) == expected
    assert attention(found, LAUNCH, around)[0].target.page == ("entrance" if len(expected) > 1 else "gates")


@pytest.mark.parametrize(
    ("text", "kind"), [("anti-cherry-reversed", "mix-turned"), ("anti-cherry-swapped", "cherry-picked")]
)
def test_what_a_mix_does_is_no_cherry_picking(text: str, kind: str) -> None:
    found = AntiPattern("ANTI-CHERRY-PICKING", Text(text), Text(f"{text}-hint"), day(60), "gates")
    assert ids(WELL, replace(FRESH, antipatterns=(found,))) == [kind]
