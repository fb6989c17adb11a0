"""What came with a request, within its limits (S-39): the fields of a posted form, and how much may go along with it.

The gateway's own limits are wider (10 MB of body, 10,240 bytes of address and headers): what it lets through meets
these, and is answered by a page of ours.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode

from chalice.app import Request

from chalicelib.domain.errors import ErrorKind, PortalError

MAX_BODY_BYTES = 64 * 1024
MAX_FIELDS = 200
MAX_HEADER_BYTES = 16 * 1024  # our cookies and what the content network adds have about 4,000
MAX_COOKIE_BYTES = 8 * 1024  # ours have about 1,500; other sites of the same domain add theirs
MAX_QUERY_BYTES = 2 * 1024  # the longest of ours, with a cursor, has about 1,000
OWN_FIELDS = frozenset({"csrf", "operation", "version", "labels"})
_SHOWN_AGAIN_BYTES = 512 * 1024


@dataclass(frozen=True)
class PostedForm:
    """What came with a POST. Single values as text; repeated ones as a tuple. `files`: the bytes of those values that
    were files."""

    values: Mapping[str, str | tuple[str, ...]]
    files: Mapping[str, bytes] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """The value of a single field, "" where absent."""
        value = self.values.get(name, "")
        return value if isinstance(value, str) else ""


def require_modest(request: Request) -> None:
    """Refuse a request whose address or headers are longer than any of ours.

    Raises PortalError BAD_REQUEST (the address), HEADERS_TOO_LARGE (the cookies, or all headers together).
    """
    multi = request.query_params
    pairs = [(name, value) for name in multi for value in multi.getlist(name)] if multi else []
    if len(urlencode(pairs)) > MAX_QUERY_BYTES:
        raise PortalError(ErrorKind.BAD_REQUEST, "ADDRESS_TOO_LONG")
    # A header line holds the name, a colon and a space, the value, and the line's end.
    size = sum(len(f"{name}: {value}\r\n".encode()) for name, value in request.headers.items())
    if has_too_many_cookies(request.headers.get("cookie", "")) or size > MAX_HEADER_BYTES:
        raise PortalError(ErrorKind.HEADERS_TOO_LARGE, "HEADERS_TOO_LARGE")


def has_too_many_cookies(header: str) -> bool:
    """Whether a cookie header is longer than ours can be."""
    return len(header.encode()) > MAX_COOKIE_BYTES


def read_posted(body: bytes) -> PostedForm:
    """The fields of a posted body. Raises PortalError TOO_LARGE or BAD_REQUEST (unreadable, too many, a repeat)."""
    if len(body) > MAX_BODY_BYTES:
        raise PortalError(ErrorKind.TOO_LARGE, "FORM_TOO_LARGE")
    try:
        pairs = _pairs(body.decode("utf-8"), errors="strict")
    except ValueError:
        raise PortalError(ErrorKind.BAD_REQUEST, "FORM_UNREADABLE") from None
    names = [name for name, _value in pairs]
    if any(names.count(name) > 1 for name in OWN_FIELDS):
        raise repeated()
    return _form_of(pairs)


def what_was_typed(body: bytes) -> PostedForm | None:
    """The fields of a body that `read_posted` refuses, to be shown once more; None where it is no form of ours."""
    if len(body) > _SHOWN_AGAIN_BYTES:
        return None
    try:
        return _form_of(_pairs(body.decode("utf-8", errors="replace"), errors="replace"))
    except ValueError:
        return None


def repeated() -> PortalError:
    """A parameter or field that is meant once came twice (ASVS 15.3.7)."""
    return PortalError(ErrorKind.BAD_REQUEST, "FIELD_REPEATED")


def _pairs(text: str, *, errors: str) -> list[tuple[str, str]]:
    """The fields in order. Raises ValueError for too many, or for letters that are none."""
    return parse_qsl(text, keep_blank_values=True, max_num_fields=MAX_FIELDS, errors=errors)


def _form_of(pairs: Iterable[tuple[str, str]]) -> PostedForm:
    given: dict[str, list[str]] = {}
    for name, value in pairs:
        given.setdefault(name, []).append(value)
    return PostedForm({name: found[0] if len(found) == 1 else tuple(found) for name, found in given.items()})
