"""Webhooks of whatever service: a mapping that their token carries says what their records become."""

from hypercare.sources.receiver import Receiver, Vendor
from hypercare.sources.webhook.decode import decode
from hypercare.sources.webhook.headers import HEADERS
from hypercare.sources.webhook.lines import client_lines, try_line
from hypercare.sources.webhook.receive import SETTINGS, address, receive, refuse

RECEIVER = Receiver(
    "webhook", receive, refuse, client_lines, try_line, headers=HEADERS, settings=SETTINGS, address=address
)
VENDOR = Vendor("webhook", {"webhook": decode}, RECEIVER)
