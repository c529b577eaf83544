"""Files of events: our own JSON lines, and Mixpanel's raw export."""

from hypercare.sources.files import canonical, mixpanel_export
from hypercare.sources.receiver import Vendor

VENDOR = Vendor("files", {canonical.NAME: canonical.decode, mixpanel_export.NAME: mixpanel_export.decode})
