"""Label layers: one module a layer, each with ``label(document, **needs)``."""
