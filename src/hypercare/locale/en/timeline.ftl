# The timeline of a launch as a list
faces-nav-timeline = Timeline
timeline-title = Timeline
timeline-lead = What was planned for this launch and what happened around it, by day.
timeline-of-day = As it was known on day { $day }.
timeline-to-now = To now
timeline-kinds = Kinds of entries
timeline-all = All
timeline-part-ahead = To come
timeline-part-so-far = So far
timeline-day = Day { $day }
timeline-day-before = { $days ->
    [one] 1 day before go-live
   *[other] { $days } days before go-live
}
timeline-left-out = { $count ->
    [one] 1 more entry is in the CSV.
   *[other] { $count } more entries are in the CSV.
}
timeline-open = Open the timeline by day, or add to it
timeline-none-kind-title = Nothing of this kind
timeline-none-kind = There are { $total } entries of other kinds.
timeline-show-all = Show all
timeline-no-marks-title = Nobody told what happened yet
timeline-no-marks = Deployments, incidents and campaigns stand here and on every chart, once somebody or a pipeline tells of them.
timeline-kind-phase = Phase
timeline-kind-cycle = Business cycle
timeline-kind-gate = Gate
timeline-kind-review = Review
timeline-kind-peak = Peak
timeline-kind-deployment = Deployment
timeline-kind-hotfix = Hotfix
timeline-kind-incident = Incident
timeline-kind-flag = Flag
timeline-kind-campaign = Campaign
timeline-kind-standup = Stand-up note
timeline-kind-note = Note
timeline-kind-edit = Edit
timeline-kind-decision = Decision
timeline-cycle = { $kind ->
    [calendar-month] First full calendar month
    [calendar-quarter] First full calendar quarter
   *[other] { $days } days for every unit of the cohort
}
timeline-version = Version { $number } of the launch file
timeline-judgeable = judgeable at the latest
timeline-until = until { $until }
timeline-running = goes on
timeline-estimated = estimated date
timeline-retracted-by = retracted by { $by }, { $at }
timeline-retract = Retract
timeline-retract-of = Retract: { $title }
timeline-retract-sure = It leaves this timeline and every chart, and stays on record as retracted.
timeline-retracted = “{ $title }” is off the timeline.
timeline-put-back = Put it back
timeline-add = Add what happened
timeline-add-lead = It shows on this page, the overview and every chart.
timeline-what-kind = What it is
timeline-what = What happened
timeline-what-example = Release 1.4.0
timeline-at = When
timeline-zone = In { $zone }; it is { $now } there now.
timeline-ended = Until
timeline-link = Link
timeline-optional = optional
timeline-do-add = Add
timeline-bad-kind = Choose one of the kinds.
timeline-bad-title = Say what happened in one line of at most 200 characters.
timeline-bad-at = Give a date and a time, within ten years of go-live.
timeline-bad-until = The end is a date and a time after the beginning.
timeline-bad-link = Give an address that begins with https://
timeline-pipeline = From a pipeline
timeline-pipeline-lead = One line posts every deployment. It needs the token of a program that may contribute.
timeline-pipeline-token = Make a token
timeline-who = Contributors add to this list.
