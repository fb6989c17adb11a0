"""The requests that we make of DynamoDB, within the time of the visitor's request (calls.py). Nothing else in the
portal talks to DynamoDB.

Items are plain dicts outside, DynamoDB's typed attributes inside (attributes.py).
"""

import heapq
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.runtime.clock import Deadline
from chalicelib.runtime.settings import settings
from chalicelib.storage.attributes import Item, plain, typed
from chalicelib.storage.calls import ask, client, require_time, unavailable
from chalicelib.storage.keys import Key
from chalicelib.storage.rows import Rows, in_order

__all__ = ["Item", "Rows", "Table", "TooManyRowsError", "client", "plain", "portal_table", "typed", "unavailable"]

_BATCH_LIMIT = 100
_BATCH_ATTEMPTS = 5
_BATCH_WRITE_LIMIT = 25
TRANSACTION_LIMIT = 100
REQUEST_LIMIT = 100  # rows that one query may ask for (S-40); a list goes on by a cursor (storage/list_pages.py)


class TooManyRowsError(RuntimeError):
    """An answer that must be complete would go past its ceiling: better none than one that lacks a part."""


@dataclass(frozen=True)
class Table:
    """The main table and the audit table."""

    name: str
    audit_name: str
    deadline: Deadline = field(default=Deadline(), compare=False)

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
            answer = self._call("batch_get_item", RequestItems=pending)
            yield from (plain(attributes) for attributes in answer["Responses"].get(self.name, []))
            pending = answer.get("UnprocessedKeys") or {}
            if not pending:
                return
        raise unavailable()

    def query(
        self, partition: str, prefix: str = "", *, limit: int = REQUEST_LIMIT, newest_first: bool = False
    ) -> list[Item]:
        """Up to `limit` items of a partition whose sort key begins with `prefix`, read consistently; the rest is left
        out. Raises PortalError UNAVAILABLE."""
        return list(self._walk(in_order(self.name, partition, prefix, newest_first=newest_first), limit))

    def query_audit(
        self, partition: str, prefix: str, *, limit: int = REQUEST_LIMIT, newest_first: bool = False
    ) -> list[Item]:
        """The same on the audit table."""
        return list(self._walk(in_order(self.audit_name, partition, prefix, newest_first=newest_first), limit))

    def whole(self, partition: str, prefix: str = "", *, ceiling: int) -> list[Item]:
        """All items of a partition whose sort key begins with `prefix`, for an answer that must be complete.

        Raises TooManyRowsError where there are more than `ceiling`, PortalError UNAVAILABLE.
        """
        return self._whole(in_order(self.name, partition, prefix), ceiling)

    def whole_of_kind(self, partition: str, prefix: str, *, ceiling: int) -> list[Item]:
        """The same, a megabyte in each request: for an office's many small rows of one kind."""
        return self._whole(Rows(partition, prefix).beside(self.name, prefix, backwards=False), ceiling, ceiling + 1)

    def up_to(self, partition: str, sort_key: str, *, ceiling: int) -> list[Item]:
        """All items of a partition whose sort key comes before `sort_key` (or is it), read consistently, a megabyte in
        each request: a school's list of small rows must be whole, and quick.

        Raises TooManyRowsError where there are more than `ceiling`, PortalError UNAVAILABLE.
        """
        return self._whole(Rows(partition).beside(self.name, sort_key, backwards=True), ceiling, ceiling + 1)

    def whole_audit(self, partition: str, prefix: str, *, ceiling: int) -> list[Item]:
        """The same on the audit table."""
        return self._whole(in_order(self.audit_name, partition, prefix), ceiling)

    def walk(self, partition: str, prefix: str = "", *, ceiling: int) -> Iterator[Item]:
        """A partition's items in the order of their sort keys; who has enough stops, and no more is asked for.

        Raises TooManyRowsError past the ceiling, PortalError UNAVAILABLE.
        """
        for place, item in enumerate(self._walk(in_order(self.name, partition, prefix), ceiling + 1)):
            if place == ceiling:
                raise TooManyRowsError(ceiling)
            yield item

    def rows_beside(self, rows: "Rows", beside: str, *, limit: int, backwards: bool) -> tuple[list[Item], bool]:
        """One request: the rows next to the one of sort key `beside` ("": from the end of the list), without it, and
        whether there may be more. Raises PortalError UNAVAILABLE."""
        arguments = rows.from_the_end(self.name) if not beside else rows.beside(self.name, beside, backwards=backwards)
        answer = self._call("query", **arguments, Limit=limit, ScanIndexForward=not backwards)
        items = [plain(attributes) for attributes in answer["Items"]]
        return [item for item in items if item[rows.sort_key] != beside], "LastEvaluatedKey" in answer

    def query_audit_between(self, first: Key, last: Key, *, limit: int = REQUEST_LIMIT) -> list[Item]:
        """The newest `limit` items of an audit partition from `first` to `last`, both included, read consistently.

        Raises PortalError UNAVAILABLE.
        """
        return list(
            self._walk(
                {
                    "TableName": self.audit_name,
                    "KeyConditionExpression": "PK = :pk AND SK BETWEEN :first AND :last",
                    "ExpressionAttributeValues": typed({":pk": first.pk, ":first": first.sk, ":last": last.sk}),
                    "ConsistentRead": True,
                    "ScanIndexForward": False,
                },
                limit,
            )
        )

    def audit_log(self, since: str, until: str, *, limit: int = sys.maxsize) -> Iterator[Item]:
        """Keys and digests of the events between two instants, oldest first. Never for a page, as the index follows the
        table by a moment, and each of its parts is a request. Raises PortalError UNAVAILABLE."""
        from chalicelib.storage.audit_keys import log_parts  # noqa: PLC0415 - for nightly jobs

        asked = {
            "TableName": self.audit_name,
            "IndexName": "GSI1",
            "KeyConditionExpression": "GSI1PK = :pk AND GSI1SK BETWEEN :since AND :until",
        }
        given = ({":pk": part, ":since": since, ":until": until} for part in log_parts())
        parts = (self._walk({**asked, "ExpressionAttributeValues": typed(values)}, limit) for values in given)
        return islice(heapq.merge(*parts, key=lambda item: str(item["GSI1SK"])), limit)

    def queue(self, partition: str, *, limit: int = REQUEST_LIMIT) -> list[Item]:
        """The oldest `limit` rows of a work queue: keys and `card`. An index read: never an answer about a pupil."""
        return list(self._walk(Rows(partition, is_queue=True).from_the_end(self.name), limit))

    def walk_queue(self, partition: str, prefix: str = "") -> Iterator[Item]:
        """All rows of a work queue whose place begins with `prefix`, oldest first; who has enough stops, and no more
        is asked for."""
        return self._walk(Rows(partition, prefix, is_queue=True).from_the_end(self.name), sys.maxsize)

    def whole_queue(self, partition: str, *, ceiling: int) -> list[Item]:
        """All rows of a work queue, oldest first, a megabyte in each request: for counts and an order of its own.

        Raises TooManyRowsError where there are more than `ceiling`, PortalError UNAVAILABLE.
        """
        return self._whole(Rows(partition, is_queue=True).from_the_end(self.name), ceiling, ceiling + 1)

    def put_once(self, key: Key, attributes: Mapping[str, Any]) -> None:
        """One conditional put of a new item. Raises PortalError UNAVAILABLE."""
        self._call(
            "put_item",
            TableName=self.name,
            Item=typed({**key.as_item(), **attributes}),
            ConditionExpression="attribute_not_exists(PK)",
        )

    def put_unless_there(self, key: Key, attributes: Mapping[str, Any]) -> None:
        """Put a new item into the audit table; one that stands there stays as it is. Raises PortalError UNAVAILABLE."""
        put = {"TableName": self.audit_name, "Item": typed({**key.as_item(), **attributes})}
        try:
            ask(self.deadline, "put_item", **put, ConditionExpression="attribute_not_exists(PK)")
        except client().exceptions.ConditionalCheckFailedException:
            return
        except (BotoCoreError, ClientError) as error:
            raise unavailable() from error

    def update(
        self,
        key: Key,
        expression: str,
        values: Mapping[str, Any],
        condition: str = "",
        names: Mapping[str, str] | None = None,
    ) -> Item | None:
        """Update an operational item (counter, lease); return it as it is then, or None if the condition failed.

        Never for a versioned record: those change through the unit of work alone. Raises PortalError UNAVAILABLE.
        """
        arguments: dict[str, Any] = {
            "TableName": self.name,
            "Key": typed(key.as_item()),
            "UpdateExpression": expression,
            "ExpressionAttributeValues": typed(values),
            "ReturnValues": "ALL_NEW",
        }
        if condition:
            arguments["ConditionExpression"] = condition
        if names:
            arguments["ExpressionAttributeNames"] = dict(names)
        try:
            return plain(ask(self.deadline, "update_item", **arguments)["Attributes"])
        except client().exceptions.ConditionalCheckFailedException:
            return None
        except (BotoCoreError, ClientError) as error:
            raise unavailable() from error

    def replace_many(self, items: Iterable[Mapping[str, Any]], gone: Iterable[Key]) -> None:
        """Put items and remove keys, 25 at a time, each by itself. For reference data and for rows that a purge drops:
        nothing here is audited.

        Raises PortalError UNAVAILABLE.
        """
        writes: list[dict[str, Any]] = [{"PutRequest": {"Item": typed(item)}} for item in items]
        writes += [{"DeleteRequest": {"Key": typed(key.as_item())}} for key in gone]
        while writes:
            answer = self._call("batch_write_item", RequestItems={self.name: writes[:_BATCH_WRITE_LIMIT]})
            writes = (answer.get("UnprocessedItems") or {}).get(self.name, []) + writes[_BATCH_WRITE_LIMIT:]

    def transact(self, writes: list[dict[str, Any]]) -> None:
        """All writes or none, in one try.

        Raises what botocore raises: the unit of work knows what each failure means. PortalError UNAVAILABLE where no
        time is left for a try.
        """
        require_time(self.deadline)
        client().transact_write_items(TransactItems=writes)

    def _walk(self, arguments: dict[str, Any], limit: int, at_once: int = REQUEST_LIMIT) -> Iterator[Item]:
        """Up to `limit` items, `at_once` in each request at most."""
        left = limit
        while left > 0:
            answer = self._call("query", **arguments, Limit=min(left, at_once))
            yield from (plain(attributes) for attributes in answer["Items"])
            left -= len(answer["Items"])
            if "LastEvaluatedKey" not in answer:
                return
            arguments = {**arguments, "ExclusiveStartKey": answer["LastEvaluatedKey"]}

    def _whole(self, arguments: dict[str, Any], ceiling: int, at_once: int = REQUEST_LIMIT) -> list[Item]:
        found = list(self._walk(arguments, ceiling + 1, at_once))
        if len(found) > ceiling:
            raise TooManyRowsError(ceiling)
        return found

    def _call(self, operation: str, **arguments: Any) -> dict[str, Any]:
        try:
            return ask(self.deadline, operation, **arguments)
        except (BotoCoreError, ClientError) as error:
            raise unavailable() from error


def portal_table(deadline: Deadline | None = None) -> Table:
    """The tables that the settings name, for a request that has so long."""
    return Table(settings().table, settings().audit_table, deadline or Deadline())
