"""The page of a new launch: it posts, validates and registers without scripts, and forgets nothing that was typed."""

import html
import json
import re
from collections.abc import Iterator
from itertools import count
from typing import Any

import httpx
import pytest

from hypercare.ledger import versions
from hypercare.model.role import Role
from hypercare.simulate.launch_text import launch_text
from hypercare.web.installation import here
from web.visiting import Browser, Site, site

PAGE = "/launches/new"
BIZA = launch_text(1284).replace("unit: {account: company_id}", "unit: {account: company_id}   # agreed with sales")
NUMBERS = count()
INPUT = re.compile(r"<input[^>]*>")
SELECT = re.compile(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', re.DOTALL)
pytestmark = pytest.mark.slow  # each asks a studio


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    yield site(tmp_path_factory.mktemp("new-launch") / "data")
    here().studio.close()


@pytest.fixture
def browser(served: Site) -> Browser:
    """Somebody who left no draft."""
    return served.member(Role.CONTRIBUTOR, f"somebody-{next(NUMBERS)}")


@pytest.fixture
def biza() -> str:
    """A launch file whose id is free."""
    return BIZA.replace("biza-bulk-upload", f"biza-{next(NUMBERS)}")


def fields(answer: httpx.Response) -> dict[str, str]:
    """What the form on a page would post, as a browser without scripts reads it."""
    start = answer.text.index('<form id="new-launch"')
    form = answer.text[start : answer.text.index("</form>", start)]
    found = {}
    for tag in INPUT.findall(form):
        said = dict(re.findall(r'([a-z]+)="([^"]*)"', tag))
        if "name" in said and (said.get("type") != "checkbox" or " checked" in tag):
            found[said["name"]] = html.unescape(said.get("value", ""))
    for name, options in SELECT.findall(form):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        found[name] = html.unescape(chosen[1]) if chosen else ""
    found.pop("csrfmiddlewaretoken")
    return found


def file_of(answer: httpx.Response) -> str:
    found = re.search(r"<pre[^>]*>(.*?)</pre>", answer.text, re.DOTALL)
    assert found
    return html.unescape(found[1])


def _id(text: str) -> str:
    return text.splitlines()[0].removeprefix("launch: ")


def problems(answer: httpx.Response) -> list[str]:
    return re.findall(r'data-field="([^"]+)" data-said', answer.text)


def sent(browser: Browser, form: dict[str, str], action: str, **typed: str) -> httpx.Response:
    more = {f"f.{name.replace('__', '.')}": value for name, value in typed.items()}
    return browser.post(PAGE, {**form, **more, "do": action})


def test_somebody_who_never_saw_yaml_registers_a_launch(browser: Browser) -> None:
    blank = browser.get(PAGE)
    assert blank.status_code == 200
    assert problems(blank) == [
        "nl-title", "nl-id", "nl-segment-name", "nl-metrics-0-steps-0-event", "nl-gates-0-success",
    ]  # fmt: skip
    typed = {
        "title": "Kirim cepat", "id": "kirim-cepat", "segment__name": "Toko", "metrics__0__steps__0__event": "opened",
        "metrics__0__steps__1__event": "done", "gates__0__success": "42%", "gates__0__failure": "35%",
    }  # fmt: skip
    looked = sent(browser, fields(blank), "refresh", **typed)
    assert problems(looked) == []
    assert "Passes when the share of Toko who do opened" in looked.text
    done = sent(browser, fields(looked), "register")
    assert (done.status_code, done.headers["location"]) == (302, f"{PAGE}?registered=kirim-cepat")
    held = versions.versions("kirim-cepat")[0]
    assert (held.text, held.registered_by.startswith("somebody-")) == (file_of(looked), True)
    shown = browser.get(done.headers["location"])
    assert "/launches/kirim-cepat/definition/1.yaml" in shown.text
    assert held.record_id in shown.text
    assert fields(browser.get(PAGE))["f.title"] == ""


def test_the_form_posts_back_the_file_it_was_read_from(browser: Browser, biza: str) -> None:
    loaded = browser.post(PAGE, {"do": "load", "pasted": biza.replace("\n", "\r\n")})
    assert file_of(loaded) == biza
    again = sent(browser, fields(loaded), "refresh")
    assert file_of(again) == biza
    assert sent(browser, fields(again), "download").text == biza
    changed = sent(browser, fields(again), "refresh", title="Lain")
    assert file_of(changed) == biza.replace("title: Bulk upload for Biza", "title: Lain")


def test_rows_come_and_go_without_losing_input(browser: Browser, biza: str) -> None:
    form = fields(browser.post(PAGE, {"do": "load", "pasted": biza}))
    more = sent(browser, form, "add:metrics.0.steps", title="Typed meanwhile")
    assert 'data-focus="nl-metrics-0-steps-4"' in more.text
    assert fields(more)["f.title"] == "Typed meanwhile"
    less = sent(browser, fields(more), "remove:metrics.0.steps.1", metrics__0__steps__4__event="order_created")
    steps = [fields(less)[f"f.metrics.0.steps.{number}.event"] for number in range(4)]
    assert steps == ["bulk_opened", "file_validated", "upload_submitted", "order_created"]


def test_gates_follow_a_metric_that_is_renamed(browser: Browser, biza: str) -> None:
    form = fields(browser.post(PAGE, {"do": "load", "pasted": biza}))
    renamed = sent(browser, form, "refresh", metrics__0__name="finished")
    assert problems(renamed) == []
    assert file_of(renamed) == biza.replace("completion", "finished")


def test_another_kind_has_other_fields(browser: Browser) -> None:
    form = fields(browser.get(PAGE))
    assert "f.metrics.0.at_least" not in form
    chosen = fields(sent(browser, form, "refresh", metrics__0__kind="cycle"))
    assert {"f.metrics.0.at_least", "f.metrics.0.every", "f.metrics.0.steps.0.event"} <= chosen.keys()
    assert "f.metrics.0.steps.1.event" not in chosen


def test_a_draft_survives_until_one_starts_over(browser: Browser, served: Site) -> None:
    sent(browser, fields(browser.get(PAGE)), "check", title="Half a launch")
    assert fields(browser.get(PAGE))["f.title"] == "Half a launch"
    assert fields(served.member(Role.CONTRIBUTOR, "other").get(PAGE))["f.title"] == ""
    browser.post(PAGE, {"do": "restart", "replaces": ""})
    assert fields(browser.get(PAGE))["f.title"] == ""


def test_the_next_version_starts_from_the_last(browser: Browser, biza: str) -> None:
    sent(browser, fields(browser.post(PAGE, {"do": "load", "pasted": biza})), "register")
    begun = browser.get(f"{PAGE}?from={_id(biza)}")
    assert file_of(begun) == biza
    changed = sent(browser, fields(begun), "refresh", gates__0__success="45%")
    assert "success 45%, failure 35%" in changed.text
    assert sent(browser, fields(changed), "register").status_code == 302
    assert [each.number for each in versions.versions(_id(biza))] == [1, 2]
    assert browser.get(f"{PAGE}?from=nosuch").status_code == 404


def test_an_id_that_exists_is_refused_at_its_field(browser: Browser, biza: str) -> None:
    loaded = browser.post(PAGE, {"do": "load", "pasted": biza})
    sent(browser, fields(loaded), "register")
    again = sent(browser, fields(browser.post(PAGE, {"do": "load", "pasted": biza})), "register")
    assert again.status_code == 200
    assert problems(again) == ["nl-id"]
    assert "registered already" in again.text
    assert len(versions.versions(_id(biza))) == 1


def test_only_the_part_that_was_asked_for_is_swapped(browser: Browser) -> None:
    form = {**fields(browser.get(PAGE)), "do": "check", "csrfmiddlewaretoken": browser.form_token()}
    for target, has, lacks in (("aside#nl-panel", "nl-state", "<form"), ("form#new-launch", "<form", "<html")):
        headers = {"HX-Request": "true", "HX-Target": target, "Origin": browser.origin}
        part = browser.ask("POST", PAGE, fields=form, headers=headers)
        assert part.status_code == 200
        assert has in part.text
        assert lacks not in part.text


HOSTILE = "<script>alert(1)</script>\u202e'\"{}: &x *y"


def test_hostile_names_stay_names(browser: Browser) -> None:
    form = fields(browser.get(PAGE))
    looked = sent(browser, form, "add:segment.where", title=HOSTILE, metrics__0__name=HOSTILE, segment__name=HOSTILE)
    assert looked.status_code == 200
    assert "<script>alert" not in looked.text
    assert "\u202e" not in file_of(looked)


@pytest.mark.parametrize(
    ("posted", "status"),
    [
        ({"do": "add:nothing"}, 422),
        ({"do": "remove:title"}, 422),
        ({"do": "add:metrics.99.steps"}, 422),
        ({"do": "x" * 5000}, 200),
        ({"base": "{"}, 422),
        ({"base": json.dumps("a: &x [*x]")}, 200),
        ({"f.metrics": "text"}, 422),
        ({"f.segment.where.0.key.deeper": "x"}, 422),
        ({"f.title": "x" * 100_000}, 200),
        ({f"f.segments.{number}": "x" for number in range(900)}, 200),
        ({"f.metrics.0.steps.999.event": "x"}, 200),
        ({"replaces": "../../etc"}, 200),
    ],
    ids=[
        "no list", "no row", "no such row", "long action", "broken base", "aliases", "text for rows", "too deep",
        "long", "many", "far", "a path",
    ],
)  # fmt: skip
def test_hostile_posts_are_answered(browser: Browser, posted: dict[str, str], status: int) -> None:
    assert browser.post(PAGE, {**fields(browser.get(PAGE)), **posted}).status_code == status


@pytest.mark.parametrize(
    ("pasted", "said"),
    [
        ("", "the file is empty"),
        ("launch: [a\nb: c", "is not closed"),
        ("a: &x 1\nb: *x", "YAML anchor"),
        ("a: " + "x" * 300_000, "bytes"),
    ],
    ids=["empty", "syntax", "anchors", "large"],
)
def test_a_file_that_is_none_is_refused_with_its_lines(browser: Browser, pasted: str, said: str) -> None:
    refused = browser.post(PAGE, {"do": "load", "pasted": pasted})
    assert refused.status_code == 200
    assert said in html.unescape(refused.text)


def test_it_speaks_indonesian(browser: Browser) -> None:
    text = browser.get(PAGE, **{"accept-language": "id"}).text
    assert "Peluncuran baru" in text
    assert "Perlu diisi." in text
    assert "new-launch-" not in re.sub(r'(href|src|id|for|class|hx-[a-z]+)="[^"]*"', "", text)


def asked(browser: Browser, path: str, body: dict[str, Any]) -> httpx.Response:
    # The API takes JSON, which a form cannot send.
    import asyncio

    async def send() -> httpx.Response:
        cookies = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
        headers = {"cookie": cookies, "X-CSRFToken": browser.form_token(), "Origin": browser.origin}
        async with httpx.AsyncClient(transport=httpx.ASGITransport(browser.app), base_url=browser.origin) as client:
            return await client.post(path, json=body, headers=headers)

    return asyncio.run(send())


def test_the_api_says_what_the_page_says(browser: Browser, biza: str) -> None:
    browser.form_token()
    page = browser.post(PAGE, {"do": "load", "pasted": biza})
    told = asked(browser, "/api/v1/launch-files/preview", {"text": biza})
    assert told.status_code == 200, told.text
    said = told.json()
    assert said["text"] == file_of(page) == biza
    assert all(html.escape(each["passes"], quote=False) in page.text for each in said["gates"])
    done = asked(browser, "/api/v1/launch-files", {"text": biza})
    assert (done.status_code, done.json()["version"]) == (200, 1)
    # The page asks before, the registration after: only whether it came after go-live is told from another instant.
    assert [each["text"]["text"] for each in done.json()["warnings"]] == [
        each["text"]["text"] for each in said["warnings"]
    ]
    refused = asked(browser, "/api/v1/launch-files", {"text": biza})
    assert (refused.status_code, refused.json()["error"]["code"]) == (422, "bad_input")


def test_a_viewer_makes_no_launch(served: Site) -> None:
    assert served.member(Role.VIEWER).get(PAGE).status_code == 403
