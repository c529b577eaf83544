"""Sequences straight from facts in memory: no tables, no folder, nothing to set up."""

from collections.abc import Iterable

import pyarrow as pa

from hypercare.lake.facts import MemoryFacts
from hypercare.lake.sequences.build import Resolved, in_memory
from hypercare.lake.sequences.sequences import Sequences
from hypercare.model.facts import Alias, Event, Trait
from hypercare.model.metrics import Unit


def sequences_of(
    events: Iterable[Event] | pa.Table,
    aliases: Iterable[Alias] | pa.Table,
    traits: Iterable[Trait] | pa.Table,
    unit: Unit,
    columns: frozenset[str],
    *,
    known_by: int | None = None,
) -> Sequences:
    """The sequences of a unit from facts that arrived in the order given (or tables with the lake's columns).

    Gives the arrays that the lake gives for the same facts. With `known_by` (microseconds UTC), aliases and traits
    count as they were known at that instant.
    """
    facts = MemoryFacts.of(events=events, aliases=aliases, traits=traits)
    resolved = Resolved.of(facts, unit, columns, known_by=known_by)
    parts, intake = in_memory(facts, resolved)
    return Sequences(unit, columns, facts.versions, resolved.identity.version, intake.unattributed, tuple(parts))
