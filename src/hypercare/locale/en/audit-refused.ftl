# Attempts to sign that were refused
audit-refused-title = Refused attempts to sign
audit-refused-lead = They decided nothing, and stand beside the chain. One row a person, launch, day and reason; at most 10,000 are kept.
audit-refused-times = Times
audit-refused-last = Last
audit-refused-action = Decision
audit-refused-who = Who
audit-refused-what = What
audit-refused-role = A decision about { $launch }: their role may not sign
audit-refused-not-named = A decision about { $launch }: the launch file does not name them as an approver
audit-refused-no-reason = A decision about { $launch }: it would override the recommendation, and no reason was given
audit-refused-when = A decision about { $launch }: at a moment yet to come, or before the launch was declared
audit-refused-unseen = A decision about { $launch }: somebody else had signed in the meantime
audit-refused-words = A decision about { $launch }: what was written with it could not stand
