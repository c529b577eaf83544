"""One document, written as Markdown and as HTML."""

from html.parser import HTMLParser

import pytest

from hypercare.model.text import Text
from hypercare.reports.document import (
    Callout,
    Code,
    Document,
    Fact,
    Facts,
    Grid,
    Heading,
    Items,
    Paragraph,
    Picture,
    Tone,
)
from hypercare.reports.html import html
from hypercare.reports.markdown import escaped, markdown
from hypercare.reports.table import Column, Table
from reports.charts_at_hand import ENGLISH, HOSTILE, INDONESIAN, funnel

TABLE = Table((Column("name", "Name"), Column("value", "Value", "share")), (("completion", 0.4907), ("pro", None)))
DOCUMENT = Document(
    "Bulk upload",
    "Day 60",
    (
        Callout(Tone.EARLY, "Hold until 1 January", ("Pro accounts are too early.",)),
        Heading("Gates"),
        Paragraph(("One.", "Two.")),
        Items(("first", "second")),
        Facts((Fact("Live since", "22 September"), Fact("Share", 0.42, "share"))),
        Grid("Metrics", TABLE),
        Picture(funnel(), "funnel-completion"),
        Code("hypercare verdict biza"),
    ),
)
PARTS = {"callout", "h2", "p", "ul", "dl", "table", "code"}


def test_markdown_has_every_part() -> None:
    text = markdown(DOCUMENT, ENGLISH, {"funnel-completion": "http://127.0.0.1:8700/a.png"})
    assert text.startswith("# Bulk upload\n\n_Day 60_\n\n> **Hold until 1 January**")
    assert (
        "\n## Gates\n\nOne. Two.\n\n- first\n- second\n\n- **Live since**: 22 September\n- **Share**: 42.0 %\n" in text
    )
    assert "| Name | Value |\n| --- | --- |\n| completion | 49.1 % |\n| pro | – |" in text
    assert "![The worst drop](<http://127.0.0.1:8700/a.png>)" in text
    assert text.endswith("```\nhypercare verdict biza\n```\n")


def test_a_chart_without_a_picture_is_its_table() -> None:
    text = markdown(DOCUMENT, ENGLISH)
    assert "![" not in text
    assert "| opened 2 | 741 | 57.7 % | 32.8 % |" in text


def test_both_say_the_same_numbers_in_the_readers_language() -> None:
    page = html(DOCUMENT, INDONESIAN, lambda _: "")
    assert ">49,1%</td>" in page
    assert "49,1%" in markdown(DOCUMENT, INDONESIAN)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("# title", id="heading"),
        pytest.param("a | b", id="cell"),
        pytest.param("[a](javascript:alert(1))", id="link"),
        pytest.param("![a](http://example.com/a.png)", id="image"),
        pytest.param("<img src=x onerror=alert(1)>", id="html"),
        pytest.param("**bold** _it_ `code` ~~gone~~", id="emphasis"),
        pytest.param("&lt;b&gt;", id="entity"),
        pytest.param("1. first", id="numbered"),
        pytest.param("- item", id="bulleted"),
        pytest.param("line\n\n# heading", id="lines"),
        pytest.param("<https://example.com>", id="address"),
    ],
)
def test_markdown_acts_on_nothing_from_outside(text: str) -> None:
    made = escaped(text)
    assert "\n" not in made
    for special in "*_`[]<>#|~&":
        assert all(before == "\\" for before, after in zip(" " + made, made, strict=False) if after == special)
    assert not made.startswith(("- ", "1. ", "# "))


@pytest.mark.parametrize("address", ["https://example.com", "www.example.com", "HTTP://EXAMPLE.COM"])
def test_an_address_from_outside_makes_no_link(address: str) -> None:
    assert address not in escaped(f"see {address}")


def test_html_is_escaped_and_has_no_style_of_its_own() -> None:
    parts = (
        Heading(HOSTILE),
        Paragraph((HOSTILE,)),
        Items((HOSTILE,)),
        Facts((Fact(HOSTILE, HOSTILE),)),
        Grid(HOSTILE, Table((Column("name", HOSTILE),), ((HOSTILE,),))),
        Callout(Tone.BAD, HOSTILE, (HOSTILE,)),
        Code(HOSTILE),
    )
    page = html(Document(HOSTILE, HOSTILE, parts), ENGLISH, lambda _: "")
    tags = _Tags()
    tags.feed(page)
    assert "script" not in tags.names
    assert PARTS - {"callout"} <= tags.names
    assert not tags.attributes & {"style", "onclick"}
    assert page.count("alert(1)") == page.count("&lt;script&gt;alert(1)&lt;/script&gt;")


def test_a_chart_is_drawn_by_the_page() -> None:
    page = html(DOCUMENT, ENGLISH, lambda picture: f"<figure>{picture.name}</figure>")
    assert "<figure>funnel-completion</figure>" in page


def test_words_of_the_catalogue_are_said() -> None:
    page = html(Document("", "", (Paragraph((Text("chart-no-value"),)),)), INDONESIAN, lambda _: "")
    assert page == "<p>belum ada nilai</p>"


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes |= {name for name, _ in attrs}
