"""Floor 6: the facts. Write-ahead log, tables, sequences and SQL; knows nothing of analyses, decisions and vendors."""
