"""One figure everywhere: pages, API and command line show the same digits, in both languages."""

import math
import re
from collections.abc import Iterator
from typing import Any

import pytest

from app.running import until
from browser.conftest import Visit
from browser.pages import CADENCE, CYCLE, FUNNEL, RETENTION, SIGNED
from browser.served import Served
from browser.watching import text
from hypercare.app import formats
from seeded import LAUNCH

NOON = "2026-11-21T12:00+07:00"
PARTS = ("recommendation", "gates", "guardrails", "harms", "criteria")
PERCENTAGE = re.compile(r"(?<![\w%.,])\d[\d.,]*\s?%(?![0-9A-F]{2})")
"""A share that a person reads, not what an address escapes: `%2B`."""
PAGES = {
    "overview": f"/launches/{LAUNCH}",
    "overview of day 31": f"/launches/{LAUNCH}?day=31",
    "gates": f"/launches/{LAUNCH}/gates",
    "evidence of a funnel": f"/launches/{LAUNCH}/evidence/{FUNNEL}",
    "evidence of a cycle": f"/launches/{LAUNCH}/evidence/{CYCLE}",
    "evidence of a guardrail": f"/launches/{LAUNCH}/evidence/tickets",
    "funnel": f"/launches/{LAUNCH}/funnel/{FUNNEL}?by=platform&compare=by",
    "retention": f"/launches/{LAUNCH}/retention/{RETENTION}?by=platform&compare=1",
    "retention by cadence": f"/launches/{LAUNCH}/retention/{CADENCE}?day=101",
    "cycle goal": f"/launches/{LAUNCH}/cycle/{CYCLE}",
    "cycle that is over": f"/launches/{SIGNED}/cycle/regular_shops",
    "outcomes": f"/launches/{LAUNCH}/outcomes",
    "outcomes of day 101": f"/launches/{LAUNCH}/outcomes?day=101",
    "outcomes raw": f"/launches/{LAUNCH}/outcomes?day=30&metric=completion&read=raw",
    "guardrails": f"/launches/{LAUNCH}/guardrails",
    "guardrails of a launch that is over": f"/launches/{SIGNED}/guardrails",
    "anti-patterns": f"/launches/{LAUNCH}/anti-patterns",
    "decision that was signed": f"/launches/{SIGNED}/decision",
    "history of a launch that is over": f"/launches/{SIGNED}/history?every=day",
    "activity": f"/launches/{LAUNCH}/activity",
}
NAMED = {"/outcomes": "/outcome"}
"""Where the API names otherwise what a page shows."""
BESIDE = {
    "cycle goal": ["forecasts"],
    "cycle that is over": ["forecasts"],
    "history of a launch that is over": ["verdicts"],
}
"""Documents of the API that say what a page shows, beside its own and the look."""

pytestmark = pytest.mark.slow


def numbers(value: Any) -> Iterator[float]:
    """Every number of a document."""
    if isinstance(value, dict):
        for each in value.values():
            yield from numbers(each)
    elif isinstance(value, list):
        for each in value:
            yield from numbers(each)
    elif isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
        yield value


def changes(value: Any) -> Iterator[float]:
    """What the factors of a document add or take away: pages write 1.09 as +9.0 %."""
    if isinstance(value, dict):
        if "factor" in value:
            yield from (abs(each - 1) for each in (value.get(name) for name in ("factor", "low", "high")) if each)
        for each in value.values():
            yield from changes(each)
    elif isinstance(value, list):
        for each in value:
            yield from changes(each)


def words(value: Any) -> Iterator[str]:
    """The sentences of a document."""
    if isinstance(value, dict):
        for name, each in value.items():
            if name == "text" and isinstance(each, str):
                yield each
            else:
                yield from words(each)
    elif isinstance(value, list):
        for each in value:
            yield from words(each)


def in_texts(value: Any) -> Iterator[float]:
    """The numbers that a document's texts are said with: a share among them is in percent already."""
    if isinstance(value, dict):
        yield from numbers(value["params"]) if "params" in value and "id" in value else in_texts(list(value.values()))
    elif isinstance(value, list):
        for each in value:
            yield from in_texts(each)


def percentages(document: Any, language: str) -> set[str]:
    """How the numbers of a document are written as percentages, without their spaces: as measured, as declared, and
    as its sentences say them.
    """
    found = {re.sub(r"\s", "", share) for sentence in words(document) for share in PERCENTAGE.findall(sentence)}
    for value in (*numbers(document), *changes(document), *(each / 100 for each in in_texts(document))):
        declared = (formats.percent(round(value, digits), language) for digits in (3, 4))
        written = (formats.number(value, "share", language), *declared)
        found |= {each.replace(" ", "") for each in written}
    return found


@pytest.fixture(scope="module")
def verdict(served: Served) -> Any:
    """What the command line says at the pages' moment."""
    return served.cli("verdict", LAUNCH, "--as-of", NOON)


def test_the_api_says_what_the_command_line_says(served: Served, verdict: Any) -> None:
    said = served.json(f"/launches/{LAUNCH}/look")["verdict"]
    assert {part: said[part] for part in PARTS} == {part: verdict[part] for part in PARTS}


@pytest.mark.parametrize("language", ["en", "id"])
def test_a_page_of_gates_shows_every_figure_of_the_command_line(visit: Visit, verdict: Any, language: str) -> None:
    watch = visit(language)
    watch.open(f"/launches/{LAUNCH}/gates")
    shown = watch.page.locator("main").inner_text() + str(
        watch.page.locator("main [role=img]").evaluate_all(
            "(all) => all.map((each) => each.getAttribute('aria-label')).join()"
        )
    )
    shown = re.sub(r"\s", "", shown)
    for metric in [*verdict["guardrails"], *(each for gate in verdict["gates"] for each in gate["metrics"])]:
        answer = metric["answer"]
        assert formats.count(answer["counts"]["units"], language) in shown
        if answer["kind"] == "estimate":
            ends = [answer["interval"]["low"], answer["value"], answer["interval"]["high"]]
            for end in ends:
                assert formats.number(end, answer["scale"], language).replace(" ", "") in shown, metric["metric"]


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_shows_no_percentage_that_the_api_does_not_say(
    visit: Visit, served: Served, name: str, language: str
) -> None:
    path = PAGES[name]
    document = [served.json(each, language) for each in _documents(name)]
    watch = visit(language)
    watch.open(path)
    # Days of a history are read one after the other, and the page looks again by itself.
    until(lambda: PERCENTAGE.search(text(watch.page)), "a percentage is shown")
    shown = {re.sub(r"\s", "", each) for each in PERCENTAGE.findall(text(watch.page))}
    assert shown <= percentages(document, language)


def _documents(name: str) -> list[str]:
    """Where the API says what a page shows."""
    path, _, query = PAGES[name].partition("?")
    launch = "/".join(path.split("/")[:3])
    own = path.replace(*next(iter(NAMED.items()))) if path.endswith(tuple(NAMED)) else path
    asked = f"?{query}" if query else ""
    return [own + asked, *(f"{launch}/{each}{asked}" for each in ("look", *BESIDE.get(name, ())))]
