"""Check the files that arrive. The scan for malware calls this with its result, once for each file."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from chalicelib.actions.documents.take_in_document import take_in_document
from chalicelib.documents.object_store import INCOMING
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.runtime.clock import system_clock
from chalicelib.runtime.entropy import new_id
from chalicelib.runtime.settings import settings
from chalicelib.wiring import new_context

_ATTEMPTS = 4  # several files of one child are checked at once, and change one record
_ID = re.compile(r"[A-Za-z0-9-]{16,64}")


def check_arrived(event: Mapping[str, Any], clock: Callable[[], datetime] = system_clock) -> str:
    """Keep or refuse the file that a scan's result is about, and return how that ended: "kept", "refused", "dropped",
    or "foreign" for an event about anything else.

    `event`: "GuardDuty Malware Protection Object Scan Result", as EventBridge sends it. Raises PortalError CONFLICT,
    UNAVAILABLE: then the event comes again.
    """
    detail = event.get("detail", {})
    place = detail.get("s3ObjectDetails", {})
    key = str(place.get("objectKey", ""))
    document_id = key.removeprefix(INCOMING)
    if place.get("bucketName") != settings().documents_bucket or not key.startswith(INCOMING):
        return "foreign"
    if not _ID.fullmatch(document_id):
        return "foreign"
    result = str(detail.get("scanResultDetails", {}).get("scanResultStatus", ""))
    version = str(place.get("versionId") or "")
    for _ in range(_ATTEMPTS - 1):
        try:
            return take_in_document(new_context(clock(), new_id()), document_id, result, version)
        except PortalError as outrun:
            if outrun.kind != ErrorKind.CONFLICT:
                raise
    return take_in_document(new_context(clock(), new_id()), document_id, result, version)
