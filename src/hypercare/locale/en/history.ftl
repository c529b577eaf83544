# The history of looks
faces-nav-history = History of looks
history-title = History of looks
history-lead = What was recommended at the end of each day, the words of the gates and the primary metrics. A day is read from what was known by its end.
history-missing = { $count ->
    [one] One day is
   *[other] { $count } days are
} still being read.
history-day = Day
history-recommended = Recommended
history-gates = Gates
history-changed = What changed
history-record = Record
history-first = the first day
history-same = nothing
history-not-read = the day before is not read yet
history-stands = issued on { $date }, and stands
history-nobody = nobody asked
history-shown = Which days are shown
history-changes = What changed
history-every = Every day
history-days = Days { $first } to { $last }
history-quiet = { $count } days on which nothing changed, and nobody asked.
history-none = Nothing was looked at yet
history-none-text = Every day that is over appears here, from go-live on.
history-action-changed = To { $now ->
    [HOLD] hold
    [SCALE] scale
    [PIVOT] pivot
    [ROLLBACK] roll back
   *[other] { $now }
}; it was to { $then ->
    [HOLD] hold
    [SCALE] scale
    [PIVOT] pivot
    [ROLLBACK] roll back
   *[other] { $then }
}.
history-until-changed = It is held until another date.
history-word-changed = Gate { $gate }: { $now ->
    [PASS] passed
    [FAIL] failed
    [HARM] harm
    [TOO_EARLY] too early
    [INCONCLUSIVE] undecided
    [INVALID] invalid
   *[other] { $now }
}; it was { $then ->
    [PASS] passed
    [FAIL] failed
    [HARM] harm
    [TOO_EARLY] too early
    [INCONCLUSIVE] undecided
    [INVALID] invalid
   *[other] { $then }
}.
history-version-changed = Another version of the launch file holds.
