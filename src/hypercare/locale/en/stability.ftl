# Technical health: error rate, crashes, latency
stability-no-data-error-rate = No request was reported, so nobody knows how many fail.
stability-no-data-latency = No request with a time was reported on this route.
stability-no-data-crash-free-users = No session with a user or device was reported: without traffic nothing is free of crashes.
stability-no-data-crash-free-sessions = No session was reported: without traffic nothing is free of crashes.
stability-harm-limit = { $kind ->
    [error_rate] The error rate is
    [crash_free_users] Crash-free users are
    [crash_free_sessions] Crash-free sessions are
   *[latency] Answers in time to { $route } are
} credibly beyond the limit in the { $phase ->
    [technical] technical phase
    [product] product phase
   *[outcome] outcome phase
}.
stability-harm-rollback = { $kind ->
    [error_rate] The error rate is
    [crash_free_users] Crash-free users are
    [crash_free_sessions] Crash-free sessions are
   *[latency] Answers in time to { $route } are
} credibly beyond the rollback level in the { $phase ->
    [technical] technical phase
    [product] product phase
   *[outcome] outcome phase
}.
stability-name = { $kind ->
    [error_rate] Error rate
    [crash_free_users] Crash-free users
    [crash_free_sessions] Crash-free sessions
   *[latency] { $route }
}
stability-limit-below = below { NUMBER($level, maximumFractionDigits: 3) } %
stability-limit-above = above { NUMBER($level, maximumFractionDigits: 3) } %
stability-limit-in-time = { NUMBER($level, maximumFractionDigits: 3) } % under { NUMBER($under) } ms
stability-window = { $window ->
    [technical] Technical phase
    [product] Product phase
    [outcome] Outcome phase
   *[newest_weeks] Newest two full weeks
}
headline-harm-stability = { $kind ->
    [error_rate] requests fail
    [crash_free_users] the app crashes for users
    [crash_free_sessions] sessions crash
   *[latency] { $route } is slow
} credibly beyond the { $level ->
    [rollback] rollback level
   *[limit] limit
}
stability-reads = { NUMBER($value, minimumFractionDigits: 2, maximumFractionDigits: 2) } % (between { NUMBER($low, minimumFractionDigits: 2, maximumFractionDigits: 2) } % and { NUMBER($high, minimumFractionDigits: 2, maximumFractionDigits: 2) } %)
stability-counts = { $kind ->
    [crash_free_users] of { NUMBER($count) } users
    [crash_free_sessions] of { NUMBER($count) } sessions
   *[other] of { NUMBER($count) } requests
}
stability-line = { $window ->
    [technical] technical phase
    [product] product phase
    [outcome] outcome phase
   *[newest_weeks] newest two full weeks
}, days { $first } to { $last }
verdict-stability = stability { $limit }, { $window }: { $word }: { $reads }; { $level }
gates-stability = Technical health
gates-stability-why = The declared limits, by phase, on all days so far. Harm counts while its phase lasts; the exit looks at the newest two full weeks.
gates-stability-limit = Limit
gates-stability-when = When
gates-stability-reads = Reads
gates-stability-declared = Declared
gates-stability-word = Says
gates-stability-past = over: no longer counts
