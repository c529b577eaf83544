"""A new launch, or the next version of one, from a guided form or a file: looked over while it is made, registered."""

from dataclasses import asdict, dataclass, replace
from typing import Final, TypeVar

from pydantic import TypeAdapter, ValidationError

from hypercare.app.decisions import open_ledger
from hypercare.app.documents.texts import Document, text_document
from hypercare.app.house import House
from hypercare.app.usecases.launches import launches
from hypercare.app.usecases.launches.launch_text import Sentences
from hypercare.app.usecases.launches.launch_warnings import Around, Needed, judged_at, pairs, warnings
from hypercare.cycles.judgeable import days_read
from hypercare.declare.diff import diff
from hypercare.declare.edit.edit import kept, read_form, write_form
from hypercare.declare.edit.faults import Fault, checked
from hypercare.declare.edit.fields import field_of
from hypercare.declare.edit.form import LaunchForm
from hypercare.declare.launch_file import read_launch
from hypercare.declare.reading.complaints import place
from hypercare.declare.reading.yaml_lines import parse_yaml
from hypercare.ledger import versions
from hypercare.ledger.views import VersionView
from hypercare.model.errors import BadInput, InvalidFile, Problem
from hypercare.model.launch import Gate, Launch, Threshold

SCHEMA: Final = "hypercare/launch-preview.v1"
FILE: Final = "launch.yaml"
T = TypeVar("T")
RESERVED: Final = "new"
"""The address of the page that makes launches."""


@dataclass(frozen=True)
class Draft:
    """A launch file in the making.

    `base` is the text that the form is laid over, empty for a new file. `replaces` is the id of the launch whose next
    version this is, empty for a new launch; `digest` names the version that it started from.
    """

    form: LaunchForm = LaunchForm()
    base: str = ""
    replaces: str = ""
    digest: str = ""

    @property
    def file_name(self) -> str:
        """What the file is called; a name of its own as long as the id cannot name one."""
        return f"{self.form.id if launches.is_id(self.form.id) else 'launch'}.yaml"

    def text(self) -> str:
        """The file's text. Raises `InvalidFile` where the base cannot be edited."""
        return write_form(self.base, self.form, file=FILE)


def next_version(house: House, launch_id: str) -> Draft:
    """A draft of the next version of a registered launch. Raises `NotFound` for a launch that there is not."""
    view = _newest(house, launch_id)
    if view is None:
        raise launches.unregistered(house, launch_id)
    return Draft(read_form(view.text, file=FILE), view.text, view.launch_id, view.digest)


def from_text(text: str | bytes, over: Draft) -> Draft:
    """A draft of a text that was handed in, instead of what the draft held.

    Raises `InvalidFile` for what a form cannot show: no text, no mapping, values that are not said plainly.
    """
    if not text.strip():
        raise InvalidFile((Problem(FILE, 1, "the file is empty", "keys and values, one a line"),))
    if isinstance(text, bytes):
        parse_yaml(text, file=FILE)
        text = text.decode("utf-8")
    return replace(over, form=read_form(text, file=FILE), base=text)


def _newest(house: House, launch_id: str) -> VersionView | None:
    open_ledger(house)
    return versions.version_at(launch_id, house.clock.now()) if launches.is_id(launch_id) else None


def register(house: House, draft: Draft, *, by: str) -> launches.Registered:
    """Registers a draft as the version that holds from now on, with `by` in the chain's record.

    Raises `InvalidFile` with everything that is wrong, and `BadInput` where the id belongs to another launch, or where
    somebody registered a version since the draft was begun.
    """
    text = draft.text()
    found = checked(text, draft.form, file=FILE)
    if found.launch is None:
        read_launch(text, file=FILE)
        raise BadInput(found.faults[0].what, where=found.faults[0].field, expected=found.faults[0].expected)
    for fault in _unreachable(found.launch):
        raise BadInput(fault.what, where=fault.field, expected=fault.expected)
    _refuse_taken(house, found.launch.id, draft)
    return launches.add_text(house, text, at=house.clock.now(), by=by)


def _refuse_taken(house: House, launch_id: str, draft: Draft) -> None:
    if launch_id == RESERVED and not draft.replaces:
        raise BadInput(f"a launch cannot be called {launch_id}", where="launch", expected="an id that no page has")
    holding = _newest(house, launch_id)
    if draft.replaces and launch_id != draft.replaces:
        raise BadInput(
            f"a version of {draft.replaces} cannot be called {launch_id}",
            where="launch",
            expected=draft.replaces,
            fix="keep the id, or start a new launch",
        )
    if holding is not None and not draft.replaces:
        raise BadInput(
            f"the launch {launch_id} is registered already",
            where="launch",
            expected="an id that is free",
            fix=f"another id, or the next version of {launch_id}",
        )
    if holding is not None and holding.digest != draft.digest:
        raise BadInput(
            f"version {holding.number} was registered meanwhile, by {holding.registered_by}",
            where=launch_id,
            expected="the version that the draft started from",
            fix=f"start from version {holding.number}",
        )


