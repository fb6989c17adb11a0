"""Makes moto (5.2.5) do the same with less work, where the tests spend most of their time in it.

A condition is parsed once for each text, names and values, a change once for each text: moto does it twice for each
write of a transaction, and asks at each part of a change again which parts a check is for. An item
is measured once when it is made, not again for each of its attributes. Texts, which all keys are, are compared and
measured as they are, without asking for their type first. What an index holds of an item, or a request asks of it, is
taken out once: moto writes the whole item again for each attribute. A query sorts the items that have its key: moto
sorts the whole table each time. `test_direct_moto.py` compares every answer with
that of moto as it comes.
"""

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from moto.dynamodb.comparisons import ConditionExpressionParser
from moto.dynamodb.exceptions import ItemSizeTooLarge
from moto.dynamodb.models.dynamo_type import DynamoType, Item, LimitedSizeDict
from moto.dynamodb.models.table import Table
from moto.dynamodb.models.utilities import bytesize
from moto.dynamodb.parsing.ast_nodes import DepthFirstTraverser, Node
from moto.dynamodb.parsing.expressions import UpdateExpressionParser

_LARGEST = 405_000  # bytes, moto's own limit
_MOST = 5_000
_PARTS = "_wanted_parts"
_PLACE_OF_INDEX = 6  # among the arguments of a query after its key
_parsed: dict[tuple[str | None, str, str], tuple[Any, list[str], list[str]]] = {}
_changes: dict[str, Any] = {}
_is_node: dict[type, bool] = {}
_parse_change, _walk = UpdateExpressionParser.__dict__["make"], DepthFirstTraverser.traverse_node_recursively
_parse, _make_item = ConditionExpressionParser.parse, Item.__init__
_hash_of, _equal, _less = DynamoType.__hash__, DynamoType.__eq__, DynamoType.__lt__
_size_of, _part_of, _query = DynamoType.size, Item.project, Table.query


def _parsed_once(parser: ConditionExpressionParser) -> Any:
    names, values = parser.expression_attribute_names, parser.expression_attribute_values
    key = (parser.condition_expression, repr(names), repr(values))
    if key not in _parsed:
        if len(_parsed) > _MOST:
            _parsed.clear()
        parser.expression_attribute_values = copy.deepcopy(values)  # what is kept shares nothing with the request
        _parsed[key] = (_parse(parser), parser.expr_attr_names_found, parser.expr_attr_values_found)
    condition, names_found, values_found = _parsed[key]
    parser.expr_attr_names_found, parser.expr_attr_values_found = list(names_found), list(values_found)
    return condition


def _change_parsed_once(text: str) -> Any:
    """What moto makes of a change; whoever checks it takes a copy."""
    if text not in _changes:
        if len(_changes) > _MOST:
            _changes.clear()
        _changes[text] = _parse_change.__get__(None, UpdateExpressionParser)(text)
    return _changes[text]


def _walked_quickly(traverser: DepthFirstTraverser, node: Any, place: int = -1) -> Any:
    """Walk through a change as moto does; what kind a part is of is asked once for each kind."""
    kind = type(node)
    if kind not in _is_node:
        _is_node[kind] = issubclass(kind, Node)
    if not _is_node[kind]:
        return node
    parent = node.parent
    for number, child in enumerate(node.children or ()):
        traverser.pre_processing_of_child(node, number)
        traverser.traverse_node_recursively(child, number)
    wanted = vars(traverser).setdefault(_PARTS, {})
    if kind not in wanted:
        wanted[kind] = issubclass(kind, traverser.nodes_to_be_processed())
    if wanted[kind]:
        node = traverser.process(node)
        node.parent = parent
        if parent:
            parent.children[place] = node
    return node


def _measured_once(item: Item, hash_key: DynamoType, range_key: DynamoType | None, attrs: dict[str, Any]) -> None:
    item.hash_key, item.range_key = hash_key, range_key
    typed = {name: DynamoType(value) for name, value in attrs.items()}
    if sum(bytesize(name) + value.size() for name, value in typed.items()) > _LARGEST:
        raise ItemSizeTooLarge
    item.attrs = LimitedSizeDict()
    dict.update(item.attrs, typed)


def _quick_hash(value: DynamoType) -> int:
    return hash(("S", value.value)) if value.type == "S" else _hash_of(value)


def _quickly_equal(value: DynamoType, other: DynamoType) -> bool:
    if value.type == "S" == other.type:
        return bool(value.value == other.value)
    return _equal(value, other)


def _quickly_less(value: DynamoType, other: DynamoType) -> bool:
    if value.type == "S" == other.type:
        return bool(value.value < other.value)
    return _less(value, other)


def _quick_size(value: DynamoType) -> int:
    return len(value.value.encode()) if value.type == "S" else _size_of(value)


def _quick_part(item: Item, expressions: list[list[str]]) -> Item:
    """A part of whole attributes that are texts; moto takes any other."""
    texts: dict[str, dict[str, str]] = {}
    for name, *further in expressions:
        kept = item.attrs.get(name)
        if further or "[" in name or (kept is not None and kept.type != "S"):
            return _part_of(item, expressions)
        if kept is not None:
            texts[name] = {"S": kept.value}
    return Item(item.hash_key, item.range_key, texts)


def _query_of_its_own(table: Table, hash_key: DynamoType | None, *rest: Any, **further: Any) -> Any:
    """Show moto only the items that have the key, in the order in which it would have come upon them."""
    index = rest[_PLACE_OF_INDEX] if len(rest) > _PLACE_OF_INDEX else further.get("index_name")
    found = _of_index(table, further.get("hash_key_conditions") or []) if index else _of_partition(table, hash_key)
    found.sort(key=lambda item: (item.hash_key, item.range_key))
    vars(table)["all_items"] = lambda: found
    try:
        return _query(table, hash_key, *rest, **further)
    finally:
        del vars(table)["all_items"]


def _of_partition(table: Table, hash_key: DynamoType | None) -> list[Item]:
    return list(table.items[hash_key].values()) if hash_key in table.items else []


def _of_index(table: Table, conditions: list[tuple[str, DynamoType]]) -> list[Item]:
    partitions = table.items.values()
    if not conditions:
        return [item for partition in partitions for item in partition.values()]
    name, wanted = conditions[0]
    # The values first: a comparison of types is a call for each item of the table.
    value, kind = wanted.value, wanted.type
    return [
        item
        for partition in partitions
        for item in partition.values()
        if (kept := item.attrs.get(name)) is not None and kept.value == value and kept.type == kind
    ]


_QUICK = [
    (ConditionExpressionParser, "parse", _parse, _parsed_once),
    (Item, "__init__", _make_item, _measured_once),
    (DynamoType, "__hash__", _hash_of, _quick_hash),
    (DynamoType, "__eq__", _equal, _quickly_equal),
    (DynamoType, "__lt__", _less, _quickly_less),
    (DynamoType, "size", _size_of, _quick_size),
    (Item, "project", _part_of, _quick_part),
    (Table, "query", _query, _query_of_its_own),
    (UpdateExpressionParser, "make", _parse_change, staticmethod(_change_parsed_once)),
    (DepthFirstTraverser, "traverse_node_recursively", _walk, _walked_quickly),
]


def make_quick() -> None:
    """Let moto take the quick ways from now on."""
    for owner, name, _slow, quick in _QUICK:
        setattr(owner, name, quick)


@contextmanager
def moto_as_it_comes() -> Iterator[None]:
    """Within this block moto does everything its own way."""
    for owner, name, slow, _quick in _QUICK:
        setattr(owner, name, slow)
    try:
        yield
    finally:
        make_quick()
