"""The rows that a scope reads."""

import numpy as np

from hypercare.analysis.hits import Hits
from hypercare.analysis.population import ALWAYS, Members
from hypercare.analysis.rows import Mask, known_by
from hypercare.analysis.scope import Scope
from hypercare.model.sequences import Bucket, Ints


def since_exposure(bucket: Bucket, scope: Scope, who: Members) -> Mask:
    """Whether each row was known by `as_of` and, in a scope after go-live, comes at or after its unit's exposure.

    Before go-live no unit is exposed yet: there its whole history counts, which is what "before" is compared with.
    """
    rows = known_by(bucket, scope.as_of)
    if scope.before_exposure or who.all_rows_count:
        return rows
    return rows & (bucket.ts >= who.exposed_at.repeat(bucket.offsets[1:] - bucket.offsets[:-1]))


def in_scope(bucket: Bucket, scope: Scope, who: Members) -> Mask:
    """Whether each row lies in [start, stop) and counts since its unit's exposure."""
    return since_exposure(bucket, scope, who) & (bucket.ts >= scope.start) & (bucket.ts < scope.stop)


def counted(found: Hits, scope: Scope, who: Members) -> Hits:
    """Those of some rows that count: since their unit's exposure, in a scope after go-live."""
    return found if scope.before_exposure or who.all_rows_count else found.since(who.exposed_at)


def counted_since(scope: Scope, who: Members) -> Ints:
    """From when on the rows of each unit count, (u,) microseconds: its exposure, in a scope after go-live."""
    if scope.before_exposure or who.all_rows_count:
        return np.full(len(who.mask), ALWAYS)
    return who.exposed_at
