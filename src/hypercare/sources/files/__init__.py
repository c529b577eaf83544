"""Files that people import: our own shape here, a vendor's in its folder. Nobody pushes them."""

from hypercare.sources.files.canonical import EXPORT
from hypercare.sources.receiver import Vendor

VENDOR = Vendor("files", {}, exports=(EXPORT,))
