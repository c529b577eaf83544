"""The API: everything that a page shows, as the same value; described by OpenAPI."""
