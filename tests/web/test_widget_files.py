"""Charts on pages and as files, from the served demo on its day 60."""

import csv
import io
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from hypercare.model.role import Role
from hypercare.web.installation import here
from seeded import LAUNCH, demo
from web.visiting import Browser, Site, site

pytestmark = pytest.mark.slow
WIDGETS = f"/launches/{LAUNCH}/widgets"
SCHEMA = json.loads((Path(__file__).resolve().parents[2] / "docs" / "schemas" / "chart.v1.json").read_text())
NAMES = ("gates", "sequence-completion", "trend-completion", "funnel-completion", "gate-day-30-completion")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    served = site(demo().copy(tmp_path_factory.mktemp("widgets") / "data"), HYPERCARE_VISITORS="read-only")
    studio = here().studio
    yield served
    studio.close()


@pytest.fixture(scope="module")
def visitor(served: Site) -> Browser:
    return served.browser()


@pytest.mark.parametrize("name", NAMES)
def test_a_widget_is_handed_out_as_every_kind_of_file(visitor: Browser, name: str) -> None:
    kinds = {"csv": "text/csv", "json": "application/json", "svg": "image/svg+xml", "png": "image/png"}
    for kind, content_type in kinds.items():
        answer = visitor.get(f"{WIDGETS}/{name}.{kind}")
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"].startswith(content_type)
        if kind != "json":
            file = re.search(r'attachment; filename="([A-Za-z0-9._-]+)"', answer.headers["content-disposition"])
            assert file
            assert file[1] == f"{LAUNCH}-{name}-day-60.{kind}"


def test_csv_json_and_api_hold_the_same_number(visitor: Browser) -> None:
    look = visitor.get(f"/api/v1/launches/{LAUNCH}/look").json()
    value = next(each["answer"]["value"] for each in look["metrics"] if each["metric"] == "completion")
    chart = visitor.get(f"{WIDGETS}/sequence-completion.json").json()
    rows = list(csv.DictReader(io.StringIO(visitor.get(f"{WIDGETS}/sequence-completion.csv").text)))
    place = [each["name"] for each in chart["columns"]].index("value")
    assert chart["rows"][-1][place] == value
    assert float(rows[-1]["value"]) == value
    assert "49.1 %" in chart["title"]


@pytest.mark.parametrize("name", NAMES)
def test_a_chart_as_data_fits_its_schema_and_is_the_apis(visitor: Browser, name: str) -> None:
    chart = visitor.get(f"{WIDGETS}/{name}.json").json()
    Draft202012Validator(SCHEMA).validate(chart)
    assert chart.pop("vega_lite")["width"] > 0
    assert visitor.get(f"/api/v1{WIDGETS}/{name}").json() == chart


def test_the_api_names_the_widgets_and_tells_the_brief(visitor: Browser) -> None:
    assert set(NAMES) <= set(visitor.get(f"/api/v1{WIDGETS}").json()["widgets"])
    brief = visitor.get(f"/api/v1/launches/{LAUNCH}/brief").json()["markdown"]
    assert brief.startswith("# Bulk upload for Biza: brief")


def test_language_theme_and_day_are_in_the_address(visitor: Browser) -> None:
    svg = visitor.get(f"{WIDGETS}/gates.svg?lang=id&theme=dark&day=30").text
    assert "Terlalu dini" in svg
    assert "hari 30" in svg
    assert "#16181d" in svg
    assert "var(" not in svg


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        pytest.param("sequence-completio.csv", 404, "sequence-completion", id="misspelt"),
        pytest.param("gates.exe", 404, "csv, json, svg, png", id="kind"),
        pytest.param("gates.svg?theme=neon", 400, "light or dark", id="theme"),
        pytest.param("gates.svg?lang=xx", 400, "en or id", id="language"),
        pytest.param("gates.csv?day=x", 400, "a number from 0", id="day"),
    ],
)
def test_what_there_is_not_is_said_with_what_there_is(visitor: Browser, address: str, status: int, words: str) -> None:
    answer = visitor.get(f"{WIDGETS}/{address}")
    assert answer.status_code == status
    assert words in answer.text


def test_a_page_leaves_room_for_a_chart_and_fetches_it_when_it_is_drawn(visitor: Browser) -> None:
    path = f"/launches/{LAUNCH}/brief?day=45"
    # A page does not wait for a look that takes long; the API does, and keeps it.
    assert visitor.get(f"/api/v1/launches/{LAUNCH}?day=45").status_code == 200
    first = visitor.get(path).text
    waiting = re.findall(r'hx-get="(/charts/[0-9a-f]{32})"', first)
    assert waiting
    assert 'viewBox="0 0 350' in first, "as high as the drawing will be"
    for address in waiting:
        drawn = visitor.get(address)
        assert drawn.status_code == 200
        assert '<svg class="chart-narrow"' in drawn.text
        assert "immutable" in drawn.headers["cache-control"]
    again = visitor.get(path).text
    assert "hx-get" not in again
    assert again.count('<svg class="chart-') == 3 * len(waiting)


def test_a_chart_has_a_description_a_finding_and_its_table(visitor: Browser) -> None:
    page = visitor.get(f"/launches/{LAUNCH}/brief").text
    assert re.search(r'role="img" aria-label="Of 4 judged metrics 1 passes[^"]+Tickets is at', page)
    assert "<summary>Data table</summary>" in page
    assert ' style="' not in page


@pytest.mark.parametrize("digest", ["0" * 32, "nothing"])
def test_a_chart_that_no_page_ordered_is_not_found(visitor: Browser, digest: str) -> None:
    assert visitor.get(f"/charts/{digest}").status_code == 404


def test_the_brief_is_downloaded_as_markdown(visitor: Browser) -> None:
    answer = visitor.get(f"/launches/{LAUNCH}/brief.md?day=60")
    assert answer.headers["content-type"] == "text/markdown; charset=utf-8"
    assert "# Bulk upload for Biza: brief" in answer.text
    assert f"(<http://127.0.0.1:8700{WIDGETS}/gates.png?day=60>)" in answer.text


def test_nothing_is_shown_to_who_is_not_signed_in(tmp_path: Path) -> None:
    closed = site(demo().copy(tmp_path / "data"))
    try:
        for path in (f"{WIDGETS}/gates.csv", f"/launches/{LAUNCH}/brief", f"/charts/{'0' * 32}"):
            assert closed.browser().get(path).status_code in (302, 401)
        assert closed.member(Role.VIEWER).get(f"/launches/{LAUNCH}/brief.md").status_code == 200
    finally:
        here().studio.close()


def test_the_pages_never_load_the_drawing_library() -> None:
    import subprocess

    heavy = "{'vl_convert', 'numba', 'pyarrow'}"
    check = f"import sys, hypercare.web.app, hypercare.web.urls; print(sorted({heavy} & set(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
