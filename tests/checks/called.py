"""Which functions of the law the portal calls while a test runs."""

import inspect
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType, FunctionType
from typing import Any

_PORTAL = str(Path(__file__).resolve().parents[2] / "chalicelib")
_LAW = f"{_PORTAL}/law/"
_OURS = str(Path(__file__))


@contextmanager
def calls_by_the_portal(functions: Iterable[Callable[..., Any]]) -> Iterator[set[Callable[..., Any]]]:
    """Collect those of these functions of the law that the portal itself calls.

    A call counts where the first code outside the law on the way to it is the portal's: what a test asks the law
    directly does not. The code of a function is exchanged, so that whoever imported it earlier is seen as well.
    """
    called: set[Callable[..., Any]] = set()
    with ExitStack() as stack:
        for function in functions:
            remembered = getattr(function, "cache_clear", None)
            if remembered:  # what was answered before the test would be called by no one
                remembered()
            stack.enter_context(_watched(inspect.unwrap(function), called, named=function))
        yield called


@contextmanager
def _watched(function: Any, called: set[Callable[..., Any]], *, named: Any) -> Iterator[None]:
    original = FunctionType(
        function.__code__, function.__globals__, function.__name__, function.__defaults__, function.__closure__
    )
    original.__kwdefaults__ = function.__kwdefaults__

    def noted(*given: Any, **facts: Any) -> Any:
        if _is_by_the_portal(sys._getframe(1)):
            called.add(named)
        return original(*given, **facts)

    name = f"_watched_{function.__name__}"
    scope: dict[str, Any] = {}
    exec(f"def stand_in(*given, **named):\n    return {name}(*given, **named)", scope)  # noqa: S102 - a fixed text
    function.__globals__[name] = noted
    function.__code__ = scope["stand_in"].__code__
    try:
        yield
    finally:
        function.__code__ = original.__code__
        del function.__globals__[name]


def _is_by_the_portal(frame: FrameType | None) -> bool:
    while frame is not None and frame.f_code.co_filename.startswith((_LAW, _OURS, "<string>")):
        frame = frame.f_back
    return frame is not None and frame.f_code.co_filename.startswith(_PORTAL)
