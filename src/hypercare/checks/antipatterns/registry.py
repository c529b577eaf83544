"""The anti-patterns, found by their files."""

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache

from hypercare.checks import antipatterns
from hypercare.checks.antipatterns.conduct import Conduct
from hypercare.checks.check import Check
from hypercare.model.antipattern import AntiLevel, AntiPattern, Looked
from hypercare.model.text import Text

BEFORE_GO_LIVE = Text("anti-before-go-live")
Judge = Callable[[Conduct], Looked]


@cache
def judges() -> Mapping[Check, Judge]:
    """Every check with its judge, by the id of the check."""
    modules = [
        importlib.import_module(f"{antipatterns.__name__}.{info.name}")
        for info in pkgutil.iter_modules(antipatterns.__path__)
    ]
    checks = sorted((module for module in modules if hasattr(module, "CHECK")), key=lambda module: module.CHECK.id)
    return {module.CHECK: module.judge for module in checks}


def look(facts: Conduct) -> Mapping[str, Looked]:
    """What every check says, by its id. Pure: equal facts give an equal answer.

    Before go-live there is nothing yet that a check could clear.
    """
    looked = {check.id: judge(facts) for check, judge in judges().items()}
    if facts.verdict.day >= 0:
        return looked
    return {check: replace(said, unknown=said.unknown or (BEFORE_GO_LIVE,)) for check, said in looked.items()}


def found(looked: Mapping[str, Looked]) -> tuple[AntiPattern, ...]:
    """Everything that was found, the bad before what is to be watched, else by the id of the check."""
    every = [each for one in looked.values() for each in one.found]
    return tuple(sorted(every, key=lambda each: list(AntiLevel).index(each.level)))
