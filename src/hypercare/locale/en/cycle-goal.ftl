# How far units are towards the goal of a business cycle
cycle-lead = { $share } reached the goal: { $hits } of { $mature } whose cycle is over ({ $ends }).
cycle-lead-early = Too early to judge: { $reached } of { $units } have reached the goal so far, and their cycle still runs.
cycle-rule = { $units } that do “{ $event }” at least { $count ->
    [one] once
   *[other] { $count } times
} in a { $every }.
cycle-none = No cycle has begun
cycle-none-text = As soon as a unit is in a business cycle, its progress shows here.
cycle-goal = goal
cycle-progress = Progress
cycle-running = This cycle is not over: whoever is below the goal may still reach it.
cycle-when = When they reached it
cycle-day = By day
cycle-by-day = day { $day }
cycle-all = Cycles
cycle-all-why = A cycle is judged once it is over; until then its share is unknown.
cycle-cycle = Cycle
cycle-own = each unit’s own
cycle-state = State
cycle-over = over
cycle-runs = runs
cycle-reached = Reached the goal
cycle-share = Share
cycle-finding-none = { $metric }: nobody is in a cycle yet
cycle-finding-progress = { $goal } have reached the goal, and { $half } have done more than half of it
cycle-finding-nobody = Nobody has reached the goal yet
cycle-finding-goal = { $reached } of { $units } have reached the goal, the first on day { $day } of the cycle
cycle-alt-progress = Column chart of the units of { $metric } in { $count } bands of progress, from nothing to the goal.
cycle-alt-goal = Column chart of the share of units that had reached the goal by each of { $count } days of the cycle.
cycle-band = { $percent } %
cycle-every = { $kind ->
    [calendar-month] calendar month
    [calendar-quarter] calendar quarter
    [from-activation] cycle of { $days } days from their activation
   *[trailing] span of the last { $days } days
}
