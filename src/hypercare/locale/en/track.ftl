# Findings of the tracking verification: what is wrong, and what to do
track-never = { $event } has never arrived, from any source.
track-never-todo = Send { $event } from the client or service that knows of it, and let one arrive before go-live.
track-never-todo-near = Send { $event } under this name: { $near } arrives, which is nearly the same.
track-elsewhere = { $event } has never arrived from { $source }; it comes from { $others }.
track-elsewhere-todo = Send { $event } by { $source }, or name the source that sends it after “from” in the launch file.
track-type = { $property } of { $event } is of another type in { NUMBER($rows) } of { NUMBER($looked) } rows: { $found } is no { $type }.
track-type-todo = Send { $property } as { $expected } where { $event } is tracked, without quotes, units or separators.
track-missing = { $property } is missing in { NUMBER($rows) } of the { NUMBER($looked) } newest rows of { $event }.
track-missing-todo = Send { $property } ({ $expected }) with every { $event }, or plan it with “required: false”.
track-not-sampled = { $event } arrives, and its properties could not be looked at: its newest row lies too far back.
track-not-sampled-todo = Let one { $event } arrive now, from a test account, and look again.
track-value = { $property } of { $event } has a value that is not allowed in { NUMBER($rows) } of { NUMBER($looked) } rows: { $found }.
track-value-todo = Send { $property } as planned ({ $expected }), or add the value to the launch file.
track-name = { $name } arrives from { $source } ({ NUMBER($events) } so far); { $event } is planned.
track-name-todo = Rename { $name } to { $event } where it is tracked; what came under the wrong name stays there.
track-unplanned = { $count ->
    [one] One name that nobody plans arrives: { $names }.
   *[other] { NUMBER($count) } names that nobody plans arrive: { $names }.
 }
track-unplanned-todo = Add to the plan what the launch needs; let the client stop sending what nobody reads.
track-twice = { $event } fires twice: { NUMBER($pairs) } of { NUMBER($rows) } rows repeat the one before within 2 seconds.
track-twice-todo = See whether { $event } is tracked in two places, or again on every render; send it once, with an id of its own.
track-silent = { $event } has been silent for { NUMBER($hours) ->
    [one] one hour
   *[other] { NUMBER($hours) } hours
 }; one every { $unit ->
    [day] { NUMBER($every) ->
        [one] day
       *[other] { NUMBER($every) } days
     }
    [hour] { NUMBER($every) ->
        [one] hour
       *[other] { NUMBER($every) } hours
     }
   *[minute] { NUMBER($every) ->
        [one] minute
       *[other] { NUMBER($every) } minutes
     }
 } is declared.
track-stopped = { $event } has stopped: silent for { NUMBER($hours) } hours, in which earlier weeks brought about { $expected }.
track-stopped-long = { $event } has stopped: the last one happened { NUMBER($hours) } hours ago.
track-stopped-todo = See what stopped { $event }: the last release of the client, its token, or the source.
track-young = How often { $event } comes is known after { NUMBER($days) } days of it.
track-young-todo = Declare “every” for { $event } to have its silence told from the first day.
track-volume-below = Too few { $event }: { NUMBER($count) } in the last whole { $per }, { $band } are planned.
track-volume-below-todo = See whether a platform or a version stopped sending { $event }; if so few are right, change “volume”.
track-volume-above = Too many { $event }: { NUMBER($count) } in the last whole { $per }, { $band } are planned.
track-volume-above-todo = See whether { $event } fires more than once, or for whom it should not; if so many are right, change “volume”.
track-volume-pending = Its volume ({ $band } { $event } a { $per } are planned) is judged from { $date } on.
track-volume-pending-todo = Nothing to do until then.
track-clock = Clocks are wrong in { NUMBER($skewed) } of { NUMBER($timed) } { $event }, by up to { NUMBER($minutes) } minutes.
track-clock-todo = Send the time of sending with each batch, so that it can be corrected; set the clock of a server that is wrong.
track-future = { NUMBER($rejected) } of { NUMBER($came) } records of { $source } lie in quarantine: their time is in the future.
track-future-todo = Send times in UTC, and seconds or milliseconds as the vendor asks for; set the clock that is ahead.
track-platform-untold = Which platform sent { $event } is told by none of its properties.
track-platform-untold-todo = Send a property “platform” with { $event }, or name the one that tells it after “platform_in”.
track-platform-never = { $platform } has never sent { $event }; { $found } did.
track-platform-never-todo = Do once on { $platform } what sends { $event }, and see with the developers of that app why it does not arrive.
track-version-untold = Which version of the app on { $platform } sent { $event } is told by none of its properties.
track-version-untold-todo = Send a property “app_version” with { $event }, or name the one that tells it after “version_in”.
track-version-never = No { $event } came from { $platform } { $least } or later; the newest is { $found }.
track-version-never-todo = See whether { $least } is released on { $platform }, and whether its build tracks { $event }.
track-twin-less = { $event } is counted { NUMBER($own) } times in seven days, { $twin } of { $source } { NUMBER($other) } times: { NUMBER($share, style: "percent", maximumFractionDigits: 1) } less.
track-twin-less-todo = Find what is lost on the way: ad blockers, batches that are not sent when the app closes, a platform without it.
track-twin-more = { $event } is counted { NUMBER($own) } times in seven days, { $twin } of { $source } { NUMBER($other) } times: { NUMBER($share, style: "percent", maximumFractionDigits: 1) } more.
track-twin-more-todo = See whether { $event } fires twice, or before the backend has accepted what was done.
track-twin-silent = { $twin } has not arrived from { $source } in seven days, { $event } { NUMBER($own) } times.
track-twin-silent-todo = Let { $source } send { $twin }, so that the two can be compared.
track-twin-few = { NUMBER($other) } of { $twin } in seven days: { NUMBER($needed) } are needed before the counts can be compared.
track-twin-few-todo = Nothing to do: it is judged once there are enough.

# The sentence above the table
track-says-none = No event is planned, so nothing can be verified.
track-says-pass = { $planned ->
    [one] The planned event arrives as planned.
   *[other] All { NUMBER($planned) } planned events arrive as planned.
 }
track-says-open = { NUMBER($verified) } of { NUMBER($planned) } planned events are verified; { NUMBER($arrived) } have arrived.

# The debug form
track-debug-unknown = { $event } is in no plan of a launch.
track-debug-unknown-todo = Plan it under tracking: of the launch that needs it; else nothing reads it.
track-debug-near = { $event } is in no plan; { $near } of { $launch } is nearly the same.
track-debug-near-todo = Send it as { $near }.
track-debug-missing = { $event } lacks { $property } ({ $expected }), which { $launch } plans.
track-debug-missing-todo = Add { $property } where { $event } is tracked.
track-debug-type = { $property } of { $event } is { $found }; { $launch } plans { $expected }.
track-debug-type-todo = Send { $property } as { $expected }, without quotes, units or separators.
track-debug-value = { $property } of { $event } is { $found }, which is not allowed; { $launch } plans { $expected }.
track-debug-value-todo = Send one of the planned values, or add this one to the launch file.
track-debug-source = { $event } comes from { $source }; { $launch } plans it from { $expected }.
track-debug-source-todo = Use a token of { $expected }, or name { $source } after “from” in the launch file.
track-debug-clock = { $event } was sent { NUMBER($minutes) } minutes from when it was received, by the client's clock.
track-debug-clock-todo = Set the client's clock, or send the time of sending, so that it can be corrected.
