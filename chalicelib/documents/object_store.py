"""The bucket of the documents: files arrive under incoming/, and what passed the check is kept under kept/.

A browser sends its file straight to the bucket, with a form that is signed for one key, one size and one type; it is
given a kept file as a download that is signed for a minute. No file passes through the portal's own addresses.
"""

from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.domain.document import TICKET_LASTS, DocumentKind
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.runtime.aws import aws_client

INCOMING, KEPT = "incoming/", "kept/"
_TYPE = "application/octet-stream"  # of every file, whatever it is: no browser shows it
_VIEW_SECONDS = 60
_READ_SECONDS = 20  # for ten megabytes; a page's own calls are answered in five


class UploadForm(NamedTuple):
    """Where a browser posts a file, and the fields that go before it."""

    url: str
    fields: dict[str, str]

    @property
    def origin(self) -> str:
        """Return the origin of the address, for the policy of the page that holds the form."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}"


class DocumentBucket:
    """The bucket `name`, encrypted with the KMS key `key` ("" in the local run)."""

    def __init__(self, name: str, key: str, endpoint: str) -> None:
        self._name, self._key, self._endpoint = name, key, endpoint

    @cached_property
    def _client(self) -> Any:
        return aws_client("s3", endpoint=self._endpoint, read_seconds=_READ_SECONDS)

    def upload_form(self, document_id: str, limit: int, back_to: str) -> UploadForm:
        """Return the form for one file of 1 to `limit` bytes; afterwards the browser goes on to `back_to`."""
        fields = {"Content-Type": _TYPE, "success_action_redirect": back_to, **self._encryption_fields()}
        made = self._client.generate_presigned_post(
            self._name,
            INCOMING + document_id,
            Fields=fields,
            Conditions=[*({name: value} for name, value in fields.items()), ["content-length-range", 1, limit]],
            ExpiresIn=int(TICKET_LASTS.total_seconds()),
        )
        return UploadForm(made["url"], made["fields"])

    def view_link(self, document_id: str, name: str, kind: DocumentKind) -> str:
        """Return an address under which the file can be saved, as `name`, for one minute."""
        given = {
            "Bucket": self._name,
            "Key": KEPT + document_id,
            "ResponseContentDisposition": f'attachment; filename="{name}.{kind}"',
            "ResponseContentType": _TYPE,
        }
        link: str = self._client.generate_presigned_url("get_object", Params=given, ExpiresIn=_VIEW_SECONDS)
        return link

    def arrived(self, document_id: str, version: str, limit: int) -> bytes | None:
        """Return up to one byte more than `limit` of a file that arrived; None if it is gone. `version`: the one that
        was scanned; "" where the bucket keeps none.

        Raises PortalError UNAVAILABLE.
        """
        wanted = {"VersionId": version} if version else {}
        try:
            found = self._client.get_object(Bucket=self._name, Key=INCOMING + document_id, **wanted)
            content: bytes = found["Body"].read(limit + 1)
        except ClientError as error:
            if error.response["Error"]["Code"] in {"NoSuchKey", "NoSuchVersion"}:
                return None
            raise _unavailable() from error
        except BotoCoreError as error:
            raise _unavailable() from error
        return content

    def keep(self, document_id: str, content: bytes) -> None:
        """Write what passed the check. Raises PortalError UNAVAILABLE."""
        encryption = {"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": self._key} if self._key else {}
        self._call("put_object", Key=KEPT + document_id, Body=content, ContentType=_TYPE, **encryption)

    def drop_arrived(self, document_id: str) -> None:
        """Remove a file that arrived, every version of it. Raises PortalError UNAVAILABLE."""
        self._drop(INCOMING + document_id)

    def drop(self, document_id: str) -> None:
        """Remove a document's file wherever it is, every version of it. Raises PortalError UNAVAILABLE."""
        self._drop(INCOMING + document_id)
        self._drop(KEPT + document_id)

    def _drop(self, key: str) -> None:
        found = self._call("list_object_versions", Prefix=key)
        for each in (*found.get("Versions", ()), *found.get("DeleteMarkers", ())):
            self._call("delete_object", Key=each["Key"], VersionId=each["VersionId"])

    def _encryption_fields(self) -> dict[str, str]:
        if not self._key:
            return {}
        return {"x-amz-server-side-encryption": "aws:kms", "x-amz-server-side-encryption-aws-kms-key-id": self._key}

    def _call(self, name: str, **given: Any) -> Any:
        try:
            return getattr(self._client, name)(Bucket=self._name, **given)
        except (BotoCoreError, ClientError) as error:
            raise _unavailable() from error


def _unavailable() -> PortalError:
    return PortalError(ErrorKind.UNAVAILABLE, "STORE_UNAVAILABLE")
