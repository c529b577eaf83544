"""Who is to do something about an item: people of the squad, by name."""

from hypercare.model.launch import Launch


def driver(launch: Launch) -> str:
    """Who drives the launch; empty where nobody is named."""
    return "" if launch.squad.driver is None else launch.squad.driver.name


def engineer(launch: Launch) -> str:
    """Who builds it, the first that is named; else who drives it."""
    return next((person.name for person in launch.squad.engineering), driver(launch))