def preview(
    house: House, draft: Draft, *, language: str, needed: Needed, seen: frozenset[str] | None = None
) -> Document:
    """`hypercare/launch-preview.v1`: the text, everything that is wrong with it, and what its gates mean.

    `seen` are the events that arrived, None where that is not known; `needed` tells how large a sample must be.
    """
    try:
        text = draft.text()
    except InvalidFile as error:
        faults = [Fault("", each.line, each.what, each.expected, each.nearest) for each in error.problems]
        return _document(draft, draft.base, faults)
    found = checked(text, draft.form, file=FILE)
    faults = [*found.faults, *_taken(house, draft), *_unreachable(found.launch)]
    if found.launch is None or faults:
        return _document(draft, text, faults)
    launch = found.launch
    around = Around(
        house.clock.now(), seen, needed, is_first=not draft.replaces, names_primary=bool(draft.form.primary)
    )
    return _document(draft, text, faults) | {
        "gates": _gates(launch, language, needed),
        "guardrails": [
            {"metric": each.metric, "sentence": Sentences(launch, language).guardrail(each)}
            for each in launch.guardrails
        ],
        "warnings": [
            {"text": text_document(each.text), "field": field_of(each.path, draft.form)}
            for each in warnings(launch, around)
        ],
        "changes": _changes(house, draft, launch),
    }


def _document(draft: Draft, text: str, faults: list[Fault]) -> Document:
    return {
        "schema": SCHEMA,
        "launch": draft.form.id,
        "replaces": draft.replaces,
        "file_name": draft.file_name,
        "text": text,
        "is_valid": not faults,
        "problems": [asdict(each) | {"nearest": list(each.nearest)} for each in faults],
        "kept": _kept(text),
        "gates": [],
        "guardrails": [],
        "warnings": [],
        "changes": [],
    }


def _kept(text: str) -> list[str]:
    try:
        return [place(path) for path in kept(text, file=FILE)]
    except InvalidFile:
        return []


def _taken(house: House, draft: Draft) -> list[Fault]:
    """Whether the id is somebody else's, as a fault of its field."""
    try:
        _refuse_taken(house, draft.form.id, draft)
    except BadInput as error:
        return [Fault("id", 0, error.what, error.expected)]
    return []


def _unreachable(launch: Launch | None) -> list[Fault]:
    """A go-live so late that no calendar reaches its gates, as a fault of its field."""
    gates = launch.gates if launch is not None else ()
    if launch is None or all(judged_at(launch, gate) is not None for gate in gates):
        return []
    what = f"no calendar reaches the gates of a launch in the year {launch.live.year}"
    return [Fault("live", 0, what, "an earlier go-live")]


def _gates(launch: Launch, language: str, needed: Needed) -> list[Document]:
    sizes = needed(tuple(pairs(launch)))
    sentences = Sentences(launch, language)
    return [
        _gate(launch, gate, threshold, sentences) | {"units_needed": sizes.get((threshold.success, threshold.failure))}  # type: ignore[arg-type]  # a relative level is in no pair
        for gate in launch.gates
        for threshold in gate.thresholds
    ]


def _gate(launch: Launch, gate: Gate, threshold: Threshold, sentences: Sentences) -> Document:
    at = judged_at(launch, gate)
    return {
        "gate": gate.name,
        "metric": threshold.metric,
        "is_primary": threshold.metric in launch.primary,
        "days": list(days_read(launch, gate, threshold)),
        "judged_at": at.isoformat() if at else None,
        "passes": sentences.gate(gate, threshold, at),
        "fails": sentences.failing(threshold),
    }


def _changes(house: House, draft: Draft, launch: Launch) -> list[Document]:
    """What this version changes in the one that it started from."""
    holding = _newest(house, draft.replaces) if draft.replaces else None
    if holding is None:
        return []
    changes = diff(read_launch(holding.text, file=FILE), launch)
    return [{"path": each.path, "before": each.before, "after": each.after} for each in changes]


def registered(house: House, launch_id: str) -> Document:
    """The version that holds now: its number, its record in the chain, who registered it. Raises `NotFound`."""
    view = _newest(house, launch_id)
    if view is None:
        raise launches.unregistered(house, launch_id)
    return {
        "launch": view.launch_id,
        "title": read_launch(view.text, file=view.file_name).title,
        "number": view.number,
        "record": view.record_id,
        "by": view.registered_by,
        "at": view.registered_at.isoformat(),
        "file_name": f"{view.launch_id}.yaml",
    }


def draft_document(draft: Draft) -> Document:
    """A draft as JSON values."""
    return asdict(draft)


def draft_of_document(document: Document) -> Draft:
    """The draft of JSON values. Raises `BadInput` for values of other types."""
    return _read(_DRAFTS, document)


def form_of(document: object) -> LaunchForm:
    """The form of JSON values; what is not of it is left out. Raises `BadInput` for values of other types."""
    return _read(_FORMS, document)


def _read(kind: TypeAdapter[T], document: object) -> T:
    try:
        return kind.validate_python(document)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise BadInput("the form cannot be read", where=".".join(str(part) for part in first["loc"])) from None


_FORMS: Final = TypeAdapter(LaunchForm)
_DRAFTS: Final = TypeAdapter(Draft)
