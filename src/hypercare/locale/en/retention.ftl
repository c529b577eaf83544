# Who comes back
retention-finding = { $cell }: { $share } came back; { $last }: { $later }
retention-finding-one = { $cell }: { $share } came back
retention-finding-early = It is too early to say who comes back: nobody has had a whole window yet
retention-rule = { $units } that do “{ $event }” { $back }, { $births }.
retention-births-first_ever = counted from the first time ever
retention-births-first_in_range = counted from the first time in the launch
retention-births-recurring = counted anew in every period
retention-return-on = again in a window
retention-return-on_or_after = again in a window or later
retention-cadence = Most of them come every { $days ->
    [one] day
   *[other] { $days } days
}.
retention-cell = Window
retention-cell-day = Day { $name }
retention-cell-days = Days { $name }
retention-cell-week = Week { $name }
retention-cell-month = Month { $name }
retention-cell-cycle = Cycle { $name }
retention-cohort = Cohort
retention-row = { $date } ({ $units })
retention-average = Average over the cohorts
retention-grid = Cohorts
retention-grain-day = By the day on which units first came.
retention-grain-week = By the week in which units first came; each is named by its Monday.
retention-grain-month = By the month in which units first came.
retention-grain-quarter = By the quarter in which units first came; each is named by its first day.
retention-grain-year = By the year in which units first came; each is named by its first day.
retention-pooled = Complete cohorts
retention-not-yet = cannot be seen yet
retention-growing = still growing
retention-so-far = { $count ->
    [one] one is back so far
   *[other] { $count } are back so far
}
retention-key-shade = the more came back, the darker; below the share how many
retention-key-not-yet = cannot be seen yet; with a dashed edge some are back already
retention-left-out = { $count ->
    [one] One older cohort is not listed; the average reads it, too.
   *[other] { $count } older cohorts are not listed; the average reads them, too.
}
retention-eligible-title = Who can be read
retention-eligible-why = A unit counts in a window once it has had all of it.
retention-eligible = Eligible
retention-retained = Came back
retention-waiting = Not mature yet
retention-values-why = Of all who have had the whole window.
retention-nobody = Nobody has come a first time
retention-nobody-text = A cohort begins when a unit does the event for the first time. From then on this page shows who comes back.
retention-alt-grid = Grid of { $count } cohorts by { $cells } windows of { $metric }; those that cannot be seen yet are hatched.
retention-alt-curve = Average of { $metric } over the cohorts in { $count } windows, with its intervals.
