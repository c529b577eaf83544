# Sanity checks in production: what was found
entry-sanity-not-declared = No sanity check is declared, so none is cleared.
entry-sanity-declare = Name the requests that must be answered, and what a person must look at, under sanity: in the launch file.
entry-sanity-not-run = Not run: no result of this check is known.
entry-sanity-run = Run it now: hypercare probe { $launch }. While hypercare serve runs, the worker does so by itself.
entry-sanity-stale = The newest answer is from { $at }, too old to say anything of now: one is due every { NUMBER($every) ->
    [one] minute
   *[other] { NUMBER($every) } minutes
}.
entry-sanity-closed = The newest answer is from { $at }. The launch is closed, and is not probed any more.
entry-sanity-flapping = { NUMBER($failed) } of the last { NUMBER($runs) } failed.
entry-sanity-certificate = The certificate holds for { NUMBER($days) ->
    [one] one more day
   *[other] { NUMBER($days) } more days
}.
entry-sanity-not-checked = Nobody has looked yet; { $by } is to.
entry-sanity-check = Look at it in production, and record what you saw.
entry-sanity-checked = { $by } looked, and it was right.
entry-sanity-checked-why = { $by } looked, and it was right: { $why }
entry-sanity-check-failed = { $by } looked, and it was not right.
entry-sanity-check-failed-why = { $by } looked, and it was not right: { $why }
entry-sanity-check-again = Mend it, look again, and record what you saw.

# What a probe found
probe-answered = Answered { $status } in { NUMBER($ms) } ms.
probe-failed-dns = The name { $host } has no address.
probe-failed-private = { $host } has the address { $detail }, which must not be probed.
probe-failed-port = Port { $detail } of { $host } must not be probed.
probe-failed-secret = The secret { $detail } is not set, or not meant for { $host }.
probe-failed-refused = { $host } takes no connection ({ $detail }).
probe-failed-timeout = { $host } did not answer in time ({ $detail }).
probe-failed-tls = The encryption of { $host } is not accepted: { $detail }.
probe-failed-protocol = { $host } answered with something that is no complete HTTP ({ $detail }).
probe-failed-redirect = { $host } redirects to where it must not be followed ({ $detail }).
probe-failed-status = Answered { $status }; { $expect } is expected.
probe-failed-latency = Answered in { NUMBER($ms) } ms; { NUMBER($most) } ms are allowed.
probe-failed-body = The answer does not contain “{ $text }”{ $detail ->
    [none] .
   *[other] { " " }({ $detail }).
}
probe-failed-json = The answer's JSON is not as expected ({ $detail }).
probe-failed-certificate = The certificate holds for { NUMBER($days) ->
    [one] one more day
   *[other] { NUMBER($days) } more days
}; { NUMBER($least) } are expected.

# What to do about it
probe-mend-dns = See that the name in { $url } is right, and that it is known where Hypercare runs.
probe-mend-private = Probe a public address; or have whoever runs Hypercare allow this one by HYPERCARE_PROBE_PRIVATE.
probe-mend-port = Use port 80, 443, or one from 8000 to 9000.
probe-mend-secret = Have whoever runs Hypercare set it: HYPERCARE_PROBE_SECRET_NAME='host value'.
probe-mend-refused = See that the service behind { $url } runs and can be reached.
probe-mend-timeout = See what keeps { $url } waiting: the network, or the service behind it.
probe-mend-tls = Renew or mend the certificate of { $url }.
probe-mend-protocol = See what answers at { $url }: a proxy, or another service on that port.
probe-mend-redirect = Declare the address that it leads to, or mend the redirect of { $url }.
probe-mend-status = See why { $url } answers so: its log at that time tells.
probe-mend-latency = See what makes { $url } slow, or declare what it may take.
probe-mend-body = Look at { $url }: what it shows has changed, or is missing.
probe-mend-json = Look at { $url }: what it says has changed, or is missing.
probe-mend-certificate = Renew the certificate of { $url }.
