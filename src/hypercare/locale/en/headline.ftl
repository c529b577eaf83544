# The answer in one sentence. What to do (followed by a colon and the clauses):
headline-hold = Hold
headline-hold-until = Hold until { $date }
headline-hold-and-mend = Hold, and mend the measurement
headline-scale = Scale
headline-pivot = Pivot
headline-rollback = Roll back
headline-not-live = Goes live on { $date }
headline-not-ready = Not ready
headline-signed-hold-until = Hold until { $until }, signed by { $by } on { $date }
headline-signed-hold = Hold, signed by { $by } on { $date }
headline-signed-scale = Scale, signed by { $by } on { $date }
headline-signed-pivot = Pivot, signed by { $by } on { $date }
headline-signed-rollback = Roll back, signed by { $by } on { $date }

# What says so:
headline-recommended-hold = Hypercare recommended to hold
headline-recommended-scale = Hypercare recommended to scale
headline-recommended-pivot = Hypercare recommended to pivot
headline-recommended-rollback = Hypercare recommended to roll back
headline-first-gate = the first gate can be judged on { $date }
headline-missing = { $count ->
    [one] 1 thing is missing
   *[other] { $count } things are missing
}
headline-days-to-live = { $days ->
    [one] 1 day to go-live
   *[other] { $days } days to go-live
}
headline-held = { $by } signed a hold on { $date }
headline-nobody = nobody has been exposed yet
headline-metric-success = { $metric } passes
headline-metric-too-early = { $metric } is too early to judge
headline-metric-below-failure = { $metric } fails
headline-metric-between-gates = { $metric } misses success
headline-metric-short-of-success = { $metric } misses success
headline-metric-straddles-success = { $metric } is undecided
headline-metric-not-shown = { $metric } has not shown success
headline-metric-no-data = { $metric } has no data
headline-count-success = { $count } metrics pass
headline-count-too-early = { $count } metrics are too early to judge
headline-other-fails = { $metric } fails, which decides nothing
headline-harm-limit = { $metric } is beyond its limit
headline-harm-rollback = { $metric } is beyond its rollback level
headline-harm-segment = { $metric } fails for { $value }
headline-doubt-guardrail = { $metric } looks beyond its limit
headline-doubt-segment = { $value } looks failed by { $metric }
headline-tracking-never = { $event } has never arrived
headline-tracking-silent = { $event } stopped arriving
headline-sample-ratio = the feature was not handed out in the declared shares
headline-empty = { $gate } asks for no metric
headline-waits-stability = technical health has not reported
headline-waits-feedback = feedback has not been gathered
headline-waits-peaks = a required peak is missing
headline-until-business-cycle = the business cycle runs until { $date }
headline-until-peaks = a peak is still to come, until { $date }
