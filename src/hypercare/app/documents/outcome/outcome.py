"""`hypercare/outcome.v1`: what the evidence says of a launch beside its gates' words."""

from hypercare.app.documents.outcome.ahead import ahead_part
from hypercare.app.documents.outcome.cycle import cycle_part
from hypercare.app.documents.outcome.gates import gates_part
from hypercare.app.documents.outcome.leak import leak_part
from hypercare.app.documents.outcome.lift import lift_part
from hypercare.app.documents.outcome.peaks import peaks_part
from hypercare.app.documents.outcome.retention import retention_part
from hypercare.app.documents.outcome.says import says_part
from hypercare.app.documents.outcome.season import season_part
from hypercare.app.documents.outcome.segments import segments_part
from hypercare.app.documents.outcome.trend import trend_part
from hypercare.app.documents.texts import Document
from hypercare.checks.validation.validation import Validation
from hypercare.cycles.day import local_date
from hypercare.model.launch import Launch
from hypercare.model.verdict import LaunchVerdict

SCHEMA = "hypercare/outcome.v1"


def outcome_document(found: Validation, launch: Launch, verdict: LaunchVerdict) -> Document:
    """The validation. Times are ISO 8601 in the launch's zone, days local dates, shares fractions."""
    return {
        "schema": SCHEMA,
        "launch": launch.id,
        "title": launch.title,
        "timezone": launch.timezone,
        "live": local_date(launch.live, launch.zone).isoformat(),
        "as_of": verdict.as_of.astimezone(launch.zone).isoformat(),
        "day": verdict.day,
        "says": says_part(verdict, launch, found),
        "gates": gates_part(verdict, launch, found.cycle),
        "season": season_part(found.season),
        "peaks": peaks_part(found.peaks),
        "lift": lift_part(found.lift),
        "trend": trend_part(found.trend),
        "leak": leak_part(found.leak),
        "cycle": cycle_part(found.cycle),
        "retention": retention_part(found.retention),
        "segments": segments_part(found.segments),
        "ahead": ahead_part(found.season, verdict, launch),
    }
