"""Floor 8: the pages and the API of a server. Parses, calls `app`, renders."""
