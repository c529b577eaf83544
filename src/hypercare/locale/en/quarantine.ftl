# Why a record is in quarantine that no decoder rejected.
quarantine-decoder-failed = Hypercare could not read the request that it came in.
quarantine-segment-damaged = A stretch of the log does not read back as it was written.
quarantine-unknown = A newer version of Hypercare rejected it.

# What to do about it: one for each reason.
quarantine-fix-decoder-failed = This is a mistake of ours: report it with the message below. The record is kept, and can be imported again after an update.
quarantine-fix-segment-damaged = Check the disk, then run hypercare doctor or restore a backup. What was read whole is not lost.
quarantine-fix-unknown = Update Hypercare; it then tells the reason.
quarantine-fix-invalid-json = Let the client's library encode the record instead of putting the text together yourself.
quarantine-fix-not-an-object = Send each event as an object of event and properties, several as a list of such objects.
quarantine-fix-event-name-invalid = Give the event a name of 1 to 255 characters at the place in your code that sends it.
quarantine-fix-event-too-large = Take out the property that holds a whole document or picture; send a link or its size instead.
quarantine-fix-properties-invalid = Pass the properties as an object of names and values.
quarantine-fix-too-many-properties = Send only properties that somebody asks for: names made from ids belong into one property's value.
quarantine-fix-property-name-too-long = Shorten the property's name; what varies belongs into its value.
quarantine-fix-too-many-items = Send how many items there are, and the few that matter.
quarantine-fix-nested-too-deep = Flatten the properties: cart_total instead of an object within an object.
quarantine-fix-number-out-of-range = Send large numbers such as account numbers as text.
quarantine-fix-time-missing = Send the time of the event, or let the client's library set it.
quarantine-fix-time-invalid = Send the time as seconds or milliseconds since 1970, or as ISO 8601.
quarantine-fix-time-before-1971 = The device's clock is wrong, or seconds were sent where milliseconds are expected: check the unit.
quarantine-fix-time-in-future = The device's clock is ahead, or local time was sent as UTC: check the clock and the time zone.
quarantine-fix-id-missing = Identify the user before the event is sent, or let the client's library make an anonymous id.
quarantine-fix-id-invalid = Send the id as text of at most 255 characters.
quarantine-fix-not-utf8 = Save the file as UTF-8.
quarantine-fix-cells-missing = Put quotes around cells that hold the separator, and give every row as many cells as the header.
quarantine-fix-id-placeholder = The code reads the id before it is there: wait until the user is known, then send the event.
quarantine-fix-insert-id-invalid = Leave out $insert_id, or make it of 1 to 36 letters, digits and hyphens.
quarantine-fix-key-invalid = Give each line a key of its own of at most 255 characters, or none.
quarantine-fix-source-invalid = Name the source with 1 to 255 characters, or leave it out.
quarantine-fix-identity-incomplete = Send both ids with the event that joins them; the client's identify and alias do.
quarantine-fix-operation-invalid = Use an operation that profiles know: $set, $set_once, $add, $append, $union, $remove, $unset, $delete.
quarantine-fix-group-invalid = Send the group's key as text, the same in every event.
quarantine-fix-token-unknown = Put a token of this installation into the client; a revoked one is refused.
