"""What to fill in where a service asks for its webhook's address."""


def client_lines(url: str, token: str) -> dict[str, str]:
    """The ways to name the token, the best first. `url` is the webhook's own, with its name."""
    return {
        "bearer": f"URL {url}, header Authorization: Bearer {token}",
        "header": f"URL {url}, header X-Hypercare-Token: {token}",
        "no header possible": f"URL {url}?token={token}",
    }


def try_line(url: str, token: str) -> str:
    """A command that sends an empty record, which shows what the mapping makes of it."""
    return f"curl -sS {url} -H 'Authorization: Bearer {token}' -d '{{}}'"
