"""Addresses of the web and of mail: each of the German stands in the English, to the letter."""
from __future__ import annotations

from pipeline.values import Flag, Severity
from pipeline.web_addresses import addresses, has


def check(german: str, english: str) -> tuple[Flag, ...]:
    """Severe for each address that the English does not have as it is."""
    if max(len(german), len(english)) > 20_000:
        return ()
    return tuple(
        Flag(
            "addresses",
            f"The German has the address {address}; the English does not have it as it is.",
            Severity.SEVERE,
            f"Put {address} in its place.",
        )
        for address in addresses(german)
        if not has(english, address)
    )
