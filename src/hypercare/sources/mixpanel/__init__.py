"""Mixpanel: its clients push events and profiles here.

Facts about the protocol: Mixpanel's ingestion API reference, and what its official clients were seen to send.
"""

from hypercare.sources.mixpanel.answer import refuse
from hypercare.sources.mixpanel.decode import decode
from hypercare.sources.mixpanel.export import EXPORT
from hypercare.sources.mixpanel.lines import client_lines, try_line
from hypercare.sources.mixpanel.receive import receive
from hypercare.sources.receiver import Receiver, Vendor

RECEIVER = Receiver("mixpanel", receive, refuse, client_lines, try_line)
VENDOR = Vendor("mixpanel", {"mixpanel": decode}, RECEIVER, (EXPORT,))
