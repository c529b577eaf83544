"""Floor 6: who sends us facts. A folder per vendor: receive, answer as the vendor would, decode into canonical rows."""
