"""Documents that people hand in: announced, sent to the local stand-in of the bucket as a browser does, and checked."""

from dataclasses import dataclass
from http.client import HTTPConnection
from urllib.parse import urlsplit

from chalicelib.actions.documents.add_document import add_document
from chalicelib.actions.documents.document_step import document_at, load_step
from chalicelib.documents.object_store import INCOMING, UploadForm
from chalicelib.domain.action import Action
from chalicelib.domain.document import DocumentState
from chalicelib.jobs.check_documents import check_arrived
from infra.local.demo.people import Person
from infra.local.demo.stage import Stage
from infra.local.document_store import scan_result

_BOUNDARY = "the-demos-own-boundary"
_SENT = 303  # the bucket leads the browser back
_SECONDS = 10


@dataclass(frozen=True)
class Paper:
    """A letter of one page. `lines`: plain ASCII text."""

    title: str
    lines: tuple[str, ...]


def hand_in(stage: Stage, person: Person, where: str, paper: Paper) -> None:
    """Hand the paper in at a step ("request/" and its id). Raises ValueError where it was not kept."""
    ctx = stage.as_(person)
    place, _, owner_id = where.partition("/")
    case = load_step(ctx, Action.ADD_DOCUMENT, {"place": place, "owner_id": owner_id})
    document_id = add_document(ctx, case, paper.title).subject.id
    ctx = stage.as_(person)
    document = document_at(ctx, case, document_id)
    form = ctx.services.documents.upload_form(document_id, document.limit, "http://localhost/documents")
    _send(form, letter(paper))
    ended = check_arrived(scan_result(INCOMING + document_id, is_harmful=False), lambda: stage.now)
    if ended != DocumentState.KEPT:
        raise ValueError(f"a document of the demo was {ended}")


def letter(paper: Paper) -> bytes:
    """The paper as a PDF."""
    shown = b" T* ".join(b"(%s) Tj" % _escaped(line) for line in paper.lines)
    drawn = b"BT /F1 12 Tf 16 TL 72 720 Td " + shown + b" ET"
    fonts = b"<< /Font << /F1 5 0 R >> >>"
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources %s >>" % fonts,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    made, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    size = len(objects) + 1
    table = b"xref\n0 %d\n0000000000 65535 f \n" % size + b"".join(b"%010d 00000 n \n" % place for place in places)
    return made + table + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(made))


def _escaped(line: str) -> bytes:
    for special in ("\\", "(", ")"):
        line = line.replace(special, f"\\{special}")
    return line.encode("ascii")


def _send(form: UploadForm, content: bytes) -> None:
    """Post the form with its file, as a browser does. Raises ValueError where the bucket refuses it."""
    named = [f'name="{name}"\r\n\r\n{value}' for name, value in form.fields.items()]
    parts = [f"--{_BOUNDARY}\r\nContent-Disposition: form-data; {each}\r\n".encode() for each in named]
    head = f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="letter.pdf"\r\n'.encode()
    end = f"\r\n--{_BOUNDARY}--\r\n".encode()
    body = b"".join(parts) + head + b"Content-Type: application/pdf\r\n\r\n" + content + end
    place = urlsplit(form.url)
    sender = HTTPConnection(place.hostname or "", place.port, timeout=_SECONDS)
    try:
        sender.request("POST", place.path, body, {"Content-Type": f"multipart/form-data; boundary={_BOUNDARY}"})
        status = sender.getresponse().status
    finally:
        sender.close()
    if status != _SENT:
        raise ValueError(f"the bucket answered {status}")
