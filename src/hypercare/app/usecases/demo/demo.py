"""The demo: simulated launches, brought in as any data would be, and judged day by day."""

import shutil
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

import orjson

from hypercare.app.decisions import open_ledger
from hypercare.app.documents.texts import Document
from hypercare.app.house import House
from hypercare.app.progress import Progress
from hypercare.app.settings import DEMO_FOLDER
from hypercare.app.usecases.data.imports import import_events
from hypercare.app.usecases.demo import ledger as demo_ledger
from hypercare.app.usecases.demo.compiling import compiled_beside
from hypercare.app.usecases.demo.feedback import import_feedback
from hypercare.app.usecases.demo.health import import_health
from hypercare.app.usecases.judging.verdicts import Judged, judge
from hypercare.app.usecases.launches import launches
from hypercare.app.usecases.launches.signed import decision_document, decision_of
from hypercare.cycles.day import day_end, day_start
from hypercare.ledger import chain
from hypercare.model.decision import Decision
from hypercare.model.errors import Refused
from hypercare.model.launch import Launch
from hypercare.simulate.cover import cover
from hypercare.simulate.demo import Simulation, simulate
from hypercare.simulate.feedback import Feedback, feedback
from hypercare.simulate.health import Health, health
from hypercare.simulate.pickup import pickup
from hypercare.simulate.story import Story
from hypercare.simulate.timeline import LAST_DAY

SCHEMA = "hypercare/demo.v1"
MARKER, TRUTH, EVENTS = "demo.json", "truth.json", "tmp/demo-events.jsonl"
EDITION = 8
"""What a seeded demo holds. One of another edition is seeded anew."""
SHOWN_DAY = 60
"""The day on which the demo opens."""
JUDGED_DAYS = (0, 14, 31, SHOWN_DAY, 90, LAST_DAY)
"""The days whose verdicts are told: they show what each phase can and cannot say."""
NOON = timedelta(hours=12)
OnProgress = Callable[[str, Progress], None]


@dataclass(frozen=True)
class Seeded:
    """A seeded launch: its file, how many events were told of it, and where it stands when the demo opens."""

    launch: Launch
    file: Path
    events: int
    shown: Judged
    decision: Decision | None


@dataclass(frozen=True)
class Demo:
    """A seeded demo: all its launches, the first of them with its verdict on each told day, and how long it took."""

    launches: tuple[Seeded, ...]
    verdicts: tuple[Judged, ...]
    seconds: float

    @property
    def launch(self) -> Launch:
        """The launch that the demo is about."""
        return self.launches[0].launch

    @property
    def file(self) -> Path:
        """Its file."""
        return self.launches[0].file

    @property
    def events(self) -> int:
        """How many events there are, of all launches."""
        return sum(each.events for each in self.launches)


def run(house: House, *, fresh: bool, on_progress: OnProgress) -> Demo:
    """Seeds the demo where it is not yet, and judges it. Raises `Refused` for a folder that holds anything else."""
    began = time.perf_counter()
    seeded = _seeded(house, fresh=fresh) or _seed(house, on_progress)
    seconds = time.perf_counter() - began
    (path, _), *_ = paths = [(house.data / each["file"], each["events"]) for each in seeded["launches"]]
    _, launch = launches.read_file(path)
    verdicts = tuple(judge(at_day(house, launch, day), launch.id, told_at(launch, day)) for day in JUDGED_DAYS)
    shown = at_day(house, launch, SHOWN_DAY)
    return Demo(tuple(_standing(shown, file, events) for file, events in paths), verdicts, seconds)


def _standing(house: House, file: Path, events: int) -> Seeded:
    """A launch as it stands on the house's clock."""
    _, launch = launches.read_file(file)
    now = house.clock.now()
    return Seeded(launch, file, events, judge(house, launch.id, now), decision_of(house, launch.id, now))


def told_at(launch: Launch, day: int) -> datetime:
    """The instant from which a day of the demo is seen: its noon, when the data of the night are in."""
    return day_start(day, launch.live, launch.zone) + NOON


def at_day(house: House, launch: Launch, day: int) -> House:
    """The same installation with its clock set to a day of the demo."""
    return demo_ledger.at(house, told_at(launch, day))


def document(demo: Demo) -> Document:
    """`hypercare/demo.v1`: what was seeded, and what each day says."""
    return {
        "schema": SCHEMA,
        "launch": demo.launch.id,
        "file": str(demo.file),
        "events": demo.events,
        "seeding_seconds": round(demo.seconds, 3),
        "launches": [_launch_document(each) for each in demo.launches],
        "verdicts": [judged.document for judged in demo.verdicts],
    }


