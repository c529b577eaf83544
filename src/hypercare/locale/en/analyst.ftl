# The analyst's page: any question, as a query or in SQL
analyst-lead-spec = Ask anything about behaviour, in the words of the launch file. The address is the question: share it.
analyst-lead-sql = Ask the facts as they arrived. One SELECT at a time, bounded in time, memory and size; it can change nothing.
analyst-tabs = Ways to ask
analyst-tab-spec = Query
analyst-query = Query
analyst-statement = Statement
analyst-help-spec = One metric, or several under “metrics”. Ctrl + Enter asks.
analyst-help-sql = Tables: events, aliases, traits, feedback, quarantine. Times are UTC. Ctrl + Enter asks.
analyst-ask = Ask
analyst-asking = Asking …
analyst-stop = Stop
analyst-keep = Keep, with a short link
analyst-copy-link = Copy link
analyst-kept = Kept under
analyst-start = Where to start
analyst-examples = Examples
analyst-launches = Metrics of launches
analyst-launches-how = As the launch declares them, of all units since go-live, not only of those that were exposed.
analyst-recent = Kept questions
analyst-tables = Tables
analyst-answer = Answer
analyst-empty = No question yet
analyst-empty-spec = Write a query, or begin with an example: the answer appears here.
analyst-empty-sql = Write a SELECT, or begin with an example: the rows appear here.
analyst-wrong = { $count ->
    [one] One mistake
   *[other] { $count } mistakes
}
analyst-no-answer = There is no answer
analyst-expected = Expected: { $what }
analyst-nearest = Did you mean { $names }?
analyst-fix = What helps: { $what }

analyst-read = { $events } events, answered in { $time }, of which { $opened } to open them.
analyst-whole = The whole answer
analyst-counts = { $units } units, { $open } open
analyst-cell = Cell { $name }
analyst-kind-funnel = Funnel
analyst-kind-retention = Retention
analyst-kind-cycle = Cycle goal
analyst-kind-activity = Activity
analyst-kind-count = Count
analyst-kind-rate = Rate
analyst-kind-ratio = Ratio
analyst-kind-mean = Mean
analyst-kind-paths = Paths
analyst-kind-compare = Comparison
analyst-steps = Steps
analyst-units = Units
analyst-stopped-at = Stopped at “{ $step }”: { $units }. What they did next
analyst-nothing = nothing
analyst-nobody = Nobody.
analyst-left-out = { $count ->
    [one] One more is not listed here.
   *[other] { $count } more are not listed here.
}
analyst-took = Half of those who converted took at most { $time }
analyst-half = Half of all have converted { $time } after they came in
analyst-without = { $count ->
    [one] One unit has no value
   *[other] { $count } units have no value
}
analyst-others = { $count ->
    [one] One unit has another value
   *[other] { $count } units have other values
}
analyst-paths = { $direction ->
    [previous] { $count } units; what they did before, step by step back
   *[next] { $count } units; what they did next, step by step
}
analyst-depth = { $number }. event
analyst-head-step = Step
analyst-head-value = Value
analyst-head-low = Interval from
analyst-head-high = Interval to
analyst-head-units = Units
analyst-head-mature = Time is over
analyst-head-open = May still come
analyst-head-of_first = Of the first
analyst-head-of_before = Of the step before
analyst-head-stopped = Stopped here
analyst-head-median = Median time
analyst-head-event = Event
analyst-head-events = Events
analyst-head-of_active = Of the active
analyst-head-next = Next
analyst-head-of_stopped = Of those who stopped
analyst-head-share = Share
analyst-head-unit = Unit
analyst-head-state = State
analyst-head-since = Since
analyst-finding-over = { $metric } stood at { $first } in the first complete period, at { $last } in the last
analyst-finding-over-early = { $metric } has no two complete periods to compare yet
analyst-alt-over = Column chart of { $metric } in { $count } periods; incomplete ones are hollow, with what may still come hatched.
analyst-finding-rows = { $value } by { $by }
analyst-alt-rows = Column chart of { $value } by { $by }, { $count } columns.
analyst-source = Ad hoc question · { $date } · Hypercare

analyst-rows = { $count ->
    [one] One row
   *[other] { $told } rows
}
analyst-rows-read = { $rows } rows read in { $time }.
analyst-rows-time = Answered in { $time }.
analyst-no-rows = No rows
analyst-no-rows-text = The statement is fine; nothing in the tables matches it.
analyst-cut-rows = The first { $count } rows; the files have up to 100,000.
analyst-cut-bytes = Cut where the rows grew too large; choose fewer columns.

analyst-example-funnel = Funnel: how far they come
analyst-example-drop-off = Who stopped, and why
analyst-example-retention = Retention: who comes back
analyst-example-activity = Activity by week
analyst-example-cycle = Goal of a cycle
analyst-example-paths = What they did next
analyst-example-by = Broken down by a property
analyst-example-over = Over time, by week
analyst-example-compare = Two sides, by a cohort
analyst-example-ratio = Ratio of two events
analyst-sql-newest = The newest events
analyst-sql-events = Events and users by name
analyst-sql-days = Events by day
analyst-sql-properties = Events by a property
analyst-sql-late = How late events arrive
analyst-sql-feedback = How tickets and other feedback stand
analyst-sql-quarantine = What was not understood

