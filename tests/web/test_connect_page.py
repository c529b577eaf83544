"""The form by which a source is connected: what a vendor's receiver must be told, in words."""

import pytest

from hypercare.app.usecases.access import tokens
from hypercare.app.words import CATALOGUE, languages
from hypercare.web.pages.connect.context import connect_of

SETTINGS = [field for vendor in tokens.vendors() for field in connect_of(vendor).settings]


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("words", [field.words for field in SETTINGS])
def test_every_setting_is_told_in_every_language(words: str, language: str) -> None:
    told = (CATALOGUE / language / "connect.ftl").read_text(encoding="utf-8")
    assert f"\n{words} = " in told


def test_a_setting_without_words_is_told_in_the_vendors_own() -> None:
    unknown = SETTINGS[0].model_copy(update={"words": "connect-setting-nobodys-own"})
    assert unknown.told == SETTINGS[0].help
