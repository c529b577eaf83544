"""A launch file changed by a form, its comments kept."""
