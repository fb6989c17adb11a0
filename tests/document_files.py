"""The files of documents as the tests want them: a bucket in memory, and small files of each kind."""

import struct
import zlib

from chalicelib.documents.object_store import UploadForm
from chalicelib.domain.document import DocumentKind
from chalicelib.jobs.check_documents import check_arrived
from infra.local.document_store import scan_result
from tests.clock import Clock

UPLOAD_URL = "https://documents.example/"


class DocumentFiles:
    """Implements chalicelib.actions.context.DocumentStore. `incoming` and `kept` hold files by document."""

    def __init__(self) -> None:
        self.incoming: dict[str, bytes] = {}
        self.kept: dict[str, bytes] = {}
        self.limits: dict[str, int] = {}

    def upload_form(self, document_id: str, limit: int, back_to: str) -> UploadForm:
        self.limits[document_id] = limit
        fields = {"key": f"incoming/{document_id}", "success_action_redirect": back_to, "policy": "signed"}
        return UploadForm(UPLOAD_URL, fields)

    def view_link(self, document_id: str, name: str, kind: DocumentKind) -> str:
        return f"{UPLOAD_URL}kept/{document_id}?as={name}.{kind}"

    def arrived(self, document_id: str, _version: str, limit: int) -> bytes | None:
        content = self.incoming.get(document_id)
        return None if content is None else content[: limit + 1]

    def keep(self, document_id: str, content: bytes) -> None:
        self.kept[document_id] = content

    def drop_arrived(self, document_id: str) -> None:
        self.incoming.pop(document_id, None)

    def drop(self, document_id: str) -> None:
        self.drop_arrived(document_id)
        self.kept.pop(document_id, None)

    def receive(self, document_id: str, content: bytes, clock: Clock, *, is_harmful: bool = False) -> str:
        """A file comes, is scanned and checked; how that ended."""
        self.incoming[document_id] = content
        return check_arrived(scan_result(f"incoming/{document_id}", is_harmful=is_harmful), clock)


def pdf(*more: bytes, trailer: bytes = b"", shift: int = 0, after: bytes = b"", head: bytes = b"%PDF-1.4\n") -> bytes:
    """A PDF of one page; `more`: further objects, `shift`: how far its places are off, `after`: behind the end."""
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R >>"
    drawn = b"<< /Length 21 >>\nstream\nBT (A letter) Tj ET  \nendstream"
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    return (
        pdf_of(b"<< /Type /Catalog /Pages 2 0 R >>", pages, page, drawn, *more, trailer=trailer, shift=shift, head=head)
        + after
    )


def pdf_of(*objects: bytes, trailer: bytes = b"", shift: int = 0, head: bytes = b"%PDF-1.4\n") -> bytes:
    """A PDF of these objects, with a list of their places."""
    made, places = head, []
    for number, each in enumerate(objects, start=1):
        places.append(len(made) + shift)
        made += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    size = len(objects) + 1
    table = b"xref\n0 %d\n0000000000 65535 f \n" % size + b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer\n<< /Size %d /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, len(made))
    return made + table + end


def png(
    width: int = 2, height: int = 2, *, pixels: bytes | None = None, more: bytes = b"", after: bytes = b""
) -> bytes:
    """A PNG in shades of gray; `more`: further chunks, `after`: behind the end."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    drawn = zlib.compress((b"\0" + b"\x80" * width) * height if pixels is None else pixels)
    parts = chunk(b"IHDR", header) + more + chunk(b"IDAT", drawn) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts + after


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def jpeg(
    *, width: int = 8, height: int = 8, more: bytes = b"", drawn: bytes = b"\x12\x34", after: bytes = b""
) -> bytes:
    """A JPEG by its form; `more`: further segments, `drawn`: the pixels, `after`: behind the end."""
    frame = segment(0xC0, struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\0")
    scan = segment(0xDA, b"\x01\x01\0\0\x3f\0")
    return b"\xff\xd8" + more + segment(0xDB, b"\0" + b"\1" * 64) + frame + scan + drawn + b"\xff\xd9" + after


def segment(marker: int, data: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(data) + 2) + data
