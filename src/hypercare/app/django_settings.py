"""Django's settings for our two kinds of processes: those that use the ledger, and the one that serves the pages."""

from pathlib import Path
from typing import Any, Final

import hypercare

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
        "django.contrib.contenttypes",
        "django.contrib.auth",
        "django.contrib.sessions",
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
    ],
    "ROOT_URLCONF": "hypercare.web.urls",
    "TEMPLATES": [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [WEB_FOLDER / "templates"],
            "OPTIONS": {
                "loaders": [("django.template.loaders.cached.Loader", ["django.template.loaders.filesystem.Loader"])],
                "builtins": ["hypercare.web.templatetags.hypercare"],
                "context_processors": ["hypercare.web.asked.everywhere"],
            },
        }
    ],
    "STATIC_URL": "/static/",
    "USE_I18N": False,  # words come from our own catalogue, by id
    "ALLOWED_HOSTS": ["localhost", "127.0.0.1", "[::1]"],
    "SESSION_COOKIE_AGE": SESSION_DAYS * 24 * 3600,
    "SESSION_COOKIE_SAMESITE": "Lax",
    "CSRF_COOKIE_SAMESITE": "Lax",
    "CSRF_COOKIE_HTTPONLY": True,  # pages carry the token themselves
    "CSRF_FAILURE_VIEW": "hypercare.web.pages.errors.view.csrf",
    "SECURE_REFERRER_POLICY": "same-origin",
    "X_FRAME_OPTIONS": "DENY",
    "APPEND_SLASH": False,
    "DATA_UPLOAD_MAX_MEMORY_SIZE": 1 << 20,
    "DATA_UPLOAD_MAX_NUMBER_FIELDS": 2_000,
}
