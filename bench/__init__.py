"""Benchmarks: what is promised in numbers, measured beside a rival or a bare limit in the same run. Never part of the tests."""
