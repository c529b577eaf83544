"""The top of a smooth function of two numbers, and how sharp it is: a likelihood's estimate and its covariance."""

import math
from collections.abc import Callable
from dataclasses import dataclass

Pair = tuple[float, float]
Bounds = tuple[Pair, Pair]

STEP = 1e-3
"""The distance of numeric derivatives: on a log scale a thousandth, where a likelihood is close to its parabola."""
ROUNDS = 60
SETTLED = 1e-7
"""A step that is smaller on the log scale changes no digit that is shown."""
LONGEST_STEP = 1.0
"""Further than to e times the value no step goes: the parabola holds near its point only."""
HALVINGS = 12


@dataclass(frozen=True)
class Peak:
    """Where a function is highest, and minus the inverse of its curvature there: the covariance of a likelihood.

    On a bound the covariance of that number is 0: it does not move.
    """

    at: Pair
    covariance: tuple[Pair, Pair]


@dataclass(frozen=True)
class _Shape:
    """A function's slope and curvature at a point: gx, gy, and xx, xy, yy."""

    gx: float
    gy: float
    xx: float
    xy: float
    yy: float


def climb(function: Callable[[Pair], float], *, start: Pair, bounds: Bounds) -> Peak:
    """The top by Newton's method with steps that are halved until they climb, else along the slope. Deterministic."""
    at, height = _within(start, bounds), function(_within(start, bounds))
    for _ in range(ROUNDS):
        shape = _shape(function, at)
        step = _along_bounds(_step(shape), shape, at, bounds)
        moved, height_there = _climbed(function, at, step, bounds, height)
        far = max(abs(moved[0] - at[0]), abs(moved[1] - at[1]))
        at, height = moved, height_there
        if far < SETTLED:
            break
    return Peak(at, _covariance(_shape(function, at), at, bounds))


def _shape(function: Callable[[Pair], float], at: Pair) -> _Shape:
    x, y = at
    h = STEP
    here = function(at)
    east, west, north, south = (
        function(each) for each in ((x + h, y), (x - h, y), (x, y + h), (x, y - h))
    )  # fmt: skip
    corner, opposite = function((x + h, y + h)), function((x - h, y - h))
    cross = (corner + opposite + 2 * here - east - west - north - south) / (2 * h * h)
    bend_x, bend_y = (east + west - 2 * here) / (h * h), (north + south - 2 * here) / (h * h)
    return _Shape((east - west) / (2 * h), (north - south) / (2 * h), bend_x, cross, bend_y)


def _step(shape: _Shape) -> Pair:
    """Newton's where the function is bent down in all directions, else a step up each slope by itself."""
    determinant = shape.xx * shape.yy - shape.xy**2
    if shape.xx < 0 and determinant > 0:
        x = -(shape.yy * shape.gx - shape.xy * shape.gy) / determinant
        y = -(shape.xx * shape.gy - shape.xy * shape.gx) / determinant
    else:
        x, y = (math.copysign(LONGEST_STEP / 2, each) if each else 0.0 for each in (shape.gx, shape.gy))
    longest = max(abs(x), abs(y), LONGEST_STEP)
    return x * LONGEST_STEP / longest, y * LONGEST_STEP / longest


def _along_bounds(step: Pair, shape: _Shape, at: Pair, bounds: Bounds) -> Pair:
    """The step without what would leave the bounds: the other number then climbs by itself."""
    out_x, out_y = (
        (value >= high and way > 0) or (value <= low and way < 0)
        for value, (low, high), way in zip(at, bounds, step, strict=True)
    )
    if out_x:
        return 0.0, 0.0 if out_y else _alone(shape.gy, shape.yy)
    return (_alone(shape.gx, shape.xx), 0.0) if out_y else step


def _alone(slope: float, bend: float) -> float:
    step = -slope / bend if bend < 0 else math.copysign(LONGEST_STEP / 2, slope)
    return min(max(step, -LONGEST_STEP), LONGEST_STEP)


def _climbed(
    function: Callable[[Pair], float], at: Pair, step: Pair, bounds: Bounds, height: float
) -> tuple[Pair, float]:
    share = 1.0
    for _ in range(HALVINGS):
        there = _within((at[0] + share * step[0], at[1] + share * step[1]), bounds)
        found = function(there)
        if found > height:
            return there, found
        share /= 2
    return at, height


def _within(at: Pair, bounds: Bounds) -> Pair:
    x, y = (min(max(value, low), high) for value, (low, high) in zip(at, bounds, strict=True))
    return x, y


def _covariance(shape: _Shape, at: Pair, bounds: Bounds) -> tuple[Pair, Pair]:
    held_x, held_y = (not low < value < high for value, (low, high) in zip(at, bounds, strict=True))
    alone_x, alone_y = (-1 / bend if bend < 0 else 0.0 for bend in (shape.xx, shape.yy))
    if held_x or held_y:
        return (0.0 if held_x else alone_x, 0.0), (0.0, 0.0 if held_y else alone_y)
    determinant = shape.xx * shape.yy - shape.xy**2
    if shape.xx >= 0 or determinant <= 0:
        return (alone_x, 0.0), (0.0, alone_y)
    return (-shape.yy / determinant, shape.xy / determinant), (shape.xy / determinant, -shape.xx / determinant)
