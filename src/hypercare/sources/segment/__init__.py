"""Segment: its clients push events, traits and identities here, and its raw exports are read.

Facts about the protocol: Segment's HTTP tracking API and spec, and what its official clients were seen to send. What
RudderStack's clients send is of the same shape, and read by the same modules.
"""

from hypercare.sources.receiver import Receiver, Vendor
from hypercare.sources.segment.answer import refuse
from hypercare.sources.segment.decode import decode
from hypercare.sources.segment.export import EXPORT
from hypercare.sources.segment.lines import client_lines, try_line
from hypercare.sources.segment.receive import receive

RECEIVER = Receiver("segment", receive, refuse, client_lines, try_line)
VENDOR = Vendor("segment", {"segment": decode}, RECEIVER, (EXPORT,))
