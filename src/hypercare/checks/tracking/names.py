"""Names of events that are nearly one that is planned."""

import re
from collections.abc import Iterable
from functools import lru_cache

SEPARATORS = re.compile(r"[\s_.:/-]+")
HUMPS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
LETTERS_A_SLIP = 5
"""One slip of the keyboard in so many letters: `opened` and `opend` are near, `paid` and `said` are not."""
MOST_SLIPS = 2
LONGEST = 255
"""Characters that are compared: names are no longer than a source lets in."""


def nearest(name: str, planned: Iterable[str]) -> str | None:
    """The planned name that a name was probably meant to be; None where none is near, or it is planned itself."""
    names = list(planned)
    if name in names:
        return None
    found = [(distance, other) for other in names if (distance := slips(name, other)) is not None]
    return min(found)[1] if found else None


@lru_cache(20_000)
def slips(name: str, other: str) -> int | None:
    """How many slips lie between two names, None for more than their length allows.

    None at all between `Bulk Opened`, `bulkOpened` and `bulk-opened`. A slip is a letter that is added, left out, or
    replaced, or two neighbours that changed places.
    """
    first, second = _plain(name[:LONGEST]), _plain(other[:LONGEST])
    allowed = min(MOST_SLIPS, min(len(first), len(second)) // LETTERS_A_SLIP)
    if abs(len(first) - len(second)) > allowed:
        return None
    distance = _distance(first, second)
    return distance if distance <= allowed else None


def _plain(name: str) -> str:
    return SEPARATORS.sub("", HUMPS.sub("_", name)).casefold()


def _distance(first: str, second: str) -> int:
    """Edits between two texts, with neighbours that changed places as one (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, letter in enumerate(first, start=1):
        before, above, row = row, before, [i]
        for j, other in enumerate(second, start=1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == second[j - 2] and first[i - 2] == other:
                best = min(best, above[j - 2] + 1)
            row.append(best)
    return row[-1]
