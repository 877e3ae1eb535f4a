"""A stage of one's own from a function, whose results are remembered as those of the program's stages are."""
from __future__ import annotations

import dataclasses
import inspect
import typing
from collections.abc import Callable, Iterator, Sequence
from typing import Any, ClassVar, Generic, TypeVar

from pipeline import codec

R = TypeVar("R")

RESERVED = frozenset({"name", "version", "result", "function", "units", "compute", "assemble"})
"""What a stage has itself, so that no option can be called so."""
TAKEN = ("segment", "translate", "retry", "summarize", "evaluate-translation", "evaluate-summary")
"""Names of the program's own stages."""


class OwnStage(Generic[R]):
    """A ``Stage`` whose values are units: one result for each, by a function."""

    name: ClassVar[str]
    version: ClassVar[int]
    result: ClassVar[Any]
    function: ClassVar[Callable[..., Any]]

    def units(self, value: Any) -> list[Any]:
        """The value itself."""
        return [value]

    def compute(self, units: Sequence[Any]) -> Iterator[tuple[int, R]]:
        """Each in order, stored as it is ready."""
        options = {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}  # type: ignore[arg-type]
        for place, unit in enumerate(units):
            result: R = type(self).function(unit, **options)
            try:
                codec.loads(self.result, codec.dumps(result))
            except ValueError:
                said = getattr(self.result, "__name__", self.result)
                raise TypeError(f"{self.name} says that it returns {said}, and returned {result!r}") from None
            yield place, result

    def assemble(self, value: Any, results: Sequence[R]) -> R:
        """The result."""
        return results[0]


def remembered(*, version: int, name: str = "") -> Callable[[Callable[..., R]], Callable[..., OwnStage[R]]]:
    """Make a stage of a function: its first parameter is the unit, the others are the stage's options.

        @remembered(version=1)
        def shout(text: str, mark: str = "!") -> str:
            return text.upper() + mark

        run(shout(mark="?"), ["hello", "you"], cache)      # ["HELLO?", "YOU?"], computed once

    A result is found again under the stage's name and version, its options, and the unit; so raise ``version`` when
    the function starts to give other results. Units, options and results are what JSON can hold, or tuples, enums,
    dates and frozen dataclasses of that; what the function returns is read back by its annotation. ``name`` is the
    function's own unless given. Raises TypeError for a function without such an annotation or unit, and ValueError
    for the name of a stage of this program.
    """

    def decorate(function: Callable[..., R]) -> Callable[..., OwnStage[R]]:
        called = name or function.__name__
        if called in TAKEN:
            raise ValueError(f"{called!r} is a stage of this program: give yours another name")
        parameters = list(inspect.signature(function).parameters.values())
        if not parameters or inspect.iscoroutinefunction(function):
            raise TypeError(f"{called} must be an ordinary function of one thing or more")
        unit, *options = parameters
        if taken := RESERVED & {option.name for option in options}:
            raise TypeError(f"{called} must call its option {min(taken)!r} otherwise: a stage has that itself")
        hints = typing.get_type_hints(function)
        if "return" not in hints or not codec.is_read(hints["return"]):
            raise TypeError(f"{called} must say what it returns (-> str), of a type that can be read back from JSON")
        if unfit := [each.name for each in (unit, *options) if each.kind in (each.VAR_POSITIONAL, each.VAR_KEYWORD)]:
            raise TypeError(f"{called} must name its options: *{unfit[0]} could hold anything")
        made = dataclasses.make_dataclass(
            function.__name__,
            [_field(each, hints) for each in options],
            bases=(OwnStage,),
            frozen=True,
            kw_only=True,
            namespace={
                "name": called, "version": version, "result": hints["return"], "function": staticmethod(function),
                "__doc__": function.__doc__, "__module__": function.__module__, "__reduce__": _by_name,
            },
        )  # fmt: skip
        return typing.cast("Callable[..., OwnStage[R]]", made)

    return decorate


def _field(option: inspect.Parameter, hints: dict[str, Any]) -> Any:
    kind = hints.get(option.name, Any)
    if option.default is option.empty:
        return option.name, kind
    return option.name, kind, dataclasses.field(default=option.default)


def _by_name(self: Any) -> tuple[Any, ...]:
    """How it is carried to another process: the function's module and name, and the options."""
    options = {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}
    return _again, (type(self).__module__, type(self).function.__qualname__, options)


def _again(module: str, name: str, options: dict[str, Any]) -> Any:
    from importlib import import_module

    found: Any = import_module(module)
    for part in name.split("."):
        found = getattr(found, part)
    return found(**options)
