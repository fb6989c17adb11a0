"""Forms that hold a file (RFC 7578). The file is read as text at once and kept nowhere; its name is not looked at."""

from email import policy
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser

from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.web.http.posted import MAX_FIELDS, OWN_FIELDS, PostedForm, repeated

MAX_BODY_WITH_FILE_BYTES = 512 * 1024


def read_with_files(body: bytes, content_type: str) -> PostedForm:
    """The fields of a posted body, a file as the text in it.

    Raises PortalError TOO_LARGE or BAD_REQUEST (unreadable, too many fields, a repeat).
    """
    if len(body) > MAX_BODY_WITH_FILE_BYTES:
        raise PortalError(ErrorKind.TOO_LARGE, "FILE_TOO_LARGE")
    head = f"Content-Type: {content_type}\r\n\r\n".encode("ascii", errors="replace")
    message = BytesParser(EmailMessage, policy=policy.HTTP).parsebytes(head + body)
    parts = list(message.iter_parts()) if message.is_multipart() else []
    if not parts or len(parts) > MAX_FIELDS:
        raise _unreadable()
    given: dict[str, list[str]] = {}
    for part in parts:
        name, text = _field(part)
        given.setdefault(name, []).append(text)
    if any(len(given.get(name, ())) > 1 for name in OWN_FIELDS):
        raise repeated()
    return PostedForm({name: found[0] if len(found) == 1 else tuple(found) for name, found in given.items()})


def _field(part: MIMEPart) -> tuple[str, str]:
    name = part.get_param("name", header="content-disposition")
    content = part.get_payload(decode=True)
    if not isinstance(name, str) or not isinstance(content, bytes):
        raise _unreadable()
    return name, _text(content) if part.get_filename() is not None else _typed(content)


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
