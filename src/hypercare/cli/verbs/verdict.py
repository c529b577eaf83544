"""Verdicts: judge, explain, replay, audit."""

from typing import Annotated

import typer

from hypercare.app.documents.texts import Document, text_of, with_words
from hypercare.app.record_page import RecordPage
from hypercare.app.usecases.acts import audit as audits
from hypercare.app.usecases.judging import day_history
from hypercare.app.usecases.judging import explain as explaining
from hypercare.app.usecases.judging import replay as replays
from hypercare.app.usecases.judging import verdicts as judging
from hypercare.app.usecases.launches import launches
from hypercare.app.usecases.launches.history import recorded_in_full
from hypercare.app.words import render
from hypercare.cli.options import AsOf, Below, Data, Json, LaunchId, house
from hypercare.cli.show import emit, local, note, say, table
from hypercare.cli.verdict_text import Tongue, show_verdict
from hypercare.model.errors import NotFound
from hypercare.rituals.milestones import extended

BAD = {"FAIL", "HARM", "INVALID"}
UNDECIDED = {"TOO_EARLY", "INCONCLUSIVE"}
SHOWN_DIFFERENCES = 20


def verdict(
    launch: LaunchId,
    as_of: AsOf = None,
    gate: Annotated[str | None, typer.Option(help='Only this gate: "day 30".')] = None,
    data: Data = None,
    as_json: Json = False,
) -> None:
    here = house(data).require()
    at = launches.as_of(here, launch, as_of)
    if gate is not None:
        names = [each.name for each in launches.at_version(here, launch, at)[0].gates]
        if gate not in names:
            raise NotFound(f"the launch has no gate {gate!r}", where="--gate", expected=", ".join(names))
    judged = judging.judge(here, launch, at)
    document = with_words(judged.document, here.settings.language)
    if gate is not None:
        document["gates"] = [each for each in document["gates"] if each["gate"] == gate]
    if as_json:
        emit(document)
    else:
        show_verdict(document, here.settings.language)
        review = extended(judged.launch)
        if review is not None:
            say(render(review.text, here.settings.language))
    raise typer.Exit(exit_code({each["word"] for each in document["gates"]}))


def exit_code(words: set[str]) -> int:
    """1 if any gate is bad, else 4 if any is not decided, else 0."""
    if words & BAD:
        return 1
    return 4 if words & UNDECIDED else 0


def verdicts(
    launch: LaunchId,
    limit: Annotated[int, typer.Option(help="At most so many, latest first.", min=1, max=100_000)] = 20,
    below: Below = None,
    record: Annotated[str | None, typer.Option("--record", help="Only this one, with what it rests on.")] = None,
    as_of: AsOf = None,
    data: Data = None,
    as_json: Json = False,
) -> None:
    here = house(data).require()
    if record is not None:
        _tell_record(with_words(recorded_in_full(here, launch, record), here.settings.language), as_json=as_json)
        return
    newest = launches.at_version(here, launch, here.clock.now())[0]
    until = launches.as_of(here, launch, as_of) if as_of else None
    told = day_history.verdicts(here, newest, RecordPage(limit, below), as_of=until)
    if as_json:
        emit(with_words(told, here.settings.language))
        return
    _tell_days(told, launch, here.settings.language)
    found = told["verdicts"]
    if not found and not below:
        note(f"Nothing was judged yet. Fix: hypercare verdict {launch}")
    rows = [
        (
            each["id"],
            local(each["as_of"], newest.zone),
            each["says"],
            each["gate"] or "all gates",
            local(each["recorded_at"], newest.zone),
        )
        for each in found
    ]
    table(("ID", "AS OF", "SAYS", "ABOUT", "RECORDED"), rows)
    if told["older"]:
        note(f"There are older ones. Fix: hypercare verdicts {launch} --below {told['older']}")


