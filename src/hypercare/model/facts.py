"""Facts in their canonical form: what every vendor's payload becomes before it is stored.

Times are microseconds UTC.
"""

import msgspec


class Payload(msgspec.Struct, frozen=True):
    """One request as the gateway accepted it, or one chunk of an imported file: the record of the write-ahead log.

    `decoder` names who can read `body` ("mixpanel", "import.canonical"); `path` is the vendor's own path ("track");
    `source` is the token's source name; `headers` and `query` hold only what the decoder needs, never a secret.
    `first_row` is the number of the first line of `body` in an imported file; `scope` the kinds of facts that its token
    may bring, empty for any.
    """

    decoder: str
    path: str
    source: str
    received: int
    body: bytes
    headers: dict[str, str] = {}
    query: dict[str, str] = {}
    first_row: int = 0
    scope: tuple[str, ...] = ()


class Event(msgspec.Struct, frozen=True, gc=False):
    """Somebody did something. One row of the table `events`.

    `ts_known` is when this could first be known here: the receipt for pushes; for imported facts the vendor's
    processing time, else the event's own time. `groups`, `props` and `flags` are JSON objects as text.
    `key` is a 16-byte digest by which duplicates are recognised. With `own_key` it comes from the source's own key, or
    from the row of a file, and counts once for as long as the event is kept; without, it identifies a retry within 7
    days of receipt.
    """

    source: str
    event: str
    ts_event: int
    ts_received: int
    ts_known: int
    key: bytes
    own_key: bool
    user_key: str | None = None
    anon_key: str | None = None
    groups: str | None = None
    props: str = "{}"
    flags: str | None = None
    ts_sent: int | None = None
    lib: str | None = None


class Alias(msgspec.Struct, frozen=True, gc=False):
    """Two keys name one user: `key` is to be read as `user`. One row of the table `aliases`.

    `kind` is `identify` (an anonymous key becomes known), `alias` or `merge` (two known keys are one person).
    """

    source: str
    kind: str
    key: str
    user: str
    ts_event: int
    ts_received: int
    ts_known: int


class Trait(msgspec.Struct, frozen=True, gc=False):
    """Something true of a user or an account from a time on. One row of the table `traits`.

    `holder` is "user" or the group key ("company_id"); `id` names the unit; `op` is the change as the vendor means it:
    set, set_once, add, append, remove, union, unset, delete. `value` is JSON text.
    `retry` is a 16-byte digest by which the same change, sent again within 7 days of receipt, is recognised; None where
    there is none.
    """

    source: str
    holder: str
    id: str
    name: str
    op: str
    value: str
    ts_event: int
    ts_received: int
    ts_known: int
    retry: bytes | None = None


class Rejected(msgspec.Struct, frozen=True, gc=False):
    """A record that could not be understood: kept in the table `quarantine` as it came, counted and shown.

    `reason` is a stable code ("time_in_future"); `field` and `message` say where and what; `raw` is cut at 64 KiB.
    """

    source: str
    decoder: str
    reason: str
    field: str
    message: str
    raw: str
    ts_received: int


class Feedback(msgspec.Struct, frozen=True, gc=False):
    """What somebody said: a ticket, an answer to a survey, a review. One row of the table `feedback`.

    `channel` is how it was said ("tickets", "csat", "nps", "survey", "reviews"), `id` the source's own id of the
    conversation. A conversation that goes on is a row for each change that was heard of: the newest by `ts_event` says
    how it stands, and `ts_opened` when it began. `state` is the source's word ("open", "solved"), `score` the answer of
    a survey or the stars of a review. `groups` and `props` are JSON objects as text.
    `key` and `own_key` are as an event's.
    """

    source: str
    channel: str
    id: str
    ts_event: int
    ts_opened: int
    ts_received: int
    ts_known: int
    key: bytes
    own_key: bool
    user_key: str | None = None
    anon_key: str | None = None
    groups: str | None = None
    title: str | None = None
    body: str | None = None
    state: str | None = None
    score: float | None = None
    language: str | None = None
    props: str = "{}"


class Request(msgspec.Struct, frozen=True, gc=False):
    """`count` requests of one route that began within one minute, ended alike and took about as long. One row of the
    table `requests`.

    `route` is method and template ("POST /orders/{id}"), `service` who answered. `failed` is the source's own word,
    else whether the HTTP `status` is 5xx. `duration_us` is exact where `count` is 1, else what stands for a bucket of
    durations within 1 %; None where nobody measured. `props` is a JSON object as text. `key` and `own_key` are as an
    event's.
    """

    source: str
    route: str
    ts_event: int
    ts_received: int
    ts_known: int
    key: bytes
    own_key: bool
    failed: bool
    count: int = 1
    duration_us: int | None = None
    status: int | None = None
    service: str | None = None
    release: str | None = None
    region: str | None = None
    props: str = "{}"


class Error(msgspec.Struct, frozen=True, gc=False):
    """An error happened once. One row of the table `errors`.

    `id` is the source's own id of the occurrence, `issue` what the source takes for the same error ("fingerprint"),
    `handled` whether the code caught it. `message` is cut and without secrets. `groups` and `props` are JSON objects as
    text. `key` and `own_key` are as an event's.
    """

    source: str
    type: str
    ts_event: int
    ts_received: int
    ts_known: int
    key: bytes
    own_key: bool
    id: str | None = None
    issue: str | None = None
    message: str | None = None
    level: str | None = None
    handled: bool | None = None
    service: str | None = None
    release: str | None = None
    route: str | None = None
    user_key: str | None = None
    anon_key: str | None = None
    groups: str | None = None
    props: str = "{}"


class Session(msgspec.Struct, frozen=True, gc=False):
    """How a session of an app stood at `ts_event`, or `count` sessions that a server counted. One row of the table
    `sessions`.

    A session that goes on is a row for each update: the newest by `ts_event` says how it stands, and it counts once, by
    its `id`. Counted sessions have none. `state` is ok (it goes on), exited, errored, crashed or abnormal. `did` is the
    pseudonym of the user or device (`model.pseudonym`), never their key. `props` is a JSON object as text. `key` and
    `own_key` are as an event's.
    """

    source: str
    state: str
    ts_event: int
    ts_started: int
    ts_received: int
    ts_known: int
    key: bytes
    own_key: bool
    id: str | None = None
    did: str | None = None
    count: int = 1
    service: str | None = None
    release: str | None = None
    props: str = "{}"


class Decoded(msgspec.Struct):
    """What a decoder made of one payload."""

    events: list[Event] = []
    aliases: list[Alias] = []
    traits: list[Trait] = []
    rejected: list[Rejected] = []
    feedback: list[Feedback] = []
    requests: list[Request] = []
    errors: list[Error] = []
    sessions: list[Session] = []
