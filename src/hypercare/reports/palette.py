"""The colours of charts: names of the pages' tokens, and what they stand for where no page is around."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from hypercare.model.errors import BadInput

INK, MUTED, LINE, CARD = "var(--ink)", "var(--muted)", "var(--line)", "var(--card)"
ACCENT, OK, WARN, BAD, EARLY = "var(--accent)", "var(--ok)", "var(--warn)", "var(--bad)", "var(--early)"
HATCH = "url(#hatch)"
"""Stands for the hatching of what cannot be known yet; the drawn SVG gets the pattern under a name of its own."""
FONT = "Source Sans Pro"

LIGHT = MappingProxyType(
    {
        "card": "#ffffff",
        "ink": "#16181d",
        "muted": "#5b6270",
        "line": "#e6e8ec",
        "accent": "#4f46e5",
        "ok": "#047857",
        "warn": "#92400e",
        "bad": "#b91c1c",
        "early": "#4b5260",
    }
)
DARK = MappingProxyType(
    {
        "card": "#16181d",
        "ink": "#eceef2",
        "muted": "#9aa1ae",
        "line": "#262a32",
        "accent": "#8b85ff",
        "ok": "#34d399",
        "warn": "#fbbf24",
        "bad": "#f87171",
        "early": "#a9b0bd",
    }
)
THEMES: Mapping[str, Mapping[str, str]] = MappingProxyType({"light": LIGHT, "dark": DARK})
_TOKEN = re.compile(r"var\(--([a-z]+)\)")


def themed(theme: str) -> str:
    """A style sheet that says what the tokens stand for; by the reader's own wish for any other theme than ours."""
    if theme in THEMES:
        return f":root{{{_tokens(theme)}}}"
    return f":root{{{_tokens('light')}}}@media (prefers-color-scheme:dark){{:root{{{_tokens('dark')}}}}}"


def _tokens(theme: str) -> str:
    return ";".join(f"--{name}:{colour}" for name, colour in THEMES[theme].items())


def literal(drawing: str, theme: str) -> str:
    """A drawing with the colours of a theme in the place of the tokens' names. Raises `BadInput` for another theme."""
    if theme not in THEMES:
        raise BadInput(f"there is no theme {theme!r}", expected=" or ".join(THEMES))
    return _TOKEN.sub(lambda found: THEMES[theme][found[1]], drawing)
