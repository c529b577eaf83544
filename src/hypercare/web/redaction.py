"""Keeps the secrets of sign-in links out of logs: Django names the path of a request that it refuses."""

import logging
import re
from typing import Final

SECRET: Final = re.compile(r"(/sign-in/)[A-Za-z0-9_-]{20,}")
LOGGERS: Final = ("django.request", "django.security.csrf", "django.security.DisallowedHost")


class _Hidden(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = SECRET.sub(r"\1…", record.getMessage()), ()
        return True


def hide_secrets() -> None:
    """Makes the loggers that name paths leave the secrets out. Doing it again changes nothing."""
    for name in LOGGERS:
        logger = logging.getLogger(name)
        if not any(isinstance(each, _Hidden) for each in logger.filters):
            logger.addFilter(_Hidden())
