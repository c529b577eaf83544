"""`hypercare/outcome.v1`: the validation of a launch's outcome as JSON values, one module a part."""
