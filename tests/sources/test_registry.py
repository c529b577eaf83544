"""Vendors are found by their folders."""

import pytest

from hypercare.model.errors import NotFound
from hypercare.model.facts import Payload
from hypercare.sources.registry import decoder, decoders, receivers, vendors


def test_every_folder_is_a_vendor_of_its_name() -> None:
    assert list(vendors()) == ["files", "mixpanel"]
    assert all(name == vendor.name for name, vendor in vendors().items())


def test_decoders_and_receivers_by_name() -> None:
    assert sorted(decoders()) == ["import.canonical", "import.mixpanel", "mixpanel"]
    assert list(receivers()) == ["mixpanel"]
    assert decoder("mixpanel")(Payload("mixpanel", "track", "shop", 0, b"[]")).events == []


def test_unknown_decoder_names_those_there_are() -> None:
    with pytest.raises(NotFound, match=r"no decoder is named 'clevertap'; expected one of import\.canonical, "):
        decoder("clevertap")
