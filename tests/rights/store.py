"""What a request to the tables needs."""

from collections.abc import Iterator, Mapping
from typing import Any

from chalicelib.runtime.settings import settings
from tests.rights.granted import AUDIT, MAIN, Right

_PARTS = {
    "Put": "PutItem", "Update": "UpdateItem", "Delete": "DeleteItem", "ConditionCheck": "ConditionCheckItem",
}  # fmt: skip


def rights_of(operation: str, arguments: Mapping[str, Any]) -> Iterator[Right]:
    """What a request to the store needs: of a transaction each write is one of its own."""
    if operation == "TransactWriteItems":
        for write in arguments["TransactItems"]:
            ((verb, part),) = write.items()
            yield _right(part["TableName"], _PARTS[verb])
    elif operation in {"BatchGetItem", "BatchWriteItem"}:
        yield from (_right(name, operation) for name in arguments["RequestItems"])
    else:
        yield _right(arguments["TableName"], operation, "/index" if arguments.get("IndexName") else "")


def _right(name: str, operation: str, index: str = "") -> Right:
    table = AUDIT if name == settings().audit_table else MAIN
    return table + index, f"dynamodb:{operation}"
