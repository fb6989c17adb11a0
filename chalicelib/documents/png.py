"""PNG (ISO/IEC 15948): every chunk is looked at, and only those that draw the picture are kept. Text, places and
whatever stands behind the end are left out; the pixels are unpacked once to see that they are as many as announced."""

import struct
import zlib
from collections.abc import Iterator

from chalicelib.documents.found import MAX_PIXELS, Refusal, UnsafeFileError

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_DRAWING = frozenset(b"IHDR PLTE tRNS IDAT IEND gAMA sRGB cHRM sBIT bKGD pHYs".split())
_SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # of a pixel, by color type
_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
# Adam7: first column and row, and the steps between them (8.2).
_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
_STEP = 1 << 20
_HEADER_BYTES = 13
_MAX_CHUNKS = 20_000


def clean_png(content: bytes) -> bytes:
    """Return the picture alone. Raises UnsafeFileError."""
    chunks = list(_chunks(content))
    names = [name for name, _data in chunks]
    if names[0] != b"IHDR" or names.count(b"IHDR") != 1 or names[-1] != b"IEND":
        raise _broken()
    places = [place for place, name in enumerate(names) if name == b"IDAT"]
    if not places or places[-1] - places[0] != len(places) - 1:
        raise _broken()
    _require_pixels(chunks[0][1], [data for name, data in chunks if name == b"IDAT"])
    return _SIGNATURE + b"".join(_chunk(name, data) for name, data in chunks if name in _DRAWING)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = len(_SIGNATURE)
    for _number in range(_MAX_CHUNKS):
        head = content[place : place + 8]
        if len(head) < 8:  # noqa: PLR2004 - a length and a name
            raise _broken()
        (length,), name = struct.unpack(">I", head[:4]), head[4:]
        data, checksum = content[place + 8 : place + 8 + length], content[place + 8 + length : place + 12 + length]
        if len(data) != length or checksum != struct.pack(">I", zlib.crc32(name + data)):
            raise _broken()
        if name not in _DRAWING and not name[0] & 0x20:
            raise _broken()  # a part that a viewer must know, and that no picture of ours has
        yield name, data
        if name == b"IEND":
            return  # what stands behind the end is no part of the picture
        place += 12 + length
    raise _broken()


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _require_pixels(header: bytes, parts: list[bytes]) -> None:
    if len(header) != _HEADER_BYTES:
        raise _broken()
    width, height, depth, color, compression, filtering, interlace = struct.unpack(">IIBBBBB", header)
    if not width or not height or depth not in _DEPTHS.get(color, ()) or compression or filtering or interlace > 1:
        raise _broken()
    if width * height > MAX_PIXELS:
        raise UnsafeFileError(Refusal.TOO_MANY_PIXELS)
    bits = depth * _SAMPLES[color]
    passes = _PASSES if interlace else ((0, 0, 1, 1),)
    expected = sum(
        _rows(height, top, down) * (1 + (_rows(width, left, right) * bits + 7) // 8)
        for left, top, right, down in passes
        if _rows(width, left, right)
    )
    if _unpacked(parts, expected) != expected:
        raise _broken()


def _rows(size: int, first: int, step: int) -> int:
    return max(0, (size - first + step - 1) // step)


def _unpacked(parts: list[bytes], limit: int) -> int:
    """Return how many bytes the parts unpack to; one more than `limit` where it is more. Nothing of it is kept."""
    unpacker = zlib.decompressobj()
    size = 0
    try:
        for part in parts:
            waiting = part
            while waiting and size <= limit:
                size += len(unpacker.decompress(waiting, _STEP))
                waiting = unpacker.unconsumed_tail
        while size <= limit and not unpacker.eof:
            more = unpacker.decompress(b"", _STEP)
            size += len(more)
            if not more:
                raise _broken()
    except zlib.error:
        raise _broken() from None
    return min(size, limit + 1)


def _broken() -> UnsafeFileError:
    return UnsafeFileError(Refusal.BROKEN)
