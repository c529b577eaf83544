"""The demo: a simulated launch, brought in as any data would be, and judged day by day."""

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import orjson

from hypercare.app.documents.texts import Document
from hypercare.app.house import House
from hypercare.app.usecases import launches
from hypercare.app.usecases.imports import Progress, import_events
from hypercare.app.usecases.verdicts import Judged, judge
from hypercare.cycles.day import day_end, day_start
from hypercare.model.errors import Refused
from hypercare.model.launch import Launch
from hypercare.simulate.demo import Simulation, simulate
from hypercare.simulate.timeline import LAST_DAY

SCHEMA = "hypercare/demo.v1"
MARKER, TRUTH, EVENTS = "demo.json", "truth.json", "tmp/demo-events.jsonl"
SHOWN_DAY = 60
"""The day on which the demo opens."""
JUDGED_DAYS = (0, 14, 31, SHOWN_DAY, 90, LAST_DAY)
"""The days whose verdicts are told: they show what each phase can and cannot say."""
NOON = timedelta(hours=12)
DECLARED_BEFORE = timedelta(days=14)
"""The launch file was registered so long before go-live."""
OnProgress = Callable[[str, Progress], None]


@dataclass(frozen=True)
class Demo:
    """A seeded demo: its launch, its events, how long seeding took, and its verdict on each told day."""

    launch: Launch
    file: Path
    events: int
    seconds: float
    verdicts: tuple[Judged, ...]


def run(house: House, *, fresh: bool, on_progress: OnProgress) -> Demo:
    """Seeds the demo where it is not yet, and judges it. Raises `Refused` for a folder that holds anything else."""
    began = time.perf_counter()
    seeded = _seeded(house, fresh=fresh) or _seed(house, on_progress)
    seconds = time.perf_counter() - began
    path = house.data / seeded["file"]
    _, launch = launches.read_file(path)
    verdicts = tuple(judge(at_day(house, launch, day), launch.id, told_at(launch, day)) for day in JUDGED_DAYS)
    return Demo(launch, path, seeded["events"], seconds, verdicts)


def told_at(launch: Launch, day: int) -> datetime:
    """The instant from which a day of the demo is seen: its noon, when the data of the night are in."""
    return day_start(day, launch.live, launch.zone) + NOON


def at_day(house: House, launch: Launch, day: int) -> House:
    """The same installation with its clock set to a day of the demo."""
    return House(replace(house.settings, clock=told_at(launch, day).isoformat()))


def document(demo: Demo) -> Document:
    """`hypercare/demo.v1`: what was seeded, and what each day says."""
    return {
        "schema": SCHEMA,
        "launch": demo.launch.id,
        "file": str(demo.file),
        "events": demo.events,
        "seeding_seconds": round(demo.seconds, 3),
        "verdicts": [judged.document for judged in demo.verdicts],
    }


def _seeded(house: House, *, fresh: bool) -> Document | None:
    """What an earlier run seeded; None where there is nothing yet, or what was begun was never done."""
    marker = house.data / MARKER
    if marker.exists():
        found: Document | None = orjson.loads(marker.read_bytes())
        if found is not None and not fresh:
            return found
        with house.lock("demo"):
            shutil.rmtree(house.data)
        return None
    if house.data.is_dir() and any(house.data.iterdir()):
        raise Refused(
            "the data folder holds something that is not the demo",
            where=str(house.data),
            expected="an empty or missing folder",
            fix="name another one with --data",
        )
    return None


def _seed(house: House, on_progress: OnProgress) -> Document:
    """Writes the simulated events as a file, imports it with the clock at its end, and registers the launch."""
    simulation = simulate()
    house.create()
    _mark(house, None)
    file = _written(house, simulation)
    _, launch = launches.read_file(file)
    events = house.data / EVENTS
    events.parent.mkdir(exist_ok=True)
    with events.open("wb") as out:
        out.writelines(simulation.events())
    over = day_end(LAST_DAY, launch.live, launch.zone)
    later = House(replace(house.settings, clock=over.isoformat()))
    import_events(
        later, events, source="demo", decoder=None, again=False, on_progress=lambda moved: on_progress("events", moved)
    )
    events.unlink()
    launches.add(house, file, at=launch.live - DECLARED_BEFORE, by="demo")
    seeded = {"file": str(file.relative_to(house.data)), "events": simulation.count}
    _mark(house, seeded)
    return seeded


def _mark(house: House, seeded: Document | None) -> None:
    """Says that the folder is the demo's, from the first moment on: a seeding that was stopped can begin anew."""
    draft = house.data / f"{MARKER}.new"
    draft.write_bytes(orjson.dumps(seeded))
    draft.rename(house.data / MARKER)


def _written(house: House, simulation: Simulation) -> Path:
    """The launch file and the truth that was planted, in the data folder."""
    (house.data / TRUTH).write_text(simulation.truth.to_json(), encoding="utf-8")
    folder = house.data / "launches"
    folder.mkdir(exist_ok=True)
    name = next(
        line.split(":", 1)[1].strip() for line in simulation.launch_text.splitlines() if line.startswith("launch:")
    )
    path = folder / f"{name}.yaml"
    path.write_text(simulation.launch_text, encoding="utf-8")
    return path
