"""Who may come in: people, their sign-in, tokens."""
