"""Results as charts, tables and documents, and those as Vega-Lite, SVG, CSV, Markdown and HTML. No I/O."""
