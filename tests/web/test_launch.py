"""The overview of a launch: the answer first; page and API say the same on every day; no data is never 0."""

import html
import re
from collections.abc import Iterator
from typing import Any, ClassVar

import pytest

from hypercare.web.installation import here
from hypercare.web.pages.launch.cards import cards_of
from hypercare.web.pages.launch.context import Overview
from hypercare.web.pages.launch.rail import rail_of
from seeded import LAUNCH, demo
from web.test_portfolio import timeline
from web.visiting import Browser, site

COMING, FINISHED = "asuransi-kiriman", "jadwal-jemput"


@pytest.fixture(scope="module")
def visitor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    served = site(demo().copy(tmp_path_factory.mktemp("launch") / "data"), HYPERCARE_VISITORS="read-only")
    studio = here().studio
    yield served.browser()
    studio.close()


def told(visitor: Browser, launch: str, query: str = "") -> Any:
    answer = visitor.get(f"/api/v1/launches/{launch}{query}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def shown(visitor: Browser, launch: str, query: str = "", language: str = "en") -> str:
    answer = visitor.get(f"/launches/{launch}{query}", **{"accept-language": language})
    assert answer.status_code == 200, answer.text
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", " ", answer.text)))


def metric(answer: dict[str, Any], name: str = "completion", kind: str = "funnel") -> dict[str, Any]:
    """A metric of a look with an answer."""
    return {"metric": name, "kind": kind, "unit": "account", "primary": True, "guardrail": False, "answer": answer}


def look(answer: dict[str, Any], kind: str = "funnel") -> dict[str, Any]:
    """A look with one metric that nothing asks for."""
    return {"verdict": {"gates": [], "guardrails": []}, "metrics": [metric(answer, kind=kind)]}


class Declared:
    """A launch whose metrics say nothing of their own."""

    metrics: ClassVar[dict[str, None]] = {"completion": None}


ESTIMATE = {
    "kind": "estimate", "value": 0.5, "scale": "share", "counts": {"units": 10, "mature": 8, "open": 2},
    "interval": {"low": 0.4, "high": 0.6, "level": 0.95}, "bounds": [0.5, 0.5],
}  # fmt: skip
NOTHING = {
    "kind": "insufficient", "reason": {"id": "metric-no-mature-units", "params": {}}, "counts": None, "bounds": None,
}  # fmt: skip


@pytest.mark.parametrize(("answer", "value", "placed"), [
    (ESTIMATE, 0.5, (10.0 / 1.24 * 1.2, 50.0)),
    (ESTIMATE | {"interval": {"low": None, "high": None, "level": 0.95}}, 0.5, (0.0, 50.0)),
    (NOTHING, None, (None, None)),
    (NOTHING | {"bounds": [0.2, 1.0]}, None, (None, None)),
], ids=["an estimate", "no ends", "nothing", "only bounds"])  # fmt: skip
def test_a_card_draws_only_what_is_known(
    answer: dict[str, Any], value: float | None, placed: tuple[float | None, float | None]
) -> None:
    (card,) = cards_of(look(answer), Declared())  # type: ignore[arg-type]  # only its metrics are read
    assert card.value == value
    assert card.word is None
    assert (card.picture.low, card.picture.value) == (
        placed[0] if placed[0] is None else pytest.approx(placed[0], abs=0.1),
        placed[1],
    )
    assert (card.picture.open_low is None) == (answer["bounds"] is None or value is not None)


def judged_look(now: dict[str, Any], *, settled: bool = True) -> dict[str, Any]:
    """A look whose gate said PASS of the estimate, at other thresholds than today's; `now` is today's answer."""
    then = {"metric": "completion", "word": "PASS", "reasons": [], "needed": None, "success": 0.39, "failure": 0.3}
    gate = {
        "gate": "day 30", "kind": "day", "judgeable": "2026-10-24T06:00:00+07:00", "settled": settled,
        "metrics": [then | {"answer": ESTIMATE}],
        "now": [then | {"answer": now, "success": 0.7}],
    }  # fmt: skip
    return {"verdict": {"gates": [gate], "guardrails": []}, "metrics": [metric(now)]}


LATER = ESTIMATE | {"value": 0.55, "interval": {"low": 0.5, "high": 0.61, "level": 0.95}}


@pytest.mark.parametrize(("look", "value", "low", "now"), [
    (judged_look(LATER), 0.5, 0.4, 0.55),
    (judged_look(ESTIMATE), 0.5, 0.4, None),
    (judged_look(LATER, settled=False), 0.55, 0.5, None),
], ids=["read otherwise since", "read the same", "not judged yet"])  # fmt: skip
def test_a_judged_card_shows_what_was_judged_and_then_what_it_reads_now(
    look: dict[str, Any], value: float, low: float, now: float | None
) -> None:
    (card,) = cards_of(look, Declared())  # type: ignore[arg-type]  # only its metrics are read
    assert card.success is not None
    assert card.interval is not None
    assert (card.word, card.value, card.interval.low, card.success.value) == ("PASS", value, low, 0.39)
    assert (card.now and card.now.value) == now


@pytest.mark.parametrize(("has", "hero"), [
    ({"a": None, "b": 0.4, "limit": 9.0}, "b"),
    ({"a": None, "b": None, "limit": 9.0, "other": 1.0}, "a"),
    ({"limit": 9.0}, None),
], ids=["the first with a value", "too early", "only a guardrail"])  # fmt: skip
def test_the_large_chart_is_of_a_metric_that_decides(has: dict[str, float | None], hero: str | None) -> None:
    (card,) = cards_of(look(ESTIMATE), Declared())  # type: ignore[arg-type]  # only its metrics are read
    changes = {
        name: {"metric": name, "value": value, "primary": name in "ab", "guardrail": name == "limit"}
        for name, value in has.items()
    }
    page = Overview.model_construct(cards=[card.model_copy(update=each) for each in changes.values()])
    assert (page.hero and page.hero.metric) == hero


@pytest.mark.slow
def test_a_card_says_the_date_at_the_latest_and_bounds_of_those_counted(visitor: Browser) -> None:
    assert told(visitor, LAUNCH)["cards"]
    assert "Judgeable 1 Jan 2027 at the latest of those counted so far, between" in shown(visitor, LAUNCH)
    assert "Bisa dinilai paling lambat 1 Jan 2027 dari yang sudah terhitung, antara" in shown(
        visitor, LAUNCH, language="id"
    )


def test_the_line_of_a_share_ends_at_0_and_1() -> None:
    answer = ESTIMATE | {"interval": {"low": 0.0, "high": 1.0, "level": 0.95}}
    (card,) = cards_of(look(answer), Declared())  # type: ignore[arg-type]  # only its metrics are read
    assert (card.picture.low, card.picture.high) == (0, 100)


def test_what_happened_before_the_line_is_listed_and_not_drawn() -> None:
    mark = {"kind": "note", "title": "<b>Rehearsal</b>", "at": "2026-09-20T09:00:00+07:00", "at_day": -1.6}
    later = {"kind": "hotfix", "title": "4.12.1", "at": "2026-09-25T10:15:00+07:00", "at_day": 3.4}
    told = timeline(2.0) | {"cycles": [], "peaks": [], "marks": [later, mark], "edits": [], "decision": None}
    rail = rail_of(told, [])
    assert [each.kind for each in rail.happenings] == ["note", "hotfix", "gate"]
    assert [each.kind for each in rail.marks] == ["hotfix"]
    assert [each.is_to_come for each in rail.happenings] == [False, True, True]


@pytest.mark.slow
@pytest.mark.parametrize(("query", "day", "words"), [
    ("", 60, {"completion": "PASS", "pro_accounts": "TOO_EARLY", "insurance_ctr": "FAIL", "tickets": "INCONCLUSIVE"}),
    ("?day=2", 2, {"completion": "TOO_EARLY", "pro_accounts": "TOO_EARLY", "insurance_ctr": "TOO_EARLY"}),
    ("?day=101", 101, {"completion": "PASS", "pro_accounts": "PASS", "insurance_ctr": "FAIL"}),
    ("?as_of=2026-11-01T12:00", 40, {"completion": "PASS", "pro_accounts": "TOO_EARLY"}),
], ids=["now", "day 2", "the last day", "an instant"])  # fmt: skip
def test_everything_follows_the_day(visitor: Browser, query: str, day: int, words: dict[str, str]) -> None:
    page = told(visitor, LAUNCH, query)
    assert page["slider"]["day"] == day
    assert words.items() <= {card["metric"]: card["word"] for card in page["cards"]}.items()
    text = shown(visitor, LAUNCH, query)
    assert f"Day {day} " in text
    assert "Hold until 1 Jan 2027" in text or page["answer"]["action"] == "SCALE"
    assert all(clause["text"] in text for clause in page["answer"]["clauses"])
    for card in page["cards"]:
        assert card["title"] in text
        if card["value"] is None:
            assert card["insufficient"] is not None


@pytest.mark.slow
def test_what_cannot_be_judged_says_when_it_can(visitor: Browser) -> None:
    cards = {card["metric"]: card for card in told(visitor, LAUNCH)["cards"]}
    early = cards["pro_accounts"]
    assert (early["value"], early["judgeable"]) == (None, "2027-01-01T06:00:00+07:00")
    assert early["bounds"]["low"] == pytest.approx(0.2009, abs=1e-4)
    text = shown(visitor, LAUNCH)
    assert "Judgeable 1 Jan 2027 at the latest" in text
    assert " 0.0 %" not in text


@pytest.mark.slow
def test_the_slider_is_a_form_that_ends_at_the_last_known_day(visitor: Browser) -> None:
    assert visitor.get(f"/api/v1/launches/{LAUNCH}/look?day=31").status_code == 200, "kept, so that the page has it"
    page = visitor.get(f"/launches/{LAUNCH}?day=31").text
    slider = re.search(r'<input class="range"[^>]*>', page)
    assert slider is not None
    assert all(part in slider[0] for part in ('name="day"', 'min="0"', 'max="101"', 'value="31"'))
    assert f'action="/launches/{LAUNCH}"' in page
    assert f'href="/launches/{LAUNCH}/gates?day=31"' in page


@pytest.mark.slow
@pytest.mark.parametrize("query", ["?day=-1", "?day=9999999", "?day=x", "?as_of=never"])
def test_what_is_no_day_is_refused(visitor: Browser, query: str) -> None:
    assert visitor.get(f"/launches/{LAUNCH}{query}").status_code == 400


@pytest.mark.slow
def test_an_unknown_launch_is_missing(visitor: Browser) -> None:
    answer = visitor.get("/launches/no-such-launch")
    assert answer.status_code == 404
    assert "There is nothing here" in answer.text


@pytest.mark.slow
def test_before_go_live_it_tells_what_is_missing(visitor: Browser) -> None:
    page = told(visitor, COMING)
    assert (page["answer"]["action"], page["entrance"]["state"]) == (None, "fail")
    text = shown(visitor, COMING)
    assert page["entrance"]["says"]["text"] in text
    assert "Value with its always-valid interval" not in text


@pytest.mark.slow
def test_a_finished_launch_shows_who_signed_what(visitor: Browser) -> None:
    page = told(visitor, FINISHED)
    assert (page["decision"]["action"], page["decision"]["by"], page["decision"]["overrides"]) == (
        "SCALE",
        "C. Dewi",
        False,
    )
    text = shown(visitor, FINISHED)
    assert page["decision"]["reason"] in text
    assert page["decision"]["record"] in text


@pytest.mark.slow
def test_it_speaks_indonesian(visitor: Browser) -> None:
    text = shown(visitor, LAUNCH, language="id")
    assert [word for word in ("Perlu tindakan", "Terlalu dini", "49,1%", "WIB") if word not in text] == []


@pytest.mark.slow
def test_choices_are_kept_and_only_ours(visitor: Browser) -> None:
    answer = visitor.post("/preferences", {"language": "id", "back": f"/launches/{LAUNCH}?day=3"})
    assert (answer.status_code, answer.headers["location"]) == (302, f"/launches/{LAUNCH}?day=3")
    assert 'lang="id"' in visitor.get("/").text
    assert visitor.post("/preferences", {"theme": "dark", "back": "//evil.example"}).headers["location"] == "/"
    assert 'data-theme="dark"' in visitor.get("/").text
    assert visitor.post("/preferences", {"language": "xx"}).status_code == 422
    visitor.cookies.clear()
