"""Amplitude: its clients push events here, and its raw export is read.

Facts about the protocol: Amplitude's HTTP V2, Batch, Identify and Export API references, and what its official clients
were seen to send and to do with an answer.
"""

from hypercare.sources.amplitude.answer import refuse
from hypercare.sources.amplitude.decode import decode
from hypercare.sources.amplitude.export import EXPORT
from hypercare.sources.amplitude.lines import client_lines, try_line
from hypercare.sources.amplitude.receive import receive
from hypercare.sources.receiver import Receiver, Vendor

RECEIVER = Receiver("amplitude", receive, refuse, client_lines, try_line)
VENDOR = Vendor("amplitude", {"amplitude": decode}, RECEIVER, (EXPORT,))
