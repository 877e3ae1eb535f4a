"""Readers: each module here turns bytes of the formats in its ``SUFFIXES`` into articles."""
