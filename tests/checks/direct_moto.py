"""Hands the portal's requests to moto, or to the tables in memory (memory_store.py), without the trip through HTTP.

moto answers a request by way of the `responses` library: it builds an HTTP request, matches its address, parses the
body shape by shape, and writes the answer back in the same way. That trip took two thirds of moto's time and tests
nothing of the portal; what botocore does for it (an address, headers, a body of JSON) took as long as moto's tables.
A request is still checked as botocore checks it (checked_copy.py), all who listen to the client's events hear of it,
and moto's own handler and tables answer it. A request that moto refuses is sent again over the whole way, so that
errors look as they do on the wire; so is one that botocore refuses.
"""

import functools
import json
from base64 import b64decode
from typing import Any

from botocore.awsrequest import AWSResponse
from moto.core import DEFAULT_ACCOUNT_ID
from moto.core.models import botocore_stubber
from moto.dynamodb.models.dynamo_type import DynamoType
from moto.dynamodb.responses import DynamoHandler

from tests.checks.checked_copy import OddRequestError, checked_copy
from tests.checks.memory_expressions import RefusedError
from tests.checks.memory_store import OPERATIONS, MemoryStore

_HANDLERS = {
    "BatchGetItem": DynamoHandler.batch_get_item,
    "BatchWriteItem": DynamoHandler.batch_write_item,
    "PutItem": DynamoHandler.put_item,
    "Query": DynamoHandler.query,
    "TransactWriteItems": DynamoHandler.transact_write_items,
    "UpdateItem": DynamoHandler.update_item,
}
_ANSWERED = {"HTTPStatusCode": 200, "HTTPHeaders": {}, "RetryAttempts": 0}
_REFUSED = 300


def connect(client: Any, store: MemoryStore | None = None) -> None:
    """Let this client ask moto directly, or this store."""
    client._make_api_call = functools.partial(_call, client, store)


def disconnect(client: Any) -> None:
    """Let the client go over the whole way again."""
    client.__dict__.pop("_make_api_call", None)


def _call(client: Any, store: MemoryStore | None, operation: str, arguments: dict[str, Any]) -> Any:
    """What botocore's client does with a request, as far as anyone can tell who uses it or listens to its events."""
    known = _HANDLERS if store is None else OPERATIONS
    if not botocore_stubber.enabled or operation not in known:
        return type(client)._make_api_call(client, operation, arguments)
    model = client.meta.service_model.operation_model(operation)
    context: dict[str, Any] = {"client_region": client.meta.region_name, "client_config": client.meta.config}
    arguments = client._emit_api_params(api_params=arguments, operation_model=model, context=context)
    try:
        body = checked_copy(arguments, model.input_shape)
        request = {"body": body, "headers": {}, "url_path": "/", "query_string": "", "method": "POST"}
    except OddRequestError:
        request = _as_sent(client, model, arguments, context)
        body = None if store is None else json.loads(request["body"])
    _, answered = client.meta.events.emit_until_response(
        f"before-call.dynamodb.{operation}",
        model=model,
        params=request,
        request_signer=client._request_signer,
        context=context,
    )
    if answered is None and store is not None:
        answered = _answer_of(store, operation, body)
    elif answered is None and body is not None:
        answered = _answer(model, body, client.meta.region_name)
    http, parsed = answered or client._make_request(model, _as_sent(client, model, arguments, context), context)
    client.meta.events.emit(
        f"after-call.dynamodb.{operation}", http_response=http, parsed=parsed, model=model, context=context
    )
    if http.status_code >= _REFUSED:
        raise client.exceptions.from_code(parsed.get("Error", {}).get("Code"))(parsed, operation)
    return parsed


def _as_sent(client: Any, model: Any, arguments: dict[str, Any], context: dict[str, Any]) -> dict[str, Any]:
    """The request as botocore sends it. Raises ParamValidationError."""
    url, headers, _ = client._resolve_endpoint_ruleset(model, arguments, context)
    request: dict[str, Any] = client._convert_to_request_dict(arguments, model, url, context, headers)
    return request


def _answer(model: Any, body: dict[str, Any], region: str) -> tuple[Any, Any] | None:
    handler = DynamoHandler()
    handler.body, handler.current_account, handler.region = body, DEFAULT_ACCOUNT_ID, region
    try:
        result = _HANDLERS[model.name](handler).result
    except Exception:  # whatever it is, the wire will say it
        return None
    known = model.output_shape.members
    answer = {name: _plain(value) for name, value in result.items() if name in known}
    return AWSResponse("", 200, {}, None), {**answer, "ResponseMetadata": dict(_ANSWERED)}


def _answer_of(store: MemoryStore, operation: str, body: Any) -> tuple[Any, Any]:
    try:
        return AWSResponse("", 200, {}, None), {**store.answer(operation, body), "ResponseMetadata": dict(_ANSWERED)}
    except RefusedError as error:
        told = {"Error": {"Message": error.message, "Code": error.code}, "message": error.message, **error.more}
        return AWSResponse("", 400, {}, None), {**told, "ResponseMetadata": {**_ANSWERED, "HTTPStatusCode": 400}}


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
