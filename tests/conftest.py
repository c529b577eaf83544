"""Settings that all tests share."""

import os

from hypothesis import HealthCheck, settings

# One PostgreSQL for all rooms that ask for it.
pytest_plugins = ["postgres"]

settings.register_profile("quick", max_examples=15, deadline=None)
settings.register_profile("full", max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "full"))
