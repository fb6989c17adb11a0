"""Signs the daily roots with a key that never leaves KMS, and keeps them in storage that no one can change."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, Protocol

from chalicelib.runtime.aws import aws_client


class RootSigner(Protocol):
    """Signs and keeps the statement of a day."""

    @property
    def public_key(self) -> bytes:
        """The public key, DER (SubjectPublicKeyInfo), of the curve P-256."""
        ...

    def sign(self, statement: bytes) -> bytes:
        """Return an ECDSA signature over SHA-256 of the statement, DER."""
        ...

    def keep(self, day: str, statement: bytes) -> None:
        """Put the statement where it can be neither changed nor removed."""
        ...


@dataclass(frozen=True)
class KmsRootSigner:
    """The signer of a deployed stage: a KMS key, and a bucket under Object Lock."""

    key_arn: str
    bucket: str

    @cached_property
    def public_key(self) -> bytes:
        return bytes(_client("kms").get_public_key(KeyId=self.key_arn)["PublicKey"])

    def sign(self, statement: bytes) -> bytes:
        """Return the signature by KMS. The statement is a few hundred bytes; KMS takes 4,096."""
        answer = _client("kms").sign(
            KeyId=self.key_arn, Message=statement, MessageType="RAW", SigningAlgorithm="ECDSA_SHA_256"
        )
        return bytes(answer["Signature"])

    def keep(self, day: str, statement: bytes) -> None:
        """One object a day; the bucket's own rule locks it. A second one of the same day is a further version of it."""
        _client("s3").put_object(
            Bucket=self.bucket,
            Key=f"{day}.json",
            Body=statement,
            ContentType="application/json",
            ChecksumAlgorithm="SHA256",
        )


def _client(service: Literal["kms", "s3"]) -> Any:
    return aws_client(service)
