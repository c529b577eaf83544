"""Floor 8: the command line. Verbs parse, call `app` and render; each is loaded when it is called."""
