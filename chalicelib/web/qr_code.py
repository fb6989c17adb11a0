"""A QR code as the outline of an SVG: pages hold no foreign markup, so the template draws it from the outline."""

from dataclasses import dataclass

_QUIET_ZONE = 4  # empty modules around it, as the standard asks


@dataclass(frozen=True)
class QrCode:
    """`outline` is the `d` of an SVG path in a square of `size` modules."""

    size: int
    outline: str


def qr_code(text: str) -> QrCode:
    """The QR code of a text. The library is imported on first use: few pages need it."""
    import segno  # noqa: PLC0415 - see above

    made = segno.make_qr(text, error="m")
    rows = [_runs(row) for row in made.matrix]
    outline = "".join(
        f"M{start + _QUIET_ZONE} {place + _QUIET_ZONE}h{length}v1h-{length}z"
        for place, runs in enumerate(rows)
        for start, length in runs
    )
    return QrCode(len(rows) + 2 * _QUIET_ZONE, outline)


def _runs(row: bytes | bytearray) -> list[tuple[int, int]]:
    """Where dark modules begin in a row, and how many stand side by side."""
    runs: list[tuple[int, int]] = []
    for place, dark in enumerate(row):
        if not dark:
            continue
        if runs and sum(runs[-1]) == place:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((place, 1))
    return runs
