"""Floor 6: the decisions. People, tokens, launch versions and verdict records in a hash chain. Hands out frozen views.

Its modules may be imported once `hypercare.app.site` has been. Every call blocks: from an event loop, call in a thread.
"""
