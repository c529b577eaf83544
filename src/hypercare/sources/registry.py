"""Which vendors there are: every folder of this room that names a `VENDOR`."""

from functools import cache, partial
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

from hypercare.model.errors import NotFound
from hypercare.model.facts import Decoded, Payload
from hypercare.model.ports import Decoder
from hypercare.sources.reasons import Reason
from hypercare.sources.receiver import Export, Receiver, Vendor
from hypercare.sources.scope import within


@cache
def vendors() -> MappingProxyType[str, Vendor]:
    """Every vendor by its name, which is its folder's."""
    room = import_module("hypercare.sources")
    folders = sorted(entry.name for entry in iter_modules(room.__path__) if entry.ispkg)
    found = (import_module(f"hypercare.sources.{folder}").VENDOR for folder in folders)
    return MappingProxyType({vendor.name: vendor for vendor in found})


def receivers() -> dict[str, Receiver]:
    """The receivers of the vendors that push, by name."""
    return {vendor.receiver.name: vendor.receiver for vendor in vendors().values() if vendor.receiver is not None}


@cache
def exports() -> MappingProxyType[str, Export]:
    """The kinds of files that can be imported, by the word for them; our own comes first, to be recognised first."""
    found = sorted((each for vendor in vendors().values() for each in vendor.exports), key=lambda each: each.name)
    found.sort(key=lambda each: each.name != "canonical")
    return MappingProxyType({each.name: each for each in found})


def vendor_of(decoder: str) -> str | None:
    """The vendor that pushes what a decoder reads; None where nobody pushes it."""
    return next(
        (each.name for each in vendors().values() if each.receiver is not None and decoder in each.decoders), None
    )


@cache
def decoders() -> MappingProxyType[str, Decoder]:
    """Every decoder by the name that a payload carries."""
    pushed = {name: decode for vendor in vendors().values() for name, decode in vendor.decoders.items()}
    return MappingProxyType(pushed | {each.decoder: each.decode for each in exports().values()})


def decoder(name: str) -> Decoder:
    """The decoder of that name, which keeps to the payload's scope.

    Raises NotFound for a payload written by a version that knew more vendors.
    """
    try:
        return partial(_in_scope, decoders()[name])
    except KeyError:
        known = ", ".join(sorted(decoders()))
        raise NotFound(f"no decoder is named {name!r}", expected=f"one of {known}", fix="upgrade Hypercare") from None


def _in_scope(decode: Decoder, payload: Payload) -> Decoded:
    return within(decode(payload), payload)


def brings_something(payload: Payload) -> bool:
    """Whether anything in a payload is within its scope, quarantine aside. Without a scope nothing is read for that."""
    if not payload.scope:
        return True
    found = decoder(payload.decoder)(payload)
    beyond = any(each.reason == Reason.OUT_OF_SCOPE for each in found.rejected)
    return not beyond or bool(found.events or found.aliases or found.traits or found.feedback)
