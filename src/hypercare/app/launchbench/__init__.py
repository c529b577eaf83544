"""Launches with known truth, judged as real ones are, and scored beside two dashboards."""
