"""A whole launch file, with every key: for the reference, and for the tests that hold it true."""

EXAMPLE = """\
launch: kirim-massal
title: Bulk shipping for shops
live: 2026-09-22T09:00
timezone: Asia/Jakarta
unit: {account: shop_id}
before: 28 days                        # what "before" means in "120% of before"
lateness: 6 hours                      # how long data may trickle in
cohort: 0-29                           # units first exposed in these days are judged
segment:
  name: Shops with a contract
  where: {plan: [pro, plus], country: {not: SG}}
  expected_units: 1500
  exposure: {flag: bulk_shipping}      # or {event: bulk_opened}
  split: {on: 90%, off: 10%}           # how the flag is handed out, where it is
control: {where: {plan: [pro, plus], flag.bulk_shipping: off}}
squad:
  driver: {name: R. Hartono, email: hartono@example.com}
  engineering: [{name: S. Wulandari, email: wulandari@example.com}, T. Siregar]
  analyst: {name: U. Nasution, email: nasution@example.com}
  support_lead: {name: V. Simanjuntak, email: simanjuntak@example.com}
  designer: {name: W. Kusuma, email: kusuma@example.com}
  fixer: {name: S. Wulandari, email: wulandari@example.com, until: day 90, covers: uploads and labels}
  approvers: [{name: X. Rahayu, email: rahayu@example.com}]
tracking:
  bulk_opened:
    from: mixpanel
    every: 1 hour
    properties:
      platform: {type: text, one of: [android, ios, web]}
      rows: integer                    # a type alone: every event must carry it
      note: {type: text, required: false}
    volume: 200 to 900 a day
    platforms: {android: ">= 4.12.0", web: any}
  shipment_booked:
    from: mixpanel
    twin: {event: shipment_stored, from: backend, within: 5%}
support:
  guide: docs/bulk-shipping.md         # or an https:// address
  guide version: "2"                   # with another one, all read it anew
  read by: [V. Simanjuntak, {name: N. Wulan, email: wulan@example.com}]
  escalation:
    - {level: L1, who: support desk, contact: "#support", hours: "Mon-Sat 08:00-20:00", timezone: Asia/Makassar}
    - {who: L2 squad on call, contact: "+62 21 555 0100", hours: 24/7}
    - L3 platform team
  hours: Mon-Sat 08:00-20:00           # when every level must answer
  answer within: 30 minutes            # in a drill
sanity:
  - {name: shipping page answers, get: "https://example.com/bulk", expect: 200, within: 800 ms, certificate: 14 days}
  - name: rates are quoted
    get: "https://example.com/api/rates"
    expect: [200, 203]
    json: {data.status: ok, data.rates.0.currency: IDR}
    every: 10 minutes
    headers: {Authorization: $RATES}   # the secret is a setting of the server
  - {name: label prints on the depot printer, by: V. Simanjuntak}
stability:
  error_rate: {below: 0.5%, rollback: 5%}
  crash_free_users: {above: 99.5%}
  crash_free_sessions: {above: 99.9%, rollback: 98%}
  latency: {route: POST /shipments/bulk, under: 800 ms, for: 95%}
metrics:
  completion:
    funnel:
      - bulk_opened
      - {event: file_picked, where: {rows: {above: 1}}}
      - {event: template_chosen, optional: true}
      - {event: shipment_booked, within: 2 hours}
    within: 1 day
    exclusions: [{event: bulk_cancelled, between: [1, 4], drop: true}]
  insurance_taken: {ratio: [insurance_accepted, insurance_offered]}
  rows_per_upload: {mean: {event: shipment_booked, of: rows}}
  bookings: {count: shipment_booked}
  steady_shops: {cycle: {event: shipment_booked, at_least: 40, every: calendar quarter}}
  shipping_again: {retention: {event: shipment_booked, brackets: [0-30, 31-60, 61-90]}}
  tickets: {rate: support_ticket, per: 1000 active accounts}
primary: [completion, steady_shops]
business_cycle: calendar quarter       # taken from the cycle metric when left out
gates:
  day 30:
    completion: {success: 42%, failure: 35%}
    insurance_taken: {success: 116% of before, failure: 100% of before}
  day 90:
    shipping_again: {bracket: 61-90, success: 60%, failure: 45%}
  cycle end:
    steady_shops: {success: 35%, failure: 25%}
guardrails:
  tickets: {at most: 120% of before, rollback: 300% of before}
  rows_per_upload: {at least: 90% of control}
segments: [platform, region]           # no value of these may be harmed
feedback: {channels: [tickets, csat]}
peaks:
  {calendar: id, watch: [harbolnas, payday, lebaran], require: one, days: {harbolnas: 2026-12-10 to 2026-12-14}}
rituals: {standup: "09:30", weekly: Monday 10:00, mbr: first Tuesday}
"""
