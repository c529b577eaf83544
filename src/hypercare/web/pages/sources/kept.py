"""The latest answer about the sources, kept: a page is sent with it at once, and it is asked anew behind the page."""

from functools import cache
from typing import Final

from hypercare.web.installation import Installation
from hypercare.web.latest import Latest

FRESH_SECONDS: Final = 2.0
OLD_SECONDS: Final = 60.0
"""An older answer is shown only where there is no other: what stopped arriving a minute ago must be seen."""
PATIENCE_SECONDS: Final = 1.5
"""A page that would have to wait longer is sent without it, and fetches it."""


@cache
def kept_of(place: Installation) -> Latest:
    """The latest `hypercare/sources.v1` of an installation."""
    return Latest(place.studio.asking_once, place.house.clock.now, "sources", fresh=FRESH_SECONDS, at_once=OLD_SECONDS)
