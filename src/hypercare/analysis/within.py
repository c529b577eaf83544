"""The rows that a scope reads."""

import numpy as np

from hypercare.analysis.hits import Hits
from hypercare.analysis.population import ALWAYS, Members
from hypercare.analysis.scope import Scope
from hypercare.model.sequences import Ints


def counted(found: Hits, scope: Scope, who: Members) -> Hits:
    """Those of some rows that count: in a scope after go-live, those that come at or after their unit's exposure.

    Before go-live no unit is exposed yet: there its whole history counts, which is what "before" is compared with.
    """
    return found if scope.before_exposure or who.all_rows_count else found.since(who.exposed_at)


def in_scope(found: Hits, scope: Scope, who: Members) -> Hits:
    """Those of some rows that count and lie in [start, stop)."""
    return counted(found.between(scope.start, scope.stop), scope, who)


def counted_since(scope: Scope, who: Members) -> Ints:
    """From when on the rows of each unit count, (u,) microseconds: its exposure, in a scope after go-live."""
    if scope.before_exposure or who.all_rows_count:
        return np.full(len(who.mask), ALWAYS)
    return who.exposed_at
