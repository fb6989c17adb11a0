"""What browsers send automatically: reports of a broken content policy."""

from datetime import datetime
from http import HTTPStatus

from chalice.app import Request, Response

from chalicelib.runtime.entropy import new_id
from chalicelib.runtime.logging import log_failure
from chalicelib.web.http.headers import HTML, SECURITY_HEADERS
from chalicelib.web.http.route import ReportEndpoint, ReportRequest

_MAX_BYTES = 8 * 1024


def answer_report(request: Request, report_endpoint: ReportEndpoint, pages: tuple[str, ...], now: datetime) -> Response:
    """The answer to a report that a browser sent: empty, whatever came. No cookie is read, no session, no store, and
    no line is logged for the request: who sends it need be no one we know, and may send a great many."""
    body, status = request.raw_body, HTTPStatus.NO_CONTENT
    if len(body) > _MAX_BYTES:
        status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    else:
        try:
            report_endpoint.handle(ReportRequest(body, now, pages))
        except Exception as error:
            log_failure("intake.failed", error, request_id=new_id(), route=report_endpoint.path)
    return Response("", headers={**SECURITY_HEADERS, "Content-Type": HTML}, status_code=status)
