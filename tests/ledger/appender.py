"""A process that appends records to the ledger named by its arguments: folder, name, how many. URL by environment."""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from hypercare.app import site

AT = datetime(2026, 10, 22, 1, tzinfo=UTC)


def main(folder: str, name: str, count: str) -> None:
    site.configure(Path(folder), os.environ.get("HYPERCARE_DATABASE_URL"))
    from hypercare.ledger import chain, setup

    setup.migrate()
    for number in range(int(count)):
        chain.append(kind="verdict", subject=name, content={"number": number}, at=AT)
        chain.append(kind="issue", subject="shared", content={"number": number}, at=AT, content_key=str(number))
    site.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
