# The page of sources
sources-title = Sources
sources-lead = Where the facts come from: what arrives, how late, and what could not be understood.
sources-counting = Counting what has arrived.
sources-again = Look again
sources-arriving = { $arriving ->
    [0] None of { $total } sources sent anything in the last 24 hours.
   *[other] { $arriving } of { $total } sources sent something in the last 24 hours.
}
sources-silent = { $count ->
    [one] One has gone silent.
   *[other] { $count } have gone silent.
}
sources-rejected = { $count ->
    [one] One record could not be understood.
   *[other] { $count } records could not be understood.
}
sources-to-live = Live
sources-loading-stopped = Loading has stopped.
sources-late-title = Events wait to be loaded.
sources-late = The oldest has been waiting for { $duration }. Nothing is lost; the figures below are out of date until it is loaded.
sources-source = Source
sources-by-import = imported
sources-state = State
sources-state-waiting = Nothing yet
sources-state-rejected = Rejected
sources-state-faulty = Partly rejected
sources-state-arriving = Arriving
sources-state-recent = Within a day
sources-state-imported = Imported
sources-state-silent = Silent
sources-day = Last 24 hours
sources-bars = { $source }: events in each of the last 24 hours
sources-share = Share
sources-hour = Last hour
sources-lag = Lag
sources-lag-p95 = 95 % within { $duration }
sources-ago = { $duration } ago
sources-latest = Latest
sources-quarantine = In quarantine
sources-incomplete = So much arrives that only the newest three million events were counted for the last 24 hours.
sources-more = Totals, first arrivals and tokens
sources-events = Events in all
sources-imported = { $count } of them imported
sources-names = Event names
sources-first = First
sources-token = Token
sources-token-revoked = revoked
sources-token-used = last used { $at }
sources-token-unused = never used
sources-quarantine-lead = Kept as it came, counted, and left out of every number.
sources-reason-count = { $source }: { $count ->
    [one] one record
   *[other] { $count } records
}, { $recent } in the last 24 hours
sources-fix = What to do:
sources-reason-between = first { $first }, latest { $latest }
sources-examples = { $count ->
    [one] The newest example
   *[other] The newest { $count } examples
}
sources-no-quarantine = Everything that arrived could be understood.
sources-none-title = No source is connected yet
sources-none = Each source will stand here with what it sends, how late that comes and what could not be understood.
sources-server = What receives and loads
sources-server-lead = Three processes of one server.
sources-role-gateway = Gateway
sources-role-web = Pages
sources-role-worker = Worker
sources-role-does-gateway = Receives from the clients, and answers once an event is safe.
sources-role-does-web = Shows these pages, and answers the API.
sources-role-does-worker = Loads what the gateway kept, so that it can be asked about.
sources-process-running = Running
sources-process-starting = Starting
sources-process-ended = Ended
sources-up = Up for { $duration }
sources-restarts = { $count ->
    [one] started anew once
   *[other] started anew { $count } times
}
sources-no-server = No server runs on this data folder: nothing is received now.
sources-backlog = Waiting to be loaded
sources-backlog-none = nothing
sources-duplicates = Repeats dropped since the start
sources-disk = Free on the disk
