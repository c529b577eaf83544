# Why a record went to quarantine.
source-invalid-json = It is not valid JSON.
source-not-an-object = A record must be a JSON object.
source-event-name-invalid = The event's name is missing, or longer than 255 characters.
source-event-too-large = The record is larger than 1 MiB.
source-properties-invalid = The properties must be a JSON object.
source-too-many-properties = The record has more properties than its vendor allows.
source-property-name-too-long = A property's name is longer than its vendor allows.
source-too-many-items = A list or object inside holds more items than its vendor allows.
source-nested-too-deep = The properties nest deeper than their vendor allows.
source-number-out-of-range = A number is beyond 64 bits.
source-time-missing = The time is missing.
source-time-invalid = The time is not one that can be read.
source-time-before-1971 = The time lies before 1971.
source-time-in-future = The time lies more than an hour in the future.
source-id-missing = The id is missing.
source-id-invalid = The id must be a text of at most 255 characters.
source-not-utf8 = The text is not in UTF-8.
source-cells-missing = The row has more or fewer cells than the header.
source-id-placeholder = The id is a placeholder that stands for nobody, such as "undefined".
source-id-too-short = The id is shorter than the vendor allows.
source-insert-id-invalid = The insert id is missing or not one that its vendor accepts.
source-key-invalid = The key must be a text of at most 255 characters, the digest 32 hex digits.
source-source-invalid = The source must be a text of 1 to 255 characters.
source-identity-incomplete = An event that says who is who must name two ids.
source-operation-invalid = The profile update holds no operation that can be used.
source-group-invalid = The group's key must be a text of 1 to 255 characters.
source-kind-unknown = The record is neither an event nor a profile.
source-event-reserved = The vendor reserves the event's name for events of its own.
source-trait-invalid = A field of the profile holds a value that its vendor refuses.
source-feedback-invalid = The feedback lacks its channel or id, or a field of it has another type than it must have.
source-health-invalid = The request, error or session lacks what it must have, or a field of it has another type.
source-out-of-scope = The token may not bring facts of this kind.
source-token-unknown = The token is not one of this installation.

# Files to import.
source-file-empty = The file holds no lines
source-file-is-list = The file is one JSON list, not one object a line: jq -c '.[]' FILE makes lines of it
source-file-shape-unknown = No event in the first { $lines ->
    [one] line
   *[other] { $lines } lines
 }: neither Hypercare's shape nor a vendor's export, one JSON object a line
