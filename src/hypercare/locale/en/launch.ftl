# The overview of a launch
launch-computing = The facts of this day are being looked at. This takes a second or two.
launch-again = Look again
launch-not-live = Not live yet
launch-not-ready = Not ready
launch-brief = One-page brief
launch-why = Why: row { $row } of the table of recommendations
launch-days = The days of the launch
launch-day = Day { $day }
launch-day-before = { $days ->
    [one] 1 day to go-live
   *[other] { $days } days to go-live
}
launch-day-previous = The day before
launch-day-next = The day after
launch-now = Now
launch-show = Show
launch-slider = The day that is looked at
launch-slider-help = Left and right go by one day. Everything on this page follows.
launch-rail = Timeline: day { $day }, watched until day { $last }. The list below has everything on it.
launch-happened = { $count ->
    [one] One entry on this timeline
   *[other] { $count } entries on this timeline
}
launch-to-come = to come
launch-edit = Version { $number } of the launch file
launch-cycle = { $kind ->
    [calendar-month] Calendar month
    [calendar-quarter] Calendar quarter
   *[other] { $days } days
}, { $share } over
launch-criteria = Exit criteria
launch-mark-gate = Gate
launch-mark-deployment = Deployment
launch-mark-hotfix = Hotfix
launch-mark-incident = Incident
launch-mark-flag = Flag
launch-mark-campaign = Campaign
launch-mark-standup = Stand-up note
launch-mark-note = Note
launch-mark-edit = Edit
launch-mark-decision = Decision
launch-phase-technical = Technical
launch-phase-product = Product
launch-phase-outcome = Outcome
launch-mark-peak = Peak

launch-attention = Needs attention
launch-anti-all = { $count ->
    [one] One anti-pattern
   *[other] { $count } anti-patterns
 }
launch-nothing-needed = Nothing needs anybody today.
launch-next = What comes next
launch-gate = Gate:
launch-criterion-stability = Stability
launch-criterion-feedback = Feedback
launch-criterion-business_cycle = Business cycle
launch-criterion-peaks = Peaks
launch-state-met = Met
launch-state-open = Open
launch-state-unknown = Unknown
launch-state-notdeclared = Not declared

launch-metrics = Metrics
launch-metrics-told = Value with its always-valid interval, against what was agreed on before go-live.
launch-no-facts = No data has arrived yet
launch-no-facts-text = As soon as the first events come in, every declared metric stands here with its value, its interval and its gate.
launch-entrance-all = All entrance criteria
launch-before-text = From day 0 on every declared metric stands here with its value, its interval and its gate.
launch-card-primary = Decides
launch-card-guardrail = Guardrail
launch-card-gated = Gated, decides nothing
launch-card-watched = Watched
launch-card-judgeable = Judgeable { $date } at the latest
launch-card-bounds = of those counted so far, between { $low } and { $high }
launch-of-before = of before
launch-of-control = of control
launch-limit = limit
launch-rollback = rollback
launch-success = success
launch-failure = failure
launch-counts-user = { $units ->
    [one] 1 user
   *[other] { $told } users
}
launch-counts-account = { $units ->
    [one] 1 account
   *[other] { $told } accounts
}
launch-counts-device = { $units ->
    [one] 1 device
   *[other] { $told } devices
}
launch-counts-open = { $told } open
launch-measured-rate = per { NUMBER($per) } { $active ->
    [yes] active { $unit }-days
   *[no] { $unit }-days
}
launch-measured-count = events
launch-measured-mean = { $of ->
    [none] events per { $unit }
   *[other] { $of } per event
}
launch-evidence-of = Evidence of { $metric }

launch-decided = { $action }, signed by { $by }
launch-overrode = Hypercare had recommended: { $action }
launch-record = Record
launch-squad = Squad
launch-role-driver = Driver
launch-role-engineering = Engineering
launch-role-analyst = Analyst
launch-role-support_lead = Support lead
launch-role-designer = Designer
launch-role-fixer = Fixer
launch-role-approver = Approver