def _tell_record(found: Document, *, as_json: bool) -> None:
    """One record, and what it rests on."""
    if as_json:
        emit(found)
        return
    say(f"{found['id']} of {found['launch']}, {found['gate'] or 'all gates'}, as of {found['as_of']}: {found['says']}")
    said = [found["judged"]] if found["judged"] else found["verdict"]["gates"]
    for gate in said:
        say(f"  {gate['gate']}: {gate['word']}")
        for metric in gate["metrics"]:
            say(f"    {metric['metric']}: {metric['word']}; {' '.join(each['text'] for each in metric['reasons'])}")
    tables = found["files"]["tables"] if found["files"] else []
    files = sum(each["count"] for each in tables)
    say(f"It rests on {len(found['questions'])} questions, {files} files and {len(found['rests_on'])} records.")
    note(f"To recompute it: hypercare replay {found['id']}")


def _tell_days(told: Document, launch: str, language: str) -> None:
    """What was read day by day, latest first."""
    speak = Tongue(language)
    rows = [
        (
            str(each["day"]),
            each["on"],
            each["action"],
            "; ".join(
                f"{gate['gate']} {speak.word(gate['word'])}{'*' * bool(gate['stands'])}" for gate in each["gates"]
            ),
            "; ".join(f"{value['metric']} {speak.reading(value)}" for value in each["values"]),
            " ".join(render(text_of(change), language) for change in each["changed"]),
        )
        for each in told["days"]
    ]
    if rows:
        table(("DAY", "DATE", "RECOMMENDED", "GATES (* issued, and stands)", "PRIMARY METRICS", "CHANGED"), rows)
    if told["missing"]:
        where = f"/launches/{launch}/history"
        note(f"{told['missing']} days were not read yet: they are once somebody opens the page {where}")
    say()


def explain(
    launch: LaunchId,
    metric: Annotated[str, typer.Argument(help="A metric of the launch.")],
    as_of: AsOf = None,
    data: Data = None,
    as_json: Json = False,
) -> None:
    here = house(data).require()
    found = with_words(
        explaining.explain(here, launch, metric, launches.as_of(here, launch, as_of)), here.settings.language
    )
    if as_json:
        emit(found)
        return
    for line in found["lines"]:
        say(line["text"])


def replay(
    verdict_id: Annotated[str, typer.Argument(help="The id of a verdict or an issued gate.")],
    data: Data = None,
    as_json: Json = False,
) -> None:
    here = house(data)
    done = replays.replay(here, verdict_id)
    if as_json:
        emit(with_words(replays.document(done), here.settings.language))
    else:
        _tell(done, here.settings.language)
    raise typer.Exit(0 if done.same else 1)


def _tell(done: replays.Replayed, language: str) -> None:
    why = f" {render(done.why, language)}" if done.why else ""
    if done.source == replays.NOTHING:
        say(f"{done.record}: not recomputed, as the record is not as it was written.{why}")
        return
    said = "every digit is the same" if done.same else f"{len(done.differences)} values differ"
    say(f"{done.record}: {said}, recomputed from {done.source}.{why}")
    if done.code_then != done.code_now:
        say(f"Computed then by {done.code_then}, now by {done.code_now}.")
    for each in done.differences[:SHOWN_DIFFERENCES]:
        say(f"  {each.path}: recorded {each.recorded!r}, computed {each.computed!r}")


def audit(
    printed: Annotated[
        str | None, typer.Option("--head", help="A head's hash from an earlier report, to be found in the chain.")
    ] = None,
    data: Data = None,
    as_json: Json = False,
) -> None:
    here = house(data).require()
    found = with_words(audits.audit(here, printed), here.settings.language)
    if as_json:
        emit(found)
    else:
        say(found["says"]["text"] + (f" {found['why']['text']}" if found["first_broken"] else ""))
        _tell_refused(found["refused"])
    raise typer.Exit(0 if found["ok"] else 1)


def _tell_refused(refused: list[Document]) -> None:
    """Who was refused, latest first."""
    rows = [
        (f"{each['last_at'][:16]}Z", each["who"], each["action"] or "-", str(each["count"]), each["says"]["text"])
        for each in refused
    ]
    if rows:
        say()
        table(("REFUSED", "WHO", "ACTION", "TIMES", "WHY"), rows)
