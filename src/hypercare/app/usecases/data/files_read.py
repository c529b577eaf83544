"""The data files that numbers are read from."""

from hypercare.app.documents.manifest import manifest_document
from hypercare.app.documents.texts import Document
from hypercare.app.house import House
from hypercare.lake.manifest import Manifest


def files_read(house: House) -> Document:
    """`hypercare/manifest.v1` of the tables as they are now."""
    return manifest_document(Manifest.of(house.require().tables).to_dict())
