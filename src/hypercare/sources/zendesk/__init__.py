"""Zendesk: its webhooks tell of tickets here, as Zendesk's own events or by a trigger's JSON body.

Facts about the protocol: Zendesk's reference of webhook event types, of the verification of webhooks, and of
placeholders. There is no client to try it with: Zendesk itself is the sender.
"""

from hypercare.sources.receiver import Receiver, Vendor
from hypercare.sources.zendesk.answer import refuse
from hypercare.sources.zendesk.decode import decode
from hypercare.sources.zendesk.lines import client_lines, try_line
from hypercare.sources.zendesk.receive import SETTINGS, receive
from hypercare.sources.zendesk.signature import HEADERS

RECEIVER = Receiver("zendesk", receive, refuse, client_lines, try_line, headers=HEADERS, settings=SETTINGS)
VENDOR = Vendor("zendesk", {"zendesk": decode}, RECEIVER)
