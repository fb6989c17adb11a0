"""Items as DynamoDB writes them, each value under the name of its type, and as plain values: texts, whole numbers,
flags, lists, maps, sets of texts. None is left out."""

from collections.abc import Mapping
from typing import Any

Item = dict[str, Any]


def typed(item: Mapping[str, Any]) -> dict[str, Any]:
    """Plain values as DynamoDB attributes; None is left out."""
    return {name: _typed_value(value) for name, value in item.items() if value is not None}


def plain(attributes: Mapping[str, Any]) -> Item:
    """DynamoDB attributes as plain values."""
    return {name: value["S"] if "S" in value else _plain_value(value) for name, value in attributes.items()}


def _typed_value(value: Any) -> dict[str, Any]:
    """One value under the name of its type. Raises TypeError for a type that no item of ours has."""
    match value:
        case str():
            made: dict[str, Any] = {"S": value}
        case bool():
            made = {"BOOL": value}
        case int():
            made = {"N": str(value)}
        case set() | frozenset():
            made = {"SS": sorted(value)}
        case list() | tuple():
            made = {"L": [_typed_value(each) for each in value]}
        case dict():
            made = {"M": typed(value)}
        case _:
            raise TypeError(type(value).__name__)
    return made


def _plain_value(attribute: Mapping[str, Any]) -> Any:
    ((kind, value),) = attribute.items()
    match kind:
        case "N":
            return int(value)
        case "SS":
            return set(value)
        case "L":
            return [_plain_value(each) for each in value]
        case "M":
            return plain(value)
    return value
