"""German news in English."""
__version__ = "0.1.0"
