"""Puts a copy of the history where no one can change or remove it: a bucket under Object Lock."""

from dataclasses import dataclass
from typing import Any, Protocol

from botocore.exceptions import ClientError

from chalicelib.runtime.aws import aws_client

_THERE_ALREADY = "PreconditionFailed"


class LockedStore(Protocol):
    """Keeps what it was given once."""

    def put_once(self, name: str, content: bytes) -> None:
        """Keep the content under that name; what is there already stays."""
        ...


@dataclass(frozen=True)
class LockedBucket:
    """The bucket of a deployed stage. `key`: the KMS key that encrypts what is put there."""

    bucket: str
    key: str

    def put_once(self, name: str, content: bytes) -> None:
        """One object; the bucket's own rule locks it. Raises what the call raises."""
        try:
            _s3().put_object(
                Bucket=self.bucket,
                Key=name,
                Body=content,
                ContentType="application/gzip",
                ChecksumAlgorithm="SHA256",
                IfNoneMatch="*",
                ServerSideEncryption="aws:kms",
                SSEKMSKeyId=self.key,
            )
        except ClientError as error:
            if error.response["Error"]["Code"] != _THERE_ALREADY:
                raise


def _s3() -> Any:
    return aws_client("s3")
