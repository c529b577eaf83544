"""Small pictures of what arrives."""

from collections.abc import Sequence
from typing import Any, Final

from django import template

register = template.Library()
WIDTH: Final = 3
HEIGHT: Final = 20
LEAST: Final = 1.5
"""A bar that stands for anything at all can be seen."""


@register.inclusion_tag("parts/bars.html")
def bars(counts: Sequence[int], title: str) -> dict[str, Any]:
    """`{% bars source.hours title %}`: a bar for each count, the tallest as high as the picture."""
    most = max(counts, default=0)
    heights = [max(LEAST, HEIGHT * count / most) if count else 0.0 for count in counts]
    drawn = [
        {"x": number * (WIDTH + 1), "y": round(HEIGHT - height, 2), "height": round(height, 2)}
        for number, height in enumerate(heights)
        if height
    ]
    return {"bars": drawn, "title": title, "width": len(counts) * (WIDTH + 1) - 1, "height": HEIGHT, "bar": WIDTH}
