"""Where the hub is, where its models lie on this machine, and whether it may be asked, as the user's variables say.

The words are those of huggingface_hub, which is not imported for it: that takes a quarter of a second at
every start. ``tests/hub/test_places.py`` holds the two against each other.
"""
from __future__ import annotations

import os
from pathlib import Path

TRUE = {"1", "ON", "YES", "TRUE"}


def cache_folder() -> Path:
    """The hub's cache: ``HF_HUB_CACHE``, else ``hub`` in ``HF_HOME`` or the user's cache folder. It may not exist."""
    for variable in ("HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE"):
        if chosen := os.environ.get(variable):
            return _path(chosen)
    home = os.environ.get("HF_HOME")
    return _path(home or os.path.join(os.environ.get("XDG_CACHE_HOME") or "~/.cache", "huggingface")) / "hub"


def is_offline() -> bool:
    """Whether ``HF_HUB_OFFLINE`` (or ``TRANSFORMERS_OFFLINE``) says that nothing may be asked of the hub."""
    said = os.environ.get("HF_HUB_OFFLINE") or os.environ.get("TRANSFORMERS_OFFLINE") or ""
    return said.upper() in TRUE


def endpoint() -> str:
    """The address of the hub: ``HF_ENDPOINT``, else the public one. Imports huggingface_hub, which knows that."""
    from huggingface_hub import constants

    return (os.environ.get("HF_ENDPOINT") or constants.ENDPOINT).rstrip("/")


def token() -> str | None:
    """What to show to the hub: ``HF_TOKEN``, or the token of ``hf auth login``; None if there is none."""
    from huggingface_hub import constants, get_token

    return None if constants.HF_HUB_DISABLE_IMPLICIT_TOKEN else get_token()


def patience() -> tuple[float, float]:
    """Seconds to wait for a listing and for the next bytes: ``HF_HUB_ETAG_TIMEOUT``, ``HF_HUB_DOWNLOAD_TIMEOUT``."""
    from huggingface_hub import constants

    return float(constants.HF_HUB_ETAG_TIMEOUT), float(constants.HF_HUB_DOWNLOAD_TIMEOUT)


def _path(text: str) -> Path:
    return Path(os.path.expandvars(os.path.expanduser(text)))
