"""The checks of the tracking, found by their files."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cache

from hypercare.checks import tracking
from hypercare.checks.tracking.facts import TrackingFacts
from hypercare.checks.tracking.finding import Finding
from hypercare.model.launch import Launch

Find = Callable[[Launch, datetime, TrackingFacts], Iterator[Finding]]


@cache
def finders() -> tuple[Find, ...]:
    """What every check finds, by the id of the check."""
    modules = [
        importlib.import_module(f"{tracking.__name__}.{info.name}") for info in pkgutil.iter_modules(tracking.__path__)
    ]
    checks = sorted((module for module in modules if hasattr(module, "CHECK")), key=lambda module: module.CHECK.id)
    return tuple(module.find for module in checks)
