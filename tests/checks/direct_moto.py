"""Hands the portal's requests to moto without the trip through HTTP.

moto answers a request by way of the `responses` library: it builds an HTTP request, matches its address, parses the
body shape by shape, and writes the answer back in the same way. That trip took two thirds of moto's time and tests
nothing of the portal. botocore still checks and serializes each request, and moto's own handler and tables still
answer it. A request that moto refuses is sent again over the whole way, so that errors look as they do on the wire.
"""

import json
from base64 import b64decode
from typing import Any

from botocore.awsrequest import AWSResponse
from botocore.hooks import HierarchicalEmitter
from moto.core import DEFAULT_ACCOUNT_ID
from moto.core.models import botocore_stubber
from moto.dynamodb.models.dynamo_type import DynamoType
from moto.dynamodb.responses import DynamoHandler

_EVENT = "before-call.dynamodb"
_HANDLERS = {
    "BatchGetItem": DynamoHandler.batch_get_item,
    "BatchWriteItem": DynamoHandler.batch_write_item,
    "PutItem": DynamoHandler.put_item,
    "Query": DynamoHandler.query,
    "TransactWriteItems": DynamoHandler.transact_write_items,
    "UpdateItem": DynamoHandler.update_item,
}
_ANSWERED = {"HTTPStatusCode": 200, "HTTPHeaders": {}, "RetryAttempts": 0}


def connect(events: HierarchicalEmitter) -> None:
    """Let the client with these events ask moto directly. Whatever else listens to the event is heard first."""
    events.register_last(_EVENT, _ask, unique_id="direct-moto")


def disconnect(events: HierarchicalEmitter) -> None:
    """Let the client go over the whole way again."""
    events.unregister(_EVENT, unique_id="direct-moto")


def _ask(model: Any, params: dict[str, Any], context: dict[str, Any], **_rest: Any) -> tuple[Any, Any] | None:
    if not botocore_stubber.enabled or model.name not in _HANDLERS:
        return None
    handler = DynamoHandler()
    handler.body = json.loads(params["body"], object_hook=_with_bytes)
    handler.current_account, handler.region = DEFAULT_ACCOUNT_ID, context["client_region"]
    try:
        result = _HANDLERS[model.name](handler).result
    except Exception:  # whatever it is, the wire will say it
        return None
    known = model.output_shape.members
    answer = {name: _plain(value) for name, value in result.items() if name in known}
    return AWSResponse(params["url"], 200, {}, None), {**answer, "ResponseMetadata": dict(_ANSWERED)}


def _with_bytes(parsed: dict[str, Any]) -> dict[str, Any]:
    """Binary values as bytes, which is how moto keeps them."""
    return {"B": b64decode(parsed["B"])} if len(parsed) == 1 and isinstance(parsed.get("B"), str) else parsed


def _plain(value: Any) -> Any:
    """What the client would have parsed: a copy that shares nothing with moto's tables."""
    if isinstance(value, DynamoType):
        return _plain(value.to_json())
    if isinstance(value, dict):
        return _with_bytes({key: _plain(each) for key, each in value.items()})
    return [_plain(each) for each in value] if isinstance(value, list) else value
