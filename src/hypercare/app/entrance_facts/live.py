"""Who saw the feature, before go-live and since."""

from dataclasses import replace
from datetime import datetime

from hypercare.analysis.derived_columns import with_cohorts
from hypercare.analysis.exposure import ExposureOf, Exposures
from hypercare.analysis.launch_scope import population
from hypercare.analysis.population import NEVER
from hypercare.app.engine import Engine
from hypercare.app.house import House
from hypercare.app.usecases.verdicts import evidence_for
from hypercare.checks.ask import question
from hypercare.checks.entrance.heard import Exposed, LiveHeard
from hypercare.model.instant import from_micros, to_micros
from hypercare.model.launch import Launch


def live_heard(house: House, launch: Launch, as_of: datetime) -> LiveHeard:
    """Who saw the feature before go-live, where exposure is declared, and who did since."""
    engine = Engine(with_cohorts(evidence_for(house, (launch,)).buckets, launch.cohorts))
    live, at = to_micros(launch.live), to_micros(as_of)
    everyone = replace(population(launch), exposed_from=live, exposed_until=NEVER)
    since = engine(question("entrance exposed", as_of), ExposureOf(everyone, at))
    if not (launch.segment.exposure.flag or launch.segment.exposure.event):
        return LiveHeard(None, _seen(since))
    earlier = replace(everyone, exposed_from=to_micros(launch.live - launch.before), exposed_until=live)
    pilot = _seen(engine(question("entrance pilot", as_of), ExposureOf(earlier, at)))
    return LiveHeard(pilot, _seen(since))


def _seen(found: Exposures) -> Exposed:
    return Exposed(found.units, None if found.last is None else from_micros(found.last))
