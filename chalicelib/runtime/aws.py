"""How the portal calls AWS: the one place that makes clients, each with limits of time (S-61).

They come from botocore. boto3 would make the same clients, and load a library of file transfers first.
"""

from functools import cache
from typing import Any, Literal

CONNECT_SECONDS, READ_SECONDS = 3, 5  # the SDK's own are a minute each, longer than a function lives
_TRIES = 2


def aws_client(
    service: Literal["dynamodb", "secretsmanager", "kms", "lambda", "s3", "sesv2"],
    *,
    endpoint: str = "",
    connect_seconds: float = CONNECT_SECONDS,
    read_seconds: float = READ_SECONDS,
    tries: int = _TRIES,
) -> Any:
    """A client of this service, in the function's own region. `endpoint`: a stand-in for it on this machine."""
    from botocore.config import Config  # noqa: PLC0415 - what is made when the package is built calls no one

    session = _session()
    config = Config(
        user_agent=session.user_agent(),  # said once; otherwise it is put together twice for each request
        connect_timeout=connect_seconds,
        read_timeout=read_seconds,
        tcp_keepalive=True,
        retries={"mode": "standard", "total_max_attempts": tries},
    )
    if service == "s3":
        # What is signed for a browser names the bucket's own region, and may ask for our key (Signature Version 4).
        config = config.merge(
            Config(signature_version="s3v4", s3={"addressing_style": "path" if endpoint else "virtual"})
        )
    return session.create_client(service, endpoint_url=endpoint or None, config=config)


@cache
def _session() -> Any:
    from botocore.parsers import JSONParser, ResponseParserFactory  # noqa: PLC0415 - as above
    from botocore.session import get_session  # noqa: PLC0415 - as above

    class ItemsAsSent(JSONParser):
        """Leaves DynamoDB's items as their JSON is, which is what they are turned into anyway: value by value, that
        was half of the work of reading a list. Bytes alone would differ, and no item of ours has any."""

        def _handle_map(self, shape: Any, value: dict[str, Any]) -> dict[str, Any]:
            if shape.value.name == "AttributeValue":
                return value
            parsed: dict[str, Any] = super()._handle_map(shape, value)  # type: ignore[misc]  # the stubs lack it
            return parsed

    class Parsers(ResponseParserFactory):
        def create_parser(self, protocol_name: str) -> Any:
            return ItemsAsSent() if protocol_name == "json" else super().create_parser(protocol_name)

    session = get_session()
    session.register_component("response_parser_factory", Parsers())
    return session
