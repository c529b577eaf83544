"""What a server tells whoever starts it."""

from pathlib import Path

import pytest

from app import shop
from hypercare.app.processes.welcome import welcome
from hypercare.app.settings import read_settings

pytestmark = pytest.mark.slow


def test_launch_file_that_was_edited_is_named(tmp_path: Path) -> None:
    data, folder = tmp_path / "data", tmp_path / "launches"
    shop.declare(data)
    folder.mkdir()
    settings = read_settings({"HYPERCARE_LAUNCHES": str(folder)}, data=data)
    file = folder / "shop.yaml"
    told = []
    for text in (shop.LAUNCH, shop.LAUNCH.replace("40%", "10%"), "launch: [", None):
        file.unlink(missing_ok=True)
        if text is not None:
            file.write_text(text)
        told.append(welcome(settings, "first").edited)
    assert told == [(), (str(file),), (str(file),), ()], "the same, edited, broken, none"


def test_first_start_offers_a_link(tmp_path: Path) -> None:
    known = welcome(read_settings({}, data=tmp_path / "data"), "first")
    assert known.link is not None
    assert "/sign-in/" in known.link.url
