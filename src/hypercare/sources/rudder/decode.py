"""A kept request of RudderStack's clients into canonical rows, as Segment's."""

from hypercare.model.facts import Decoded, Payload
from hypercare.sources.rudder.answer import EVENT_BYTES
from hypercare.sources.segment.decode import decoded


def decode(payload: Payload) -> Decoded:
    """The rows of one request to the data plane."""
    return decoded(payload, event_bytes=EVENT_BYTES)