analyst-table-events = A row for each thing that somebody did. Retries of a client do not stand here twice.
analyst-table-aliases = A row for each claim that two keys name one user.
analyst-table-traits = A row for each change of something true of a user or an account.
analyst-table-feedback = A row for each change of a ticket, an answer to a survey or a review.
analyst-table-requests = A row for requests of one route that began in one minute, ended alike and took about as long.
analyst-table-errors = A row for each time that an error happened.
analyst-table-sessions = A row for each update of a session of an app; the newest says how it stands.
analyst-table-quarantine = A row for each record that could not be understood.
analyst-column-any-source = The name of the source’s token.
analyst-column-any-ts_received = When the gateway took it.
analyst-column-any-ts_known = When it could first be known here; of imports, at the vendor.
analyst-column-any-arrival = The number of the row in the order of loading, over all tables.
analyst-column-events-event = The event’s name.
analyst-column-events-ts_event = When it happened.
analyst-column-events-key = The digest by which duplicates are recognised.
analyst-column-events-own_key = Whether that is the source’s own key.
analyst-column-events-user_key = The user as the source names them; see aliases.
analyst-column-events-anon_key = The device, or the visitor before signing in.
analyst-column-events-groups = The accounts, as a JSON object by key.
analyst-column-events-props = The properties, as a JSON object: json_extract_string(props, '$.platform').
analyst-column-events-flags = Feature flags at the time, as a JSON object.
analyst-column-events-ts_sent = When the client sent it.
analyst-column-events-lib = The client library.
analyst-column-aliases-kind = identify, alias or merge.
analyst-column-aliases-key = The key that is to be read as the user.
analyst-column-aliases-user = The user.
analyst-column-aliases-ts_event = When it was said.
analyst-column-traits-holder = “user”, or the key of the group, such as company_id.
analyst-column-traits-id = Whose trait it is.
analyst-column-traits-name = The trait’s name.
analyst-column-traits-op = How it changes: set, set_once, add, append, remove, union, unset, delete.
analyst-column-traits-value = The value, as JSON.
analyst-column-traits-ts_event = From when on it holds.
analyst-column-traits-retry = The digest by which a retry is recognised.
analyst-column-feedback-channel = How it was said: tickets, csat, nps, survey, reviews.
analyst-column-feedback-id = The source’s own id of the conversation.
analyst-column-feedback-ts_event = When it came to stand so.
analyst-column-feedback-ts_opened = When the conversation began.
analyst-column-feedback-key = The digest by which duplicates are recognised.
analyst-column-feedback-own_key = Whether that is the source’s own key.
analyst-column-feedback-user_key = The user as the source names them; see aliases.
analyst-column-feedback-anon_key = The device, or the visitor before signing in.
analyst-column-feedback-groups = The accounts, as a JSON object by key.
analyst-column-feedback-title = The subject.
analyst-column-feedback-body = What was said.
analyst-column-feedback-state = How it stands, in the source’s word: open, solved.
analyst-column-feedback-score = The answer of a survey, or the stars of a review.
analyst-column-feedback-language = The language, as a tag: en, id.
analyst-column-feedback-props = The rest, as a JSON object: json_extract_string(props, '$.priority').
analyst-column-requests-route = Method and template, such as POST /orders.
analyst-column-requests-ts_event = When they began.
analyst-column-requests-key = The digest by which duplicates are recognised.
analyst-column-requests-own_key = Whether that is the source’s own key.
analyst-column-requests-failed = Whether they failed: the source’s own word, else a status of 5xx.
analyst-column-requests-count = How many requests the row stands for.
analyst-column-requests-duration_us = How long each took, in microseconds; of several, what stands for them within 1 %.
analyst-column-requests-status = The HTTP status, where there is one.
analyst-column-requests-service = Who answered.
analyst-column-requests-release = The release that answered.
analyst-column-requests-region = Where, if known.
analyst-column-requests-props = The rest, as a JSON object.
analyst-column-errors-type = What kind of error: ValueError.
analyst-column-errors-ts_event = When it happened.
analyst-column-errors-key = The digest by which duplicates are recognised.
analyst-column-errors-own_key = Whether that is the source’s own key.
analyst-column-errors-id = The source’s own id of the occurrence.
analyst-column-errors-issue = What the source takes for the same error.
analyst-column-errors-message = What it said, cut, without secrets.
analyst-column-errors-level = How bad it is, in the source’s word.
analyst-column-errors-handled = Whether the code caught it.
analyst-column-errors-service = The app or service.
analyst-column-errors-release = Its release.
analyst-column-errors-route = The route or screen.
analyst-column-errors-user_key = The user as the source names them; see aliases.
analyst-column-errors-anon_key = The device, or the visitor before signing in.
analyst-column-errors-groups = The accounts, as a JSON object by key.
analyst-column-errors-props = The rest, as a JSON object: json_extract_string(props, '$.os').
analyst-column-sessions-state = ok (it goes on), exited, errored, crashed or abnormal.
analyst-column-sessions-ts_event = When it came to stand so.
analyst-column-sessions-ts_started = When it began.
analyst-column-sessions-key = The digest by which duplicates are recognised.
analyst-column-sessions-own_key = Whether that is the source’s own key.
analyst-column-sessions-id = The source’s own id of the session; none where a server counted several.
analyst-column-sessions-did = The pseudonym of the user or device.
analyst-column-sessions-count = How many sessions the row stands for.
analyst-column-sessions-service = The app or service.
analyst-column-sessions-release = Its release.
analyst-column-sessions-props = The rest, as a JSON object.
analyst-column-quarantine-decoder = Who rejected it.
analyst-column-quarantine-reason = Why, as a stable code.
analyst-column-quarantine-field = Where in the record the trouble is.
analyst-column-quarantine-message = What the trouble is.
analyst-column-quarantine-raw = The record as it came, cut at 64 KiB.
