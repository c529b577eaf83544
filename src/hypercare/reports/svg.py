"""A drawn SVG made fit for a page: safe under a strict content policy, small, in the colours and font around it.

What a drawing library wrote is rebuilt from a list of known elements and attributes; whatever else it may write, now or
in a later version, does not reach a page.
"""

import re
from xml.etree import ElementTree as Tree
from xml.sax.saxutils import escape, quoteattr

from hypercare.reports.palette import CARD, FONT, INK, MUTED, literal, themed
from hypercare.reports.vega.canvas import text_width

NAMESPACE = "http://www.w3.org/2000/svg"
ELEMENTS = frozenset({"svg", "g", "path", "line", "rect", "text", "tspan", "defs", "clipPath", "circle"})
ATTRIBUTES = frozenset({
    "x", "y", "x1", "y1", "x2", "y2", "dx", "dy", "d", "r", "cx", "cy", "width", "height", "transform", "id",
    "clip-path", "fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray",
    "stroke-linejoin",
    "stroke-linecap", "opacity", "text-anchor", "font-size", "font-weight", "font-style",
})  # fmt: skip
PRESENTATION = frozenset(each for each in ATTRIBUTES if "-" in each or each in {"fill", "stroke", "opacity"})
_NUMBER = re.compile(r"-?\d+\.\d+")
_LOCAL = re.compile(r"url\(#([A-Za-z0-9_-]+)\)")
_EMPTY_SHIFT = re.compile(r"^translate\(0,0\)$")


def page_svg(drawn: str, name: str) -> str:
    """The SVG for a page. `name` is unique on it: ids of clip paths and hatching begin with it.

    Colours stay names of tokens, text takes the font around it. Raises `xml.etree.ElementTree.ParseError` for what is
    not XML.
    """
    drawing = _clean(Tree.fromstring(drawn), name)  # noqa: S314  see above
    assert drawing is not None
    width, height = drawing.get("width", "0"), drawing.get("height", "0")
    drawing.attrib = {
        "xmlns": NAMESPACE,
        "viewBox": f"0 0 {width} {height}",
        "width": width,
        "height": height,
        "focusable": "false",
        "aria-hidden": "true",
        "font-size": "12",
    }
    text = Tree.tostring(drawing, encoding="unicode")
    if f"url(#{name}-hatch)" in text:
        text = text.replace(">", f">{_pattern(name)}", 1)
    return text


def _pattern(name: str) -> str:
    return (
        f'<defs><pattern id="{name}-hatch" width="6" height="6" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="1.5" height="6" fill="{MUTED}" fill-opacity="0.3"/></pattern>'
        "</defs>"
    )


def _clean(element: Tree.Element, name: str) -> Tree.Element | None:
    """The element from the known parts only, without what shows nothing; None where nothing is left."""
    kind = element.tag.rpartition("}")[2]
    if kind not in ELEMENTS or element.get("display") == "none":
        return None
    out = Tree.Element(kind, _attributes(element, name))
    out.text = element.text if kind in {"text", "tspan"} else None
    out.extend([child for each in element if (child := _clean(each, name)) is not None and _shows(child, kind)])
    if kind == "g" and len(out) == 1 and not out.attrib:
        return out[0]
    return out


def _attributes(element: Tree.Element, name: str) -> dict[str, str]:
    found = {**_declared(element.get("style", "")), **element.attrib}
    kept = {key: _short(value, name) for key, value in found.items() if key in ATTRIBUTES}
    if "id" in kept:
        kept["id"] = f"{name}-{kept['id']}"
    if _EMPTY_SHIFT.match(kept.get("transform", "")):
        del kept["transform"]
    if kept.get("opacity") == "1":
        del kept["opacity"]
    if element.tag.endswith("text") and "stroke" in kept:
        kept["paint-order"] = "stroke"  # the halo goes behind the letters
    return kept


def _declared(style: str) -> dict[str, str]:
    """What an inline style declares that attributes may say: a content policy blocks styles, not attributes."""
    pairs = (part.partition(":") for part in style.split(";"))
    found = {key.strip(): value.strip() for key, _, value in pairs}
    return {key: value for key, value in found.items() if key in PRESENTATION}


def _short(value: str, name: str) -> str:
    """An attribute with numbers of two decimals, and references within this drawing."""
    rounded = _NUMBER.sub(lambda found: f"{float(found[0]):.2f}".rstrip("0").rstrip("."), value)
    return _LOCAL.sub(rf"url(#{name}-\1)", rounded).removesuffix("px")


def _shows(element: Tree.Element, parent: str) -> bool:
    """Whether anything is seen of an element: what holds nothing is not, nor what has no colour."""
    if element.tag in {"g", "defs", "clipPath"}:
        return len(element) > 0
    if element.tag == "text":
        return bool(element.text) or len(element) > 0
    return parent == "clipPath" or element.tag == "tspan" or bool({"fill", "stroke"} & element.attrib.keys())


TITLE_SIZE, SOURCE_SIZE = 16, 11
TITLE_LINE, TITLE_MARGIN, SOURCE_LINE = 22, 10, 28
MARGIN = 24
_OPENING = re.compile(r'<svg [^>]*width="([0-9.]+)" height="([0-9.]+)"[^>]*>')


def standalone_svg(page: str, theme: str, *, title: str, source: str) -> str:
    """The SVG of a page as a file of its own: on the theme's card, the finding above it and its source below.

    `page` is what `page_svg` returned. Raises `BadInput` for another theme.
    """
    opening = _OPENING.match(page)
    assert opening is not None
    width, height = float(opening[1]), float(opening[2])
    lines = wrapped(title, width, TITLE_SIZE)
    top = MARGIN + len(lines) * TITLE_LINE + TITLE_MARGIN
    whole, tall = width + 2 * MARGIN, top + height + SOURCE_LINE + MARGIN / 2
    bold = f'font-size="{TITLE_SIZE}" font-weight="600" fill="{INK}"'
    heading = "".join(_line(line, MARGIN + TITLE_SIZE + place * TITLE_LINE, bold) for place, line in enumerate(lines))
    footing = _line(source, top + height + SOURCE_LINE - 6, f'font-size="{SOURCE_SIZE}" fill="{MUTED}"')
    return literal(
        f'<svg xmlns="{NAMESPACE}" viewBox="0 0 {whole:g} {tall:g}" width="{whole:g}" height="{tall:g}" role="img" '
        f'aria-label={quoteattr(title)} font-size="12" font-family="\'{FONT}\', system-ui, sans-serif">'
        f'<rect width="{whole:g}" height="{tall:g}" fill="{CARD}"/>{heading}'
        f'<g transform="translate({MARGIN},{top:g})">{page[opening.end() : -len("</svg>")]}</g>{footing}</svg>',
        theme,
    )


def image_svg(page: str, theme: str) -> str:
    """The SVG of a page as an image for one where no script fetches it: as it is, in the colours of the reader's theme.

    `page` is what `page_svg` returned.
    """
    opening = _OPENING.match(page)
    assert opening is not None
    style = f"<style>{themed(theme)}svg{{font-family:'{FONT}',system-ui,sans-serif}}</style>"
    return f"{opening[0]}{style}{page[opening.end() :]}"


def _line(text: str, y: float, look: str) -> str:
    return f'<text x="{MARGIN}" y="{y:g}" {look}>{escape(text)}</text>'


def wrapped(text: str, width: float, size: float) -> list[str]:
    """The text in lines of at most `width` pixels, broken between words."""
    lines = [""]
    for word in text.replace(" %", "\u00a0%").split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if text_width(longer, size) > width and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
