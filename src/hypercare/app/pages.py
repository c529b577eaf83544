"""Makes Django ready with the pages. Imported before everything else of a process that serves them."""

from typing import Final

import django
from django.conf import settings

from hypercare.app.django_settings import PAGES

_WEB: Final = "hypercare.web"

if not settings.configured:
    settings.configure(**PAGES)
    django.setup()
elif _WEB not in settings.INSTALLED_APPS:
    raise RuntimeError("Django is ready without the pages already: import hypercare.web before hypercare.app.site")
