# A verdict, line by line: hypercare verdict
verdict-head = { $title } ({ $launch }), day { $day }, as of { $date }
verdict-yet-to-come = ({ $date } is yet to come: this is as of the last that is known.)
verdict-word = { $word ->
    [TOO_EARLY] TOO EARLY
   *[other] { $word }
}
verdict-until = { $word } until { $date }
verdict-row = (row { $row } of the table)
verdict-judged = judged { $date }
verdict-judgeable = judgeable { $date } at the latest
verdict-issued = issued as { $id }
verdict-now = now
verdict-thresholds = success { $success }, failure { $failure }
verdict-limit = limit { $level }
verdict-not-declared = not declared
verdict-relative = { $level } of { $base }
verdict-counts = { $units } units, { $mature } mature, { $open } open
verdict-bounds = Of those counted so far, between { $low } and { $high }.
verdict-criterion = exit criterion { $name ->
    [business_cycle] business cycle
   *[other] { $name }
}: { $state ->
    [not-declared] not declared
   *[other] { $state }
}
verdict-no-facts = No fact has come in: a gate after that is not issued yet.
verdict-facts-until = Facts have come in up to { $date }: a gate after that is not issued yet.
verdict-recorded = Recorded as { $id }. Recompute it: hypercare replay { $id }
