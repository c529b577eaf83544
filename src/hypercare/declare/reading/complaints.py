"""Complaints: what is wrong at a path of a document, before the path is known to be a line."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from hypercare.declare.reading.yaml_lines import Document, Path
from hypercare.model.errors import InvalidFile, Problem

# A product manager mends the first screenful; more than this only comes from a file that is no launch file at all.
MOST_PROBLEMS = 100
MOST_SUGGESTIONS = 3
MOST_SHOWN = 60
MOST_LISTED = 12


@dataclass(frozen=True)
class Complaint:
    """One thing wrong at a path. What was meant is `nearest`, else those of the `known` names closest to `given`.

    `rests_on` are other parts of the file that the complaint takes for granted: where one of them is broken it is void.
    """

    path: Path
    what: str
    expected: str = ""
    given: str = ""
    known: tuple[str, ...] = ()
    nearest: tuple[str, ...] = ()
    rests_on: tuple[Path, ...] = ()

    def problem(self, document: Document) -> Problem:
        """The complaint at its line, with the names that come closest to what was given."""
        nearest = self.nearest or closest(self.given, self.known)
        return Problem(document.file, document.line(self.path), self.what, self.expected, nearest)


def closest(given: str, known: Iterable[str]) -> tuple[str, ...]:
    """The up to three known names most like the given one, capitals aside; none when nothing is close."""
    by_folded = {name.casefold(): name for name in known}
    found = get_close_matches(given.casefold(), by_folded, n=MOST_SUGGESTIONS) if given else []
    return tuple(by_folded[name] for name in found)


def one_of(names: Iterable[str]) -> str:
    """`one of a, b, c`, cut where the list is too long to read."""
    listed = list(names)
    return f"one of {', '.join(listed[:MOST_LISTED])}{', …' if len(listed) > MOST_LISTED else ''}"


def place(path: Path) -> str:
    """A path as people read it: `metrics.completion.funnel item 2` (items count from 1)."""
    words = "".join(f" item {part + 1}" if isinstance(part, int) else f".{part}" for part in path)
    return shorten(words.removeprefix("."), 2 * MOST_SHOWN)


def shown(value: object) -> str:
    """A value as it was written, short enough for one line."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return '"' + shorten(value, MOST_SHOWN).replace("\n", " ") + '"'
    if value is None:
        return "an empty value"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list | tuple):
        return "a list"
    return shorten(str(value), MOST_SHOWN)


def shorten(text: str, most: int) -> str:
    """The text, cut with an ellipsis where it is longer than `most` characters."""
    return text if len(text) <= most else text[: most - 1] + "…"


def refuse(document: Document, complaints: Iterable[Complaint]) -> None:
    """Raises `InvalidFile` with all complaints and the document's own, by line, when there are any."""
    placed = [(document.line(complaint.path), complaint) for complaint in complaints]
    placed.sort(key=lambda pair: (pair[0], pair[1].what))
    found = [*document.problems, *(complaint.problem(document) for _, complaint in placed[:MOST_PROBLEMS])]
    if found:
        left = len(placed) + len(document.problems) - MOST_PROBLEMS
        raise InvalidFile(_first(found, left=left))


def _first(problems: list[Problem], *, left: int) -> tuple[Problem, ...]:
    unique = sorted(dict.fromkeys(problems), key=lambda problem: problem.line)[:MOST_PROBLEMS]
    if left > 0:
        last = unique[-1]
        unique.append(Problem(last.file, last.line, f"and {left} more problems; mend the first ones"))
    return tuple(unique)
