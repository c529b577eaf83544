"""The frame around every page: each place in it has a name."""

import pytest

from browser.pages import routes
from hypercare.app.words import languages, render
from hypercare.model.text import Text
from hypercare.web.shell import SENT, Link

LONE = {"sign-in-link"}
"""Pages without the frame."""


@pytest.mark.parametrize("language", languages())
def test_every_place_has_a_name(language: str) -> None:
    places = {SENT.get(route, route) for route in routes()} - LONE
    ids = [Link(place, "").words for place in sorted(places)]
    assert [each for each in ids if render(Text(each), language) == each] == []
