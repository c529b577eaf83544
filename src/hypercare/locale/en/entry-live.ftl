# The feature is live, and reaches its segment: what was found
entry-live-not-yet = It goes live on { $date }. Nobody of the segment has seen it yet.
entry-live-pilot = It goes live on { $date }. { $units ->
    [one] One unit of the segment
   *[other] { NUMBER($units) } units of the segment
} saw it already, so it can be reached.
entry-live-pilot-outside = { NUMBER($units) ->
    [one] One unit
   *[other] { NUMBER($units) } units
} outside of the segment saw it, too: the squad's own accounts, or a rule that is too wide.
entry-live-nobody-yet = Live for less than a day, and nobody of { $segment } has seen it yet.
entry-live-nobody = Live for more than a day, and nobody of { $segment } has seen it.
entry-live-few = { NUMBER($units) } of { NUMBER($expected) } expected units saw it ({ NUMBER($share, style: "percent", maximumFractionDigits: 1) }), a week after go-live: the segment is not reached.
entry-live-reached = { NUMBER($units) } of { NUMBER($expected) } expected units saw it ({ NUMBER($share, style: "percent", maximumFractionDigits: 1) }).
entry-live-exposed = { NUMBER($units) } units of { $segment } saw it. How many are expected is not declared.
entry-live-switch-on = See that it is switched on for the segment, and that exposure is sent.
entry-live-leak-nobody = Nobody has seen it yet, in the segment or outside.
entry-live-no-leak = All { NUMBER($all) } units that saw it belong to the segment.
entry-live-leak-little = { NUMBER($units) } of { NUMBER($all) } units that saw it do not belong to the segment ({ NUMBER($share, style: "percent", maximumFractionDigits: 2) }): few enough to be the squad's own accounts.
entry-live-leak = { NUMBER($units) } of { NUMBER($all) } units that saw it are outside of the segment ({ NUMBER($share, style: "percent", maximumFractionDigits: 1) }).
entry-live-leak-mend = Narrow the rule that switches the feature on, or widen the segment in the launch file.
entry-live-leak-by = { NUMBER($units) ->
    [one] One unit
   *[other] { NUMBER($units) } units
}: { $key } is { $value }.
entry-live-leak-others = { NUMBER($units) ->
    [one] One unit
   *[other] { NUMBER($units) } units
}: { $key } has another value.
entry-live-unplaced = Of { NUMBER($units) } of { NUMBER($all) } units that saw it ({ NUMBER($share, style: "percent", maximumFractionDigits: 1) }) nobody knows whether they belong to the segment: { $keys } is missing.
entry-live-unplaced-mend = Send { $keys } with the exposure, or as traits before it.
entry-live-not-seen = Nobody of the segment has seen it, so there is no last time.
entry-live-seen = Last seen on { $at }.
entry-live-silent = Last seen on { $at }, { NUMBER($days) } days ago: it may be switched off, or exposure is not sent any more.
entry-live-first = The first of the segment saw it.
entry-live-newest = The last who had not seen it before did.
entry-live-split-fits = Handed out as declared: { $seen }.
entry-live-split-off = Not handed out as declared: { $seen } (p = { NUMBER($p, maximumSignificantDigits: 2) }).
entry-live-split-mend = See what decides who gets which value: a cache, a late start of one value, a lost exposure event. Until it is mended, values must not be compared.
entry-live-split-few = { NUMBER($units) } units saw a declared value; from { NUMBER($needed) } on it would show if one were never handed out.
entry-live-split-share = { $value }: { NUMBER($units) } units, { NUMBER($share, style: "percent", maximumFractionDigits: 1) }; { NUMBER($declared, style: "percent", maximumFractionDigits: 1) } are declared.
entry-live-split-none = { $value }: { NUMBER($units) } units; { NUMBER($declared, style: "percent", maximumFractionDigits: 1) } are declared.
entry-live-split-others = { NUMBER($units) ->
    [one] One unit
   *[other] { NUMBER($units) } units
} saw a value that the split does not declare.
