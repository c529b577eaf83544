"""A drawn SVG made fit for a page."""

import xml.etree.ElementTree as Tree

import pytest

from hypercare.model.errors import BadInput
from hypercare.reports.palette import THEMES, literal
from hypercare.reports.svg import page_svg, standalone_svg, wrapped

SPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
SVG = f'<svg {SPACES} width="640" height="280">{{}}</svg>'


@pytest.mark.parametrize(
    "content",
    [
        pytest.param('<script>alert(1)</script><path d="M0,0" fill="red"/>', id="script"),
        pytest.param("<style>*{fill:red}</style>", id="style sheet"),
        pytest.param('<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>', id="foreign"),
        pytest.param('<image href="https://example.com/a.png"/>', id="image"),
        pytest.param('<a xlink:href="javascript:alert(1)"><text>a</text></a>', id="link"),
        pytest.param('<rect onload="alert(1)" fill="red" width="1"/>', id="handler"),
        pytest.param('<use href="#a"/>', id="use"),
        pytest.param('<animate attributeName="href" values="javascript:alert(1)"/>', id="animation"),
    ],
)
def test_only_known_shapes_reach_a_page(content: str) -> None:
    made = page_svg(SVG.format(content), "c1")
    for forbidden in ("script", "style", "foreign", "href", "onload", "use", "animate", "example.com", "<a "):
        assert forbidden not in made


def test_an_inline_style_becomes_attributes() -> None:
    made = page_svg(SVG.format('<rect style="fill: red; position: fixed; stroke:blue" width="1"/>'), "c1")
    assert 'fill="red"' in made
    assert 'stroke="blue"' in made
    assert "fixed" not in made


def test_text_stays_escaped() -> None:
    made = page_svg(SVG.format('<text fill="red">&lt;script&gt; &amp; "</text>'), "c1")
    assert "&lt;script&gt; &amp;" in made


def test_ids_are_the_charts_own() -> None:
    defined = '<defs><clipPath id="clip0"><rect width="1"/></clipPath></defs>'
    clip = f'{defined}<g clip-path="url(#clip0)"><path d="M0,0" fill="red"/></g>'
    made = page_svg(SVG.format(clip), "c1")
    assert 'id="c1-clip0"' in made
    assert 'clip-path="url(#c1-clip0)"' in made


def test_hatching_comes_with_its_pattern_and_only_where_it_is_used() -> None:
    made = page_svg(SVG.format('<rect fill="url(#hatch)" width="9" height="9"/>'), "c1")
    assert 'fill="url(#c1-hatch)"' in made
    assert made.count('id="c1-hatch"') == 1
    assert "pattern" not in page_svg(SVG.format('<rect fill="red"/>'), "c1")


def test_what_shows_nothing_is_left_out() -> None:
    hidden = '<g><path d="M0,0" display="none" fill="red"/></g><path d="M0,0h1"/><text fill="red"></text>'
    assert page_svg(SVG.format(hidden), "c1").endswith(" />")


def test_numbers_have_two_decimals() -> None:
    assert 'd="M0,161.33L1.5,2"' in page_svg(SVG.format('<path fill="red" d="M0,161.33333L1.50000,2.0001"/>'), "c1")


@pytest.mark.parametrize("theme", THEMES)
def test_a_chart_that_stands_alone_is_one_picture_in_a_themes_colours(theme: str) -> None:
    page = page_svg(SVG.format('<path d="M0,0" fill="var(--accent)"/>'), "c1")
    alone = standalone_svg(page, theme, title='A "finding" </svg><script>', source="Biza & co")
    root = Tree.fromstring(alone)
    assert root.get("aria-label") == 'A "finding" </svg><script>'
    assert "var(" not in alone
    assert THEMES[theme]["accent"] in alone
    assert "<script" not in alone
    assert float(root.get("width", 0)) > 640


def test_another_theme_is_refused_with_the_ones_that_there_are() -> None:
    with pytest.raises(BadInput, match="expected light or dark"):
        literal("var(--ink)", "neon")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param("short", 1, id="one line"),
        pytest.param("a sentence that is a little longer than that", 3, id="broken between words"),
        pytest.param("w" * 50, 1, id="a word is never broken"),
    ],
)
def test_titles_are_wrapped(text: str, lines: int) -> None:
    found = wrapped(text, 160, 16)
    assert len(found) == lines
    assert " ".join(found) == text


def test_a_number_keeps_its_percent_sign() -> None:
    assert all(
        not line.startswith("%") for width in range(20, 300, 5) for line in wrapped("at 49.1 % of 42 %", width, 16)
    )


def test_the_themes_are_the_pages_tokens() -> None:
    """The same colours on a page, in a picture and in a slide."""
    from hypercare.app.django_settings import WEB_FOLDER

    tokens = (WEB_FOLDER / "static" / "hypercare" / "tokens.css").read_text(encoding="utf-8")
    for name, light in THEMES["light"].items():
        assert f"--{name}: light-dark({light}, {THEMES['dark'][name]});" in tokens
