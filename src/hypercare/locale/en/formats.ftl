# Figures that need a word
formats-undefined = no value

# How far away an instant is
formats-now = now
formats-tomorrow = tomorrow
formats-yesterday = yesterday
formats-in-minutes = in { $count } min
formats-in-hours = { $count ->
    [one] in 1 hour
   *[other] in { $count } hours
}
formats-in-days = { $count ->
    [one] in 1 day
   *[other] in { $count } days
}
formats-in-months = { $count ->
    [one] in 1 month
   *[other] in { $count } months
}
formats-in-years = { $count ->
    [one] in 1 year
   *[other] in { $count } years
}
formats-ago-minutes = { $count } min ago
formats-ago-hours = { $count ->
    [one] 1 hour ago
   *[other] { $count } hours ago
}
formats-ago-days = { $count ->
    [one] 1 day ago
   *[other] { $count } days ago
}
formats-ago-months = { $count ->
    [one] 1 month ago
   *[other] { $count } months ago
}
formats-ago-years = { $count ->
    [one] 1 year ago
   *[other] { $count } years ago
}

# How long something took
formats-milliseconds = { $count } ms
formats-seconds = { $count } s
formats-minutes = { $count } min
formats-minutes-and = { $count } min { $rest } s
formats-hours = { $count } h
formats-hours-and = { $count } h { $rest } min
formats-days = { $count ->
    [one] 1 day
   *[other] { $count } days
}
formats-days-and = { $count } d { $rest } h
