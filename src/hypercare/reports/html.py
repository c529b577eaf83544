"""Documents as HTML for a page: escaped, without styles of their own, in the classes of the pages."""

from collections.abc import Callable
from html import escape

from hypercare.model.text import Text
from hypercare.reports.document import Callout, Code, Document, Facts, Grid, Heading, Items, Paragraph, Part, Picture
from hypercare.reports.table import UNDEFINED, Table, shown_cell
from hypercare.reports.voice import Voice, Words, spoken

Draw = Callable[[Picture], str]
"""Returns the HTML of a chart, which stands in the page as it is."""
LONGEST = 1000
NUMBER, SHORT = ' class="number"', ' class="nowrap"'
SHORT_CELL = 28
"""Characters of a cell that is not broken into lines."""


def html(document: Document, voice: Voice, draw: Draw) -> str:
    """The parts of the document; its title and source are the page's to show."""
    return "\n".join(_part(part, voice, draw) for part in document.parts)


def _part(part: Part, voice: Voice, draw: Draw) -> str:
    match part:
        case Heading():
            return f"<h{part.level}>{_told(part.words, voice)}</h{part.level}>"
        case Paragraph():
            return f"<p>{_sentences(part.sentences, voice)}</p>"
        case Items():
            return f"<ul>{''.join(f'<li>{_told(each, voice)}</li>' for each in part.items)}</ul>"
        case Facts():
            pairs = (
                (_told(fact.name, voice), escape(shown_cell(fact.value, fact.scale, voice))) for fact in part.facts
            )
            return f'<dl class="facts">{"".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in pairs)}</dl>'
        case Grid():
            return _table(part.table, _told(part.title, voice), voice)
        case Picture():
            return draw(part)
        case Callout():
            sentences = " ".join(_begun(_told(each, voice)) for each in part.sentences)
            said = f"<p>{sentences}</p>" if sentences else ""
            title = _told(part.title, voice)
            return (
                f'<div class="callout" data-status="{part.tone.value}"><div><strong>{title}</strong>{said}</div></div>'
            )
        case Code():
            return f'<div class="code"><pre><code>{escape(part.line)}</code></pre></div>'


def _table(table: Table, title: str, voice: Voice) -> str:
    heads = table.heads(voice)
    numeric = [bool(column.scale) for column in table.columns]
    top = "".join(
        f'<th scope="col"{NUMBER if is_number else ""}>{escape(head)}</th>'
        for head, is_number in zip(heads, numeric, strict=True)
    )
    rows = "".join(f"<tr>{_cells(row, heads, numeric, voice)}</tr>" for row in table.shown(voice))
    return (
        f'<div class="card card--flush"><table class="table table--cards"><caption class="visually-hidden">{title}'
        f"</caption><thead><tr>{top}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _cells(row: list[str], heads: list[str], numeric: list[bool], voice: Voice) -> str:
    first, *more = zip(row, heads, numeric, strict=True)
    cells = (
        f'<td data-label="{escape(head)}"{NUMBER if is_number else SHORT if len(cell) <= SHORT_CELL else ""}>'
        f"{_cell(cell, voice)}</td>"
        for cell, head, is_number in more
    )
    return (
        f'<th scope="row"{SHORT if len(first[0]) <= SHORT_CELL else ""}>{_cell(first[0], voice)}</th>{"".join(cells)}'
    )


def _cell(shown: str, voice: Voice) -> str:
    """A cell; one without a value has a word for those who listen."""
    if shown != UNDEFINED:
        return escape(shown)
    said = escape(voice.say(Text("formats-undefined")))
    return f'<span aria-hidden="true">{shown}</span><span class="visually-hidden">{said}</span>'


def _sentences(sentences: tuple[Words, ...], voice: Voice) -> str:
    return " ".join(_told(each, voice) for each in sentences)


def _begun(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _told(words: Words, voice: Voice) -> str:
    return escape(spoken(words, voice, LONGEST))
