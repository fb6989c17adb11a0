"""How the portal calls AWS: the one place that makes clients, each with limits of time (S-61).

They come from botocore. boto3 would make the same clients, and load a library of file transfers first.
"""

from functools import cache
from typing import Any, Literal

CONNECT_SECONDS, READ_SECONDS = 3, 5  # the SDK's own are a minute each, longer than a function lives
_TRIES = 2


def aws_client(
    service: Literal["dynamodb", "secretsmanager", "kms", "s3", "sesv2"],
    *,
    endpoint: str = "",
    connect_seconds: int = CONNECT_SECONDS,
    read_seconds: int = READ_SECONDS,
    tries: int = _TRIES,
) -> Any:
    """A client of this service, in the function's own region. `endpoint`: a stand-in for it on this machine."""
    from botocore.config import Config  # noqa: PLC0415 - what is made when the package is built calls nobody

    config = Config(
        connect_timeout=connect_seconds,
        read_timeout=read_seconds,
        tcp_keepalive=True,
        retries={"mode": "standard", "total_max_attempts": tries},
    )
    return _session().create_client(service, endpoint_url=endpoint or None, config=config)


@cache
def _session() -> Any:
    from botocore.session import get_session  # noqa: PLC0415 - as above

    return get_session()
