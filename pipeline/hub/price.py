"""What a download would cost, without downloading anything."""
from __future__ import annotations

from pipeline.errors import HubError
from pipeline.hub import store
from pipeline.hub.download import size
from pipeline.hub.listing import needed
from pipeline.hub.names import Name
from pipeline.hub.pull import Reach, offline
from pipeline.hub.web import opened


def price(name: Name, reach: Reach) -> int:
    """Bytes that are not on this disk yet: one request. Raises HubError, also if ``reach`` allows none."""
    if reach.is_offline():
        raise HubError(offline(name))
    place = store.repo(name.repo)
    with opened(name) as web:
        content = {file.oid: file for file in needed(str(name), web.listing())}
    there = {oid: max(size(place.blob(oid)), size(place.part(oid))) for oid in content}
    return sum(max(0, file.size - there[oid]) for oid, file in content.items())
