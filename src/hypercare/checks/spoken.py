"""Names as they are said in a sentence."""


def spoken(name: str) -> str:
    """A declared name without the marks that a file needs: `pro_accounts` is said "pro accounts"."""
    return name.replace("_", " ")