def _launch_document(seeded: Seeded) -> Document:
    return {
        "launch": seeded.launch.id,
        "title": seeded.launch.title,
        "file": str(seeded.file),
        "events": seeded.events,
        "day": seeded.shown.verdict.day,
        "phases": list(seeded.shown.verdict.phases),
        "recommendation": seeded.shown.verdict.recommendation.action.value,
        "decision": None if seeded.decision is None else decision_document(seeded.decision),
    }


def _seeded(house: House, *, fresh: bool) -> Document | None:
    """What an earlier run seeded; None where there is nothing yet, or what was begun was never done."""
    marker = house.data / MARKER
    if marker.exists():
        found: Document | None = orjson.loads(marker.read_bytes())
        if found is not None and found.get("edition") == EDITION and not fresh:
            return found
        with house.lock("demo"):
            shutil.rmtree(house.data)
        return None
    if house.data.is_dir() and any(house.data.iterdir()):
        raise Refused(
            "the data folder holds something that is not the demo",
            where=str(house.data),
            expected="an empty or missing folder",
            fix=f"name another one: hypercare demo --data {DEMO_FOLDER}",
        )
    if house.settings.database_url and _is_used(house):
        raise Refused(
            "the ledger holds something already",
            where="HYPERCARE_DATABASE_URL",
            expected="an empty database",
            fix="unset it: the demo then keeps its ledger in its folder",
        )
    return None


def _is_used(house: House) -> bool:
    """Whether a ledger that is not in the folder holds any record."""
    open_ledger(house)
    return chain.head().sequence > 0


def _seed(house: House, on_progress: OnProgress) -> Document:
    """Imports the simulated events with the clock at their end, and writes down what was decided meanwhile."""
    with compiled_beside() as wait_for_compiling:
        first, finished, coming = simulate(), pickup(), cover()
        technical, said = health(), feedback(first)
        house.create()
        _mark(house, None)
        files = [_written(house, each.launch_text) for each in (first, finished, coming)]
        _write_truth(house, first, (finished, coming), technical, said)
        _, launch = launches.read_file(files[0])
        over = demo_ledger.at(house, day_end(LAST_DAY, launch.live, launch.zone))
        _import(over, (finished, first, coming), on_progress)
        import_health(over, technical, on_progress)
        import_feedback(over, said, on_progress)
        first_file, finished_file, coming_file = files
        demo_ledger.write(
            house, first=first_file, finished=finished_file, coming=coming_file, before_judging=wait_for_compiling
        )
    counts = [first.count, finished.count, coming.count]
    entries = [
        {"file": str(file.relative_to(house.data)), "events": count} for file, count in zip(files, counts, strict=True)
    ]
    seeded = {"edition": EDITION, "launches": entries}
    _mark(house, seeded)
    return seeded


def _import(house: House, told: tuple[Simulation | Story, ...], on_progress: OnProgress) -> None:
    events = house.data / EVENTS
    events.parent.mkdir(exist_ok=True)
    with events.open("wb") as out:
        for each in told:
            out.writelines(each.events())
    import_events(
        house, events, source="demo", decoder=None, again=False, on_progress=lambda moved: on_progress("events", moved)
    )
    events.unlink()


def _mark(house: House, seeded: Document | None) -> None:
    """Says that the folder is the demo's, from the first moment on: a seeding that was stopped can begin anew."""
    draft = house.data / f"{MARKER}.new"
    draft.write_bytes(orjson.dumps(seeded))
    draft.rename(house.data / MARKER)


def _written(house: House, text: str) -> Path:
    """The launch file, in the data folder."""
    folder = house.data / "launches"
    folder.mkdir(exist_ok=True)
    name = next(line.split(":", 1)[1].strip() for line in text.splitlines() if line.startswith("launch:"))
    path = folder / f"{name}.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def _write_truth(house: House, first: Simulation, others: tuple[Story, ...], technical: Health, said: Feedback) -> None:
    """What was planted: of the first launch, and beside it of the others by their ids."""
    planted = orjson.loads(first.truth.to_json())
    planted["other_launches"] = {each.truth.launch: orjson.loads(each.truth.to_json()) for each in others}
    planted["health"], planted["feedback"] = asdict(technical.truth), asdict(said.truth)
    (house.data / TRUTH).write_bytes(orjson.dumps(planted, option=orjson.OPT_INDENT_2))
