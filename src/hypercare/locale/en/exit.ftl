# Exit criteria
exit-stability-not-declared = No limit of technical health is declared.
exit-stability-early = Two full weeks of technical health are over, and their data in, on { $date }.
exit-stability-no-data = Nothing reported on { $limits } on days { $first } to { $last }: no data is not green.
exit-stability-met = { $count ->
    [one] The limit of technical health was kept
   *[other] All { $count } limits of technical health were kept
} on days { $first } to { $last }, the newest two full weeks.
exit-stability-open = On days { $first } to { $last } { $kind ->
    [error_rate] the error rate was
    [crash_free_users] crash-free users were
    [crash_free_sessions] crash-free sessions were
   *[latency] answers in time to { $route } were
} { NUMBER($value, maximumFractionDigits: 2) } % (between { NUMBER($low, maximumFractionDigits: 2) } % and { NUMBER($high, maximumFractionDigits: 2) } %): { $code ->
    [straddles_limit] not credibly within
   *[other] beyond
} the limit of { NUMBER($level, maximumFractionDigits: 2) } %.{ $count ->
    [one] { "" }
   *[other] { " " }{ $count } limits are not kept, or not known to be.
}
exit-feedback-not-declared = No feedback channel is declared.
exit-feedback-no-data = Channels without feedback since go-live: { $channels }. No data is not green.
exit-feedback-not-synthesised = Every declared channel has brought feedback ({ $channels }), and nobody has said yet that its findings stand in the backlog.
exit-feedback-met = { $by } recorded on { $date } that the findings of { $channels } stand in the backlog.
exit-feedback-met-and-more = { $by } recorded on { $date } that the findings stand in the backlog. More was said since, for over a month: { $channels }.
exit-cycle-none = The launch declares that it has no business cycle: { $why }.
exit-cycle-met = One full business cycle was over on { $date }.
exit-cycle-open = The first full business cycle will be over, and its data in, on { $date }.
exit-peaks-not-required = No peak is required.
exit-peaks-met = Peaks that were lived through: { $peaks }.
exit-peaks-no-data = { $peak } ({ $first } to { $last }) is over, and nothing is known of what the launch's units did on those days: a date is no observation.{ $more ->
    [yes] { " " }The next chance: { $coming } ends on { $date }.
   *[other] { "" }
}
exit-peaks-open = A required peak is still to come: { $peak } ends on { $date }.
exit-peaks-none-coming = A required peak is missing, and the calendar shows none in the coming year.
exit-peaks-accepted = { $by } accepted on { $date } that { $peaks } is missing: { $why }
exit-peaks-accepted-until = { $by } accepted on { $date }, until { $until }, that { $peaks } is missing: { $why }
channel-tickets = tickets
channel-csat = satisfaction surveys (CSAT)
channel-nps = recommendation surveys (NPS)
channel-survey = surveys
channel-reviews = reviews in the app stores
