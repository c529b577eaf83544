"""TRACK-PLATFORM: a platform, or a version of the app, never sent an event."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from hypercare.checks.check import Check
from hypercare.checks.tracking.clients import is_from, newest, platform_of, version_of
from hypercare.checks.tracking.facts import Row, TrackingFacts
from hypercare.checks.tracking.finding import Finding, Level, Seen
from hypercare.model.clients import plain_platform
from hypercare.model.launch import Launch
from hypercare.model.text import Text
from hypercare.model.tracking import TrackedEvent

CHECK = Check(
    id="TRACK-PLATFORM",
    title="A platform or version never sent an event",
    looks_for=(
        "for every platform under `platforms` an event of it among the newest 20,000 rows, and where a version is "
        "named, one of that version or a later one. Which property tells is found by the usual names of the vendors' "
        "clients, or named by `platform_in` and `version_in`; where no row tells it, that is unknown"
    ),
    why="the release that carries the feature was built from a branch without the tracking: on one platform only",
    trips='platforms: {android: ">= 4.12.0", ios: any}, and the newest app that sent bulk_opened is 4.11.2',
    passes="android 4.12.0 and 4.13.1, ios 4.12.0 and web sent it",
    source="docs/tracking.md",
)
Pairs = frozenset[tuple[str, str]]


def find(launch: Launch, as_of: datetime, facts: TrackingFacts) -> Iterator[Finding]:
    """One finding for every platform of a planned event that did not send it."""
    del as_of
    for tracked in launch.tracking.values():
        if not tracked.platforms or facts.of(tracked.event, tracked.source) is None:
            continue
        seen = platforms_seen(tracked, facts)
        if not any(platform for platform, _ in seen):
            yield _finding(tracked, facts, "track-platform-untold", Level.UNKNOWN, "", "")
            continue
        for platform in tracked.platforms:
            yield from _of_platform(tracked, facts, platform, seen)


def platforms_seen(tracked: TrackedEvent, facts: TrackingFacts) -> Pairs:
    """The platforms that sent an event, each with the versions of its app."""
    if tracked.event in facts.platforms:
        return facts.platforms[tracked.event]
    return platforms_of(tracked, facts.samples.get(tracked.event, ()))


def platforms_of(tracked: TrackedEvent, rows: Iterable[Row]) -> Pairs:
    """The platforms of some rows, each with the versions of its app; empty texts where nothing tells them."""
    return frozenset((platform_of(row, tracked.platform_in), version_of(row, tracked.version_in)) for row in rows)


def lacking(tracked: TrackedEvent, seen: Pairs) -> list[str]:
    """The planned platforms of which no event was seen, or none of a planned version."""
    return [platform for platform in tracked.platforms if not _is_there(tracked, platform, seen)]


def _is_there(tracked: TrackedEvent, platform: str, seen: Pairs) -> bool:
    least = tracked.platforms[platform].least
    versions = _versions(platform, seen)
    return any(not least or (version and is_from(version, least)) for version in versions)


def _versions(platform: str, seen: Pairs) -> list[str]:
    return [version for each, version in seen if each == plain_platform(platform)]


def _of_platform(tracked: TrackedEvent, facts: TrackingFacts, platform: str, seen: Pairs) -> Iterator[Finding]:
    versions = _versions(platform, seen)
    if not versions:
        others = ", ".join(sorted({each for each, _ in seen if each}))
        yield _finding(tracked, facts, "track-platform-never", Level.FAIL, platform, others)
    elif not _is_there(tracked, platform, seen):
        latest = newest(version for version in versions if version)
        text, level = ("track-version-never", Level.FAIL) if latest else ("track-version-untold", Level.UNKNOWN)
        yield _finding(tracked, facts, text, level, platform, latest)


def _finding(
    tracked: TrackedEvent, facts: TrackingFacts, text: str, level: Level, platform: str, found: str
) -> Finding:
    least = tracked.platforms[platform].least if platform else ""
    figures: dict[str, str | int] = {"event": tracked.event, "platform": platform, "found": found, "least": least}
    return Finding(
        CHECK.id,
        level,
        f"{tracked.event} · {platform}" if platform else tracked.event,
        Text(text, figures),
        Text(f"{text}-todo", figures),
        Seen(found, f"{platform} >= {least}" if least else platform, len(facts.samples.get(tracked.event, ()))),
        event=tracked.event,
    )
