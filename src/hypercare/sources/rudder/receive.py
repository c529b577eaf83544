"""The data plane's endpoints, and what the browser's client asks of the control plane before it sends."""

import json

from hypercare.model.ports import TokenBook
from hypercare.sources.receiver import Answer, Outcome, Request
from hypercare.sources.rudder.answer import RUDDER
from hypercare.sources.segment.receive import ENDPOINTS, Declined, declined_by, owner_of, received

CONFIG = "sourceConfig"
METRICS = "rsaMetrics"
"""What the browser's client says about itself. Nobody needs it here."""
# The client sends to its data plane alone, and tells neither errors nor measurements of its own.
_QUIET = {"errors": {"enabled": False}, "metrics": {"enabled": False}}


def receive(request: Request, tokens: TokenBook) -> Outcome:
    """The outcome of one request to `/ingest/rudder/...`. Pure: nothing is kept here."""
    path = request.path.strip("/")
    if path == METRICS:
        return Outcome(RUDDER.accepted)
    if path == CONFIG:
        return _config(request, tokens)
    # A beacon cannot have headers: its write key stands in the query.
    kind = ENDPOINTS.get(path.removeprefix("beacon/").removeprefix("v1/"))
    return received(RUDDER, request, kind, tokens)


def _config(request: Request, tokens: TokenBook) -> Outcome:
    """What a control plane says of a source without destinations, which the browser's client needs to start."""
    try:
        owner, _ = owner_of(RUDDER.vendor, request, "", tokens)
    except Declined as declined:
        return declined_by(RUDDER, declined.code)
    source = {
        "id": owner.source,
        "name": owner.source,
        "workspaceId": "hypercare",
        "enabled": True,
        "config": {"statsCollection": _QUIET},
        "destinations": [],
    }
    return Outcome(Answer(200, json.dumps({"source": source}, separators=(",", ":")).encode()))
