"""Documents as Markdown: GitHub's tables, everything from outside escaped."""

import re
from collections.abc import Mapping

from hypercare.reports.document import Callout, Code, Document, Facts, Grid, Heading, Items, Paragraph, Part, Picture
from hypercare.reports.table import Table, shown_cell
from hypercare.reports.voice import Voice, Words, sentence, spoken

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$&])")
_START = re.compile(r"^(\s*)([-+=]|\d+[.)])(?=\s|$)")
_ADDRESS = re.compile(r"(?i)\b(https?|www)([:.])")
LONGEST = 1000


def markdown(document: Document, voice: Voice, images: Mapping[str, str] | None = None) -> str:
    """The document. `images` are the addresses of pictures by their names; a chart without one is its table alone."""
    images = images or {}
    parts = [_part(part, voice, images) for part in document.parts]
    head = [f"# {_told(document.title, voice)}", f"_{_told(document.source, voice)}_"]
    return "\n\n".join([*head, *(part for part in parts if part)]) + "\n"


def escaped(text: str) -> str:
    """The text with nothing in it that Markdown, or HTML within it, would act on; an address makes no link."""
    line = _SPECIAL.sub(r"\\\1", " ".join(text.split()))
    return _ADDRESS.sub(r"\1\\\2", _START.sub(r"\1\\\2", line))


def _part(part: Part, voice: Voice, images: Mapping[str, str]) -> str:
    match part:
        case Heading():
            return f"{'#' * part.level} {_told(part.words, voice)}"
        case Paragraph():
            return _sentences(part.sentences, voice)
        case Items():
            return "\n".join(f"- {_told(each, voice)}" for each in part.items)
        case Facts():
            facts = ((fact.name, shown_cell(fact.value, fact.scale, voice)) for fact in part.facts)
            return "\n".join(f"- **{_told(name, voice)}**: {escaped(value)}" for name, value in facts)
        case Grid():
            return f"**{_told(part.title, voice)}**\n\n{_table(part.table, voice)}"
        case Picture():
            return _picture(part, voice, images)
        case Callout():
            said = " ".join(_begun(_told(each, voice)) for each in part.sentences)
            return f"> **{_told(part.title, voice)}**" + (f"  \n> {said}" if said else "")
        case Code():
            return f"```\n{part.line.replace('`', '')}\n```"


def _picture(part: Picture, voice: Voice, images: Mapping[str, str]) -> str:
    title, table = escaped(sentence(part.model.title, voice)), _table(part.model.table(), voice)
    image = f"![{title}](<{images[part.name]}>)\n\n" if part.name in images else ""
    return f"**{title}**\n\n{image}{table}"


def _table(table: Table, voice: Voice) -> str:
    heads = [escaped(head) for head in table.heads(voice)]
    rows = [[escaped(cell) for cell in row] for row in table.shown(voice)]
    return "\n".join(f"| {' | '.join(row)} |" for row in [heads, ["---"] * len(heads), *rows])


def _sentences(sentences: tuple[Words, ...], voice: Voice) -> str:
    return " ".join(_told(each, voice) for each in sentences)


def _begun(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _told(words: Words, voice: Voice) -> str:
    return escaped(spoken(words, voice, LONGEST))
