"""Makes Django ready with the pages. Imported before everything else of a process that serves them."""

import os
from typing import Final

import django
from django.conf import settings

from hypercare.app.django_settings import OIDC, PAGES, of_installation
from hypercare.app.settings import Settings

_WEB: Final = "hypercare.web"

if not settings.configured:
    # A provider's client takes 0.2 s to load, so it is there only where it is asked for.
    settings.configure(**(PAGES | OIDC if os.environ.get("HYPERCARE_OIDC_ISSUER") else PAGES))
    django.setup()
elif _WEB not in settings.INSTALLED_APPS:
    raise RuntimeError("Django is ready without the pages already: import hypercare.web before hypercare.app.site")


def serve_at(installation: Settings) -> None:
    """Makes the pages answer at the addresses of an installation, with its cookies."""
    for name, value in of_installation(installation).items():
        setattr(settings, name, value)
