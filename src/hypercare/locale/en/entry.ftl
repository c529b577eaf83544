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
entry-tracking-never = { $event } has never arrived, from any source.
entry-tracking-send = Send { $event } from the client or service that knows of it, and let one arrive before go-live.
entry-tracking-elsewhere = { $event } has never arrived from { $source }; it comes from { $others }.
entry-tracking-mend-source = Send { $event } by { $source }, or name the source that sends it in the launch file.
entry-tracking-silent = { $event } has been silent for { NUMBER($hours) } hours; every { NUMBER($every) } hours is declared.
entry-tracking-mend = See what stopped { $event }: the client, the token or the source.
entry-tracking-arrives = { $event } arrives: { NUMBER($events) } so far.
entry-property-absent = { $property } stands in { NUMBER($have) } of the { NUMBER($rows) } newest rows.
entry-property-type = { $property } is of type { $type } in { NUMBER($have) } of the { NUMBER($rows) } newest rows.
entry-property-mend = Send { $property } with every { $event }, as { $type }.
entry-sanity-not-declared = No sanity check is declared, so none is cleared.
entry-sanity-declare = Name the requests that must be answered under sanity: in the launch file.
entry-sanity-not-run = Not run: no result of this check is known.
entry-sanity-run = Request { $url } in production, and see that it answers with { $status }.

# The judgement
entry-ready = Ready: every entrance criterion is met.
entry-not-ready = Not ready: { NUMBER($open) ->
    [one] one thing is missing
   *[other] { NUMBER($open) } things are missing
}.
entry-unknown = Not known yet: { NUMBER($unknown) ->
    [one] one thing cannot be told
   *[other] { NUMBER($unknown) } things cannot be told
}.
