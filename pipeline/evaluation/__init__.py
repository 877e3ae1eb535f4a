"""How good and how fast a model is, measured as the program runs it, beside simple ways of doing the same."""
