"""Files that people import: our own shape and tables here, a vendor's in its folder. Nobody pushes them."""

from hypercare.sources.files import error_table, event_table, feedback_lines, request_table, session_table, ticket_table
from hypercare.sources.files.canonical import EXPORT
from hypercare.sources.files.roles import ERRORS, EVENTS, REQUESTS, SESSIONS, TICKETS
from hypercare.sources.receiver import Vendor

DECODERS = {
    EVENTS.decoder: event_table.decode,
    TICKETS.decoder: ticket_table.decode,
    REQUESTS.decoder: request_table.decode,
    ERRORS.decoder: error_table.decode,
    SESSIONS.decoder: session_table.decode,
    feedback_lines.NAME: feedback_lines.decode,
}
VENDOR = Vendor("files", DECODERS, exports=(EXPORT,))
