# A signed decision, looked at again
reevaluation-nothing = Nothing that matters has changed since it was signed on { $date }.
reevaluation-changed = Since it was signed on { $date }, { $count ->
    [one] one thing that matters has changed.
   *[other] { $count } things that matter have changed.
}
reevaluation-version = The launch file was changed: today it is judged by another version.
reevaluation-recommendation = Recommended was to { $then ->
    [HOLD] hold
    [SCALE] scale
    [PIVOT] pivot
    [ROLLBACK] roll back
   *[other] { $then }
}; today it is to { $now ->
    [HOLD] hold
    [SCALE] scale
    [PIVOT] pivot
    [ROLLBACK] roll back
   *[other] { $now }
}.
reevaluation-word = What { $metric } reads was { $then ->
    [PASS] passed
    [FAIL] failed
    [HARM] harm
    [TOO_EARLY] too early
    [INCONCLUSIVE] undecided
    [INVALID] invalid
   *[other] { $then }
}, and is now { $now ->
    [PASS] passed
    [FAIL] failed
    [HARM] harm
    [TOO_EARLY] too early
    [INCONCLUSIVE] undecided
    [INVALID] invalid
   *[other] { $now }
}.
reevaluation-moved = { $metric } reads otherwise today: each value lies outside of the other's interval.
reevaluation-asked = { $metric } was not asked for then.
reevaluation-asked-no-more = { $metric } is not asked for any more.
reevaluation-harm-gone = { $subject } is not harmed any more.
reevaluation-antipattern-gone = { $check } is not found any more.
