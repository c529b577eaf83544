# Entrance criteria: what was found
entry-live-not-yet = It goes live on { $date }. Nobody of the segment can have seen it yet.
entry-live-pilot = It goes live on { $date }. { $units ->
    [one] One unit of the segment
   *[other] { NUMBER($units) } units of the segment
} saw it already, so it can be reached.
entry-live-nobody-yet = Live for less than a day, and nobody of { $segment } has seen it yet.
entry-live-nobody = Live for more than a day, and nobody of { $segment } has seen it.
entry-live-few = { NUMBER($units) } of { NUMBER($expected) } expected units saw it ({ NUMBER($share, style: "percent", maximumFractionDigits: 1) }), a week after go-live: the segment is not reached.
entry-live-reached = { NUMBER($units) } of { NUMBER($expected) } expected units saw it ({ NUMBER($share, style: "percent", maximumFractionDigits: 1) }).
entry-live-exposed = { NUMBER($units) } units of { $segment } saw it. How many are expected is not declared.
entry-live-switch-on = See that it is switched on for the segment, and that exposure is sent.
entry-tracking-not-declared = No event is planned, so nothing can be verified.
entry-tracking-declare = Name the events under tracking: in the launch file.
entry-tracking-arrives = { $event } arrives: { NUMBER($events) } so far.
entry-tracking-first = The first { $event } came from { $source }.

# The judgement
entry-ready = Ready: every entrance criterion is met.
entry-ready-waived = Ready, with { NUMBER($waived) ->
    [one] one thing waived
   *[other] { NUMBER($waived) } things waived
}.
entry-not-ready = Not ready: { NUMBER($open) ->
    [one] one thing is missing
   *[other] { NUMBER($open) } things are missing
}.
entry-unknown = Not known yet: { NUMBER($unknown) ->
    [one] one thing cannot be told
   *[other] { NUMBER($unknown) } things cannot be told
}.
