"""What people say of the entrance on its page and in the API, and who may."""

import html
from collections.abc import Iterator
from typing import Any

import pytest

from commands import run
from hypercare.web.installation import here
from hypercare.web.person import Role
from seeded import LAUNCH, demo
from web.visiting import CLOCK, Browser, Site, site

COVER = "asuransi-kiriman"
pytestmark = pytest.mark.slow  # each asks a studio


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    yield site(demo().copy(tmp_path_factory.mktemp("acts") / "data"))
    here().studio.close()


def item(browser: Browser, launch: str, name: str) -> Any:
    judged = browser.get(f"/api/v1/launches/{launch}/entrance").json()["entrance"]
    return next(each for criterion in judged["criteria"] for each in criterion["items"] if each["id"] == name)


def waive(name: str, **more: str) -> dict[str, str]:
    return {"item": name, "what": "waived", "reason": "the desk knows it by heart", "until": "2026-12-01", **more}


def test_an_approver_waives_and_takes_it_back(served: Site) -> None:
    approver = served.member(Role.APPROVER)
    approver.get(f"/api/v1/launches/{COVER}/look")  # kept: the facts of the next one are the same
    sent = approver.post(f"/launches/{COVER}/entrance/act", waive("support/guide"))
    assert (sent.status_code, sent.headers["location"]) == (302, f"/launches/{COVER}/entrance#support-guide")
    found = item(approver, COVER, "support/guide")
    assert (found["state"], found["found"], found["waiver"]["by"]) == ("waived", "fail", "approver@example.com")
    page = html.unescape(approver.get(f"/launches/{COVER}/entrance").text)
    assert "the desk knows it by heart" in page
    assert "waived by approver@example.com until 1 Dec 2026" in page
    overview = approver.get(f"/launches/{COVER}").text
    assert approver.get(f"/api/v1/launches/{COVER}/entrance").json()["entrance"]["says"]["text"] in overview
    approver.post(f"/launches/{COVER}/entrance/act", {"item": "support/guide", "what": "unwaived"})
    assert item(approver, COVER, "support/guide")["state"] == "fail"
    kinds = [each["says"] for each in approver.get("/api/v1/audit").json()["records"]][:2]
    assert kinds[1].startswith("Waived support/guide of the entrance of asuransi-kiriman until 2026-12-01")


def test_who_drives_the_launch_waives_and_another_contributor_does_not(served: Site) -> None:
    driver = served.member(Role.CONTRIBUTOR, "maharani")
    assert driver.post(f"/launches/{COVER}/entrance/act", waive("support/L1")).status_code in (302, 422)
    assert driver.post(f"/launches/{COVER}/entrance/act", waive("support/drill")).status_code == 302
    other = served.member(Role.CONTRIBUTOR)
    assert other.post(f"/launches/{COVER}/entrance/act", waive("support/L3")).status_code == 403
    assert "Why it may be open" not in other.get(f"/launches/{COVER}/entrance").text
    assert served.member(Role.VIEWER).post(f"/launches/{COVER}/entrance/act", waive("support/L3")).status_code == 403


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        (waive("support/L3", reason=" "), "Say why, in a sentence"),
        (waive("support/L3", until=""), "Choose a day from today on"),
        (waive("support/L3", until="2026-11-20"), "Choose a day from today on"),
        (waive("support/L3", until="2027-03-01"), "Choose a day from today on"),
        (waive("support/L3", until="soon"), "Choose a day from today on"),
        (waive("instrumentation/cover_offered"), "That item passes"),
        (waive("support/L3", what="nonsense"), "Nothing of that kind"),
        ({"item": "support/L3", "what": "unwaived"}, "That item passes"),
    ],
    ids=["no reason", "no end", "past", "too long", "no day", "met", "nothing to say", "not waived"],
)
def test_what_cannot_stand_is_asked_again(served: Site, fields: dict[str, str], says: str) -> None:
    answer = served.member(Role.APPROVER).post(f"/launches/{COVER}/entrance/act", fields)
    assert answer.status_code == 422
    assert says in html.unescape(answer.text)


def test_only_the_reader_acknowledges(served: Site) -> None:
    reader, other = served.member(Role.CONTRIBUTOR, "lestari"), served.member(Role.CONTRIBUTOR)
    name = "support/read/lestari@example.com"
    read = {"item": name, "what": "read"}
    assert other.post(f"/launches/{LAUNCH}/entrance/act", read).status_code == 403
    assert reader.post(f"/launches/{LAUNCH}/entrance/act", read).status_code == 302
    found = item(reader, LAUNCH, name)
    assert (found["state"], found["seen_at"][:19]) == ("pass", "2026-11-21T12:00:00")


def test_a_check_by_hand_is_told_on_the_page(served: Site) -> None:
    member, name = served.member(Role.CONTRIBUTOR), "sanity/labels print from a bulk file"
    wrong = {"item": name, "what": "failed"}
    assert member.post(f"/launches/{LAUNCH}/entrance/act", wrong).status_code == 422
    assert member.post(f"/launches/{LAUNCH}/entrance/act", wrong | {"reason": "blank"}).status_code == 302
    assert item(member, LAUNCH, name)["state"] == "fail"
    member.post(f"/launches/{LAUNCH}/entrance/act", {"item": name, "what": "checked"})
    assert item(member, LAUNCH, name)["state"] == "pass"


