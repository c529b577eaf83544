"""The anti-patterns page, its value in the API, and what pages note of who looked."""

from datetime import datetime
from pathlib import Path

import pytest

from hypercare.app.words import render
from hypercare.ledger import attendance
from hypercare.model.attendance import Presence
from hypercare.model.role import Role
from hypercare.model.text import Text
from hypercare.web.pages.anti_patterns.context import AntiCheck, AntiPatternShown, State
from seeded import LAUNCH, demo
from web.visiting import CLOCK, Site, site

PAGE = f"/launches/{LAUNCH}/anti-patterns"
VALUE = f"/api/v1/launches/{LAUNCH}/anti-patterns"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return site(demo().copy(tmp_path_factory.mktemp("anti") / "data"))


def seen(launch: str = LAUNCH) -> dict[tuple[str, Presence], int]:
    """How often people of the tests were there today."""
    today = datetime.fromisoformat(CLOCK)
    every = attendance.of_launch(launch, today)
    return {(each.who, each.what): each.count for each in every if each.day == today.date()}


def test_the_page_shows_what_the_api_says(served: Site) -> None:
    viewer = served.member(Role.VIEWER)
    value, text = viewer.get(VALUE).json(), viewer.get(PAGE).text
    assert (value["state"], len(value["checks"])) == ("found", 6)
    assert [each["state"] for each in value["checks"]] == sorted(
        (each["state"] for each in value["checks"]), key=["found", "unknown", "clear"].index
    )
    for check in value["checks"]:
        assert f"{check['check']}</code>" in text
        for each in check["found"]:
            assert each["evidence"]
            assert each["hint"]["text"] in text.replace("&#x27;", "'").replace("&quot;", '"')
    assert "page views +180 %" in text


def test_a_past_day_shows_what_was_known_then(served: Site) -> None:
    viewer = served.member(Role.VIEWER)
    checks = {each["check"]: each["state"] for each in viewer.get(f"{VALUE}?day=24").json()["checks"]}
    assert checks["ANTI-LAUNCH-AND-FORGET"] == checks["ANTI-CHERRY-PICKING"] == "clear"
    assert viewer.get(f"{PAGE}?day=24").status_code == 200


def test_it_speaks_indonesian(served: Site) -> None:
    reader = served.member(Role.VIEWER, "pembaca")
    text = reader.get(PAGE, **{"accept-language": "id"}).text
    assert "Luncurkan lalu lupakan" in text
    assert "Tidak ada anggota tim yang hadir selama 9 hari" in text


def test_it_is_told_in_one_place_of_the_overview(served: Site) -> None:
    text = served.member(Role.VIEWER).get(f"/launches/{LAUNCH}").text
    says = "It went live with 2 criteria failing and 1 unknown"
    assert text.count(says) == 1
    assert f'href="{PAGE}"' in text


def test_looking_is_noted_once_in_a_while(served: Site) -> None:
    member = served.member(Role.CONTRIBUTOR, "anggota")
    for _ in range(3):
        assert member.get(f"/launches/{LAUNCH}/gates").status_code == 200
    assert seen()["anggota@example.com", Presence.OPENED] == 1


def test_a_brief_that_is_taken_along_is_a_report(served: Site) -> None:
    member = served.member(Role.CONTRIBUTOR, "pelapor")
    assert member.get(f"/launches/{LAUNCH}/brief.md").status_code == 200
    assert seen() | {("pelapor@example.com", Presence.REPORTED): 1} == seen()


def test_neither_the_api_nor_files_nor_failures_are_presence(served: Site) -> None:
    member = served.member(Role.CONTRIBUTOR, "program")
    member.get(VALUE)
    member.get(f"/launches/{LAUNCH}/timeline.csv")
    member.get(f"/launches/{LAUNCH}/gates?day=soon")
    assert not [who for who, _ in seen() if who == "program@example.com"]


def test_a_visitor_is_nobody(tmp_path: Path) -> None:
    open_site = site(demo().copy(tmp_path / "data"), HYPERCARE_VISITORS="read-only")
    before = seen()
    assert open_site.browser().get(PAGE).status_code == 200
    assert seen() == before


def shown(text_id: str) -> AntiPatternShown:
    """A finding of the check of cherry-picking in these words."""
    said = {"id": text_id, "params": {}}
    at = datetime.fromisoformat(CLOCK)
    return AntiPatternShown(
        check="ANTI-CHERRY-PICKING", level="bad", text=said, hint=said, at=at, over_at=None, page="gates", evidence=[]
    )


@pytest.mark.parametrize(
    ("found", "named"),
    [
        pytest.param(["anti-cherry-reversed"], "average", id="a reversal is nobody's picking"),
        pytest.param(["anti-cherry-reversed", "anti-cherry-mix"], "average", id="nor are two averages"),
        pytest.param(["anti-cherry-mix", "anti-cherry-swapped"], "cherry-picking", id="beside something picked"),
        pytest.param([], "cherry-picking", id="nothing found"),
    ],
)
def test_what_the_data_show_by_themselves_accuses_nobody(found: list[str], named: str) -> None:
    state: State = "found" if found else "clear"
    check = AntiCheck(check="ANTI-CHERRY-PICKING", state=state, unknown=[], found=[shown(each) for each in found])
    assert check.named == named
    for language, heading in (("en", "Average that misleads"), ("id", "Rata-rata yang menyesatkan")):
        assert (render(Text(f"anti-check-{check.named}", {}), language) == heading) == (named == "average")
