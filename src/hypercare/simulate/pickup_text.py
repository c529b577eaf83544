"""The launch file of pickup scheduling."""

LAUNCH_ID = "jadwal-jemput"

TEXT = """\
launch: jadwal-jemput
title: Jadwal Jemput for online shops
live: 2026-04-01T09:00
timezone: Asia/Jakarta
unit: {account: company_id}
before: 28 days
lateness: 6 hours
segment:
  name: Online shops
  where: {account_type: toko}
  expected_units: 240
  exposure: {event: pickup_opened}
squad:
  driver: {name: G. Rahma, email: rahma@example.com}
  engineering: [{name: H. Nugroho, email: nugroho@example.com}]
  analyst: {name: D. Wijaya, email: wijaya@example.com}
  support_lead: {name: E. Lestari, email: lestari@example.com}
  designer: {name: F. Halim, email: halim@example.com}
  fixer: {name: H. Nugroho, email: nugroho@example.com, until: day 90}
  approvers: [{name: C. Dewi, email: dewi@example.com}]
tracking:
  pickup_opened: {from: mixpanel, every: 1 day, properties: {platform: text, region: text, account_type: text}}
  pickup_slot_chosen: {from: mixpanel, every: 1 day}
  pickup_scheduled: {from: mixpanel, every: 1 day}
  pickup_done: {from: mixpanel, every: 1 day}
support:
  guide: docs/pickup-guide.md
  escalation:
    - {who: L1 support desk, contact: desk@example.com, hours: "Mon-Sat 08:00-20:00"}
    - {who: L2 squad on call, contact: "#jemput-oncall", hours: "Mon-Sat 07:00-22:00"}
    - {who: L3 courier platform team, contact: platform@example.com, hours: 24/7}
  hours: Mon-Sat 08:00-20:00
  answer within: 30 minutes
sanity:
  - {name: slots are offered, get: "https://example.com/pickup/slots", expect: 200, every: 1 hour}
  - {name: a courier gets the pickup, by: H. Nugroho}
stability:
  error_rate: {below: 0.5%, rollback: 5%, service: pickup-api}
  latency: {route: POST /pickups, under: 800 ms, for: 95%}
metrics:
  scheduling: {funnel: [pickup_opened, pickup_slot_chosen, pickup_scheduled], within: 1 day}
  regular_shops: {cycle: {event: pickup_scheduled, at_least: 8, every: calendar quarter}}
  on_time: {ratio: [pickup_on_time, pickup_done]}
  complaints: {rate: pickup_complaint, per: 1000 active accounts}
  booking_again: {retention: {event: pickup_scheduled, brackets: [1-7, 8-14, 15-28, 29-56]}}
primary: [scheduling, regular_shops]
gates:
  day 30:
    scheduling: {success: 55%, failure: 45%}
  day 60:
    on_time: {success: 80%, failure: 70%}
  cycle end:
    regular_shops: {success: 35%, failure: 25%}
guardrails:
  complaints: {at most: 60, rollback: 150}
segments: [platform, region]
peaks: {calendar: id, watch: [payday], require: one}
rituals: {standup: "09:00", weekly: Monday 11:00, mbr: first Tuesday}
"""
