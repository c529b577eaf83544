"""The lift of a metric: what it does since go-live against what it did before, and against a control."""
