# How a number came about: hypercare explain
explain-definition = { $metric } is a { $kind } over: { $events }.
explain-population = Counted: each { $unit } of "{ $segment }" first exposed in days 0 to { $last } of the launch; that list is frozen.
explain-gate = Gate { $gate } ({ $thresholds }): { $word }.
explain-days = It reads the local days { $first } to { $last }.
explain-judged = It was judged with what was known on { $date }; that word stands.
explain-judgeable = It can be judged on { $date } at the latest.
explain-counts = { $units } units were counted; { $mature } have had their whole window, { $open } may still convert.
explain-value = The value is { $value } ({ $scale }): { $hits } of { $trials }.
explain-interval = With { NUMBER($level, style: "percent") } confidence the true value lies between { $low } and { $high } ({ $method }).
explain-always-valid = The interval may be looked at every day without being wrong more often.
explain-one-look = The interval is exact for one look, and this is judged once.
explain-bounds = Whatever the open units do, the value ends between { $low } and { $high }.
explain-guardrail = As a guardrail, over days { $first } to { $last }: { $word }.
explain-no-gate = No gate asks for { $metric }: it is watched, and decides nothing.
explain-record = Recorded as { $id }. Recompute it with: hypercare replay { $id }
