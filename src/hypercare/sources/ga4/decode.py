"""A kept GA4 request into canonical rows. Deterministic and total: bytes yield rows or quarantine, no error."""

from hypercare.model.facts import Decoded, Payload
from hypercare.sources.ga4 import gtag, protocol
from hypercare.sources.reading import Reading


def decode(payload: Payload) -> Decoded:
    """The rows of one request, as it was accepted."""
    reading = Reading(payload)
    if payload.path == "g/collect":
        gtag.read(reading)
    else:
        protocol.read(reading, app=payload.query.get("app") == "1")
    return reading.into
