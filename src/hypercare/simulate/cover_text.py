"""The launch file of the shipment insurance: no guide, two levels of escalation, an event under another name."""

LAUNCH_ID = "asuransi-kiriman"
FAILING_PROBE = "insurer answers"

TEXT = """\
launch: asuransi-kiriman
title: Asuransi Kiriman for small sellers
live: 2026-11-24T10:00
timezone: Asia/Jakarta
unit: {account: company_id}
before: 28 days
lateness: 6 hours
segment:
  name: Small sellers
  where: {account_type: umkm}
  expected_units: 400
  exposure: {event: cover_offered}
squad:
  driver: {name: I. Maharani, email: maharani@example.com}
  engineering: [{name: J. Saputra, email: saputra@example.com}]
  support_lead: {name: E. Lestari, email: lestari@example.com}
  approvers: [{name: C. Dewi, email: dewi@example.com}]
tracking:
  cover_offered:
    from: mixpanel
    every: 6 hours
    properties: {platform: {type: text, one of: [android, web]}, premium: {type: integer, above: 0}}
    platforms: [android, web]
    volume: 10 to 400 a day
  cover_quoted:
    from: mixpanel
    every: 6 hours
    properties: {platform: {type: text, one of: [android, web]}, premium: integer}
    twin: {event: quote_made, from: insurer, within: 5%}
  policy_issued: {from: mixpanel, every: 1 day, properties: {premium: integer}}
support:
  escalation:
    - {who: L1 support desk, contact: "#support", hours: "Mon-Sat 08:00-20:00"}
    - L2 squad on call
sanity:
  - {name: offer page answers, get: "https://example.com/asuransi", expect: 200, every: 1 hour}
  - {name: insurer answers, get: "https://example.com/asuransi/partner", expect: 200, every: 1 hour}
stability:
  error_rate: {below: 1%, rollback: 10%, service: insurance-api}
metrics:
  issuance: {funnel: [cover_offered, cover_quoted, policy_issued], within: 2 days}
  quote_rate: {ratio: [cover_quoted, cover_offered]}
  covered_again: {cycle: {event: policy_issued, at_least: 4, every: calendar quarter}}
primary: [issuance, covered_again]
gates:
  day 30:
    issuance: {success: 12%, failure: 6%}
  cycle end:
    covered_again: {success: 20%, failure: 12%}
segments: [platform]
peaks: {calendar: id, watch: [harbolnas, payday], require: one}
rituals: {standup: "09:15", weekly: Wednesday 10:00, mbr: first Tuesday}
"""
