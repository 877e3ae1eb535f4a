"""One issue of many articles: chosen, drafted for an editor, published, and remembered."""
