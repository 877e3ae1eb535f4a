"""What a brief is written as: each module has ``SUFFIX`` and ``write(brief) -> str``."""
