"""Our own JSON: events, feedback and traits for whoever has no vendor's client."""

from hypercare.sources.json.decode import decode
from hypercare.sources.json.lines import client_lines, try_line
from hypercare.sources.json.receive import receive, refuse
from hypercare.sources.receiver import Receiver, Vendor

RECEIVER = Receiver("json", receive, refuse, client_lines, try_line, title="JSON")
VENDOR = Vendor("json", {"json": decode}, RECEIVER)
