"""Reading a launch file: text in, a frozen launch out, or every mistake in it at once."""

import hashlib
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from hypercare.declare.gate_checks import gate_complaints
from hypercare.declare.launch_checks import launch_complaints, launch_cycle, names_in
from hypercare.declare.reading.complaints import Complaint, refuse
from hypercare.declare.reading.yaml_lines import Document, parse_yaml
from hypercare.declare.schema import STAND_INS, LaunchFile
from hypercare.declare.shape import shaped
from hypercare.declare.specs.cohort import cohort_complaints, cohort_rules
from hypercare.declare.specs.filters import filter_of
from hypercare.declare.specs.gates import gate
from hypercare.model.launch import Gate, Launch


def read_launch(text: str | bytes, *, file: str) -> Launch:
    """The launch that a text declares. `file` names the text in problems; nothing is opened.

    The digest is the SHA-256 of the text as it is (of its UTF-8 bytes). Raises `InvalidFile` with all problems by line.
    """
    document = parse_yaml(text, file=file)
    model, complaints = reviewed(document)
    refuse(document, complaints)
    assert model is not None
    data = text.encode() if isinstance(text, str) else text
    return launch_of(model, digest=hashlib.sha256(data).hexdigest())


def reviewed(document: Document) -> tuple[LaunchFile | None, list[Complaint]]:
    """The model of what is sound in a document, and everything that is wrong with it by its path."""
    read = shaped(LaunchFile, document, STAND_INS)
    crossing = filter(read.spares, _crossing(read.model, document)) if read.model else ()
    return read.model, [*read.complaints, *crossing]


def _crossing(file: LaunchFile, document: Document) -> Iterator[Complaint]:
    names = names_in(document)
    yield from launch_complaints(file, names)
    yield from gate_complaints(file, names)
    yield from cohort_complaints(file.cohorts, document)


def launch_of(file: LaunchFile, *, digest: str) -> Launch:
    """The launch that a sound file means."""
    cycle = launch_cycle(file)
    assert cycle is not None
    gates = _gates(file)
    gated = dict.fromkeys(threshold.metric for one in gates for threshold in one.thresholds)
    return Launch(
        id=file.launch,
        title=file.title,
        live=file.live.replace(tzinfo=ZoneInfo(file.timezone)),
        timezone=file.timezone,
        unit=file.unit,
        metrics={name: spec.metric(name) for name, spec in file.metrics.items()},
        gates=gates,
        primary=file.primary or tuple(gated),
        cycle=cycle,
        segment=file.segment.segment(),
        before=file.before,
        lateness=file.lateness,
        cohort_days=file.cohort[1] + 1,
        control=filter_of(file.control.where) if file.control else None,
        squad=file.squad.squad(),
        tracking={event: spec.tracked(event) for event, spec in file.tracking.items()},
        support=file.support.support(),
        sanity=tuple(spec.check() for spec in file.sanity),
        stability=file.stability.limits(),
        guardrails=tuple(spec.guardrail(metric) for metric, spec in file.guardrails.items()),
        segments=file.segments,
        feedback=file.feedback.channels if file.feedback else (),
        peaks=file.peaks.peaks() if file.peaks else None,
        rituals=file.rituals.rituals(),
        cohorts=cohort_rules(file.cohorts, ZoneInfo(file.timezone)),
        digest=digest,
    )


def _gates(file: LaunchFile) -> tuple[Gate, ...]:
    return tuple(
        gate(
            name,
            tuple(spec.threshold(metric, file.metrics[metric].usual_cell()) for metric, spec in thresholds.items()),
        )
        for name, thresholds in file.gates.items()
    )
