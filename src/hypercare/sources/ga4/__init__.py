"""Google Analytics 4: what is sent by its Measurement Protocol and by gtag.js, and its BigQuery export.

Facts about the protocols: Google's Measurement Protocol reference and BigQuery export schema, and what its official
and its common clients were seen to send. The requests of gtag.js are read by the names that are publicly documented.
"""

from hypercare.sources.ga4.answer import refuse
from hypercare.sources.ga4.decode import decode
from hypercare.sources.ga4.describe import describe
from hypercare.sources.ga4.export import EXPORT
from hypercare.sources.ga4.lines import client_lines, try_line
from hypercare.sources.ga4.receive import receive
from hypercare.sources.receiver import Receiver, Vendor

RECEIVER = Receiver("ga4", receive, refuse, client_lines, try_line, describe=describe, title="Google Analytics 4")
VENDOR = Vendor("ga4", {"ga4": decode}, RECEIVER, (EXPORT,))
