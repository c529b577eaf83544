"""All checks of the house, found by their files."""

import importlib
import pkgutil

from hypercare import checks
from hypercare.checks.check import Check


def all_checks() -> tuple[Check, ...]:
    """The description of every check, by id. A module is a check when it has a `CHECK`."""
    found = [
        module.CHECK
        for info in pkgutil.walk_packages(checks.__path__, checks.__name__ + ".")
        if hasattr(module := importlib.import_module(info.name), "CHECK")
    ]
    return tuple(sorted(found, key=lambda check: check.id))
