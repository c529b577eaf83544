"""Opens the ledger of an installation. Importing this makes Django ready, so it comes before anything of the ledger."""

from hypercare.app import site
from hypercare.app.house import House
from hypercare.ledger.setup import migrate


def open_ledger(house: House) -> None:
    """Points this process at the installation's ledger, and makes its tables current."""
    house.create()
    site.configure(house.data, house.settings.database_url)
    migrate()
