"""How a rate of the state's published file is shown."""

from typing import Protocol


class _Rate(Protocol):
    @property
    def low(self) -> int: ...
    @property
    def high(self) -> int: ...
    @property
    def of(self) -> int: ...


def rate_text(rate: _Rate) -> str:
    """Return, for instance, "94.0%" or "95.0-98.0%"; "" where the rate is hidden."""
    if not rate.of:
        return ""
    low, high = one_decimal(rate.low, rate.of), one_decimal(rate.high, rate.of)
    return f"{low}%" if rate.low == rate.high else f"{low}-{high}%"


def one_decimal(part: int, whole: int) -> str:
    """Return a percentage, cut off and not rounded: 94.99 must not be shown as 95."""
    return f"{part * 1000 // whole / 10:.1f}"
