"""The shape of CleverTap's records, and its documented limits."""

from typing import Any

import msgspec

from hypercare.sources.properties import Bounds

RECORDS_PER_REQUEST = 1000
EVENT_BYTES = 1024 * 1024
# An account has 100 unless it has more; 256 was everybody's before. Values are not cut to 512 bytes as CleverTap does:
# what came is kept.
BOUNDS = Bounds(properties=256)
KEY_CHARACTERS = 120
ID_CHARACTERS = 120
RESTRICTED = frozenset(
    (
        "Stayed",
        "Notification Clicked",
        "Notification Viewed",
        "Notification Sent",
        "Notification Bounced",
        "UTM Visited",
        "App Launched",
        "App Uninstalled",
        "Geocluster Entered",
        "Geocluster Exited",
        "SCOutgoing",
        "SCIncoming",
        "SCEnd",
        "SCCampaignOptOut",
        "wzrk_d",
    )
)
"""Events that CleverTap's own clients raise: an upload of one is refused."""


class Record(msgspec.Struct, gc=False):
    """One record of an upload, as sent: whatever its fields hold."""

    type: Any = None
    identity: Any = None
    objectId: Any = None  # noqa: N815 the vendor's name
    FBID: Any = None
    GPID: Any = None
    ts: Any = None
    evtName: Any = None  # noqa: N815 the vendor's name
    evtData: Any = None  # noqa: N815 the vendor's name
    profileData: Any = None  # noqa: N815 the vendor's name
    source: Any = msgspec.field(default=None, name="$source")
