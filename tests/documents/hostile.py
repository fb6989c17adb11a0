"""Files that someone sends to do harm, or by mistake: what each is, and why it is refused."""

import struct
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from chalicelib.documents.found import Refusal
from tests.document_files import chunk, jpeg, pdf, pdf_of, png, segment

_ZIP = b"PK\x03\x04\x14\0\0\0\x08\0" + b"\0" * 20 + b"evil.exe" + b"PK\x05\x06" + b"\0" * 18
_ELF, _EXE = b"\x7fELF\2\1\1\0" + b"\0" * 56, b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff" + b"\0" * 100
_SCRIPT = b"<script>alert(1)</script>"
_MARKER = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Hostile(NamedTuple):
    """One file. `refusal` None: a file that is kept, but not as it came: `gone` is no longer in it."""

    name: str
    content: bytes
    refusal: Refusal | None
    gone: bytes = b""
    is_harmful: bool = False


def _stream(facts: bytes, data: bytes) -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (facts, len(data), data)


def _object_stream(*objects: bytes) -> bytes:
    head, body = b"", b""
    for number, each in enumerate(objects, start=20):
        head += b"%d %d " % (number, len(body))
        body += each + b" "
    facts = b"/Type /ObjStm /N %d /First %d /Filter /FlateDecode" % (len(objects), len(head))
    return _stream(facts, zlib.compress(head + body))


def _hidden_in_a_drawing() -> bytes:
    """An object within the drawing of a page, to which only the list of places leads."""
    hidden = b"9 0 obj\n<< /S /JavaScript /JS (x) >>\nendobj"
    made = pdf(_stream(b"", b"BT " + hidden + b" ET"))
    place, end = made.index(b"9 0 obj"), made.index(b"xref\n0 6")
    return made[:end] + made[end:].replace(b"0000000000 65535 f ", b"%010d 00000 n " % place)


def _bomb(size: int) -> bytes:
    packer = zlib.compressobj(9)
    zeros = b"\0" * (1 << 20)
    return b"".join(packer.compress(zeros) for _ in range(size >> 20)) + packer.flush()


def hostile_files() -> Iterator[Hostile]:
    """Yield every file of the table."""
    yield from _other_types()
    yield from _pdfs()
    yield from _pictures()


