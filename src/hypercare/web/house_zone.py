"""The zone in which pages about the whole house tell instants to somebody who chose none."""

from collections import Counter
from datetime import tzinfo

from django.http import HttpRequest

from hypercare.app.usecases.launches import launches
from hypercare.web.asked import person_of
from hypercare.web.installation import here
from hypercare.web.reader import zone_of


def tell_in_house_zone(request: HttpRequest) -> tzinfo | None:
    """The reader's own zone, else that of most launches, in which the page then tells instants; None without either."""
    zone = zone_of(person_of(request).zone) or _most_common()
    request.launch_zone = zone  # type: ignore[attr-defined]  # ours: in which the page tells instants
    return zone


def _most_common() -> tzinfo | None:
    house = here().house
    now = house.clock.now()
    zones = Counter(launches.at_version(house, launch_id, now)[0].zone.key for launch_id in launches.titles(house))
    return zone_of(zones.most_common(1)[0][0]) if zones else None
