"""ANTI-LAUNCH-AND-FORGET: the squad went away while the launch still needed it."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from hypercare.checks.antipatterns.conduct import Conduct
from hypercare.checks.antipatterns.silence import Silence, lost, names_of, silences
from hypercare.checks.check import Check
from hypercare.checks.spoken import called
from hypercare.cycles.day import day_end, day_n, day_start, local_date
from hypercare.cycles.phase import outcome_end
from hypercare.model.antipattern import AntiEvidence, AntiLevel, AntiPattern, Looked
from hypercare.model.attendance import Attendance
from hypercare.model.text import Parameter, Text

Params = dict[str, Parameter]
CHECK = Check(
    id="ANTI-LAUNCH-AND-FORGET",
    title="Launch and forget",
    looks_for=(
        "nobody of the squad opened the launch, left a stand-up note, mended or wrote down anything for 3 days in the "
        "technical phase, 7 in the product phase, 14 in the outcome phase; no fixer until day 60; a version that takes "
        "the fixer or an engineer away before day 60; nobody of the squad ever signed in"
    ),
    why="what breaks in the second month is found by customers when whoever built it is gone",
    trips="nine days of the product phase without a stand-up note or a page view by anybody of the squad",
    passes="a weekend without anybody, in the technical phase; an engineer replaced by another",
    source="docs/antipatterns.md, launch and forget",
)
NEEDED_UNTIL = 60
"""The second month is over with day 59: until then a fixer stays."""
MONTH_TWO = 31
"""Day 30 is the last of the first month: from the next day on it is the second, and the fixer is missed."""
SETTLED_IN = 3
"""So many days after go-live everybody who wants to look has had the time to sign in."""
LAST_SECOND = timedelta(seconds=1)
"""A day that is looked at at its very end is over."""


def judge(facts: Conduct) -> Looked:
    """Silences, a fixer that is missing, people taken away, a squad that never signed in."""
    if facts.verdict.day < 0:
        return Looked()
    quiet = _silent(facts)
    found = (*quiet.found, *_fixer(facts), *_reassigned(facts), *_absent(facts))
    return Looked(tuple(sorted(found, key=lambda each: each.level is AntiLevel.WATCH)), quiet.unknown)


def _silent(facts: Conduct) -> Looked:
    """The silences among the days that are over, of which it is known who was there."""
    launch, since = facts.launch, facts.recorded_since
    if not names_of(launch.squad):
        return Looked(unknown=(Text("anti-forget-no-squad"),))
    if since is None or since >= facts.as_of:
        return Looked(unknown=(Text("anti-forget-not-recorded"),))
    last = min(_day(facts, facts.as_of + LAST_SECOND), _day(facts, outcome_end(launch))) - 1
    first = 0 if since <= launch.live else _day(facts, since) + 1
    present = {_day(facts, each.first_at): each for each in _squad(facts)}
    runs = silences(present.keys(), first, last)
    date = local_date(since, launch.zone)
    unknown = (Text("anti-forget-partly", {"date": date}),) if first > 0 else ()
    return Looked((_quiet(facts, runs, last),) if runs else (), unknown)


def _quiet(facts: Conduct, runs: tuple[Silence, ...], last: int) -> AntiPattern:
    """One finding for all silences: the longest is told, the others are evidence."""
    longest = max(runs, key=lambda run: run.days)
    goes_on = runs[-1].last == last and facts.as_of < outcome_end(facts.launch)
    told = runs[-1] if goes_on else longest
    params: Params = {"days": told.days, "first": _date(facts, told.first), "last": _date(facts, told.last)}
    return AntiPattern(
        check=CHECK.id,
        text=Text("anti-forget-silent" if goes_on else "anti-forget-was-silent", params),
        hint=Text("anti-forget-silent-hint" if goes_on else "anti-forget-was-silent-hint"),
        at=day_end(runs[0].reached, facts.launch.live, facts.launch.zone),
        page="anti-patterns",
        level=AntiLevel.BAD if goes_on else AntiLevel.WATCH,
        evidence=tuple(each for run in runs for each in _evidence(facts, run)),
        over_at=None if goes_on else day_start(runs[-1].last + 1, facts.launch.live, facts.launch.zone),
    )


def _evidence(facts: Conduct, run: Silence) -> Iterator[AntiEvidence]:
    """Who was there last, how long nobody was, who came back."""
    start = day_start(run.first, facts.launch.live, facts.launch.zone)
    before = [each for each in _squad(facts) if each.first_at < start]
    after = [each for each in _squad(facts) if _day(facts, each.first_at) > run.last]
    if before:
        yield _was_there(facts, max(before, key=lambda each: each.last_at), "anti-forget-before")
    yield AntiEvidence(
        Text("anti-forget-run", {"limit": run.limit}), value=run.days, scale="days", days=(run.first, run.last)
    )
    if after:
        yield _was_there(facts, after[0], "anti-forget-after")


def _was_there(facts: Conduct, seen: Attendance, text: str) -> AntiEvidence:
    at = seen.last_at if text == "anti-forget-before" else seen.first_at
    return AntiEvidence(Text(text, {"what": seen.what.value}), at=at, by=called(facts.launch.squad, seen.who))


def _fixer(facts: Conduct) -> Iterator[AntiPattern]:
    """Nobody mends until the second month is over."""
    fixer, day = facts.launch.squad.fixer, facts.verdict.day
    if fixer is not None and (fixer.until_day is None or fixer.until_day >= NEEDED_UNTIL - 1):
        return
    if fixer is None:
        text, gone = Text("anti-forget-no-fixer"), MONTH_TWO
        evidence = AntiEvidence(Text("anti-forget-fixer-undeclared"))
    else:
        until = fixer.until_day or 0
        text, gone = Text("anti-forget-fixer-leaves", {"name": fixer.name, "day": until}), until + 1
        evidence = AntiEvidence(Text("anti-forget-fixer-until"), days=(0, until), by=fixer.name)
    level = AntiLevel.BAD if day >= max(gone, MONTH_TWO) else AntiLevel.WATCH
    hint = Text("anti-forget-fixer-hint")
    yield AntiPattern(CHECK.id, text, hint, facts.launch.live, "definition", level, (evidence,))


def _reassigned(facts: Conduct) -> Iterator[AntiPattern]:
    """People whom a version took away before the second month was over."""
    for edit in facts.edits:
        names = lost(edit.before, edit.after)
        if names and _day(facts, edit.at) < NEEDED_UNTIL:
            params: Params = {"names": ", ".join(names), "day": _day(facts, edit.at)}
            lines = tuple(
                AntiEvidence(Text("anti-edit-gone", {"path": each.path, "before": each.before or ""}), at=edit.at,
                             by=edit.by, record=edit.record)
                for each in edit.changes if each.path.startswith(("squad.fixer", "squad.engineering"))
            )  # fmt: skip
            yield AntiPattern(CHECK.id, Text("anti-forget-reassigned", params), Text("anti-forget-reassigned-hint"),
                              edit.at, "definition", evidence=lines)  # fmt: skip


def _absent(facts: Conduct) -> Iterator[AntiPattern]:
    """Nobody of the squad ever signed in, though there was the time."""
    launch = facts.launch
    emails = {each for each in names_of(launch.squad) if "@" in each}
    known = facts.recorded_since is not None and facts.recorded_since <= launch.live
    if known and emails and facts.verdict.day >= SETTLED_IN and emails <= facts.never_signed_in:
        evidence = AntiEvidence(Text("anti-forget-addresses", {"people": ", ".join(sorted(emails))}), value=0,
                                scale="count", sample=len(emails))  # fmt: skip
        yield AntiPattern(CHECK.id, Text("anti-forget-never-signed-in"), Text("anti-forget-never-signed-in-hint"),
                          day_end(SETTLED_IN - 1, launch.live, launch.zone), "anti-patterns", AntiLevel.WATCH,
                          (evidence,))  # fmt: skip


def _squad(facts: Conduct) -> list[Attendance]:
    names = names_of(facts.launch.squad)
    return [each for each in facts.presences if each.who.casefold() in names]


def _day(facts: Conduct, instant: datetime) -> int:
    return day_n(instant, facts.launch.live, facts.launch.zone)


def _date(facts: Conduct, day: int) -> date:
    return local_date(facts.launch.live, facts.launch.zone) + timedelta(days=day)
