"""The bundled models, one folder each, found as the package ``pipeline.bundled``."""
