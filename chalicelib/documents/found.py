"""What the check of a file says."""

from enum import StrEnum
from typing import NamedTuple

from chalicelib.domain.document import DocumentKind

MAX_PIXELS = 40_000_000
MAX_PAGES = 100


class Refusal(StrEnum):
    """Why a file is not kept. The value stands in records and never changes."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    NOT_A_KNOWN_TYPE = "not_a_known_type"
    BROKEN = "broken"
    TOO_MANY_PAGES = "too_many_pages"
    TOO_MANY_PIXELS = "too_many_pixels"
    LOCKED = "locked"  # a PDF that asks for a password, or is encrypted without one
    ACTIVE = "active"  # a PDF that does something: scripts, programs, files or forms within
    MALWARE = "malware"
    NOT_SCANNED = "not_scanned"


class UnsafeFileError(ValueError):
    """A file that is not kept; `refusal` says why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal)
        self.refusal = refusal


class CheckedFile(NamedTuple):
    """A file that is kept. `content`: what is kept of it: a PDF as it came, a picture without all that no viewer needs.
    `pages`: 1 for a picture."""

    kind: DocumentKind
    content: bytes
    pages: int
