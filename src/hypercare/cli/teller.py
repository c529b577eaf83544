"""How figures, instants and tables of answers are told on a terminal, in the reader's language."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from hypercare.app import formats
from hypercare.app.words import render
from hypercare.cli.show import visible
from hypercare.cli.verdict_text import Tongue

BAR = 24
"""Characters of a full bar."""
EIGHTHS = " ▏▎▍▌▋▊▉█"
NOT_YET = "·"
"""What cannot be observed yet."""
MOST_ROWS = 20
WIDEST = 40


@dataclass(frozen=True)
class Teller:
    """Figures, instants and tables in a language."""

    tongue: Tongue

    def state(self, name: str) -> str:
        """The state of a unit, in words."""
        return self.tongue.words("query-unit-state", state=name)

    def instant(self, written: str | None) -> str:
        """An instant in the zone of the query, to the second; a dot where it is none."""
        return f"{datetime.fromisoformat(written):%Y-%m-%d %H:%M:%S}" if written else NOT_YET

    def heads(self, *names: str) -> list[str]:
        """Headings in words, by their ids without what they all begin with; an empty one stays empty."""
        return [self.tongue.words(f"query-{name}") if name else "" for name in names]

    def left_out(self, count: int) -> Iterator[str]:
        """How many more there are than are shown."""
        if count > 0:
            yield f"  {self.tongue.words('query-left-out', count=count)}"

    def count(self, value: int | None) -> str:
        """A whole number."""
        return formats.count(value, self.tongue.language)

    def share(self, value: float | None) -> str:
        """A share of units; a dash where there is nothing to divide by."""
        return formats.number(value, "share", self.tongue.language)

    def day(self, written: str) -> str:
        """A date, as the language writes it."""
        return formats.day(date.fromisoformat(written), self.tongue.language)

    def grid(self, heads: Sequence[str], rows: Iterable[Sequence[str]], *, right: Sequence[int] = ()) -> Iterator[str]:
        """A table, indented, nothing where it has no rows; the columns in `right` end in line."""
        shown = [[_cut(visible(cell)) for cell in row] for row in (heads, *rows)]
        if len(shown) == 1:
            return
        widths = [max(len(row[place]) for row in shown) for place in range(len(heads))]
        for row in shown:
            cells = (
                cell.rjust(width) if place in right else cell.ljust(width)
                for place, (cell, width) in enumerate(zip(row, widths, strict=True))
            )
            yield ("  " + "  ".join(cells)).rstrip()

    def duration(self, seconds: float | None) -> str:
        """How long, in its two largest units; a dash for what never happened."""
        return formats.UNDEFINED if seconds is None else render(formats.duration(seconds), self.tongue.language)


def bar(share: float) -> str:
    """A bar for a share from 0 to 1, in eighths of a character."""
    eighths = round(min(max(share, 0.0), 1.0) * BAR * 8)
    whole, rest = divmod(eighths, 8)
    return "█" * whole + (EIGHTHS[rest] if rest else "")


def _cut(text: str) -> str:
    return text if len(text) <= WIDEST else text[: WIDEST - 1] + "…"