def test_looking_again_judges_again(served: Site) -> None:
    answer = served.member(Role.CONTRIBUTOR).post(f"/launches/{COVER}/entrance/rerun", {"item": "support/drill"})
    assert (answer.status_code, answer.headers["location"]) == (302, f"/launches/{COVER}/entrance#support-drill")


def test_a_form_of_another_site_is_refused(served: Site) -> None:
    approver = served.member(Role.APPROVER)
    assert approver.ask("POST", f"/launches/{COVER}/entrance/act", fields=waive("support/guide")).status_code == 403


def test_the_api_takes_the_same_acts(served: Site) -> None:
    approver, path = served.member(Role.APPROVER), f"/api/v1/launches/{COVER}/entrance/acts"
    made = approver.send("POST", path, waive("support/L2"))
    assert (made.status_code, made.json()["schema"], made.json()["act"]["what"]) == (
        201, "hypercare/entrance-act.v1", "waived"
    )  # fmt: skip
    assert approver.send("POST", path, waive("support/L9")).status_code == 404
    assert approver.send("POST", path, waive("support/L2", until="")).status_code == 422
    assert served.member(Role.CONTRIBUTOR).send("POST", path, waive("support/L2")).status_code == 403


def test_a_drill_is_acknowledged_level_by_level(served: Site) -> None:
    member = served.member(Role.CONTRIBUTOR)
    sent = member.post(f"/launches/{COVER}/incidents/open", {"drill": "1"})
    name = sent.headers["location"].partition("#")[2]
    for level in (1, 2, 3):
        page = member.get(f"/launches/{COVER}/incidents").text
        assert f"Acknowledge as L{level}" in page
        assert member.post(f"/launches/{COVER}/incidents/{name}/step", {"step": "acknowledged"}).status_code == 302
    found = member.get(f"/api/v1/launches/{COVER}/incidents/{name}").json()["incident"]
    assert (found["state"], [each["acknowledged_by"] for each in found["levels"]]) == (
        "resolved", ["contributor@example.com"] * 3
    )  # fmt: skip
    again = member.post(f"/launches/{COVER}/incidents/{name}/step", {"step": "acknowledged"})
    assert (again.status_code, "does not follow" in again.text) == (422, True)
    member.post(f"/launches/{COVER}/entrance/rerun")
    assert (item(member, COVER, "support/drill")["found"] or item(member, COVER, "support/drill")["state"]) == "pass"


def test_a_drill_that_ends_early_was_stopped_and_not_resolved(served: Site) -> None:
    member = served.member(Role.CONTRIBUTOR)
    sent = member.post(f"/launches/{LAUNCH}/incidents/open", {"drill": "1"})
    name = sent.headers["location"].partition("#")[2]
    member.post(f"/launches/{LAUNCH}/incidents/{name}/step", {"step": "resolved"})
    shown = member.get(f"/launches/{LAUNCH}/incidents").text.partition(f'id="{name}"')[2].partition("</article>")[0]
    assert ("Stopped" in shown, "stopped after 0 min" in shown, "Resolved" in shown) == (True, True, False)


def test_incidents_in_the_api(served: Site) -> None:
    member, path = served.member(Role.CONTRIBUTOR), f"/api/v1/launches/{COVER}/incidents"
    made = member.send("POST", path, {"title": "Premiums are wrong", "severity": "S1"})
    assert made.status_code == 201
    one = f"{path}/{made.json()['incident']['id']}"
    assert member.send("POST", one, {"step": "acknowledged", "owner": "J. Saputra"}).json()["incident"]["owner"] == (
        "J. Saputra"
    )
    assert member.send("POST", one, {"step": "sleep"}).status_code == 422
    assert member.send("POST", one, {"step": "noted", "note": "x" * 2_001}).status_code == 422
    # Fields by the names that the sender wrote, not by ours around them.
    assert member.send("POST", path, {"subject": "x", "severity": "S1"}).json()["error"]["where"] == "title, subject"
    assert member.get(one.replace(COVER, LAUNCH)).status_code == 404
    said = run("incident", "list", COVER, "--data", served.house.data, "--json", clock=CLOCK).json
    listed = member.get(path).json()
    assert [each["id"] for each in listed["incidents"]] == [each["id"] for each in said["incidents"]]
    viewer = served.member(Role.VIEWER)
    assert viewer.send("POST", path, {"title": "x"}).status_code == 403
    assert viewer.get(path).status_code == 200


def test_the_page_of_incidents_speaks_indonesian(served: Site) -> None:
    text = served.member(Role.VIEWER, "pembaca").get(f"/launches/{LAUNCH}/incidents", **{"accept-language": "id"}).text
    assert "Rata-rata waktu konfirmasi" in text
    assert "Latihan" in text


def test_how_a_launch_went_live_is_shown(served: Site) -> None:
    viewer, says = served.member(Role.VIEWER), "It went live with 2 criteria failing and 1 unknown"
    assert says in viewer.get(f"/launches/{LAUNCH}/entrance").text
    overview = viewer.get(f"/api/v1/launches/{LAUNCH}").json()
    assert "ANTI-ENTRANCE-OVERRIDDEN" in {each["check"] for each in overview["antipatterns"]}
    assert says in viewer.get(f"/launches/{LAUNCH}").text
    assert says in viewer.get(f"/launches/{LAUNCH}/brief.md").text
    assert viewer.get("/api/v1/launches/jadwal-jemput").json()["antipatterns"] == []
