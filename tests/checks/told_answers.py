"""What a store says to a request, in a form in which the answers of two stores can be compared."""

from typing import Any

from botocore.exceptions import ClientError

_UNSAID = frozenset({"ResponseMetadata", "ConsumedCapacity", "ItemCollectionMetrics", "ScannedCount"})


def told(client: Any, operation: str, arguments: dict[str, Any]) -> Any:
    """The answer, or the error's kind and reasons."""
    try:
        answer = getattr(client, operation)(**arguments)
    except ClientError as error:
        reasons = [each["Code"] for each in error.response.get("CancellationReasons", ())]
        return type(error).__name__, error.response["Error"]["Code"], reasons
    return _in_order({name: value for name, value in answer.items() if name not in _UNSAID})


def _key(item: dict[str, Any]) -> tuple[str, str]:
    return item["PK"]["S"], item["SK"]["S"]


def _in_order(value: Any) -> Any:
    """The answer; what comes in no order of its own (a set, the items of a batch) in one."""
    if isinstance(value, dict):
        if "Responses" in value:
            value = {**value, "Responses": {name: sorted(each, key=_key) for name, each in value["Responses"].items()}}
        return {name: sorted(each) if name in {"SS", "NS"} else _in_order(each) for name, each in value.items()}
    return [_in_order(each) for each in value] if isinstance(value, list) else value


def told_to_the_end(client: Any, operation: str, arguments: dict[str, Any]) -> Any:
    """The same; of a query all items, whatever its pages are: stores differ in whether a last page says that it is."""
    if operation != "query":
        return told(client, operation, arguments)
    found, rest = [], arguments
    while True:
        answer = client.query(**rest)
        found += answer["Items"]
        if "LastEvaluatedKey" not in answer:
            return _in_order(found)
        rest = {**arguments, "ExclusiveStartKey": answer["LastEvaluatedKey"]}
