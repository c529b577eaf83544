"""Documents: what is said in JSON, on the command line, in the API and in records. One shape each, versioned."""
