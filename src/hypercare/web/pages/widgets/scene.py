"""A look as what charts and documents are made from."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from hypercare.app.documents.answers import answer_of
from hypercare.app.documents.texts import Document
from hypercare.app.documents.verdict import launch_verdict_of
from hypercare.app.usecases.acts import marks
from hypercare.model.launch import Launch
from hypercare.model.mark import Mark
from hypercare.reports.scene import Reached, Reading, Scene
from hypercare.web.asked import LaunchAsked

SCENE: Final = "scene"


def scene_of(asked: LaunchAsked) -> Scene:
    """The scene of a request that has a look, made once."""
    if SCENE not in asked.made:
        asked.made[SCENE] = _made(asked)
    found: Scene = asked.made[SCENE]
    return found


def _made(asked: LaunchAsked) -> Scene:
    assert asked.look is not None
    as_of = datetime.fromisoformat(asked.look["as_of"])
    trend = asked.here.looks.trend(asked.launch.id)
    return scene(asked.launch, asked.look, trend, marks.known(asked.here.house, asked.launch.id, as_of))


def scene(
    launch: Launch, look: Document, trend: Mapping[str, Mapping[str, Any]], known: tuple[Mark, ...] = ()
) -> Scene:
    """The scene of a `hypercare/look.v1`, with the readings of earlier days and the marks that were known."""
    metrics = {each["metric"]: each for each in look["metrics"]}
    return Scene(
        launch=launch,
        verdict=launch_verdict_of(look["verdict"]),
        answers={name: answer_of(each["answer"]) for name, each in metrics.items()},
        trend={name: _readings(name, trend) for name in metrics},
        steps={name: _reached(each["steps"]) for name, each in metrics.items() if each.get("steps")},
        marks=known,
    )


def _readings(metric: str, trend: Mapping[str, Mapping[str, Any]]) -> tuple[Reading, ...]:
    days = ((int(day), each["metrics"]) for day, each in trend.items())
    found = ((day, metrics[metric]) for day, metrics in days if metric in metrics)
    return tuple(Reading(day, each["value"], each["low"], each["high"], each["scale"]) for day, each in found)


def _reached(steps: list[Document]) -> tuple[Reached, ...]:
    return tuple(Reached(each["event"], each["units"], each["mature_units"], each["optional"]) for each in steps)
