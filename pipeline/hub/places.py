"""Where the hub is, where its models lie on this machine, and whether it may be asked, as the user's variables say.

The words are those of huggingface_hub, which is not imported for it: that takes a quarter of a second at
every start. ``tests/hub/test_places.py`` holds the two against each other.
"""
from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pipeline.errors import HubError

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
    """The address of the hub: ``HF_ENDPOINT``, else the public one. Imports huggingface_hub, which knows that.

    Raises HubError if it is none.
    """
    chosen = (os.environ.get("HF_ENDPOINT") or _constants().ENDPOINT).rstrip("/")
    try:
        parts = urlsplit(chosen)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        usable = False
    if not usable:
        raise HubError(f"HF_ENDPOINT is {chosen!r}, which is no address of a hub; one looks like https://huggingface.co")
    return str(chosen)


def token() -> str | None:
    """What to show to the hub: ``HF_TOKEN``, or the token of ``hf auth login``; None if there is none.

    Raises HubError if it cannot be one.
    """
    if _constants().HF_HUB_DISABLE_IMPLICIT_TOKEN:
        return None
    from huggingface_hub import get_token

    try:
        found = get_token()
    except OSError as error:
        raise HubError(
            f"The token of the hub cannot be read: {error.filename}: {error.strerror}; is HF_HOME right?"
        ) from error
    if found is not None and not (found.isascii() and found.isprintable()):
        raise HubError("HF_TOKEN (or the token of hf auth login) has characters that no token has; copy it again")
    return found


def patience() -> tuple[float, float]:
    """Seconds to wait for a listing and for the next bytes: ``HF_HUB_ETAG_TIMEOUT``, ``HF_HUB_DOWNLOAD_TIMEOUT``.

    Raises HubError if one is no number of seconds.
    """
    for variable in ("HF_HUB_ETAG_TIMEOUT", "HF_HUB_DOWNLOAD_TIMEOUT"):
        said = os.environ.get(variable, "")
        if said and not re.fullmatch(r"\s*\+?0*[1-9][0-9]{0,6}\s*", said):
            raise HubError(f"{variable} is {said!r} and must be a whole number of seconds, 1 or more")
    constants = _constants()
    return float(constants.HF_HUB_ETAG_TIMEOUT), float(constants.HF_HUB_DOWNLOAD_TIMEOUT)


def _constants() -> Any:
    """The library's own reading of the user's variables. Raises HubError if it cannot read them."""
    try:
        from huggingface_hub import constants
    except ValueError as error:
        raise HubError(f"A variable of the hub (HF_...) has a value that cannot be: {error}") from error
    return constants


def _path(text: str) -> Path:
    return Path(os.path.expandvars(os.path.expanduser(text)))
