"""Where files that belong to the user, not to a project, are kept."""
from __future__ import annotations

import os
from pathlib import Path

VARIABLE = "PIPELINE_CACHE_FOLDER"


def user_cache_folder() -> Path:
    """The folder for what can be made again: ``PIPELINE_CACHE_FOLDER``, else the platform's own for this program.

    The folder may not exist yet, and nothing is made here.
    """
    chosen = os.environ.get(VARIABLE)
    if chosen:
        return Path(chosen)
    from platformdirs import user_cache_dir

    return Path(user_cache_dir("german-briefs", appauthor=False))
