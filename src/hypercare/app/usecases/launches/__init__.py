"""Launches: their files, versions and lives."""
