"""Stands in for the bucket of the documents and for the scan of what arrives in it (S3, GuardDuty).

It keeps to what the portal leans on, so that the local run and the tests show whether it holds: a browser's form is
taken only with its signature, before its end, and where each of its conditions is met; a file is read only with a link
that has not ended. A file with the marker that all scanners know as a test (EICAR) counts as harmful.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, unquote

from chalicelib.web.http.files import read_with_files
from infra.local.small_server import Reply

BUCKET = "portal-documents"
TEST_MARKER = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"
_SECRET, _REGION = "local", "us-west-2"
_MAX_BODY = 12 * 1024 * 1024
_REDIRECT = "success_action_redirect"
_FREE_FIELDS = frozenset({"policy", "x-amz-signature", "file"})


class DocumentStoreStandIn:
    """The bucket, in a folder. `arrivals` holds the results of scans that no one has taken yet, as events."""

    def __init__(
        self, folder: Path, *, secret: str = _SECRET, region: str = _REGION, now: Callable[[], datetime] | None = None
    ) -> None:
        self._folder, self._secret, self._region = folder, secret, region
        self._now = now or (lambda: datetime.now(UTC))
        waiting = sorted((folder / "incoming").glob("*"))  # of a run that ended before they were checked
        self.arrivals: list[dict[str, Any]] = [_scanned(f"incoming/{each.name}", each.read_bytes()) for each in waiting]

    def handle(self, method: str, path: str, query: str, headers: Mapping[str, str], body: bytes) -> Reply:
        """Answer as S3 does, as far as the portal asks."""
        key = unquote(path).removeprefix(f"/{BUCKET}").removeprefix("/")
        asked = {name: values[0] for name, values in parse_qs(query, keep_blank_values=True).items()}
        if method == "POST" and not key:
            return self._post(dict(headers), body)
        if method == "GET" and "versions" in asked:
            return self._versions(asked.get("prefix", ""))
        place = self._place(key)
        if method == "PUT" and place is not None:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(body)
            return 200, {"ETag": f'"{hashlib.md5(body, usedforsecurity=False).hexdigest()}"'}, b""
        if method == "DELETE" and place is not None:
            place.unlink(missing_ok=True)
            return 204, {}, b""
        if method == "GET" and place is not None:
            return self._get(path, query, asked, headers, place)
        return _problem(405, "MethodNotAllowed")

    def check_arrivals(self, check: Callable[[Mapping[str, Any]], object]) -> None:
        """Hand over each result that no one has taken yet. One that fails is handed over again the next time."""
        while self.arrivals:
            check(self.arrivals[0])
            del self.arrivals[0]

    def _place(self, key: str) -> Path | None:
        """Return where a file is kept; None for a key that is none of the portal's."""
        folder, _, name = key.partition("/")
        is_ours = folder in {"incoming", "kept"} and name.replace("-", "").isalnum() and name.isascii()
        return self._folder / folder / name if is_ours else None

    def _get(self, path: str, query: str, asked: Mapping[str, str], headers: Mapping[str, str], place: Path) -> Reply:
        if "X-Amz-Signature" not in asked and "Authorization" not in headers:
            return _problem(403, "AccessDenied")
        if "X-Amz-Signature" in asked and not self._link_is_good(path, query, asked, headers):
            return _problem(403, "AccessDenied")
        if not place.exists():
            return _problem(404, "NoSuchKey")
        sent = {
            "Content-Type": asked.get("response-content-type", "application/octet-stream"),
            **({"Content-Disposition": asked[_DISPOSITION]} if _DISPOSITION in asked else {}),
            "X-Content-Type-Options": "nosniff",
        }
        return 200, sent, place.read_bytes()

    def _versions(self, prefix: str) -> Reply:
        place = self._place(prefix)
        found = place is not None and place.exists()
        one = f"<Version><Key>{prefix}</Key><VersionId>null</VersionId></Version>" if found else ""
        listed = f"<ListVersionsResult><IsTruncated>false</IsTruncated>{one}</ListVersionsResult>"
        return 200, {"Content-Type": "application/xml"}, listed.encode()

    def _post(self, headers: Mapping[str, str], body: bytes) -> Reply:
        """Take a browser's form (S3: POST Object), or refuse it as S3 would."""
        given = {name.lower(): value for name, value in headers.items()}
        try:
            posted = read_with_files(body, given.get("content-type", ""), _MAX_BODY)
            fields = {name: str(value) for name, value in posted.values.items() if name != "file"}
            policy = json.loads(base64.b64decode(fields["policy"]))
            content = posted.files["file"]
        except Exception:
            return _problem(400, "MalformedPOSTRequest")
        refused = self._refused(fields, policy, len(content))
        if refused:
            return _problem(400 if refused.startswith("Entity") else 403, refused)
        place = self._place(fields["key"])
        if place is None:
            return _problem(403, "AccessDenied")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
        self.arrivals.append(_scanned(fields["key"], content))
        gap = "&" if "?" in fields[_REDIRECT] else "?"
        return 303, {"Location": f"{fields[_REDIRECT]}{gap}bucket={BUCKET}&key={quote(fields['key'], safe='')}"}, b""

    def _refused(self, fields: Mapping[str, str], policy: Mapping[str, Any], size: int) -> str:
        scope = fields.get("x-amz-credential", "").split("/")
        expected = _hmac(self._signing_key(scope[1] if len(scope) > 1 else ""), fields["policy"].encode()).hex()
        if not hmac.compare_digest(expected, fields.get("x-amz-signature", "")):
            return "SignatureDoesNotMatch"
        if datetime.fromisoformat(policy["expiration"]) <= self._now():
            return "AccessDenied"
        named = set()
        for condition in policy["conditions"]:
            if isinstance(condition, dict):
                name, value = next(iter(condition.items()))
                condition = ["eq", f"${name}", value]  # noqa: PLW2901 - both forms mean the same
            if condition[0] == "content-length-range":
                if not int(condition[1]) <= size <= int(condition[2]):
                    return "EntityTooLarge" if size else "EntityTooSmall"
                continue
            verb, name, value = condition
            named.add(name.removeprefix("$").lower())
            if name == "$bucket":
                if value != BUCKET:
                    return "AccessDenied"
            elif verb != "eq" or fields.get(name.removeprefix("$")) != value:
                return "AccessDenied"
        extra = {name.lower() for name in fields} - named - _FREE_FIELDS
        return "AccessDenied" if extra or "key" not in named else ""

    def _link_is_good(self, path: str, query: str, asked: Mapping[str, str], headers: Mapping[str, str]) -> bool:
        """Return whether a signed address was made with the secret, and has not ended (Signature Version 4)."""
        begun = datetime.strptime(asked["X-Amz-Date"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        if self._now() >= begun + timedelta(seconds=int(asked["X-Amz-Expires"])):
            return False
        pairs = sorted(part for part in query.split("&") if not part.startswith("X-Amz-Signature="))
        host = next((value for name, value in headers.items() if name.lower() == "host"), "")
        canonical = "\n".join(["GET", path, "&".join(pairs), f"host:{host}\n", "host", "UNSIGNED-PAYLOAD"])
        day = asked["X-Amz-Credential"].split("/")[1]
        scope = f"{day}/{self._region}/s3/aws4_request"
        digest = hashlib.sha256(canonical.encode()).hexdigest()
        text = "\n".join(["AWS4-HMAC-SHA256", asked["X-Amz-Date"], scope, digest])
        expected = _hmac(self._signing_key(day), text.encode()).hex()
        return hmac.compare_digest(expected, asked["X-Amz-Signature"])

    def _signing_key(self, day: str) -> bytes:
        key = f"AWS4{self._secret}".encode()
        for part in (day, self._region, "s3", "aws4_request"):
            key = _hmac(key, part.encode())
        return key


_DISPOSITION = "response-content-disposition"


def scan_result(key: str, *, is_harmful: bool, bucket: str = BUCKET) -> dict[str, Any]:
    """Return the result of a scan, as EventBridge delivers it."""
    status = "THREATS_FOUND" if is_harmful else "NO_THREATS_FOUND"
    return {
        "source": "aws.guardduty",
        "detail-type": "GuardDuty Malware Protection Object Scan Result",
        "detail": {
            "scanStatus": "COMPLETED",
            "s3ObjectDetails": {"bucketName": bucket, "objectKey": key, "versionId": ""},
            "scanResultDetails": {"scanResultStatus": status},
        },
    }


def _scanned(key: str, content: bytes) -> dict[str, Any]:
    return scan_result(key, is_harmful=TEST_MARKER in content)


def _hmac(key: bytes, text: bytes) -> bytes:
    return hmac.new(key, text, hashlib.sha256).digest()


def _problem(status: int, code: str) -> Reply:
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>{code}</Code></Error>'
    return status, {"Content-Type": "application/xml"}, text.encode()
