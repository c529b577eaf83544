"""The facts that the entrance criteria are judged from, gathered from lake and ledger: a module a criterion."""
