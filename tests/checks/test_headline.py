"""The answer in one sentence, as people read it in both languages."""

import pytest

from checks.launches import a_launch, asks, day, gate
from checks.verdicts import (
    CYCLE,
    FEEDBACK,
    HARM,
    IOS,
    NEW_YEAR,
    NOBODY,
    ROLLBACK,
    SILENT,
    judged,
    said,
    verdict,
)
from hypercare.app.documents.headline import sentence
from hypercare.checks.headline import Signed, headline
from hypercare.model.entrance import Entrance, EntranceCriterion, EntranceItem, EntranceState
from hypercare.model.text import Text
from hypercare.model.verdict import Action, LaunchVerdict

LAUNCH = a_launch(gate(30, asks("completion")))
COMPLETES = said("completion", "PASS")
WAITS = judged(said("pro_accounts", "EARLY"), name="cycle end")
SIGNED = Signed(Action.SCALE, Action.SCALE, "C. Dewi", day(102, 10))
OVERRIDDEN = Signed(Action.SCALE, Action.ROLLBACK, "C. Dewi", day(102, 10))
CASES: dict[str, tuple[LaunchVerdict, Signed | None, str, str]] = {
    "day 60": (
        verdict(judged(COMPLETES), WAITS, until=NEW_YEAR, criteria=[CYCLE]),
        None,
        "Hold until 1 Jan 2027: completion passes, pro accounts is too early to judge",
        "Tahan dulu sampai 1 Jan 2027: completion lulus, pro accounts terlalu dini untuk dinilai",
    ),
    "another fails": (
        verdict(judged(COMPLETES, said("ctr", "BELOW", primary=False)), WAITS),
        None,
        "Hold: completion passes, pro accounts is too early to judge, ctr fails, which decides nothing",
        "Tahan dulu: completion lulus, pro accounts terlalu dini untuk dinilai, ctr gagal, tetapi tidak menentukan",
    ),
    "scale": (
        verdict(judged(COMPLETES, said("pro_accounts", "PASS")), action=Action.SCALE),
        None,
        "Scale: completion passes, pro accounts passes",
        "Scale: completion lulus, pro accounts lulus",
    ),
    "all but an exit criterion": (
        verdict(judged(COMPLETES), criteria=[FEEDBACK]),
        None,
        "Hold: completion passes, feedback has not been gathered",
        "Tahan dulu: completion lulus, feedback belum terkumpul",
    ),
    "all but the cycle": (
        verdict(judged(COMPLETES), criteria=[CYCLE], until=NEW_YEAR),
        None,
        "Hold until 1 Jan 2027: completion passes, the business cycle runs until 1 Jan 2027",
        "Tahan dulu sampai 1 Jan 2027: completion lulus, siklus bisnis berjalan sampai 1 Jan 2027",
    ),
    "what failed comes first": (
        verdict(judged(COMPLETES, said("pro_accounts", "BETWEEN")), action=Action.PIVOT),
        None,
        "Pivot: pro accounts misses success, completion passes",
        "Pivot: pro accounts tidak mencapai target, completion lulus",
    ),
    "rollback": (
        verdict(judged(said("completion", "BELOW")), action=Action.ROLLBACK),
        None,
        "Roll back: completion fails",
        "Rollback: completion gagal",
    ),
    "undecided for now": (
        verdict(judged(said("completion", "STRADDLES")), until=NEW_YEAR),
        None,
        "Hold until 1 Jan 2027: completion is undecided",
        "Tahan dulu sampai 1 Jan 2027: completion belum bisa dipastikan",
    ),
    "undecided for too long": (
        verdict(judged(said("completion", "STRADDLES")), action=Action.PIVOT),
        None,
        "Pivot: completion has not shown success",
        "Pivot: completion belum terbukti berhasil",
    ),
    "harm": (
        verdict(judged(COMPLETES), harms=[HARM, IOS], action=Action.PIVOT),
        None,
        "Pivot: tickets is beyond its limit, completion fails for ios, completion passes",
        "Pivot: tickets melewati batasnya, completion gagal untuk ios, completion lulus",
    ),
    "harm beyond rollback": (
        verdict(judged(COMPLETES, harms=(ROLLBACK,)), harms=[ROLLBACK], action=Action.ROLLBACK),
        None,
        "Roll back: tickets is beyond its rollback level, completion passes",
        "Rollback: tickets melewati batas rollback, completion lulus",
    ),
    "invalid": (
        verdict(judged(COMPLETES, flaws=(SILENT,)), judged(COMPLETES, name="day 60", flaws=(SILENT,))),
        None,
        "Hold, and mend the measurement: upload_submitted stopped arriving",
        "Tahan dulu dan perbaiki pengukurannya: upload_submitted berhenti masuk",
    ),
    "nobody exposed": (
        verdict(judged(said("completion", "EARLY", answer=NOBODY)), on=3, until=NEW_YEAR),
        None,
        "Hold until 1 Jan 2027: nobody has been exposed yet",
        "Tahan dulu sampai 1 Jan 2027: belum ada yang memakai fiturnya",
    ),
    "no data after the date": (
        verdict(judged(said("pro_accounts", "NO DATA", answer=NOBODY), COMPLETES)),
        None,
        "Hold: pro accounts has no data, completion passes",
        "Tahan dulu: pro accounts belum punya data, completion lulus",
    ),
    "before go-live": (
        verdict(judged(COMPLETES), WAITS, on=-12, until=NEW_YEAR),
        None,
        "Goes live on 22 Sep 2026: the first gate can be judged on 23 Oct 2026",
        "Live pada 22 Sep 2026: gate pertama bisa dinilai pada 23 Okt 2026",
    ),
    "many metrics": (
        verdict(
            judged(*(said(f"m{number}", "PASS") for number in range(4)), said("orders", "SHORT")),
            WAITS,
            action=Action.PIVOT,
        ),
        None,
        "Pivot: orders misses success, pro accounts is too early to judge, 4 metrics pass",
        "Pivot: orders tidak mencapai target, pro accounts terlalu dini untuk dinilai, 4 metrik lulus",
    ),
    "signed": (
        verdict(judged(COMPLETES), on=105, action=Action.SCALE),
        SIGNED,
        "Scale, signed by C. Dewi on 2 Jan 2027: completion passes",
        "Scale, ditandatangani C. Dewi pada 2 Jan 2027: completion lulus",
    ),
    "signed against the recommendation": (
        verdict(judged(said("completion", "BELOW")), on=105, action=Action.ROLLBACK),
        OVERRIDDEN,
        "Scale, signed by C. Dewi on 2 Jan 2027: Hypercare recommended to roll back, completion fails",
        "Scale, ditandatangani C. Dewi pada 2 Jan 2027: rekomendasi Hypercare: rollback, completion gagal",
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_the_sentence_in_both_languages(case: tuple[LaunchVerdict, Signed | None, str, str]) -> None:
    found, signed, english, indonesian = case
    said_of_it = headline(found, LAUNCH, signed)
    assert sentence(said_of_it, "en") == english
    assert sentence(said_of_it, "id") == indonesian


def lacks(*states: EntranceState) -> Entrance:
    """A judgement with one thing for each state."""
    items = tuple(
        EntranceItem(f"live/{number}", f"thing {number}", state, Text("entry-ready"))
        for number, state in enumerate(states)
    )
    return Entrance("biza", "0", day(-3), (EntranceCriterion("ENTRY-SUPPORT", "support", items),))


@pytest.mark.parametrize(
    ("entrance", "english", "indonesian"),
    [
        pytest.param(
            lacks(*[EntranceState.FAIL] * 4, EntranceState.UNKNOWN),
            "Not ready: 4 things are missing, 3 days to go-live",
            "Belum siap: 4 hal masih kurang, 3 hari lagi live",
            id="things are missing",
        ),
        pytest.param(
            lacks(EntranceState.PASS),
            "Goes live on 22 Sep 2026: the first gate can be judged on 23 Oct 2026",
            "Live pada 22 Sep 2026: gate pertama bisa dinilai pada 23 Okt 2026",
            id="ready",
        ),
    ],
)
def test_before_go_live_it_says_what_is_missing(entrance: Entrance, english: str, indonesian: str) -> None:
    found = headline(verdict(judged(COMPLETES), on=-3), LAUNCH, entrance=entrance)
    assert (sentence(found, "en"), sentence(found, "id")) == (english, indonesian)


HELD = Signed(Action.HOLD, Action.HOLD, "C. Dewi", day(60, 10), NEW_YEAR)
OVERRULED = Signed(Action.HOLD, Action.SCALE, "C. Dewi", day(60, 10))
SIGNED_ON = "C. Dewi signed a hold on 21 Nov 2026"


@pytest.mark.parametrize(
    ("signed", "on", "action", "english"),
    [
        pytest.param(
            HELD,
            70,
            Action.HOLD,
            "Hold until 1 Jan 2027, signed by C. Dewi on 21 Nov 2026: completion passes",
            id="holds",
        ),
        pytest.param(
            HELD, 70, Action.PIVOT, f"Pivot: completion passes, {SIGNED_ON}", id="something else is recommended"
        ),
        pytest.param(HELD, 102, Action.HOLD, f"Hold: completion passes, {SIGNED_ON}", id="its date has passed"),
        pytest.param(HELD, 102, Action.SCALE, f"Scale: completion passes, {SIGNED_ON}", id="passed, and to scale"),
        pytest.param(
            OVERRULED,
            102,
            Action.SCALE,
            "Hold, signed by C. Dewi on 21 Nov 2026: Hypercare recommended to scale, completion passes",
            id="against what is still recommended",
        ),
        pytest.param(OVERRULED, 102, Action.PIVOT, f"Pivot: completion passes, {SIGNED_ON}", id="against what was"),
    ],
)
def test_a_signed_hold_ends(signed: Signed, on: int, action: Action, english: str) -> None:
    found = headline(verdict(judged(COMPLETES), on=on, action=action), LAUNCH, signed)
    assert sentence(found, "en") == english
