"""Where a value stands in what a webhook sends: `customer.id`, `items.0.name`, `$.shop.id`, `header:x-github-event`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hypercare.sources.webhook.headers import TOPICS

LONGEST = 255
_STEP = re.compile(r'"([^"]+)"|([^".\s][^".]*)')
_ROOT, _HEADER, _SELF = "$", "header:", "."


@dataclass(frozen=True)
class Scene:
    """What is looked at: one record, the whole body that it stands in, and the headers that came with it."""

    record: Any
    body: Any
    headers: Mapping[str, str]


@dataclass(frozen=True)
class Path:
    """A way to a value: `steps` from the record, or with `root` from the whole body, or the name of a `header`."""

    steps: tuple[str, ...] = ()
    root: bool = False
    header: str = ""

    def find(self, scene: Scene) -> Any:
        """The value; None where there is none, or null."""
        if self.header:
            return scene.headers.get(self.header)
        value = scene.body if self.root else scene.record
        for step in self.steps:
            value = _within(value, step)
            if value is None:
                return None
        return value


def path_of(text: str) -> Path:
    """The path that a text writes. Raises ValueError, whose words say what is expected."""
    if text.startswith(_HEADER):
        return Path(header=_header(text[len(_HEADER) :].strip().lower()))
    if not 0 < len(text) <= LONGEST:
        raise ValueError(f"a path of 1 to {LONGEST} characters, such as customer.id")
    if text in (_SELF, _ROOT):
        return Path(root=text == _ROOT)
    root = text.startswith(_ROOT + ".")
    return Path(_steps(text[2:] if root else text), root)


def _header(name: str) -> str:
    if name not in TOPICS:
        raise ValueError(f"header: and one of {', '.join(TOPICS)}")
    return name


def _steps(text: str) -> tuple[str, ...]:
    steps, at = [], 0
    while True:
        found = _STEP.match(text, at)
        if found is None:
            raise ValueError(
                'names with dots between them, such as customer.id, and quotes around one with a dot: a."b.c"'
            )
        steps.append(found[1] or found[2])
        at = found.end()
        if at == len(text):
            return tuple(steps)
        if text[at] != ".":
            raise ValueError("a dot between names, such as customer.id")
        at += 1


def _within(value: Any, step: str) -> Any:
    if isinstance(value, dict):
        return value.get(step)
    if isinstance(value, list) and step.isascii() and step.isdigit() and len(step) < 10:
        return value[int(step)] if int(step) < len(value) else None
    return None
