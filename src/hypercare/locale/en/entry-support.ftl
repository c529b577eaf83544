# Support readiness: the guide, the escalation path, the drill; and waivers of any item
entry-support-no-guide = No guide is declared.
entry-support-no-place = “{ $guide }” is neither a path in the repository nor an https:// address.
entry-support-write-guide = Write down what support answers, and name its place under support: guide.
entry-support-guide = The guide is { $guide }.
entry-support-guide-version = Its declared version is { $version }.
entry-support-no-readers = Nobody is named who must have read the guide.
entry-support-name-readers = Name a support lead, or people under support: read by.
entry-support-read = { $name } has read the guide.
entry-support-read-evidence = Acknowledged by { $by }.
entry-support-read-earlier = { $name } read the guide before it changed.
entry-support-unread = { $name } has not acknowledged the guide.
entry-support-let-read = Let { $name } read the guide and acknowledge it, on the entrance page or with hypercare acknowledge.
entry-support-no-level = { $level } names nobody.
entry-support-fill = Agree who is { $level }, and add it under support: escalation.
entry-support-no-hours = { $level } is { $who }; when they can be reached is not declared.
entry-support-say-hours = Say when { $level } can be reached, such as hours: Mon-Fri 09:00-17:00, or 24/7.
entry-support-gaps = { $level } is { $who }, and { $gaps ->
    [one] at one time
   *[other] at { $gaps } times
 } that the launch needs nobody is there.
entry-support-gap-day = Nobody is at { $level } on { $weekday ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
 }.
entry-support-gap-hours = Nobody is at { $level } on { $weekday ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
 } from { $start } to { $end }.
entry-support-cover = Find somebody for { $level } at these times, or declare the hours that the launch needs under support: hours.
entry-support-level = { $level } is { $who }, { $hours }.
entry-support-contact = Reached by { $contact }.
entry-drill-never = No test incident has travelled the escalation path.
entry-drill-waits = A drill is under way: { $level } has not acknowledged it.
entry-drill-stopped = The last drill stopped at { $level }.
entry-drill-changed = The escalation path changed on { $date }, after the last drill.
entry-drill-old = The last drill ended on { $date }, more than { $days } days before go-live.
entry-drill-slow = { $level } took { NUMBER($minutes) } minutes to acknowledge the drill; { NUMBER($limit) } are declared.
entry-drill-passed = Every level acknowledged the drill, the slowest ({ $level }) after { NUMBER($minutes) } minutes.
entry-drill-run = Start a drill: hypercare drill { $launch }
entry-drill-acknowledge = Let the level acknowledge it on the page of incidents, or with hypercare incident ack.
entry-drill-raised = Raised to { $level }.
entry-drill-answered = { $level }: acknowledged by { $by } after { NUMBER($minutes) } minutes.
entry-waiver-over = A waiver by { $by } is over: { $reason }
