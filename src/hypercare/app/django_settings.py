"""Django's settings for our two kinds of processes: those that use the ledger, and the one that serves the pages."""

from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import hypercare
from hypercare.app.settings import EVERYWHERE, LOOPBACK, Settings

WEB_FOLDER: Final = Path(hypercare.__file__).parent / "web"
SESSION_DAYS: Final = 30
# Long enough that guessing is no way in at the rate that sign-in allows; nobody has to set one at all.
PASSWORD_LENGTH: Final = 12

LEDGER: Final[dict[str, Any]] = {
    "INSTALLED_APPS": ["hypercare.ledger"],
    "AUTH_USER_MODEL": "ledger.User",
    "AUTH_PASSWORD_VALIDATORS": [
        {
            "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
            "OPTIONS": {"user_attributes": ("email", "name")},
        },
        {
            "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
            "OPTIONS": {"min_length": PASSWORD_LENGTH},
        },
        {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
        {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    ],
    "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
    "USE_TZ": True,
    "TIME_ZONE": "UTC",
    "LOGGING_CONFIG": None,
    "DATABASES": {},
}

PAGES: Final[dict[str, Any]] = LEDGER | {
    "INSTALLED_APPS": [
        "django_htmx",
        "hypercare.ledger",
        "hypercare.web",
    ],
    "MIDDLEWARE": [
        "hypercare.web.middleware.Errors",
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django_htmx.middleware.HtmxMiddleware",
        "hypercare.web.middleware.Identity",
        "hypercare.web.middleware.Permission",
        "hypercare.web.attending.Attending",
    ],
    "ROOT_URLCONF": "hypercare.web.urls",
    "TEMPLATES": [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [WEB_FOLDER / "templates"],
            "OPTIONS": {
                "loaders": [("django.template.loaders.cached.Loader", ["django.template.loaders.filesystem.Loader"])],
                "builtins": ["hypercare.web.templatetags.hypercare"],
                "context_processors": [
                    "django.template.context_processors.request",
                    "hypercare.web.asked.everywhere",
                ],
            },
        }
    ],
    "STATIC_URL": "/static/",
    "USE_I18N": False,  # words come from our own catalogue, by id
    "ALLOWED_HOSTS": ["localhost", "127.0.0.1", "[::1]"],
    "SESSION_ENGINE": "hypercare.ledger.sessions",
    "SESSION_COOKIE_AGE": SESSION_DAYS * 24 * 3600,
    "SESSION_COOKIE_SAMESITE": "Lax",
    "CSRF_COOKIE_SAMESITE": "Lax",
    "CSRF_COOKIE_HTTPONLY": True,  # pages carry the token themselves
    "CSRF_FAILURE_VIEW": "hypercare.web.pages.errors.view.csrf",
    "SECURE_REFERRER_POLICY": "same-origin",
    "SECURE_CROSS_ORIGIN_OPENER_POLICY": "same-origin",
    "APPEND_SLASH": False,
    "DATA_UPLOAD_MAX_MEMORY_SIZE": 1 << 20,
    "DATA_UPLOAD_MAX_NUMBER_FIELDS": 2_000,
}

OIDC: Final[dict[str, Any]] = {
    "INSTALLED_APPS": [
        "django.contrib.contenttypes",
        "django.contrib.auth",
        "allauth",
        "allauth.account",
        "allauth.socialaccount",
        *PAGES["INSTALLED_APPS"],
    ],
    "MIDDLEWARE": [*PAGES["MIDDLEWARE"], "allauth.account.middleware.AccountMiddleware"],
    "SOCIALACCOUNT_ADAPTER": "hypercare.web.pages.sign_in.oidc.Adapter",
    "SOCIALACCOUNT_REQUESTS_TIMEOUT": 10,
}
"""What signing in by a provider needs besides. Its tables are never made: who somebody is stands in the ledger."""


def of_installation(settings: Settings) -> dict[str, Any]:
    """What depends on where the pages are reached.

    Only hosts that are ours are answered, so that no other site can pass for us by pointing its name here. Cookies are
    named by the port: browsers share them between all ports of a host.
    """
    is_https = settings.origin.startswith("https://")
    host = urlsplit(settings.origin).hostname or ""
    hosts = {*LOOPBACK, host, settings.host} - {*EVERYWHERE}
    prefix = "__Host-" if is_https else ""
    return {
        "ALLOWED_HOSTS": sorted(f"[{each}]" if ":" in each else each for each in hosts),
        "CSRF_TRUSTED_ORIGINS": [settings.origin],
        "SESSION_COOKIE_NAME": f"{prefix}hypercare_{settings.port}",
        "SESSION_COOKIE_SECURE": is_https,
        "CSRF_COOKIE_NAME": f"{prefix}hypercare_csrf_{settings.port}",
        "CSRF_COOKIE_SECURE": is_https,
    }
