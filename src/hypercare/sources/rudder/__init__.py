"""RudderStack: its clients push here what they would push to their data plane.

The messages are Segment's, and read by its modules. What is RudderStack's own: its endpoints, limits and answers, and
the source configuration that its browser's client asks for. Facts about the protocol: rudder-server's gateway, and what
the official clients were seen to send.
"""

from hypercare.sources.receiver import Receiver, Vendor
from hypercare.sources.rudder.answer import refuse
from hypercare.sources.rudder.decode import decode
from hypercare.sources.rudder.lines import client_lines, try_line
from hypercare.sources.rudder.receive import receive

RECEIVER = Receiver("rudder", receive, refuse, client_lines, try_line, title="RudderStack")
VENDOR = Vendor("rudder", {"rudder": decode}, RECEIVER)
