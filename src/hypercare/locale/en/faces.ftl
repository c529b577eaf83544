# Words that all pages share
faces-skip = Skip to the content
faces-menu = Menu
faces-close = Close
faces-search = Search
faces-navigation = Pages
faces-crumbs = Where you are
faces-language = Language
faces-theme = Theme
faces-theme-auto = System
faces-theme-light = Light
faces-theme-dark = Dark
faces-copy = Copy
faces-copied = Copied.
faces-pages = More of this list
faces-previous = Previous
faces-next = Next
faces-request-failed = That did not work: the server could not be reached. Try again.
faces-export-csv = Export CSV
faces-print = Print

# Where one can go
faces-nav-portfolio = Portfolio
faces-nav-launches = Launches
faces-nav-launch = Overview
faces-nav-entrance = Entrance
faces-nav-incidents = Incidents
faces-nav-gates = Gates
faces-nav-outcomes = Outcomes
faces-nav-guardrails = Guardrails
faces-nav-anti-patterns = Anti-patterns
faces-nav-behaviour = Behaviour
faces-nav-funnel = Funnel
faces-nav-funnel-units = Units
faces-nav-retention = Retention
faces-nav-activity = Activity
faces-nav-cycle = Cycle goal
faces-nav-evidence = Evidence
faces-nav-evidence-units = Units
faces-nav-definition = Definition
faces-nav-data = Data
faces-nav-analyst = Analyst
faces-nav-analyst-sql = Ask in SQL
faces-nav-live = Live
faces-nav-sources = Sources
faces-nav-connect = Connect a source
faces-nav-house = Household
faces-nav-people = People
faces-nav-tokens = Tokens
faces-nav-audit = Audit
faces-nav-new-launch = New launch
faces-nav-help = Help
faces-nav-me = Your settings
faces-nav-sign-in = Sign in
faces-nav-chart = Chart
faces-nav-widget = Chart

# Who one is
faces-me = Your settings
faces-sign-in = Sign in
faces-sign-out = Sign out
faces-visitor = Visitor
faces-visitor-may = may look at everything
faces-role-public = not signed in
faces-role-viewer = viewer
faces-role-contributor = contributor
faces-role-approver = approver
faces-role-admin = admin

# The palette and the keys
faces-palette = Go to a page or a launch
faces-palette-hint = Where to?
faces-palette-nothing = Nothing is called that.
faces-keys = Keys
faces-key-palette = Go to a page or a launch
faces-key-keys = This list
faces-key-filter = Filter the list of a page
faces-key-list = Next and previous in a list
faces-keys-single = Use single keys
faces-keys-single-help = Switch them off when they get in the way of speech input. Ctrl K always works.

# A verdict in a word
faces-word-PASS = Passed
faces-word-FAIL = Failed
faces-word-HARM = Harm
faces-word-TOO_EARLY = Too early
faces-word-INCONCLUSIVE = Undecided
faces-word-INVALID = Invalid
faces-action-HOLD = Hold
faces-action-SCALE = Scale
faces-action-PIVOT = Pivot
faces-action-ROLLBACK = Roll back
faces-health-ok = Fine
faces-health-watch = Watch
faces-health-bad = In trouble
faces-health-unknown = Not known yet

# A gate by its name
faces-gate-day = Day { $day }
faces-gate-cycle-end = Cycle end

# How fresh a page is
faces-facts-until = Facts until
faces-facts-none = No facts yet
faces-computed = Computed
faces-as-of = As of
faces-version = Version
faces-head = Head of the ledger
