"""Settings that all tests share."""

import os
import signal
import threading
from collections.abc import Iterator

import pytest
import structlog
from hypothesis import HealthCheck, settings

import hypercare.web  # noqa: F401  first: in one process, Django is made ready once, and with the pages
from memory_disk import use_memory
from seeded import shared_folder

# Made here by the process that starts the workers, who have both in common and then find them in their environment.
use_memory()
shared_folder()

# One PostgreSQL for all rooms that ask for it.
pytest_plugins = ["postgres"]

# Who starts tests in the background may have them ignore Ctrl-C, and then all processes that they start do: those that
# are sent one by a test would never end. A signal that is handled here is as usual there.
if threading.current_thread() is threading.main_thread():
    signal.signal(signal.SIGINT, signal.default_int_handler)

# The same examples each time: what is refused today was refused yesterday. New ones are looked for on purpose.
SLOW = [HealthCheck.too_slow]
settings.register_profile("quick", max_examples=15, deadline=None, suppress_health_check=SLOW, derandomize=True)
settings.register_profile("full", max_examples=60, deadline=None, suppress_health_check=SLOW, derandomize=True)
settings.register_profile("search", max_examples=600, deadline=None, suppress_health_check=SLOW)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "full"))


@pytest.fixture(autouse=True)
def logs_as_they_are_by_default() -> Iterator[None]:
    """Verbs and processes set their logs up for the whole process; no test sees another's."""
    structlog.reset_defaults()
    yield
    structlog.reset_defaults()
