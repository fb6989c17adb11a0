"""JPEG (ITU-T T.81): every segment is looked at, and only those that draw the picture are kept. Where and with what it
was taken, previews, comments and whatever stands behind the end are left out. How the camera was held is kept: a
photograph of a letter would lie on its side without it."""

import struct
from collections.abc import Iterator

from chalicelib.documents.found import MAX_PIXELS, Refusal, UnsafeFileError

_START, _END = b"\xff\xd8", b"\xff\xd9"
_FRAMES = frozenset({0xC0, 0xC1, 0xC2})  # baseline, extended, progressive: what every browser shows
_TABLES = frozenset({0xC4, 0xDB, 0xDD})  # Huffman, quantization, restart interval
_SCAN, _APP0, _EXIF, _ADOBE = 0xDA, 0xE0, 0xE1, 0xEE
_COMMENTS = frozenset({*range(0xE0, 0xF0), 0xFE})
_RESTARTS = frozenset(range(0xD0, 0xD8))
_MAX_SEGMENTS, _MAX_SCANS = 2000, 100
_ORIENTATION, _SHORT = 0x0112, 3
_EXIF_HEAD = b"Exif\0\0"


def clean_jpeg(content: bytes) -> bytes:
    """Return the picture alone. Raises UnsafeFileError."""
    kept = [_START]
    frames = scans = 0
    for marker, data, scanned in _segments(content):
        if marker in _FRAMES:
            frames += 1
            _require_size(data)
        elif marker == _SCAN:
            scans += 1
            if not frames or scans > _MAX_SCANS:
                raise _broken()
        part = _kept(marker, data)
        if part is not None:
            kept += [bytes((0xFF, marker)), struct.pack(">H", len(part) + 2), part, scanned]
    if frames != 1 or not scans:
        raise _broken()
    return b"".join([*kept, _END])


def _kept(marker: int, data: bytes) -> bytes | None:
    if marker == _EXIF:
        turned = _orientation(data)
        return _exif(turned) if turned else None
    if marker == _APP0:
        # The density alone: a preview can stand behind it.
        return data[:12] + b"\0\0" if data.startswith(b"JFIF\0") and len(data) >= 14 else None  # noqa: PLR2004
    if marker == _ADOBE:
        return data[:12] if data.startswith(b"Adobe") else None  # says how colors are mixed
    return None if marker in _COMMENTS else data


def _segments(content: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Yield each segment with what is drawn after it; the end itself is not yielded."""
    place = 2
    for _number in range(_MAX_SEGMENTS):
        while content[place : place + 2] == b"\xff\xff":
            place += 1  # fill bytes (B.1.1.2)
        marker = content[place + 1] if content[place : place + 1] == b"\xff" and place + 1 < len(content) else 0
        if marker == _END[1]:
            return
        if marker not in _FRAMES | _TABLES | _COMMENTS | {_SCAN}:
            raise _broken()
        size = int.from_bytes(content[place + 2 : place + 4])
        data = content[place + 4 : place + 2 + size]
        if size < 2 or len(data) != size - 2:  # noqa: PLR2004 - the size counts itself
            raise _broken()
        place += 2 + size
        after = _end_of_scan(content, place) if marker == _SCAN else place
        yield marker, data, content[place:after]
        place = after
    raise _broken()


def _end_of_scan(content: bytes, place: int) -> int:
    """Return where the next marker begins: no 0xFF of drawn data stands before anything but 0 or a restart."""
    while True:
        place = content.find(b"\xff", place)
        if place < 0 or place + 1 >= len(content):
            raise _broken()  # cut off
        following = content[place + 1]
        if following == 0 or following in _RESTARTS:
            place += 2
        elif following == 0xFF:  # noqa: PLR2004 - a fill byte
            place += 1
        else:
            return place


def _require_size(frame: bytes) -> None:
    if len(frame) < 6:  # noqa: PLR2004 - precision, height, width, components
        raise _broken()
    _precision, height, width, components = struct.unpack(">BHHB", frame[:6])
    if not height or not width or components not in {1, 3, 4} or len(frame) != 6 + 3 * components:
        raise _broken()
    if width * height > MAX_PIXELS:
        raise UnsafeFileError(Refusal.TOO_MANY_PIXELS)


def _orientation(data: bytes) -> int:
    """Return how the camera was held (2 to 8); 0 where it does not say, or as one holds it."""
    if not data.startswith(_EXIF_HEAD):
        return 0
    tiff = data[len(_EXIF_HEAD) :]
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return 0
    try:
        (first,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, first)
        for number in range(min(count, 200)):
            tag, kind, _many, value = struct.unpack_from(f"{order}HHIH", tiff, first + 2 + 12 * number)
            if tag == _ORIENTATION and kind == _SHORT:
                return int(value) if 2 <= value <= 8 else 0  # noqa: PLR2004 - as the standard numbers them
    except struct.error:
        return 0
    return 0


def _exif(turned: int) -> bytes:
    """Return a segment that says nothing but how the camera was held."""
    entry = struct.pack(">HHIHH", _ORIENTATION, _SHORT, 1, turned, 0)
    return _EXIF_HEAD + b"MM" + struct.pack(">HIH", 42, 8, 1) + entry + struct.pack(">I", 0)


def _broken() -> UnsafeFileError:
    return UnsafeFileError(Refusal.BROKEN)
