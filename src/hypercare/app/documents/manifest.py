"""`hypercare/manifest.v1`: the data files that a number was read from."""

from collections.abc import Mapping
from typing import Any

from hypercare.app.documents.texts import Document

SCHEMA = "hypercare/manifest.v1"
SHOWN_FILES = 100
"""Files listed of a table, the largest first; all of them are counted."""


def manifest_document(kept: Mapping[str, Any]) -> Document:
    """The tables of a manifest, as it is kept with a record: version, files with checksum (xxh3, 128 bits), sizes."""
    tables = [_table(name, table) for name, table in sorted(kept["tables"].items())]
    return {"schema": SCHEMA, "identity": kept["identity_version"], "tables": tables}


def _table(name: str, table: Mapping[str, Any]) -> Document:
    files = [each["file"] | {"checksum": each["checksum"]} for each in table["files"]]
    files.sort(key=lambda file: -file["size"])
    return {
        "table": name,
        "version": table["version"],
        "count": len(files),
        "rows": sum(file["rows"] for file in files),
        "bytes": sum(file["size"] for file in files),
        "files": [
            {"path": file["path"], "bytes": file["size"], "rows": file["rows"], "checksum": file["checksum"]}
            for file in files[:SHOWN_FILES]
        ],
    }
