"""What people wrote, searched for the metrics and events that it speaks of."""

import re
from collections.abc import Iterable
from typing import Final

from hypercare.model.launch import Launch

FIGURE: Final = re.compile(r"\d(?:[.,\d]*\d)?\s*(?:%|×|x\b|percent\b|persen\b|kali\b|-?fold\b)", re.IGNORECASE)
"""A number that claims something: a percentage, or so many times."""
WORD: Final = re.compile(r"[A-Z]?[^\W\d_A-Z]+|[A-Z]+(?![^\W\d_A-Z])|\d+")
"""A word of a name or a sentence: names are written with underscores, hyphens, spaces or capitals."""
ENDINGS: Final = re.compile(r"(ing|ed|es|s|e)$")
SHORTEST: Final = 3
"""Letters of a word that endings are taken off from: `ads` and `used` stay apart."""
FEWEST_WORDS: Final = 2
"""An event of one word ("opened") is any word of a sentence; of two, it is meant."""


def stems(text: str) -> tuple[str, ...]:
    """The words of a text without their English endings: `page_viewed` and `Page views` are the same."""
    return tuple(_stem(word.casefold()) for word in WORD.findall(text))


def _stem(word: str) -> str:
    stem = ENDINGS.sub("", word)
    return stem if len(stem) >= SHORTEST else word


def speaks_of(text: str, name: str) -> bool:
    """Whether a text names something, in whatever way it is written."""
    said, wanted = stems(text), stems(name)
    return bool(wanted) and any(said[at : at + len(wanted)] == wanted for at in range(len(said) - len(wanted) + 1))


def undeclared(text: str, launch: Launch, events: Iterable[str]) -> tuple[str, ...]:
    """The events that a text gives a figure of, and that no declared metric reads: by name, in the alphabet's order.

    Only names of two words or more are looked for, and none that a declared metric has, too.
    """
    if FIGURE.search(text) is None:
        return ()
    declared = {stems(ref.event) for metric in launch.metrics.values() for ref in metric.refs}
    declared |= {stems(name) for name in launch.metrics}
    free = [name for name in sorted(events) if len(stems(name)) >= FEWEST_WORDS and stems(name) not in declared]
    return tuple(name for name in free if speaks_of(text, name))


def metrics_in(text: str, launch: Launch) -> tuple[str, ...]:
    """The declared metrics that a text names, in the order of the file."""
    return tuple(name for name in launch.metrics if speaks_of(text, name))
