"""Stages: the steps an article goes through, each a pure function of what it is given and its own settings."""
