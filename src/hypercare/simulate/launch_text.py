"""The launch file of the simulated company's bulk upload."""

LAUNCH_ID = "biza-bulk-upload"

_TEXT = """\
launch: @LAUNCH@
title: Bulk upload for Biza
live: 2026-09-22T09:00
timezone: Asia/Jakarta
unit: {account: company_id}
before: 28 days
lateness: 6 hours
segment:
  name: Biza merchants
  where: {account_type: biza}
  expected_units: @ACCOUNTS@
  exposure: {event: bulk_opened}
squad:
  driver: {name: A. Putri, email: putri@example.com}
  engineering: [{name: B. Santoso, email: santoso@example.com}]
  analyst: {name: D. Wijaya, email: wijaya@example.com}
  support_lead: {name: E. Lestari, email: lestari@example.com}
  designer: {name: F. Halim, email: halim@example.com}
  fixer: {name: B. Santoso, email: santoso@example.com, until: day 90, covers: upload and labels}
  approvers: [{name: C. Dewi, email: dewi@example.com}]
tracking:
  bulk_opened:
    from: mixpanel
    every: 3 hours
    properties: {platform: {type: text, one of: [android, ios, web]}, region: text, account_type: text}
    platforms: [android, ios, web]
    volume: 5 to 400 a day
  file_picked: {from: mixpanel, every: 3 hours}
  file_validated: {from: mixpanel, every: 3 hours}
  upload_submitted: {from: mixpanel, every: 3 hours}
  order_created: {from: order-service, every: 6 hours, properties: {amount: {type: integer, above: 0}}}
support:
  guide: docs/bulk-upload-guide.md
  escalation:
    - {who: L1 support desk, contact: desk@example.com, hours: "daily 08:00-20:00"}
    - {who: L2 squad on call, contact: "#biza-oncall", hours: "daily 07:00-22:00"}
    - {who: L3 platform team, contact: platform@example.com, hours: "Mon-Fri 08:00-20:00"}
  hours: daily 08:00-20:00
  answer within: 30 minutes
sanity:
  - {name: upload page answers, get: "https://example.com/bulk", every: 1 hour, within: 2 seconds, certificate: 14 days}
  - {name: labels print from a bulk file, by: B. Santoso}
stability:
  error_rate: {below: 0.5%, rollback: 5%, service: order-api}
  crash_free_users: {above: 95%, service: antarkilat-app}
  crash_free_sessions: {above: 99%, rollback: 95%, service: antarkilat-app}
  latency: {route: POST /orders/bulk, under: 800 ms, for: 95%}
metrics:
  completion: {funnel: [bulk_opened, file_picked, file_validated, upload_submitted], within: 1 day}
  pro_accounts: {cycle: {event: order_created, at_least: 60, every: calendar quarter}}
  insurance_ctr: {ratio: [insurance_clicked, insurance_viewed]}
  tickets: {rate: support_ticket, per: 1000 active accounts}
  uploading_again: {retention: {event: upload_submitted, by: rolling, period: week, at: [1, 2, 3, 4, 6, 8]}}
  shipping_again: {retention: {event: courier_collected, by: cadence, at: [60, 90]}}
primary: [completion, pro_accounts]
gates:
  day 30:
    completion: {success: 42%, failure: 35%}
    insurance_ctr: {success: 5%, failure: 4%}
  cycle end:
    pro_accounts: {success: 35%, failure: 25%}
guardrails:
  tickets: {at most: 120% of before, rollback: 300% of before}
segments: [platform, region]
feedback: {channels: [tickets, csat]}
peaks: {calendar: id, watch: [double_dates, harbolnas], require: one}
rituals: {standup: "09:30", weekly: Monday 10:00, mbr: first Tuesday}
"""


def launch_text(accounts: int) -> str:
    """The launch file, as YAML, for a company of so many accounts."""
    return _TEXT.replace("@LAUNCH@", LAUNCH_ID).replace("@ACCOUNTS@", str(accounts))
