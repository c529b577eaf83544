"""Cycles: who reaches a goal within a business cycle."""
