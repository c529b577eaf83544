"""Who stopped at each step of a funnel, asked of an engine."""

from zoneinfo import ZoneInfo

from hypercare.analysis.drop_off.interviews import Interviews
from hypercare.analysis.drop_off.leaving import DropOff
from hypercare.analysis.scope import Scope
from hypercare.app.documents.drop_off import drop_off_document, with_interviews
from hypercare.app.documents.texts import Document
from hypercare.app.engine import Engine
from hypercare.model.errors import BadInput
from hypercare.model.metrics import FunnelMetric


def drop_offs(
    metric: FunnelMetric, scope: Scope, engine: Engine, keys: tuple[str, ...], name: str, *, interviews: bool = False
) -> Document:
    """`hypercare/drop_off.v1` of a funnel in a scope, compared by the properties `keys`; `interviews` adds whom to ask,
    for those who may see units. `name` tells its questions apart from those of other scopes.

    Raises `BadInput` for a funnel by the rules of another tool: those say how far units come, not by which events.
    """
    if metric.profile:
        raise BadInput(
            f"who stopped is told by our own rules, not by those of {metric.profile}", where="drop_off",
            fix="leave out profile, or drop_off",
        )  # fmt: skip
    asked = f"{name}/{metric.name}"
    found = drop_off_document(engine(f"{asked}/drop-off {' '.join(keys)}", DropOff(scope, metric, keys)))
    if not interviews:
        return found
    return with_interviews(found, engine(f"{asked}/interviews", Interviews(scope, metric)), ZoneInfo(scope.zone))
