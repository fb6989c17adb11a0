"""The portal's client reads items as DynamoDB sends them; the result is what the parser of botocore gives."""

import json
from typing import Any

import pytest
from botocore.parsers import JSONParser

from chalicelib.runtime.aws import aws_client

ITEM = {
    "PK": {"S": "CHILD#a"},
    "number": {"N": "3"},
    "flag": {"BOOL": False},
    "list": {"L": [{"S": "q"}, {"M": {"inner": {"N": "4"}}}]},
    "set": {"SS": ["a", "b"]},
    "empty_map": {"M": {}},
    "empty_list": {"L": []},
}
KEYS = {"Keys": [{"PK": {"S": "a"}}], "ConsistentRead": True}
ANSWERS = {
    "Query": {"Items": [ITEM], "Count": 1, "LastEvaluatedKey": {"PK": {"S": "a"}, "SK": {"S": "b"}}},
    "BatchGetItem": {"Responses": {"table": [ITEM]}, "UnprocessedKeys": {"table": KEYS}},
    "UpdateItem": {"Attributes": ITEM},
}
CANCELED = {
    "__type": "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
    "message": "canceled",
    "CancellationReasons": [{"Code": "ConditionalCheckFailed", "Item": ITEM}],
}


@pytest.fixture(scope="module")
def client() -> Any:
    return aws_client("dynamodb", endpoint="http://127.0.0.1:1")


def answered(body: dict[str, Any], status: int) -> dict[str, Any]:
    return {"body": json.dumps(body).encode(), "headers": {"x-amzn-requestid": "1"}, "status_code": status}


@pytest.mark.parametrize("operation", ANSWERS)
def test_an_answer_with_items_is_read_as_botocore_reads_it(client: Any, operation: str) -> None:
    shape = client.meta.service_model.operation_model(operation).output_shape
    ours = client._endpoint._response_parser_factory.create_parser("json")  # no other way leads to it

    read = ours.parse(answered(ANSWERS[operation], 200), shape)

    assert type(ours) is not JSONParser
    assert read == JSONParser().parse(answered(ANSWERS[operation], 200), shape)


def test_a_canceled_transaction_tells_the_same_reasons(client: Any) -> None:
    shape = client.meta.service_model.shape_for_error_code("TransactionCanceledException")
    ours = client._endpoint._response_parser_factory.create_parser("json")

    assert ours.parse(answered(CANCELED, 400), shape) == JSONParser().parse(answered(CANCELED, 400), shape)
