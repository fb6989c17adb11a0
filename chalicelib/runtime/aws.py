"""How the portal calls AWS: a client of one service, with limits of time (S-61). The store and the mail have their own,
beside what they call."""

from typing import Any, Literal

CONNECT_SECONDS, READ_SECONDS = 3, 5  # the SDK's own are a minute each, longer than a function lives
_TRIES = 2


def aws_client(service: Literal["secretsmanager", "kms", "s3"]) -> Any:
    """Return a client of this service, in the function's own region."""
    import boto3  # noqa: PLC0415 - most pages never come here
    from botocore.config import Config  # noqa: PLC0415 - most pages never come here

    config = Config(
        connect_timeout=CONNECT_SECONDS,
        read_timeout=READ_SECONDS,
        retries={"mode": "standard", "total_max_attempts": _TRIES},
    )
    return boto3.client(service, config=config)
