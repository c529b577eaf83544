"""The pages: a folder each, with the context that page and API share, and the view that renders it."""
