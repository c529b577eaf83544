"""A process that appends records to the ledger named by its arguments: folder, name, how many. URL by environment.

It prints the sequence of each record once that is kept.
"""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from hypercare.app import site

AT = datetime(2026, 10, 22, 1, tzinfo=UTC)


def main(folder: str, name: str, count: str) -> None:
    site.configure(Path(folder), os.environ.get("HYPERCARE_DATABASE_URL"))
    from hypercare.ledger import chain, setup
    from hypercare.ledger.views import Evidence

    evidence = Evidence(states={"m": [1, 2, 3]})
    setup.migrate()
    for number in range(int(count)):
        record = chain.append(kind="verdict", subject=name, content={"number": number}, at=AT, evidence=evidence)
        print(record.sequence, flush=True)
        chain.append(kind="issue", subject="shared", content={"number": number}, at=AT, content_key=str(number))
    site.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
