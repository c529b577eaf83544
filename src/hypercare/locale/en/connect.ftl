# Connecting a source
connect-title = Connect a source
connect-lead = Change one line in the client that you use already, and its events land here.
connect-step-choose = Choose the client
connect-step-paste = Paste the line
connect-step-wait = See the first event
connect-vendor = Client
connect-vendor-help = Whose official client sends the events today. Nobody's: JSON takes events from any program, Webhook what a service sends by itself.
connect-name = Name of the source
connect-optional = (optional)
connect-name-help = What its events are said to come from, such as android or order-service. Empty: the client's name.
connect-bad-name = Use a name of 1 to 200 characters, without control characters.
connect-make = Make the token
connect-cancel = Cancel
connect-made = The token for { $name } is made.
connect-once = It is shown this once and stands in the lines below. Whoever has it can send events and do nothing else.
connect-token = Token
connect-paste = Paste one of these lines
connect-paste-lead = In the place where your code makes the client today. Nothing else changes.
connect-try = Or send one event by hand
connect-try-lead = In a shell on a machine that reaches this server.
connect-first = The first event
connect-first-lead = This page is listening. What you send appears here within three seconds.
connect-waiting = Waiting for the first event
connect-came = The first event has arrived
connect-rejected = Something arrived and could not be understood: open it to see why
connect-to-live = See it live

# What a receiver can be told
connect-setting-webhook-mapping = What the webhook's records become: YAML or JSON, see docs/receivers/webhook.md.
connect-setting-webhook-signature-header = The header in which the sender signs; empty: x-hub-signature-256.
connect-setting-webhook-signature-secret = The secret by which the sender signs (HMAC-SHA256): bodies without its signature are refused.
connect-setting-clevertap-account-id = The CleverTap account id that clients send; empty: any id is accepted.
connect-setting-zendesk-signing-secret = The webhook's signing secret; of several webhooks theirs, parted by commas.
connect-setting-zendesk-user = Which name of a requester is the user key: external_id or email; empty: external_id.
connect-setting-zendesk-account = The group key that an organisation's external id stands for, such as company_id.
