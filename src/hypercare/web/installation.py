"""What the pages are about: the installation that this process serves, and its studio."""

import os
from dataclasses import dataclass

from structlog.typing import FilteringBoundLogger

from hypercare.app.decisions import open_ledger
from hypercare.app.details import Details
from hypercare.app.house import House
from hypercare.app.looks import Looks
from hypercare.app.pages import serve_at
from hypercare.app.settings import Settings
from hypercare.app.studio.client import Studio
from hypercare.app.verifications import Verifications
from hypercare.web.redaction import hide_secrets


@dataclass(frozen=True)
class Installation:
    """One installation, as its pages use it."""

    house: House
    studio: Studio
    looks: Looks
    details: Details
    verifications: Verifications


_served: list[Installation] = []


def open_installation(settings: Settings, log: FilteringBoundLogger) -> Installation:
    """Makes this process serve an installation, with a studio of the same settings and clock."""
    house = House(settings)
    open_ledger(house)
    serve_at(settings)
    hide_secrets()
    opened = Installation(
        house,
        Studio(os.environ | settings.environment, log),
        Looks(settings.data),
        Details(settings.data),
        Verifications(settings.data),
    )
    _served[:] = [opened]
    return opened


def here() -> Installation:
    """The installation that this process serves."""
    return _served[0]
