# What an audit of the ledger says of the first record that is not as it was written.
ledger-chain-gap = Record { $sequence } is missing.
ledger-chain-content = The content of record { $sequence } was changed.
ledger-chain-hash = The hash of record { $sequence } was changed.
ledger-chain-order = Record { $sequence } stands in another place than where it was written.
ledger-chain-previous = Record { $sequence } does not follow on the one before it.
ledger-chain-columns = What record { $sequence } is found by was changed: it differs from what was hashed.
ledger-chain-evidence = The evidence of record { $sequence } was changed, taken away or added.
ledger-chain-version = The launch version that record { $sequence } declares was changed or taken away.
ledger-chain-head-unknown = The records follow on one another, but none has the hash { $hash }: it is not a head that this installation printed, in full, or the chain was rewritten or cut short since.
