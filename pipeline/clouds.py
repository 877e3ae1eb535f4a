"""What reaches s3:// and gs://, and what their libraries mean when they refuse."""
from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping

LIBRARIES = {"s3": ("s3fs", "s3"), "s3a": ("s3fs", "s3"), "gs": ("gcsfs", "gs"), "gcs": ("gcsfs", "gs")}
"""What reaches an address, and the extra that brings it."""

_CREDENTIALS = {
    "s3fs": "set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
    "gcsfs": "run gcloud auth application-default login, or set GOOGLE_APPLICATION_CREDENTIALS",
}
_RIGHTS = {"s3fs": "s3:GetObject and s3:ListBucket", "gcsfs": "storage.objects.get and storage.objects.list"}
_NOT_ACCEPTED = {
    "InvalidAccessKeyId", "SignatureDoesNotMatch", "ExpiredToken", "InvalidToken", "TokenRefreshRequired",
    "RequestTimeTooSkewed", "InvalidSecurity", "401",
}  # fmt: skip
"""What is answered to whom nobody knows."""
_TALKATIVE = ("aiobotocore", "boto3", "botocore", "fsspec", "gcsfs", "google", "s3fs")
"""Libraries that log warnings, which would be lines on a terminal."""


def library(scheme: str) -> str:
    """What reaches an address that begins so; "" if that is fsspec itself."""
    return LIBRARIES.get(scheme, ("", ""))[0]


def quiet() -> None:
    """Leave it to this program to say what went wrong, once and in words that hold no secret."""
    for name in _TALKATIVE:
        if logging.getLogger(name).level == logging.NOTSET:
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def refusal(error: BaseException, library: str, bucket: str, *, writing: bool) -> str | None:
    """Why ``library`` will not get into ``bucket``, and what to do; None if that is not what ``error`` says.

    No text of a library is in it, but codes, so that it holds no secret.
    """
    codes = set(_codes(error))
    if any("Credential" in code or "Profile" in code for code in codes):
        way = _CREDENTIALS.get(library, "see fsspec's documentation")
        return f"there are no credentials for it: {way}"
    if refused := codes & _NOT_ACCEPTED:
        return f"its credentials are not accepted ({min(refused)}): give others"
    if "NoSuchBucket" in codes or (writing and library and isinstance(error, FileNotFoundError)):
        return f"there is no bucket {bucket}: make it, or correct the address"
    if not writing and is_forbidden(error):
        return f"it may not be read: give these credentials the rights {_RIGHTS.get(library, 'to read and to list')}"
    return None


def is_forbidden(error: BaseException) -> bool:
    """Whether ``error`` says that something is not allowed."""
    return isinstance(error, PermissionError) or str(error).startswith("Forbidden: ")


def is_absent(error: BaseException) -> bool:
    """Whether ``error`` says that there is no object of that name, in a bucket that there is."""
    return isinstance(error, FileNotFoundError) and "NoSuchBucket" not in _codes(error)


def _codes(error: BaseException | None) -> Iterator[str]:
    """Names of an error, of those that it came from, and what a service called them."""
    while error is not None:
        yield type(error).__name__
        response = getattr(error, "response", None)
        if isinstance(response, Mapping):
            yield str(response.get("Error", {}).get("Code", ""))
        yield str(getattr(error, "code", ""))
        if "bucket does not exist" in str(error):
            yield "NoSuchBucket"
        error = error.__cause__ or error.__context__
