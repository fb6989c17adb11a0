"""Plots as shapes in percent of the width and pixels of the height, so that their words keep their size on a phone."""

from collections.abc import Sequence
from dataclasses import dataclass, field

HEIGHT = 210
_TOP, _BOTTOM = 14.0, 182.0
_LEFT, _RIGHT = 9.0, 99.0
_ROW = 29
_STEPS = (1, 2, 5)
_LINES = 4


@dataclass(frozen=True)
class Bar:
    """A rectangle; `kind`: its color; `hatched` besides, where color alone would tell two apart."""

    x: str
    y: str
    width: str
    height: str
    kind: str = "f1"
    hatched: bool = False


@dataclass(frozen=True)
class Word:
    """A word at a place."""

    x: str
    y: str
    text: str
    kind: str = ""


@dataclass(frozen=True)
class Stroke:
    """A straight line."""

    x1: str
    x2: str
    y1: str
    y2: str
    kind: str


@dataclass(frozen=True)
class Drawing:
    """What stands in one SVG."""

    height: int = HEIGHT
    bars: list[Bar] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)


def columns(labels: Sequence[str], stacks: Sequence[Sequence[int]], *, marked_from: int | None = None) -> Drawing:
    """Return columns with their sums above; `stacks`: the parts of each, lowest first. Columns from `marked_from` on
    have the second color."""
    drawing = Drawing()
    top = _axis(drawing, max((sum(parts) for parts in stacks), default=0))
    step = (_RIGHT - _LEFT) / max(1, len(labels))
    for place, (label, parts) in enumerate(zip(labels, stacks, strict=True)):
        x, below = _LEFT + step * (place + 0.19), 0
        for part, count in enumerate(parts):
            high, low = _height(below + count, top), _height(below, top)
            kind = "f2" if part or (marked_from is not None and place >= marked_from) else "f1"
            if count:
                box = (_percent(x), _pixels(high), _percent(step * 0.62), _pixels(low - high))
                drawing.bars.append(Bar(*box, kind, hatched=part > 0))
            below += count
        middle = _percent(x + step * 0.31)
        drawing.words.append(Word(middle, "200", label, "t-mid t-quiet" + (" wide" if place % 2 else "")))
        if below:
            drawing.words.append(Word(middle, _pixels(_height(below, top) - 5), str(below), "t-mid t-b"))
    return drawing


def rows(
    labels: Sequence[str], counts: Sequence[int], numbers: Sequence[str], *, marked: Sequence[int] = ()
) -> Drawing:
    """Return lying bars, one below the other, each with its number. `marked`: the places of the second color."""
    drawing = Drawing(height=_ROW * len(labels) + 4)
    most = max((*counts, 1))
    for place, (label, count, number) in enumerate(zip(labels, counts, numbers, strict=True)):
        y, width = _ROW * place, count / most * 84
        drawing.words.append(Word("0", str(y + 10), label))
        drawing.bars.append(Bar("0", str(y + 14), _percent(width), "10", "f2" if place in marked else "f1"))
        drawing.words.append(Word(_percent(width + 1.2), str(y + 24), number, "t-b"))
    return drawing


def lines(labels: Sequence[str], series: Sequence[Sequence[int | None]], *, limit: int | None = None) -> Drawing:
    """Return one broken line for each series, with a gap where it has no number. `limit`: a level line across."""
    drawing = Drawing()
    known = [value for values in series for value in values if value is not None]
    top = _axis(drawing, max((*known, limit or 0)))
    if limit is not None:
        level = _pixels(_height(limit, top))
        drawing.strokes.append(Stroke(_percent(_LEFT), _percent(_RIGHT), level, level, "limit"))
    step = (_RIGHT - _LEFT) / max(1, len(labels))
    middles = [_percent(_LEFT + step * (place + 0.5)) for place in range(len(labels))]
    for number, values in enumerate(series, start=1):
        heights = [None if value is None else _pixels(_height(value, top)) for value in values]
        for place, high in enumerate(heights):
            before = heights[place - 1] if place else None
            if high is not None:
                drawing.bars.append(Bar(middles[place], high, "", "", f"f{number}"))
            if high is not None and before is not None:
                drawing.strokes.append(Stroke(middles[place - 1], middles[place], before, high, f"l{number}"))
    drawing.words.extend(
        Word(middle, "200", label, "t-mid t-quiet" + (" wide" if place % 2 else ""))
        for place, (middle, label) in enumerate(zip(middles, labels, strict=True))
    )
    return drawing


def strip(days: Sequence[int], limits: Sequence[int]) -> Drawing:
    """Return a row of marks, one for each number of days, with a line at each limit."""
    drawing = Drawing(height=84)
    most = max((*days, *limits)) + 5
    drawing.strokes.append(Stroke(_percent(0), _percent(100), "50", "50", "axis"))
    for limit in limits:
        x = _percent(limit / most * 100)
        drawing.strokes.append(Stroke(x, x, "14", "56", "limit"))
        drawing.words.append(Word(x, "74", str(limit), "t-mid"))
    for day in days:
        drawing.bars.append(Bar(_percent(day / most * 100), "38", "", "", "f2" if day > limits[0] else "f1"))
    return drawing


def _axis(drawing: Drawing, most: int) -> int:
    """Draw level lines with their numbers, and return what the top of the plot stands for."""
    step = next(each for each in _round_steps() if each * _LINES >= most)
    for number in range(_LINES + 1):
        y = _height(step * number, step * _LINES)
        drawing.strokes.append(Stroke(_percent(_LEFT), _percent(_RIGHT), _pixels(y), _pixels(y), "axis"))
        drawing.words.append(Word(_percent(_LEFT - 1.4), _pixels(y + 4), str(step * number), "t-quiet t-end"))
    return step * _LINES


def _round_steps() -> "Sequence[int]":
    return [digit * 10**power for power in range(9) for digit in _STEPS]


def _height(value: int, top: int) -> float:
    return _BOTTOM - (_BOTTOM - _TOP) * value / top


def _percent(value: float) -> str:
    return f"{value:.2f}%"


def _pixels(value: float) -> str:
    return f"{value:.1f}"
