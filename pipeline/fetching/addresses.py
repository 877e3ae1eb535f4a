"""Which addresses may be asked: http and https without passwords, and hosts of the public internet."""
from __future__ import annotations

import ipaddress
import re
from typing import TYPE_CHECKING

from pipeline.errors import FetchError

if TYPE_CHECKING:
    from httpx2 import URL

LONGEST = 4000
"""Characters of an address."""

_PUBLIC = ipaddress.ip_network("2000::/3")
"""All that is given out of IPv6 so far; what is local is outside."""
_APART = [ipaddress.ip_network(each) for each in ("2001::/23", "2001:db8::/32", "3fff::/20", "2002::/16")]
"""Tunnels and documentation within it: no server of a newspaper, but ways around this check."""
_TRANSLATED = [ipaddress.ip_network(each) for each in ("64:ff9b::/96", "::/96")]
"""IPv6 that stands for the IPv4 in its last 32 bits: NAT64, and the old "compatible" form."""
_CARRIER = ipaddress.ip_network("100.64.0.0/10")


def is_address(name: str) -> bool:
    """Whether an input is meant as a web address, and no file."""
    return re.match(r"https?://", name, re.IGNORECASE) is not None


def parse(text: str) -> URL:
    """``text`` as an address that may be asked for. Raises FetchError, in one line, if it never may."""
    import httpx2

    if len(text) > LONGEST or not text.isprintable():
        raise FetchError(f"{shown(text)}: this is no web address; it has more than {LONGEST} characters or odd ones")
    try:
        url = httpx2.URL(text)
        url.raw_path.decode("ascii")
    except (httpx2.InvalidURL, UnicodeError, ValueError) as error:
        raise FetchError(f"{shown(text)}: this is no web address ({error}); is it typed right?") from None
    if url.scheme not in ("http", "https"):
        raise FetchError(f"{shown(text)}: only http:// and https:// addresses are fetched")
    if url.userinfo:
        raise FetchError(f"{shown(text)}: a name or password stands in the address; leave it out")
    if url.port is not None and not 0 < url.port < 65536:
        raise FetchError(f"{shown(text)}: this is no web address (there is no port {url.port}); is it typed right?")
    if not url.host:
        raise FetchError(f"{shown(text)}: the address names no host; is it typed right?")
    return url.copy_with(fragment=None)


def shown(text: str) -> str:
    """An address for a message: on one line, not long, and without a password."""
    line = "".join(char if char.isprintable() else "?" for char in text[:300])
    line = re.sub(r"(?<=//)[^/@]*@", "", line)
    return line if len(line) <= 200 else f"{line[:199]}…"


def inside(address: str) -> str:
    """What kind of address inside a network an IP address is: ``loopback``, ``private`` ...; "" for the internet's."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        meant = _meant(ip)
        if meant is not None:
            return inside(str(meant))
    for name, holds in (
        ("unspecified", ip.is_unspecified),
        ("loopback", ip.is_loopback),
        ("link-local", ip.is_link_local),
        ("multicast", ip.is_multicast),
        ("carrier's shared", ip in _CARRIER),
        ("private", ip.is_private and not ip.is_reserved),
        ("reserved", not ip.is_global or ip.is_reserved),
    ):
        if holds:
            return name
    if ip.version == 6 and (ip not in _PUBLIC or any(ip in each for each in _APART)):
        return "reserved"
    return ""


def _meant(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 address stands for, if it does."""
    if ip.ipv4_mapped is not None:
        return ip.ipv4_mapped
    if int(ip) > 1 and any(ip in each for each in _TRANSLATED):
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return None
