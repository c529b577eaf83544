"""CleverTap: servers upload events and profiles here.

Facts about the protocol: CleverTap's reference of its upload API, the recorded answers of its servers, and what its
official clients were seen to send.
"""

from hypercare.sources.clevertap.answer import refuse
from hypercare.sources.clevertap.decode import decode
from hypercare.sources.clevertap.export import EXPORT
from hypercare.sources.clevertap.lines import client_lines, try_line
from hypercare.sources.clevertap.receive import ACCOUNT, HEADERS, receive
from hypercare.sources.receiver import Receiver, Vendor

RECEIVER = Receiver(
    "clevertap", receive, refuse, client_lines, try_line, headers=HEADERS, settings=(ACCOUNT,), title="CleverTap"
)
VENDOR = Vendor("clevertap", {"clevertap": decode}, RECEIVER, (EXPORT,))
