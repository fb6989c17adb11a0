"""The DynamoDB client and the four requests we make of it. Nothing else in the portal talks to DynamoDB.

Items are plain dicts of strings, numbers and None outside, DynamoDB's typed attributes inside.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import boto3
from boto3.dynamodb.types import TypeDeserializer, TypeSerializer
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.runtime.settings import settings
from chalicelib.storage.keys import LOG, Key

Item = dict[str, Any]
_SERIALIZE = TypeSerializer().serialize
_DESERIALIZE = TypeDeserializer().deserialize
_BATCH_LIMIT = 100
_BATCH_ATTEMPTS = 5
_BATCH_WRITE_LIMIT = 25
TRANSACTION_LIMIT = 100

# Three tries of the SDK's own inside the function's 15 seconds; connect 1 s, read 2 s (reliability B.3).
_CLIENT_CONFIG = Config(
    connect_timeout=1, read_timeout=2, tcp_keepalive=True, retries={"mode": "standard", "total_max_attempts": 3}
)


def typed(item: Mapping[str, Any]) -> dict[str, Any]:
    """Plain values as DynamoDB attributes; None is left out."""
    return {name: _SERIALIZE(value) for name, value in item.items() if value is not None}


def plain(attributes: Mapping[str, Any]) -> Item:
    """DynamoDB attributes as plain values."""
    return {name: _DESERIALIZE(value) for name, value in attributes.items()}


@cache
def client() -> Any:
    """The one client of this process, made on first use and kept (its connection stays warm)."""
    endpoint = settings().dynamodb_endpoint or None
    return boto3.client("dynamodb", endpoint_url=endpoint, config=_CLIENT_CONFIG)


def unavailable() -> PortalError:
    """The store did not answer; nothing is known to have happened."""
    return PortalError(ErrorKind.UNAVAILABLE, "STORE_UNAVAILABLE")


@dataclass(frozen=True)
class Table:
    """The main table and the audit table."""

    name: str
    audit_name: str

    def get_many(self, keys: Iterable[Key]) -> dict[Key, Item]:
        """The items of these keys, read consistently, a hundred in each request; missing ones are left out.

        Raises PortalError UNAVAILABLE.
        """
        wanted = list(dict.fromkeys(keys))
        found: dict[Key, Item] = {}
        for start in range(0, len(wanted), _BATCH_LIMIT):
            for item in self._get_batch(wanted[start : start + _BATCH_LIMIT]):
                found[Key(item["PK"], item["SK"])] = item
        return found

    def _get_batch(self, wanted: list[Key]) -> Iterator[Item]:
        pending: dict[str, Any] = {
            self.name: {"Keys": [typed(key.as_item()) for key in wanted], "ConsistentRead": True}
        }
        for _attempt in range(_BATCH_ATTEMPTS):
            answer = _call("batch_get_item", RequestItems=pending)
            yield from (plain(attributes) for attributes in answer["Responses"].get(self.name, []))
            pending = answer.get("UnprocessedKeys") or {}
            if not pending:
                return
        raise unavailable()

    def query(self, partition: str, prefix: str = "", *, limit: int = 100, newest_first: bool = False) -> list[Item]:
        """Up to `limit` items of a partition whose sort key begins with `prefix`, read consistently.

        Raises PortalError UNAVAILABLE.
        """
        return list(self._query_pages(self.name, partition, prefix, limit, newest_first))

    def query_audit(self, partition: str, prefix: str, *, limit: int = 100, newest_first: bool = False) -> list[Item]:
        """The same on the audit table."""
        return list(self._query_pages(self.audit_name, partition, prefix, limit, newest_first))

    def query_audit_between(self, first: Key, last: Key, *, limit: int = 100) -> list[Item]:
        """The newest `limit` items of an audit partition from `first` to `last`, both included, read consistently.

        Raises PortalError UNAVAILABLE.
        """
        answer = _call(
            "query", TableName=self.audit_name, KeyConditionExpression="PK = :pk AND SK BETWEEN :first AND :last",
            ExpressionAttributeValues=typed({":pk": first.pk, ":first": first.sk, ":last": last.sk}),
            ConsistentRead=True, ScanIndexForward=False, Limit=limit,
        )
        return [plain(attributes) for attributes in answer["Items"]]

    def audit_log(self, since: str, until: str, *, limit: int = 0) -> Iterator[Item]:
        """Keys and digests of the events between two instants, oldest first; `limit` 0: all. Never for a page, as the
        index follows the table by a moment. Raises PortalError UNAVAILABLE."""
        arguments: dict[str, Any] = {
            "TableName": self.audit_name, "IndexName": "GSI1",
            "KeyConditionExpression": "GSI1PK = :pk AND GSI1SK BETWEEN :since AND :until",
            "ExpressionAttributeValues": typed({":pk": LOG, ":since": since, ":until": until}),
            **({"Limit": limit} if limit else {}),
        }
        while True:
            answer = _call("query", **arguments)
            yield from (plain(attributes) for attributes in answer["Items"])
            if limit or "LastEvaluatedKey" not in answer:
                return
            arguments["ExclusiveStartKey"] = answer["LastEvaluatedKey"]

    def _query_pages(
        self, table: str, partition: str, prefix: str, limit: int, newest_first: bool  # noqa: FBT001
    ) -> Iterator[Item]:
        condition, values = "PK = :pk", {":pk": partition}
        if prefix:
            condition, values = f"{condition} AND begins_with(SK, :prefix)", {**values, ":prefix": prefix}
        arguments: dict[str, Any] = {
            "TableName": table, "KeyConditionExpression": condition, "ExpressionAttributeValues": typed(values),
            "ConsistentRead": True, "ScanIndexForward": not newest_first,
        }
        left = limit
        while left > 0:
            answer = _call("query", Limit=left, **arguments)
            items = [plain(attributes) for attributes in answer["Items"]]
            yield from items
            left -= len(items)
            if "LastEvaluatedKey" not in answer:
                return
            arguments["ExclusiveStartKey"] = answer["LastEvaluatedKey"]

    def queue(self, partition: str, *, limit: int = 100) -> list[Item]:
        """The oldest `limit` rows of a work queue: keys and `card`. An index read: never an answer about a pupil."""
        answer = _call(
            "query", TableName=self.name, IndexName="GSI1", KeyConditionExpression="GSI1PK = :pk",
            ExpressionAttributeValues=typed({":pk": partition}), Limit=limit,
        )
        return [plain(attributes) for attributes in answer["Items"]]

    def put_once(self, key: Key, attributes: Mapping[str, Any], *, audit: bool = False) -> None:
        """One conditional put of a new item. Raises PortalError UNAVAILABLE."""
        _call(
            "put_item", TableName=self.audit_name if audit else self.name,
            Item=typed({**key.as_item(), **attributes}), ConditionExpression="attribute_not_exists(PK)",
        )

    def put_unless_there(self, key: Key, attributes: Mapping[str, Any]) -> None:
        """Put a new item into the audit table; one that stands there stays as it is. Raises PortalError UNAVAILABLE."""
        try:
            client().put_item(TableName=self.audit_name, Item=typed({**key.as_item(), **attributes}),
                              ConditionExpression="attribute_not_exists(PK)")
        except client().exceptions.ConditionalCheckFailedException:
            return
        except (BotoCoreError, ClientError) as error:
            raise unavailable() from error

    def update(self, key: Key, expression: str, values: Mapping[str, Any], condition: str = "",
               names: Mapping[str, str] | None = None) -> Item | None:
        """One update of an operational item (counter, lease); the item after it, or None where the condition failed.

        Never for a stateful record: those change through the unit of work alone.
        """
        arguments: dict[str, Any] = {
            "TableName": self.name, "Key": typed(key.as_item()), "UpdateExpression": expression,
            "ExpressionAttributeValues": typed(values), "ReturnValues": "ALL_NEW",
        }
        if condition:
            arguments["ConditionExpression"] = condition
        if names:
            arguments["ExpressionAttributeNames"] = dict(names)
        try:
            return plain(client().update_item(**arguments)["Attributes"])
        except client().exceptions.ConditionalCheckFailedException:
            return None
        except (BotoCoreError, ClientError) as error:
            raise unavailable() from error

    def replace_many(self, items: Iterable[Mapping[str, Any]], gone: Iterable[Key]) -> None:
        """Put items and remove keys, 25 at a time, each by itself. For reference data only: nothing here is audited.

        Raises PortalError UNAVAILABLE.
        """
        writes: list[dict[str, Any]] = [{"PutRequest": {"Item": typed(item)}} for item in items]
        writes += [{"DeleteRequest": {"Key": typed(key.as_item())}} for key in gone]
        while writes:
            answer = _call("batch_write_item", RequestItems={self.name: writes[:_BATCH_WRITE_LIMIT]})
            writes = (answer.get("UnprocessedItems") or {}).get(self.name, []) + writes[_BATCH_WRITE_LIMIT:]

    def transact(self, writes: list[dict[str, Any]]) -> None:
        """All writes or none. The SDK draws a fresh ClientRequestToken, for its own retries only.

        Raises what botocore raises: the unit of work knows what each failure means.
        """
        client().transact_write_items(TransactItems=writes)


def _call(operation: str, **arguments: Any) -> dict[str, Any]:
    try:
        answer: dict[str, Any] = getattr(client(), operation)(**arguments)
    except (BotoCoreError, ClientError) as error:
        raise unavailable() from error
    return answer


def portal_table() -> Table:
    """The tables that the settings name."""
    return Table(settings().table, settings().audit_table)
