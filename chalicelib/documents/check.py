"""Tells by its content alone what a file is, and whether it may be kept. Its name and the type that a browser gave it
are not looked at."""

from chalicelib.documents.found import CheckedFile, Refusal, UnsafeFileError
from chalicelib.documents.jpeg import clean_jpeg
from chalicelib.documents.pdf import count_pages
from chalicelib.documents.png import clean_png
from chalicelib.domain.document import MAX_FILE_BYTES, DocumentKind

_PDF, _JPEG, _PNG = b"%PDF-", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"


def checked_file(content: bytes, limit: int = MAX_FILE_BYTES) -> CheckedFile:
    """Return what is kept of a file of up to `limit` bytes. Raises UnsafeFileError."""
    if not content:
        raise UnsafeFileError(Refusal.EMPTY)
    if len(content) > limit:
        raise UnsafeFileError(Refusal.TOO_LARGE)
    if content.startswith(_PDF):
        return CheckedFile(DocumentKind.PDF, content, count_pages(content))
    if content.startswith(_JPEG):
        return CheckedFile(DocumentKind.JPEG, clean_jpeg(content), 1)
    if content.startswith(_PNG):
        return CheckedFile(DocumentKind.PNG, clean_png(content), 1)
    raise UnsafeFileError(Refusal.NOT_A_KNOWN_TYPE)
