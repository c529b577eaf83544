"""Benchmarks: what is promised in numbers, beside a rival or a bare limit in the same run. Never part of the tests."""

import hypercare  # noqa: F401  first: numpy counts its threads when it is imported, and the product sets them
