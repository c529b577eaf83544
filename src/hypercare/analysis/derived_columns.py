"""Columns that are computed from a bucket instead of being stored with it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from hypercare.analysis.cohort import cohort_column
from hypercare.model.cohorts import CohortRule, cohort_name
from hypercare.model.errors import BadInput
from hypercare.model.metrics import Unit
from hypercare.model.sequences import Bucket, Column

Buckets = Callable[[Unit, frozenset[str], int], Iterable[Bucket]]
Rules = Mapping[str, CohortRule]
MOST_SHOWN, MOST_LISTED = 80, 12


def read_for(keys: frozenset[str], cohorts: Rules) -> frozenset[str]:
    """The properties of the facts that it takes to know some properties, cohorts among them.

    Raises `BadInput` for a cohort that is not declared.
    """
    rules = _named(keys, cohorts)
    refs = [ref for rule in rules.values() for ref in rule.refs]
    return frozenset(keys - rules.keys()).union(*(ref.where.keys for ref in refs))


def with_cohorts(buckets: Buckets, cohorts: Rules) -> Buckets:
    """The same buckets, with a column for each cohort that is asked for, as of the instant that is asked for."""

    def derived(unit: Unit, columns: frozenset[str], as_of: int) -> Iterator[Bucket]:
        wanted = _named(columns, cohorts)
        for bucket in buckets(unit, read_for(columns, cohorts), as_of):
            yield _with_columns(bucket, wanted, as_of) if wanted else bucket

    return derived


def _named(keys: frozenset[str], cohorts: Rules) -> Rules:
    """The rules of the cohorts among some properties, by their keys."""
    named = {key: name for key in keys if (name := cohort_name(key)) is not None}
    for name in sorted(named.values() - cohorts.keys()):
        known = ", ".join(sorted(cohorts)[:MOST_LISTED]) or "a cohort that is declared"
        raise BadInput(f"there is no cohort {name[:MOST_SHOWN]!r}", where="cohorts", expected=known)
    return {key: cohorts[name] for key, name in named.items()}


def _with_columns(bucket: Bucket, wanted: Rules, as_of: int) -> Bucket:
    return replace(bucket, columns=_Columns(bucket, wanted, as_of), stored_index=bucket.index)


@dataclass(frozen=True)
class _Columns(Mapping[str, Column]):
    """The columns of a bucket, and cohorts by their key: computed when first read, on the thread that reads them."""

    bucket: Bucket
    wanted: Rules
    as_of: int
    computed: dict[str, Column] = field(default_factory=dict)

    def __getitem__(self, key: str) -> Column:
        if key not in self.wanted:
            return self.bucket.columns[key]
        if key not in self.computed:
            self.computed[key] = cohort_column(self.bucket, self.wanted[key], self.as_of)
        return self.computed[key]

    def __iter__(self) -> Iterator[str]:
        yield from (*self.bucket.columns, *self.wanted)

    def __len__(self) -> int:
        return len(self.bucket.columns) + len(self.wanted)
