"""A new launch to start from: what most launches need, with the thresholds left to those who declare it."""

from datetime import timedelta
from typing import Final

from hypercare.app.usecases.launches.launch_form import Draft
from hypercare.declare.edit.form import (
    AT_MOST,
    GuardrailForm,
    LaunchForm,
    MetricForm,
    PersonForm,
    RitualsForm,
    StepForm,
    ThresholdForm,
)
from hypercare.web.asked import Asked

ZONE: Final = "Asia/Jakarta"
FORTNIGHT: Final = timedelta(days=14)
COMPLETION: Final = MetricForm("completion", "funnel", (StepForm(), StepForm()), within="1 day")
TICKETS: Final = MetricForm("tickets", "rate", (StepForm("support_ticket"),), per="1000 active users")


def blank(asked: Asked) -> Draft:
    """A draft of a new launch, driven by the person who asks, a fortnight from now at nine."""
    person, now = asked.person, asked.here.house.clock.now()
    live = (now + FORTNIGHT).replace(hour=9, minute=0)
    driver = PersonForm("driver", person.name or person.email.partition("@")[0], person.email)
    return Draft(
        LaunchForm(
            live=f"{live:%Y-%m-%dT%H:%M}",
            timezone=person.zone or ZONE,
            lateness="6 hours",
            unit_kind="user",
            squad=(driver, PersonForm("approvers")),
            metrics=(COMPLETION, TICKETS),
            primary=("completion",),
            gates=(ThresholdForm("day 30", "completion"),),
            guardrails=(GuardrailForm("tickets", AT_MOST, "120% of before", "300% of before"),),
            cycle="calendar month",
            rituals=RitualsForm("09:30", "Monday 10:00", "first Tuesday"),
        )
    )
