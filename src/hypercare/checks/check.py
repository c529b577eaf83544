"""What every check says of itself; the manual page is generated from it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Check:
    """A check's description. `id` is stable: ENTRY-… for entrance criteria, GATE-… for verdicts, EXIT-… for exit
    criteria.

    `looks_for` says what it looks for, `why` why that matters, `trips` and `passes` give an example of each, `source`
    where the rule comes from.
    """

    id: str
    title: str
    looks_for: str
    why: str
    trips: str
    passes: str
    source: str
