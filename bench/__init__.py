"""Benchmarks: what is promised in numbers, beside a rival or a bare limit in the same run. Never part of the tests."""
