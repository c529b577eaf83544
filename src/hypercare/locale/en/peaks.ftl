# Peaks that were lived through
peak-no-data = Nothing is known of what the launch's units did on these days.
peak-broken = Credibly beyond its limit in the peak: { $names }.
peak-in-doubt = Beyond its limit in the peak, but too little was measured to be sure: { $names }.
peak-nothing-watched = Nothing was measured in the peak that has a limit.
peak-held = { $count ->
    [one] The one limit that was measured in the peak held.
   *[other] All { $count } limits that were measured in the peak held.
}
