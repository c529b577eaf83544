"""Opens the ledger of an installation. Importing this makes Django ready, so it comes before anything of the ledger."""

from weakref import ref

from hypercare.app import site
from hypercare.app.house import House
from hypercare.ledger.setup import migrate

_opened: list[ref[House]] = []


def open_ledger(house: House) -> None:
    """Points this process at the installation's ledger, and makes its tables current.

    The same installation again costs nothing: a page asks a dozen times.
    """
    place = (house.data, house.settings.database_url)
    if _opened and _opened[0]() is house and site.points_at(*place):
        return
    house.create()
    site.configure(*place)
    migrate()
    _opened[:] = [ref(house)]
