"""Settings that all tests share."""

import os
from collections.abc import Iterator

import pytest
import structlog
from hypothesis import HealthCheck, settings

import hypercare.web  # noqa: F401  first: in one process, Django is made ready once, and with the pages

# One PostgreSQL for all rooms that ask for it.
pytest_plugins = ["postgres"]

settings.register_profile("quick", max_examples=15, deadline=None)
settings.register_profile("full", max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "full"))


@pytest.fixture(autouse=True)
def logs_as_they_are_by_default() -> Iterator[None]:
    """Verbs and processes set their logs up for the whole process; no test sees another's."""
    structlog.reset_defaults()
    yield
    structlog.reset_defaults()
