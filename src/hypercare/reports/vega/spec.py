"""A chart as Vega-Lite: the one door to the modules that draw."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from hypercare.reports.chart import ChartModel, Kind
from hypercare.reports.vega.canvas import Size, Spec
from hypercare.reports.vega.columns import columns
from hypercare.reports.vega.curve import curve
from hypercare.reports.vega.daily import daily, trend
from hypercare.reports.vega.dots import dots
from hypercare.reports.vega.funnel import funnel
from hypercare.reports.vega.grid import grid
from hypercare.reports.vega.intervals import intervals
from hypercare.reports.vega.sequence import sequence
from hypercare.reports.voice import Voice

DRAWN: Mapping[Kind, Callable[[ChartModel, Size, Voice], Spec]] = MappingProxyType(
    {
        Kind.SEQUENCE: sequence,
        Kind.INTERVALS: intervals,
        Kind.DOTS: dots,
        Kind.FUNNEL: funnel,
        Kind.TREND: trend,
        Kind.DAILY: daily,
        Kind.COLUMNS: columns,
        Kind.CURVE: curve,
        Kind.GRID: grid,
    }
)


def vega_lite(model: ChartModel, size: Size, voice: Voice) -> Spec:
    """The Vega-Lite specification of a chart, `size.width` pixels wide, in the voice's language.

    Colours are the names of the pages' tokens; `palette.literal` puts a theme's colours in their place.
    """
    return DRAWN[model.kind](model, size, voice)


def sizes(model: ChartModel, widest: Size) -> tuple[Size, ...]:
    """In which sizes a chart is drawn for a place of this width: those that a narrower screen needs, too."""
    if model.kind is Kind.TREND:
        return (Size.SPARK,)
    order = (Size.NARROW, Size.HALF, Size.FULL)
    return order[: order.index(widest) + 1]