def _other_types() -> Iterator[Hostile]:
    unknown = Refusal.NOT_A_KNOWN_TYPE
    yield Hostile("nothing", b"", Refusal.EMPTY)
    yield Hostile("a Windows program named letter.pdf", _EXE, unknown)
    yield Hostile("a Linux program", _ELF, unknown)
    yield Hostile("a shell script", b"#!/bin/sh\nrm -rf /\n", unknown)
    yield Hostile("a page named .png", b"<!doctype html><html>" + _SCRIPT, unknown)
    yield Hostile("an SVG with a script", b'<svg xmlns="http://www.w3.org/2000/svg">' + _SCRIPT + b"</svg>", unknown)
    yield Hostile("an archive", _ZIP, unknown)
    yield Hostile("a Word file", _ZIP.replace(b"evil.exe", b"word/doc"), unknown)
    yield Hostile("an old Word file", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, unknown)
    yield Hostile("a photo as HEIC", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", unknown)
    yield Hostile("a GIF", b"GIF89a\1\0\1\0\0\0\0;", unknown)
    yield Hostile("a TIFF", b"II*\0\x08\0\0\0", unknown)
    yield Hostile("a WebP", b"RIFF\x1a\0\0\0WEBPVP8L", unknown)
    yield Hostile("a PDF behind a program", _EXE + pdf(), unknown)
    yield Hostile("the test file of scanners in a PDF", pdf(_stream(b"", _MARKER)), Refusal.MALWARE, is_harmful=True)


def _pdfs() -> Iterator[Hostile]:
    active, broken = Refusal.ACTIVE, Refusal.BROKEN
    yield Hostile("a head of a PDF alone", b"%PDF-1.7\n", broken)
    yield Hostile("a PDF cut off", pdf()[:-60], broken)
    yield Hostile("a PDF of a version that does not exist", pdf(head=b"%PDF-9.9\n"), broken)
    yield Hostile("a PDF whose places are wrong", pdf(shift=7), broken)
    yield Hostile("a PDF with a page of HTML as its start", pdf(head=b"%PDF-<script>\n"), broken)
    yield Hostile("a PDF with an archive behind it", pdf(after=_ZIP), broken)
    yield Hostile("a PDF with a program behind it", pdf(after=_EXE), broken)
    yield Hostile("a PDF with a script", pdf(b"<< /S /JavaScript /JS (app.alert(1)) >>"), active)
    yield Hostile("a PDF with a script in another spelling", pdf(b"<< /S /J#61va#53cript /J#53 (x) >>"), active)
    yield Hostile("a PDF with a script in a packed object", pdf(_object_stream(b"<< /S /JavaScript >>")), active)
    yield Hostile("a PDF that starts a program", pdf(b"<< /S /Launch /F (cmd.exe) >>"), active)
    yield Hostile("a PDF with a file within", pdf(b"<< /Type /Filespec /EF << /F 6 0 R >> >>"), active)
    yield Hostile("a PDF that sends a form", pdf(b"<< /S /SubmitForm /F (https://a.example) >>"), active)
    yield Hostile("a PDF with an XFA form", pdf(b"<< /XFA 6 0 R >>"), active)
    yield Hostile("a PDF that opens another file", pdf(b"<< /S /GoToR /F (\\\\\\\\host\\\\share) >>"), active)
    yield Hostile("a PDF with media", pdf(b"<< /Subtype /RichMedia >>"), active)
    yield Hostile("a PDF with a password", pdf(trailer=b"/Encrypt 5 0 R "), Refusal.LOCKED)
    yield Hostile("an object hidden in a drawing", _hidden_in_a_drawing(), broken)
    yield Hostile("a stream that ends elsewhere", pdf(b"<< /Length 3 >>\nstream\nmore than it says\nendstream"), broken)
    yield Hostile("a stream longer than the file", pdf(b"<< /Length 99999 >>\nstream\nx\nendstream"), broken)
    yield Hostile("a stream in a file outside", pdf(b"<< /F (/etc/passwd) /Length 1 >>\nstream\nx\nendstream"), broken)
    yield Hostile("two values of one name", pdf(b"<< /S /Launder /S /Laundry >>"), broken)
    yield Hostile("lists in lists without end", pdf(b"[" * 5000 + b"]" * 5000), broken)
    yield Hostile("a text without end", pdf(b"(" * 100), broken)
    yield Hostile("a drawing that unpacks without end", pdf(_stream(b"/Filter /FlateDecode", _bomb(160 << 20))), broken)
    twice = _stream(b"/Filter [/FlateDecode /FlateDecode]", zlib.compress(_bomb(8 << 20)))
    yield Hostile("a drawing packed twice", pdf(twice), broken)
    objects = _stream(b"/Type /ObjStm /N 1 /First 5 /Filter /FlateDecode", _bomb(64 << 20))
    yield Hostile("packed objects without end", pdf(objects), broken)
    yield Hostile("no page", pdf_of(b"<< /Type /Catalog >>"), broken)
    yield Hostile("a thousand pages", pdf(*[b"<< /Type /Page >>"] * 1000), Refusal.TOO_MANY_PAGES)


def _pictures() -> Iterator[Hostile]:
    broken, pixels = Refusal.BROKEN, Refusal.TOO_MANY_PIXELS
    yield Hostile("a head of a PNG alone", b"\x89PNG\r\n\x1a\n", broken)
    yield Hostile("a PNG cut off", png()[:-8], broken)
    yield Hostile("a PNG with a wrong sum", png().replace(b"IDAT", b"IDAU"), broken)
    yield Hostile("a PNG of a hundred thousand by a hundred thousand", png(100_000, 100_000, pixels=b"\0"), pixels)
    yield Hostile("a PNG with more pixels than it says", png(pixels=b"\0" * 5_000_000), broken)
    yield Hostile("a PNG with fewer pixels than it says", png(900, 900, pixels=b"\0"), broken)
    yield Hostile("a PNG of no size", png(0, 0), broken)
    yield Hostile("a PNG with a script in its text", png(more=chunk(b"tEXt", b"Comment\0" + _SCRIPT)), None, _SCRIPT)
    yield Hostile("a PNG with an archive behind it", png(after=_ZIP), None, b"evil.exe")
    yield Hostile("a head of a JPEG alone", b"\xff\xd8\xff", broken)
    yield Hostile("a JPEG cut off", jpeg()[:-2], broken)
    yield Hostile("a JPEG of 65,000 by 65,000", jpeg(width=65_000, height=65_000), pixels)
    yield Hostile("a JPEG without a picture", b"\xff\xd8" + segment(0xE0, b"JFIF\0") + b"\xff\xd9", broken)
    yield Hostile("a JPEG whose part is longer than the file", jpeg(more=b"\xff\xe1\xff\xff"), broken)
    yield Hostile("a JPEG with a page in its comment", jpeg(more=segment(0xFE, _SCRIPT)), None, _SCRIPT)
    yield Hostile("a JPEG with an archive behind it", jpeg(after=_ZIP), None, b"evil.exe")
    gps = b"Exif\0\0II*\0" + struct.pack("<IH", 8, 1) + struct.pack("<HHII", 0x8825, 4, 1, 26) + b"\0" * 4 + b"37.77N"
    yield Hostile("a JPEG that says where it was taken", jpeg(more=segment(0xE1, gps)), None, b"37.77N")
