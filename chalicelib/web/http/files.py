"""Forms that hold a file (RFC 7578). A file is kept nowhere, and its name is not looked at.

The standard library's mail parser reads these bodies too, but parts nested in parts make it slow, then fail; a form
has none, so here a part is what stands between two boundaries.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.web.http.posted import MAX_FIELDS, OWN_FIELDS, PostedForm, repeated

MAX_BODY_WITH_FILE_BYTES = 512 * 1024
_BOUNDARY = re.compile(r";\s*boundary=(?:\"([^\"]{1,70})\"|([^\s;\",]{1,70}))", re.IGNORECASE)
_DISPOSITION = re.compile(r"^content-disposition\s*:(.*)$", re.IGNORECASE | re.MULTILINE)
_NAME, _FILE_NAME = re.compile(r";\s*name=\"([^\"\r\n]*)\""), re.compile(r";\s*filename\*?=")
_NESTED = re.compile(r"^content-type\s*:\s*multipart/", re.IGNORECASE | re.MULTILINE)
_LONGEST_HEAD = 4096


class _Part(NamedTuple):
    name: str
    is_file: bool
    content: bytes


def read_with_files(body: bytes, content_type: str, limit: int = MAX_BODY_WITH_FILE_BYTES) -> PostedForm:
    """The fields of a posted body of up to `limit` bytes: a file as its bytes, and as the text in them.

    Raises PortalError TOO_LARGE or BAD_REQUEST (unreadable, too many fields, a repeat).
    """
    if len(body) > limit:
        raise PortalError(ErrorKind.TOO_LARGE, "FILE_TOO_LARGE")
    given: dict[str, list[str]] = {}
    files: dict[str, bytes] = {}
    for part in _parts(body, content_type):
        if part.is_file:
            files[part.name] = part.content
        given.setdefault(part.name, []).append(_text(part.content) if part.is_file else _typed(part.content))
    if any(len(given.get(name, ())) > 1 for name in (*OWN_FIELDS, *files)):
        raise repeated()
    return PostedForm({name: found[0] if len(found) == 1 else tuple(found) for name, found in given.items()}, files)


def _parts(body: bytes, content_type: str) -> Iterator[_Part]:
    found = _BOUNDARY.search(content_type)
    if found is None or not content_type.isascii():
        raise _unreadable()
    boundary = b"\r\n--" + (found[1] or found[2]).encode()
    _before, *parts = (b"\r\n" + body).split(boundary, MAX_FIELDS + 2)
    between, after = parts[:-1], b"".join(parts[-1:])
    if not between or len(between) > MAX_FIELDS or not after.startswith(b"--"):
        raise _unreadable()
    yield from map(_part, between)


def _part(text: bytes) -> _Part:
    before, gap, content = text.partition(b"\r\n\r\n")
    head = before.decode(errors="replace") if gap and len(before) <= _LONGEST_HEAD else ""
    disposition = _DISPOSITION.search(head)
    name = _NAME.search(disposition[1]) if disposition else None
    if disposition is None or name is None or _NESTED.search(head):
        raise _unreadable()
    return _Part(name[1], _FILE_NAME.search(disposition[1]) is not None, content)


def _typed(content: bytes) -> str:
    try:
        return content.decode()
    except ValueError:
        raise _unreadable() from None


def _text(content: bytes) -> str:
    """The text of a file: UTF-8, or what older spreadsheets write."""
    try:
        return content.decode("utf-8-sig")
    except ValueError:
        return content.decode("cp1252", errors="replace")


def _unreadable() -> PortalError:
    return PortalError(ErrorKind.BAD_REQUEST, "FORM_UNREADABLE")
