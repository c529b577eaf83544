"""What a probe found, in words."""

from datetime import timedelta

from hypercare.model.probe import Probe, ProbeFailure, ProbeResult
from hypercare.model.text import Parameter, Text


def told(probe: Probe, result: ProbeResult) -> Text:
    """What came back: as declared, or what was wrong with it."""
    if result.failure is None:
        figures: dict[str, Parameter] = {"status": str(result.status), "ms": round(result.latency_ms or 0)}
        return Text("probe-answered", figures)
    return Text(f"probe-failed-{result.failure}", _figures(probe, result, result.failure))


def _figures(probe: Probe, result: ProbeResult, failure: ProbeFailure) -> dict[str, Parameter]:
    """The parameters of a failure's sentence."""
    found: dict[ProbeFailure, dict[str, Parameter]] = {
        ProbeFailure.STATUS: {"status": str(result.status), "expect": str(probe.expect)},
        ProbeFailure.LATENCY: {"ms": round(result.latency_ms or 0), "most": _ms(probe.within)},
        ProbeFailure.BODY: {"text": probe.contains, "detail": result.detail or "none"},
        ProbeFailure.CERTIFICATE: {"days": result.certificate_days or 0, "least": _days(probe.certificate)},
    }
    return found.get(failure, {"host": probe.host, "detail": result.detail})


def _ms(length: timedelta | None) -> int:
    return round((length or timedelta(0)) / timedelta(milliseconds=1))


def _days(length: timedelta | None) -> int:
    return round((length or timedelta(0)) / timedelta(days=1))
