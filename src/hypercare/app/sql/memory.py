"""What is said of a question that needs more memory than there is for it."""

from hypercare.model.errors import BadInput


def too_much_memory() -> BadInput:
    """The error, wherever it is noticed: by the engine, by Python, or by the end of the process."""
    fix = "ask for less: fewer rows, columns or groups, shorter values"
    return BadInput("takes more memory than a question may have", where="SQL", fix=fix)
