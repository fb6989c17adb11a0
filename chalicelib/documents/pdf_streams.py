"""What a PDF packs away (ISO 32000-1, 7.4 and 7.5): unpacked within limits, whatever the file claims."""

import zlib
from dataclasses import dataclass

from chalicelib.documents.pdf_words import Name, Value, broken

_STEP = 1 << 20
_MAX_ONE, _MAX_ALL = 100 << 20, 400 << 20
_MAX_STRUCTURE = 16 << 20  # lists of objects and places, which are kept in memory
_UP_TO_PAETH = 15
_FLATE = {"FlateDecode", "Fl"}


@dataclass
class Unpacker:
    """Unpacks the streams of one file: all of them together to so many bytes."""

    left: int = _MAX_ALL

    def measure(self, facts: dict[str, Value], data: bytes) -> None:
        """Refuse a stream that unpacks without end. Nothing of it is kept. Raises UnsafeFileError."""
        packed = [name for name in _filters(facts) if name in _FLATE]
        if len(packed) > 1:
            raise broken()  # packed twice: no program writes it, and a small file could hold a huge one
        if not packed or _filters(facts)[0] not in _FLATE:
            return
        unpacker, waiting, size = zlib.decompressobj(), data, 0
        try:
            while waiting:
                size += len(unpacker.decompress(waiting, _STEP))
                waiting = unpacker.unconsumed_tail
                if size > _MAX_ONE or size > self.left:
                    raise broken()
        except zlib.error:
            pass  # a viewer shows what it can of it
        self.left -= size

    def structure(self, facts: dict[str, Value], data: bytes) -> bytes:
        """Return a list of objects or of their places. Raises UnsafeFileError."""
        filters = _filters(facts)
        if any(name not in _FLATE for name in filters) or len(filters) > 1:
            raise broken()
        if filters:
            unpacker = zlib.decompressobj()
            try:
                data = unpacker.decompress(data, _MAX_STRUCTURE)
            except zlib.error:
                raise broken() from None
            if unpacker.unconsumed_tail or not unpacker.eof:
                raise broken()
        self.left -= len(data)
        if self.left < 0:
            raise broken()
        return _unpredicted(facts, data)


def _filters(facts: dict[str, Value]) -> list[str]:
    given = facts.get("Filter", facts.get("F", []))
    names = given if isinstance(given, list) else [given]
    if not all(isinstance(name, Name) for name in names):
        raise broken()
    return [str(name) for name in names]


def _unpredicted(facts: dict[str, Value], data: bytes) -> bytes:
    """Undo the differences between rows (7.4.4.4)."""
    given = facts.get("DecodeParms", {})
    given = given[0] if isinstance(given, list) and len(given) == 1 else given
    if not isinstance(given, dict):
        raise broken()
    predictor, columns = given.get("Predictor", 1), given.get("Columns", 1)
    if predictor == 1:
        return data
    fits = isinstance(predictor, int) and 10 <= predictor <= _UP_TO_PAETH  # noqa: PLR2004 - those of PNG
    if not fits or not isinstance(columns, int) or not 0 < columns <= 64 or given.keys() - _KNOWN:  # noqa: PLR2004
        raise broken()
    rows, before = bytearray(), bytearray(columns)
    if len(data) % (columns + 1):
        raise broken()
    for place in range(0, len(data), columns + 1):
        before = _row(data[place], bytearray(data[place + 1 : place + 1 + columns]), before)
        rows += before
    return bytes(rows)


_KNOWN = {"Predictor", "Columns"}


def _row(kind: int, row: bytearray, above: bytearray) -> bytearray:
    if kind > 2:  # noqa: PLR2004 - none, left, above: what programs write for such lists
        raise broken()
    for place in range(len(row)):
        if kind == 1 and place:
            row[place] = (row[place] + row[place - 1]) & 0xFF
        elif kind == 2:  # noqa: PLR2004 - as above
            row[place] = (row[place] + above[place]) & 0xFF
    return row
