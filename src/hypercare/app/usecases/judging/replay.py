"""Replay: recomputes what a record says, and tells whether every digit is the same, and from what."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from hypercare.analysis.derived_columns import with_cohorts
from hypercare.analysis.launch_scope import properties
from hypercare.app.code_version import code_version
from hypercare.app.decisions import open_ledger
from hypercare.app.documents.texts import Document, text_document
from hypercare.app.documents.verdict import gate_document, gate_of, verdict_document
from hypercare.app.engine import Engine, Recall
from hypercare.app.erasures import ERASURE, which_removed
from hypercare.app.evidence import Evidence
from hypercare.app.house import House
from hypercare.app.usecases.acts.outcome_acts import acts_of
from hypercare.app.usecases.judging import forecasting
from hypercare.app.usecases.judging.forecasts import FORECAST
from hypercare.app.usecases.launches.history import ISSUE, leant_on
from hypercare.app.usecases.launches.signed import decision
from hypercare.checks.ask import Ask
from hypercare.checks.gates.gate import judge_gate
from hypercare.checks.judge import judge_launch
from hypercare.declare.launch_file import read_launch
from hypercare.lake.manifest import FileProblem, Manifest
from hypercare.ledger import chain, records, versions
from hypercare.ledger.views import Evidence as Kept
from hypercare.ledger.views import RecordView, VersionView
from hypercare.model.errors import BadInput, Damaged
from hypercare.model.launch import Launch
from hypercare.model.text import Text

FACTS, STATES, NOTHING = "facts", "stored states", "nothing"


@dataclass(frozen=True)
class Difference:
    """One value that came out differently: where in the document, what the record says, what was computed."""

    path: str
    recorded: Any
    computed: Any


@dataclass(frozen=True)
class Replayed:
    """What a replay found. `source` is "facts", "stored states" or "nothing"; `why` says why not from the facts.

    Nothing is recomputed, and nothing is the same, where the record is not as it was written. `code_then` and
    `code_now` name the code that computed the record and the code that computed it again.
    """

    record: str
    same: bool
    source: str
    why: Text | None
    code_then: str
    code_now: str
    differences: tuple[Difference, ...]


def replay(house: House, record_id: str) -> Replayed:
    """Recomputes a verdict or an issued gate: from its facts while they stand, else from what it merged then."""
    open_ledger(house.require())
    flaw = chain.check(record_id)
    if flaw is not None:
        return Replayed(record_id, False, NOTHING, flaw, "", code_version(), ())
    record = records.find(record_id)
    kept = records.evidence(record_id)
    if kept is None or ("verdict" not in record.content and record.kind not in (ISSUE, FORECAST)):
        raise BadInput(
            f"{record_id} is no verdict",
            expected="the id of a verdict, an issued gate or a forecast",
            fix="hypercare verdicts LAUNCH",
        )
    flaw = next(filter(None, map(chain.check, _leant_on(record))), None)
    if flaw is not None:
        return Replayed(record.id, False, NOTHING, flaw, record.content["code"], code_version(), ())
    launch = read_launch(_version(record).text, file=_version(record).file_name)
    ask, source, why = _ask(house, launch, kept, record.content["code"])
    recorded, computed = _recorded(record), _computed(record, launch, ask)
    differences = tuple(_differences("", recorded, computed))
    return Replayed(record.id, not differences, source, why, record.content["code"], code_version(), differences)


def _leant_on(record: RecordView) -> list[str]:
    """The records without which this one says nothing.

    Its launch version, the words that were issued before, the signature, what named people had said of the exit.
    """
    return [_version(record).record_id, *leant_on(record)]


def _version(record: RecordView) -> VersionView:
    has_verdict = record.kind not in (ISSUE, FORECAST)
    digest = record.content["verdict"]["version"] if has_verdict else record.content["version"]
    view = next((view for view in versions.versions(record.subject) if view.digest == digest), None)
    if view is None:
        raise Damaged(f"the launch version {digest[:12]} is not in the ledger", where=record.id, fix="hypercare audit")
    return view


def _ask(house: House, launch: Launch, kept: Kept, code: str) -> tuple[Ask, str, Text | None]:
    """Who answers: the facts where every file is as it was read, else the stored states."""
    recall = Recall(kept.states, by_other_code=code != code_version())
    if kept.manifest is None:
        return recall, STATES, Text("replay-no-manifest")
    manifest = Manifest.from_dict(kept.manifest)
    problems = manifest.verify(house.tables)
    if problems:
        return recall, STATES, _why(problems)
    evidence = Evidence.pinned(house.sequences, house.tables, manifest, properties(launch))
    return Engine(with_cohorts(evidence.buckets, launch.cohorts), evidence.rows), FACTS, None


def _why(problems: list[FileProblem]) -> Text:
    """Why not from the facts: a person was forgotten, rows went by their age, or files are not as they were."""
    removal = which_removed(f"{each.table}/{each.path}" for each in problems)
    if removal is not None:
        when: dict[str, str | int] = {"date": removal.at.date().isoformat(), "record": removal.id}
        return Text("replay-erased" if removal.kind == ERASURE else "replay-expired", when)
    first = problems[0]
    what: dict[str, str | int] = {
        "files": len(problems),
        "problem": first.problem,
        "first": f"{first.table}/{first.path}",
    }
    return Text("replay-files", what)


def _recorded(record: RecordView) -> Document:
    if record.kind == FORECAST:
        return {name: record.content[name] for name in forecasting.RECOMPUTED}
    found: Document = record.content["gate"] if record.kind == ISSUE else record.content["verdict"]
    return found


def _computed(record: RecordView, launch: Launch, ask: Ask) -> Document:
    if record.kind == FORECAST:
        return forecasting.recomputed(launch, record, ask)
    if record.kind == ISSUE:
        gate = next(gate for gate in launch.gates if gate.name == record.slot)
        return gate_document(
            judge_gate(launch, gate, datetime.fromisoformat(record.content["as_of"]), ask), launch.zone
        )
    issued = {name: gate_of(records.find(issue).content["gate"]) for name, issue in record.content["issued"].items()}
    as_of = datetime.fromisoformat(record.content["verdict"]["as_of"])
    signed = record.content.get("signed")
    signed_at = decision(records.find(signed)).at if signed else None
    acts = acts_of(map(records.find, record.content.get("acts", [])))
    return verdict_document(judge_launch(launch, as_of, ask, issued, signed_at=signed_at, acts=acts), launch)


def _differences(path: str, recorded: Any, computed: Any) -> list[Difference]:
    if isinstance(recorded, dict) and isinstance(computed, dict):
        names = [name for name in sorted(recorded.keys() | computed.keys()) if not _is_unsaid(name, recorded, computed)]
        return [
            each for name in names for each in _differences(f"{path}/{name}", recorded.get(name), computed.get(name))
        ]
    if isinstance(recorded, list) and isinstance(computed, list) and len(recorded) == len(computed):
        pairs = enumerate(zip(recorded, computed, strict=True))
        return [each for index, (old, new) in pairs for each in _differences(f"{path}/{index}", old, new)]
    return [] if recorded == computed else [Difference(path, recorded, computed)]


def _is_unsaid(name: str, recorded: Document, computed: Document) -> bool:
    """Whether only one of two versions of the code knows a field, and has nothing to say in it."""
    sides = [side[name] for side in (recorded, computed) if name in side]
    return len(sides) == 1 and sides[0] in (None, [], {}, "")


def document(done: Replayed) -> Document:
    """`hypercare/replay.v1`: what a replay found."""
    why = None if done.why is None else text_document(done.why)
    return {"schema": "hypercare/replay.v1", **asdict(done), "why": why}
