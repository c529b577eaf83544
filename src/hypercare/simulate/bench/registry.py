"""All scenarios of the bench, found by their files."""

import importlib
import pkgutil
from functools import cache

from hypercare.simulate.bench import scenarios
from hypercare.simulate.bench.trial import Draw, Scenario, Trial


@cache
def _found() -> dict[str, tuple[Scenario, Draw]]:
    modules = [
        importlib.import_module(info.name)
        for info in pkgutil.iter_modules(scenarios.__path__, scenarios.__name__ + ".")
    ]
    return {module.SCENARIO.id: (module.SCENARIO, module.draw) for module in modules}


def all_scenarios() -> tuple[Scenario, ...]:
    """Every scenario, by id."""
    return tuple(scenario for scenario, _ in _found().values())


def draw(scenario: str, seed: str, size: int) -> Trial:
    """The trial of a scenario, a seed and a size: the same three give the same trial to the last digit.

    Raises KeyError for a scenario that there is not.
    """
    return _found()[scenario][1](seed, size)
