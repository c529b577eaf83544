"""Vendors are found by their folders."""

from pathlib import Path

import pytest

from hypercare import sources
from hypercare.model.errors import NotFound
from hypercare.model.facts import Payload
from hypercare.sources.registry import decoder, decoders, receivers, vendors


def test_every_folder_is_a_vendor_of_its_name() -> None:
    folders = sorted(path.parent.name for path in Path(sources.__file__).parent.glob("*/__init__.py"))
    assert list(vendors()) == folders
    assert all(name == vendor.name for name, vendor in vendors().items())


def test_decoders_and_receivers_by_name() -> None:
    assert {"import.canonical", "import.mixpanel", "mixpanel"} <= set(decoders())
    assert "mixpanel" in receivers()
    assert "files" not in receivers()
    assert decoder("mixpanel")(Payload("mixpanel", "track", "shop", 0, b"[]")).events == []


def test_unknown_decoder_names_those_there_are() -> None:
    with pytest.raises(NotFound, match=r"no decoder is named 'nobody'; expected one of .*import\.canonical, "):
        decoder("nobody")
