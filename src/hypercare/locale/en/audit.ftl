# What an audit of the chain of records says.
audit-empty = Nothing was recorded yet.
audit-whole = The chain of { $length } records is whole. Head: { $head }
audit-broken = The chain is broken at record { $sequence }.
