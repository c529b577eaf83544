# What arrives, row by row
live-title = Live
live-lead = Every event as it arrives, and every record that could not be understood.
live-reading = Reading what has arrived.
live-hidden = Whose they are is shown to contributors.
live-rows = Events, the latest first
live-state-still = As of now
live-state-live = Live
live-state-paused = Paused
live-state-connecting = Connecting
live-state-lost = Connection lost, trying again
live-state-refused = Not live: reload the page
live-state-away = Waiting
live-pause = Pause
live-resume = Go on
live-reload = Reload
live-new-one = 1 new event
live-new-many = { $count } new events
live-filter = Filter
live-filter-text = Text in any field
live-filter-event = Event
live-filter-source = Source
live-clear = Clear the filter
live-looked-through = { $count ->
    [one] Among the newest row.
   *[other] Among the newest { $count } rows.
}
live-gap = { $skipped ->
    [one] One more came in between and is not shown.
   *[other] { $skipped } more came in between and are not shown.
}
live-quarantined = In quarantine
live-happened = Happened
live-received = Received
live-late = { $duration } later
live-imported = imported
live-user = User
live-anonymous = Anonymous id
live-group = Group
live-flag = Flag
live-library = Library
live-reason = Reason
live-field = Field
live-message = What is wrong
live-raw = As it came
live-left-out = { $count ->
    [one] and one more property
   *[other] and { $count } more properties
}
live-none-filtered-title = Nothing fits this filter
live-none-filtered = None of the newest { $count } rows fits. What arrives from now on and fits will appear here.
live-none-yet-title = Nothing has arrived yet
live-none-yet = There is a token, and no client has sent anything with it. The first event appears here within three seconds.
live-to-sources = See the sources
live-no-source-title = No source is connected yet
live-no-source = Every event of your product will appear here within three seconds of being sent.
live-to-connect = Connect a source
