# Entrance criteria: what was found
entry-tracking-not-declared = No event is planned, so nothing can be verified.
entry-tracking-declare = Name the events under tracking: in the launch file.
entry-tracking-arrives = { $event } arrives: { NUMBER($events) } in the last six weeks.
entry-tracking-first = The first { $event } of these came from { $source }.

# The judgement
entry-ready = Ready: every entrance criterion passes.
entry-ready-waived = Ready, with { NUMBER($waived) ->
    [one] one thing waived
   *[other] { NUMBER($waived) } things waived
}.
entry-not-ready = Not ready: { NUMBER($open) ->
    [one] one thing is missing
   *[other] { NUMBER($open) } things are missing
}.
entry-unknown = Unknown: { NUMBER($unknown) ->
    [one] one thing cannot be told
   *[other] { NUMBER($unknown) } things cannot be told
}.
