"""Who may do what, at one place: each route's name with the least role. A route that is not here is refused."""

from typing import Final

from hypercare.web.person import Role

LEAST: Final[dict[str, Role]] = {
    "api:openapi-json": Role.VIEWER,
    "api:api-root": Role.VIEWER,
    "api:launches": Role.VIEWER,
    "api:look": Role.VIEWER,
    "help": Role.PUBLIC,
    "preferences": Role.PUBLIC,
    "sign-in": Role.PUBLIC,
    "sign-in-link": Role.PUBLIC,
    "sign-out": Role.PUBLIC,
    "portfolio": Role.VIEWER,
    "portfolio-csv": Role.VIEWER,
    "launch": Role.VIEWER,
    "definition": Role.VIEWER,
    "definition-file": Role.VIEWER,
    "widget": Role.VIEWER,
    "brief": Role.VIEWER,
    "brief-markdown": Role.VIEWER,
    "chart": Role.VIEWER,
}
