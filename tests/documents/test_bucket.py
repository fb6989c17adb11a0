"""The bucket of documents through its stand-in: what a browser may send to it, and what it gives away. The stand-in
judges the signed form as S3 does, so that these tests show what the form allows."""

import base64
import http.client
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest

from chalicelib.documents.object_store import DocumentBucket, UploadForm
from chalicelib.domain.document import DocumentKind
from infra.local.document_store import BUCKET, TEST_MARKER, DocumentStoreStandIn
from infra.local.mail import Mailbox
from infra.local.services import LocalServices
from tests.document_files import pdf

ID, OTHER, LIMIT = "a" * 26, "b" * 26, 1000
BACK = "http://127.0.0.1:8000/documents/request/x?arrived=y"


class Answer(NamedTuple):
    """What the bucket answered."""

    status: int
    headers: dict[str, str]
    body: bytes


class Local:
    """The stand-in, the portal's way to it, and a browser."""

    def __init__(self, folder: Path) -> None:
        self.past = timedelta()
        self.stand_in = DocumentStoreStandIn(folder, secret="testing", now=lambda: datetime.now(UTC) + self.past)
        self.services = LocalServices(Mailbox(folder / "mail"), self.stand_in)
        self.bucket = DocumentBucket(BUCKET, "", self.services.base_url)

    def form(self) -> UploadForm:
        return self.bucket.upload_form(ID, LIMIT, BACK)

    def send(self, fields: Mapping[str, str], content: bytes) -> Answer:
        parts = [f'--X\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{fields[name]}\r\n' for name in fields]
        head = '--X\r\nContent-Disposition: form-data; name="file"; filename="letter.pdf"\r\n\r\n'
        body = "".join([*parts, head]).encode() + content + b"\r\n--X--\r\n"
        return self.ask("POST", f"/{BUCKET}", body, {"Content-Type": "multipart/form-data; boundary=X"})

    def ask(self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.services.server_port)
        connection.request(method, path, body, dict(headers or {}))
        answer = connection.getresponse()
        found = Answer(answer.status, dict(answer.getheaders()), answer.read())
        connection.close()
        return found


@pytest.fixture
def local(tmp_path: Path) -> Iterator[Local]:
    """The stand-in, running."""
    made = Local(tmp_path)
    made.services.start()
    yield made
    made.services.stop()


def test_a_file_is_taken_and_the_browser_goes_back_to_the_portal(local: Local) -> None:
    sent = local.send(local.form().fields, pdf())
    assert (sent.status, sent.headers["Location"].startswith(f"{BACK}&bucket=")) == (303, True)
    assert local.bucket.arrived(ID, "", LIMIT) == pdf()
    (event,) = local.stand_in.arrivals
    assert event["detail"]["s3ObjectDetails"]["objectKey"] == f"incoming/{ID}"
    assert event["detail"]["scanResultDetails"]["scanResultStatus"] == "NO_THREATS_FOUND"


def _other_policy(fields: Mapping[str, str]) -> dict[str, str]:
    policy = json.loads(base64.b64decode(fields["policy"]))
    policy["conditions"] = [each for each in policy["conditions"] if "content-length-range" not in each]
    return {**fields, "policy": base64.b64encode(json.dumps(policy).encode()).decode()}


@pytest.mark.parametrize(
    ("changed", "content"),
    [
        (lambda fields: {**fields, "key": f"incoming/{OTHER}"}, b"x"),
        (lambda fields: {**fields, "key": f"kept/{ID}"}, b"x"),
        (lambda fields: {**fields, "key": f"incoming/../kept/{ID}"}, b"x"),
        (lambda fields: {**fields, "Content-Type": "text/html"}, b"x"),
        (lambda fields: {**fields, "success_action_redirect": "https://elsewhere.example/"}, b"x"),
        (lambda fields: {**fields, "acl": "public-read"}, b"x"),
        (lambda fields: {**fields, "x-amz-signature": "0" * 64}, b"x"),
        (lambda fields: {name: value for name, value in fields.items() if name != "policy"}, b"x"),
        (_other_policy, b"x" * 5000),
        (dict, b""),
        (dict, b"x" * (LIMIT + 1)),
    ],
    ids=[
        "another document",
        "past the check",
        "a way up",
        "another type",
        "another page to go to",
        "open to all",
        "no signature of ours",
        "no policy",
        "a policy of one's own",
        "an empty file",
        "a larger file",
    ],
)
def test_nothing_else_is_taken(
    local: Local, changed: Callable[[Mapping[str, str]], dict[str, str]], content: bytes
) -> None:
    sent = local.send(changed(local.form().fields), content)
    assert sent.status in {400, 403}
    assert local.stand_in.arrivals == []
    assert local.bucket.arrived(ID, "", LIMIT) is None


def test_a_form_that_has_ended_takes_nothing(local: Local) -> None:
    fields = local.form().fields
    local.past = timedelta(minutes=15)
    assert local.send(fields, pdf()).status == 403


def test_a_kept_file_is_saved_never_shown_and_for_a_minute_only(local: Local) -> None:
    local.bucket.keep(ID, pdf())
    parts = urlsplit(local.bucket.view_link(ID, "document-1", DocumentKind.PDF))
    saved = local.ask("GET", f"{parts.path}?{parts.query}")
    assert saved.body == pdf()
    assert saved.headers["Content-Type"] == "application/octet-stream"
    assert saved.headers["Content-Disposition"] == 'attachment; filename="document-1.pdf"'
    for query in (parts.query.replace("attachment", "inline"), parts.query.replace("octet-stream", "xhtml"), ""):
        assert local.ask("GET", f"{parts.path}?{query}").status == 403
    assert local.ask("GET", f"{parts.path.replace(ID, OTHER)}?{parts.query}").status == 403
    local.past = timedelta(seconds=61)
    assert local.ask("GET", f"{parts.path}?{parts.query}").status == 403


def test_a_file_that_arrived_is_read_by_no_link_and_gone_after_it_was_dropped(local: Local) -> None:
    local.send(local.form().fields, pdf())
    assert local.ask("GET", f"/{BUCKET}/incoming/{ID}").status == 403
    local.bucket.keep(ID, pdf())
    local.bucket.drop(ID)
    assert local.bucket.arrived(ID, "", LIMIT) is None
    parts = urlsplit(local.bucket.view_link(ID, "document-1", DocumentKind.PDF))
    assert local.ask("GET", f"{parts.path}?{parts.query}").status == 404


def test_the_scan_knows_the_test_file_and_a_check_that_fails_is_asked_again(local: Local) -> None:
    local.send(local.form().fields, TEST_MARKER)
    seen: list[str] = []

    def check(event: Mapping[str, dict[str, dict[str, str]]]) -> None:
        seen.append(event["detail"]["scanResultDetails"]["scanResultStatus"])
        if len(seen) == 1:
            raise ConnectionError

    with pytest.raises(ConnectionError):
        local.stand_in.check_arrivals(check)
    local.stand_in.check_arrivals(check)
    local.stand_in.check_arrivals(check)
    assert seen == ["THREATS_FOUND", "THREATS_FOUND"]


def test_what_waited_when_a_run_ended_is_checked_by_the_next(local: Local, tmp_path: Path) -> None:
    local.send(local.form().fields, pdf())
    assert len(DocumentStoreStandIn(tmp_path).arrivals) == 1
