"""How an engine reaches another process: not its weights, but where they are."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.engine import ModelRef


class ByReference:
    """An engine that other processes load for themselves."""

    ref: ModelRef | None = None
    """What it was loaded from."""

    def __reduce__(self) -> tuple[Any, ...]:
        """The reference. Raises TypeError for an engine that was not loaded by one."""
        from pipeline.engines import load

        if self.ref is None:
            raise TypeError("this engine was not loaded by a ModelRef, so that other processes cannot find it")
        return load, (self.ref,)
