# What an audit of the chain of records says.
audit-empty = Nothing was recorded yet.
audit-whole = The chain of { $length } records is whole. Head: { $head }
audit-broken = The chain is broken at record { $sequence }.
audit-did-act-waived = Waived { $item } of the entrance of { $launch } until { $until }.
audit-did-act-unwaived = Took back the waiver of { $item } of the entrance of { $launch }.
audit-did-act-read = Acknowledged the support guide of { $launch }.
audit-did-act-checked = Checked { $item } of the entrance of { $launch } by hand.
audit-did-act-failed = Found { $item } of the entrance of { $launch } wrong, by hand.
audit-did-entrance = { $launch } went live; its entrance then: { $criteria }.
