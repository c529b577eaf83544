# The tracking page
tracking-title = Tracking
tracking-lead = Every planned event, as it arrives, held against the plan.
tracking-to-entrance = To the entrance criteria
tracking-state-ok = Verified
tracking-state-bad = Not as planned
tracking-state-early = Unknown
tracking-state-waiting = Has not arrived
tracking-from = from { $source }
tracking-first = First payload: from { $source }, { $date }
tracking-payload = First payload of { $event } beside its plan
tracking-property = Property
tracking-planned = Planned
tracking-found = Found
tracking-optional = optional
tracking-absent = absent
tracking-not-planned = not planned
tracking-left-out = { $count ->
    [one] One further property is not shown.
   *[other] { NUMBER($count) } further properties are not shown.
 }
tracking-count = { NUMBER($count) } in the last six weeks
tracking-never = Never
tracking-others = Beside the plan
tracking-others-text = Misspelt names, names that nobody plans, clocks that are wrong.
tracking-level-fail = Wrong:
tracking-level-unknown = Unknown:
tracking-level-watch = To watch:
tracking-level-pending = Not yet:
tracking-level-news = To know:
tracking-again-text = Events tick off there as they arrive. Exit code 0 when all are verified, 1 when one is not, 4 when something is not known.
entrance-tracking-all = Tracking, live
faces-nav-tracking = Tracking
