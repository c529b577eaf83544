"""The page: the API, explained from its OpenAPI description."""
