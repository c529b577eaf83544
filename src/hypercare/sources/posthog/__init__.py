"""PostHog: its clients push events, people, groups, flags that were shown and answers to surveys here.

Facts about the protocol: PostHog's capture service, and what its official clients were seen to send.
"""

from hypercare.sources.posthog.answer import refuse
from hypercare.sources.posthog.decode import decode
from hypercare.sources.posthog.export import EXPORT
from hypercare.sources.posthog.lines import client_lines, try_line
from hypercare.sources.posthog.receive import REQUEST_TIMESTAMP, SDK_INFO, receive
from hypercare.sources.receiver import Receiver, Vendor

RECEIVER = Receiver(
    "posthog", receive, refuse, client_lines, try_line, headers=(SDK_INFO, REQUEST_TIMESTAMP), title="PostHog"
)
VENDOR = Vendor("posthog", {"posthog": decode}, RECEIVER, (EXPORT,))
