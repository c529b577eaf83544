"""Drawn charts, fetched by the pages that ordered them."""
