"""Floor 8: the pages and the API of a server. Parses, calls `app`, renders. Importing it makes Django ready."""

import hypercare.app.pages  # noqa: F401  first of all: Django's models need its settings
