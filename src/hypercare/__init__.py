"""Hypercare runs the ninety days after a feature goes live."""

import os

# Before anybody imports numpy: a product of matrices that is split over threads ends in other digits on a machine with
# another number of them, and a verdict must replay to the same ones. Our matrices are small; one thread is faster, too.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
