# The portfolio
portfolio-title = Portfolio
portfolio-lead = { $count ->
    [0] Every launch in one row.
    [one] One launch, what is in trouble first.
   *[other] { $count } launches, what is in trouble first.
}
portfolio-launch = Launch
portfolio-day = Day
portfolio-health = Health
portfolio-gates = Gates
portfolio-recommendation = Recommendation
portfolio-ritual = What comes next
portfolio-not-live = Goes live on { $date }
portfolio-day-of = Day { $day } of { $last }
portfolio-day-before = { $days ->
    [one] Live tomorrow
   *[other] Live in { $days } days
}
portfolio-day-after = Day { $day }, over
portfolio-entrance-ok = Ready
portfolio-entrance-bad = Not ready
portfolio-entrance-early = Not known yet
portfolio-commitments = { $open ->
    [0] No open commitment
    [one] One open commitment
   *[other] { $open } open commitments
}{ $overdue ->
    [0] {""}
   *[other] , { $overdue } overdue
}
portfolio-until = until { $date }
portfolio-signed = signed by { $by }
portfolio-nothing-to-decide = nothing to decide yet
portfolio-no-ritual = none to come
portfolio-computing = being computed
portfolio-extended = The review of day { $day } is extended to { $date }.
portfolio-legend = The bar runs from go-live through the technical, product and outcome phases until everything is judged. What is still to come is hatched; gates stand above it. An extended review waits until one full business cycle is over, and its data in.
portfolio-empty = No launch is registered yet
portfolio-empty-text = Each launch will stand here in one row: its day, how it fares, what its gates say, and what comes next. Register one, or look around in the demo.
