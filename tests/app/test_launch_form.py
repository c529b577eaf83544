"""A launch is looked over while it is made, and registered by somebody."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from app.installation import LAUNCH, house_at
from hypercare.app.documents.texts import text_of
from hypercare.app.house import House
from hypercare.app.launch_drafts import MOST_BYTES, Drafts
from hypercare.app.usecases.acts.audit import audit
from hypercare.app.usecases.data.sample_size import sample_sizes, units_needed
from hypercare.app.usecases.launches.launch_form import (
    Draft,
    draft_document,
    draft_of_document,
    form_of,
    from_text,
    next_version,
    preview,
    register,
    registered,
)
from hypercare.app.usecases.launches.launches import listing
from hypercare.app.words import render
from hypercare.declare.edit.form import LaunchForm
from hypercare.declare.example import EXAMPLE
from hypercare.ledger import versions
from hypercare.model.errors import BadInput, InvalidFile, NotFound
from hypercare.simulate.launch_text import launch_text

BIZA = launch_text(1284)
SCHEMAS = Path(__file__).resolve().parents[2] / "docs" / "schemas"
PUTRI = "putri@example.com"


@pytest.fixture
def house(tmp_path: Path) -> House:
    return house_at(tmp_path / "data")


def needed(pairs: tuple[tuple[float, float], ...]) -> dict[tuple[float, float], int | None]:
    return {pair: units_needed(*pair) for pair in pairs}


def fits(document: Any) -> Any:
    """The document, which is as the manual says."""
    Draft202012Validator(json.loads((SCHEMAS / f"{document['schema'].partition('/')[2]}.json").read_text())).validate(
        document
    )
    return document


def looked(house: House, text: str, *, language: str = "en", seen: frozenset[str] | None = None) -> Any:
    return fits(preview(house, from_text(text, Draft()), language=language, needed=needed, seen=seen))


def warned(document: Any, language: str = "en") -> list[str]:
    return [render(text_of(each["text"]), language, prose=True) for each in document["warnings"]]


def test_a_gate_is_a_sentence_with_its_date(house: House) -> None:
    found = looked(house, BIZA)
    assert found["is_valid"]
    completion, clicks, accounts = (each["passes"] for each in found["gates"])
    assert completion == (
        "Passes when the share of Biza merchants who do bulk_opened on days 0 to 30 and reach upload_submitted within "
        "1 day is at least 42 %; it can be judged on 24 Oct 2026 06:00 WIB at the latest."
    )
    assert clicks == (
        "Passes when the number of insurance_clicked per insurance_viewed on days 0 to 30 is at least 5 %; it can be "
        "judged on 24 Oct 2026 06:00 WIB at the latest."
    )
    assert accounts == (
        "Passes when the share of Biza merchants with at least 60 × order_created in one calendar quarter is at least "
        "35 %; it can be judged on 1 Jan 2027 06:00 WIB at the latest."
    )
    assert found["gates"][0]["judged_at"] == "2026-10-24T06:00:00+07:00"
    assert found["guardrails"][0]["sentence"].startswith("Harm when tickets is clearly above 120 %")


def test_it_speaks_indonesian(house: House) -> None:
    passes = looked(house, BIZA, language="id")["gates"][0]["passes"]
    assert passes == (
        "Lulus bila persentase Biza merchants yang melakukan bulk_opened pada hari 0 sampai 30 dan mencapai "
        "upload_submitted dalam 1 hari minimal 42%; bisa dinilai paling lambat 24 Okt 2026 06.00 WIB."
    )


@pytest.mark.parametrize("language", ["en", "id"])
def test_every_kind_has_its_sentence(house: House, language: str) -> None:
    gates = "\n".join(f"    {name}: {{success: 5}}" for name in ("tickets", "bookings", "rows_per_upload", "each"))
    text = EXAMPLE.replace("  day 30:\n", f"  day 30:\n{gates}\n", 1).replace(
        "  bookings: ", "  each: {mean: {event: shipment_booked}}\n  bookings: ", 1
    )
    found = looked(house, text, language=language)
    assert found["problems"] == []
    assert len({each["passes"] for each in found["gates"]}) == 8
    assert not [each for each in found["gates"] if "new-launch" in each["passes"] + each["fails"]]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (BIZA.replace("  cycle end:", "  day 60:"), "day 60 asks for pro_accounts, which needs a whole business cycle"),
        (BIZA.replace("  cycle end:\n    pro_accounts: {success: 35%, failure: 25%}\n", "").replace(
            "[completion, pro_accounts]", "[completion]"), "The business cycle ends on 1 Jan 2027"),
        (BIZA.replace("primary: [completion, pro_accounts]\n", ""), "No metric is marked as deciding"),
        (BIZA.replace("guardrails:\n  tickets: {at most: 120% of before, rollback: 300% of before}\n", ""),
         "Nothing guards against harm"),
        (launch_text(200), "completion needs about 389 units"),
        (BIZA.replace("  expected_units: 1284\n", ""), "It is not said how many you expect to reach"),
        (BIZA, "It went live on 22 Sep 2026"),
        (EXAMPLE, "shipping_again looks further than day 90"),
    ],
    ids=["mirage", "no whole cycle", "no primary", "no guardrail", "small sample", "no sample", "past", "late"],
)  # fmt: skip
def test_what_a_launch_may_regret_is_said(house: House, text: str, words: str) -> None:
    said = warned(looked(house, text))
    assert [each for each in said if each.startswith(words)], said


@pytest.mark.parametrize(
    ("inside", "control", "said"),
    [
        ("{plan: biza}", "{plan: other}", False),
        ("{plan: biza}", "{plan: {not: biza}}", False),
        ("{plan: [biza, plus]}", "{plan: [plus, pro]}", True),
        ("{plan: biza}", "{plan: {not: plus}}", True),
        ("{plan: biza}", "{city: Medan}", True),
        ("{plan: biza}", "{flag.bulk: off}", True),
    ],
)
def test_a_control_that_is_not_kept_apart_is_said(house: House, inside: str, control: str, said: bool) -> None:
    apart = BIZA.replace("where: {account_type: biza}", f"where: {inside}", 1)
    text = apart.replace("segment:\n", f"control: {{where: {control}}}\nsegment:\n", 1)
    found = [each for each in warned(looked(house, text)) if each.startswith("Nothing keeps units of the control out")]
    assert len(found) == said


def test_events_that_have_not_arrived_are_named(house: House) -> None:
    seen = frozenset({"bulk_opened", "file_picked", "file_validated", "order_created", "support_ticket"})
    said = warned(looked(house, BIZA, seen=seen))
    [missing] = [each for each in said if "arrived" in each]
    names = "insurance_clicked, insurance_viewed, upload_submitted, courier_collected"
    assert missing == f"4 events that are read have not arrived yet: {names}."
    assert not [each for each in warned(looked(house, BIZA)) if "arrived" in each]


def test_what_is_wrong_is_said_with_field_and_line(house: House) -> None:
    text = BIZA.replace("42%", "420%")
    found = looked(house, text)
    line = text[: text.index("420%")].count("\n") + 1
    assert not found["is_valid"]
    problem = found["problems"][0]
    assert (problem["field"], problem["line"]) == ("gates.0.success", line)
    assert problem["what"] == "gates.day 30.completion.success: 420% is no share, and this metric is one"
    assert found["gates"] == []


def test_registering_names_the_person_in_the_chain(house: House) -> None:
    done = register(house, from_text(BIZA, Draft()), by=PUTRI)
    assert (done.number, done.is_new) == (1, True)
    held = versions.versions("biza-bulk-upload")[0]
    assert (held.text, held.registered_by, held.record_id) == (BIZA, PUTRI, done.record)
    assert registered(house, "biza-bulk-upload")["by"] == PUTRI
    assert audit(house, None)["ok"]


def test_an_id_that_is_taken_is_refused(house: House) -> None:
    draft = from_text(LAUNCH, Draft())
    register(house, draft, by=PUTRI)
    with pytest.raises(BadInput, match="registered already"):
        register(house, replace(draft, form=replace(draft.form, title="Other")), by=PUTRI)
    found = preview(house, draft, language="en", needed=needed)
    assert [(each["field"], each["line"]) for each in found["problems"]] == [("id", 0)]


def test_the_next_version_keeps_comments_and_says_what_it_changes(house: House) -> None:
    text = LAUNCH.replace("unit: user", "unit: user  # agreed")
    register(house, from_text(text, Draft()), by=PUTRI)
    draft = next_version(house, "biza")
    draft = replace(draft, form=replace(draft.form, title="Biza two"))
    assert fits(preview(house, draft, language="en", needed=needed))["changes"] == [
        {"path": "title", "before": "Biza", "after": "Biza two"}
    ]
    assert register(house, draft, by="wijaya@example.com").number == 2
    assert versions.versions("biza")[1].text == text.replace("title: Biza", "title: Biza two")


def test_two_who_edit_the_same_version_do_not_overwrite_each_other(house: House) -> None:
    register(house, from_text(LAUNCH, Draft()), by=PUTRI)
    mine, theirs = next_version(house, "biza"), next_version(house, "biza")
    register(house, replace(theirs, form=replace(theirs.form, title="Theirs")), by="wijaya@example.com")
    with pytest.raises(BadInput, match="registered meanwhile, by wijaya"):
        register(house, replace(mine, form=replace(mine.form, title="Mine")), by=PUTRI)


@pytest.mark.parametrize(
    ("text", "what"),
    [("", "empty"), (b"\xff", "UTF-8"), ("a: " + "x" * 300_000, "bytes"), ("- x", "not a mapping")],
    ids=["empty", "bytes", "large", "list"],
)
def test_what_is_no_file_is_refused(text: str | bytes, what: str) -> None:
    with pytest.raises(InvalidFile, match=what):
        from_text(text, Draft())


def test_a_version_cannot_change_its_id_and_no_launch_is_called_new(house: House) -> None:
    register(house, from_text(LAUNCH, Draft()), by=PUTRI)
    draft = next_version(house, "biza")
    with pytest.raises(BadInput, match="cannot be called other"):
        register(house, replace(draft, form=replace(draft.form, id="other")), by=PUTRI)
    with pytest.raises(BadInput, match="cannot be called new"):
        register(house, from_text(LAUNCH.replace("launch: biza", "launch: new"), Draft()), by=PUTRI)
    with pytest.raises(NotFound):
        next_version(house, "nosuch")


def test_a_broken_file_is_not_registered(house: House) -> None:
    with pytest.raises(InvalidFile):
        register(house, from_text(BIZA.replace("42%", "420%"), Draft()), by=PUTRI)
    assert listing(house) == []


def test_a_go_live_beyond_every_calendar_is_refused(house: House) -> None:
    text = BIZA.replace("2026-09-22", "9999-12-30")
    assert [each["field"] for each in looked(house, text)["problems"]] == ["live"]
    with pytest.raises(BadInput, match="no calendar reaches"):
        register(house, from_text(text, Draft()), by=PUTRI)


def test_a_draft_is_kept_for_its_person_and_launch(tmp_path: Path) -> None:
    drafts, draft = Drafts(tmp_path / "drafts"), from_text(BIZA, Draft())
    assert drafts.keep(PUTRI, "", draft_document(draft))
    found = drafts.find(PUTRI, "")
    assert found is not None
    assert draft_of_document(found) == draft
    assert drafts.find(PUTRI, "biza") is None
    assert drafts.find("wijaya@example.com", "") is None
    assert not drafts.keep(PUTRI, "", {"base": "x" * MOST_BYTES})
    drafts.drop(PUTRI, "")
    assert drafts.find(PUTRI, "") is None


@pytest.mark.parametrize("left", [b"", b"[1]", b"{", b'{"schema": "other"}'])
def test_a_draft_that_cannot_be_read_is_none(tmp_path: Path, left: bytes) -> None:
    drafts = Drafts(tmp_path)
    drafts.keep(PUTRI, "", {})
    next(tmp_path.glob("*.json")).write_bytes(left)
    assert drafts.find(PUTRI, "") is None


def test_a_form_of_other_types_is_refused() -> None:
    assert form_of({"title": "x", "beyond": 1}) == LaunchForm(title="x")
    with pytest.raises(BadInput, match="metrics"):
        form_of({"metrics": "x"})


@pytest.mark.parametrize(
    ("success", "failure", "units"),
    [(0.42, 0.35, 389), (0.35, 0.42, 389), (0.9, 0.1, 10), (0.5, 0.5, None), (1.2, 0.5, None)],
)
def test_units_that_tell_success_from_failure(success: float, failure: float, units: int | None) -> None:
    assert units_needed(success, failure) == units


def test_closer_thresholds_need_more_units(house: House) -> None:
    answer = fits(sample_sizes(house, pairs=[[0.42, 0.2], [0.42, 0.35], [0.42, 0.4], [0.001, 0.0009]]))
    first, second, third, rare = answer["units"]
    assert first < second < third < rare


def test_the_present_is_the_installations(house: House) -> None:
    done = register(house, from_text(LAUNCH, Draft()), by=PUTRI)
    assert done.registered_at == house.clock.now() == datetime(2026, 10, 22, 8, tzinfo=UTC)
