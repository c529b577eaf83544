"""A chart as Vega-Lite dicts, a module for each way of reading; every word and number is already in its language."""
