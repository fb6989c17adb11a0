"""What botocore checks of a request and what it writes of it, in one walk.

botocore walks a request twice, asking at each value what its shape allows, and writes it as JSON, which moto reads
again. Here a request is copied as moto would have read it, and checked on the way. What is out of the ordinary (an
argument that botocore refuses, a value of another type than the usual ones) is not copied but left to botocore.
`test_direct_moto.py` compares both ways.
"""

from collections.abc import Callable
from typing import Any

from botocore.model import Shape

_Copy = Callable[[Any], Any]
_SIMPLE = {"string": str, "boolean": bool, "integer": int, "long": int, "blob": bytes}
_copies: dict[str, _Copy] = {}


class OddRequestError(Exception):
    """Left to botocore."""


def checked_copy(arguments: dict[str, Any], shape: Shape) -> Any:
    """The arguments as moto gets them. Raises OddRequestError."""
    return _copy_of(shape)(arguments)


def _copy_of(shape: Shape) -> _Copy:
    """The way to copy values of this shape; shapes are known by their names, which are DynamoDB's own."""
    if shape.name not in _copies:

        def found_within_itself(value: Any) -> Any:
            return _copies[shape.name](value)

        _copies[shape.name] = found_within_itself
        _copies[shape.name] = _MAKERS.get(shape.type_name, _copy_of_simple)(shape)
    return _copies[shape.name]


def _copy_of_structure(shape: Any) -> _Copy:
    members = {name: _copy_of(member) for name, member in shape.members.items()}
    required, is_union = frozenset(shape.metadata.get("required", ())), shape.is_tagged_union

    def copy(value: Any) -> dict[str, Any]:
        if type(value) is not dict or not required <= value.keys() or (is_union and len(value) != 1):
            raise OddRequestError
        try:
            return {name: members[name](each) for name, each in value.items()}
        except KeyError:
            raise OddRequestError from None

    return copy


def _copy_of_map(shape: Any) -> _Copy:
    copy_of_key, copy_of_value = _copy_of(shape.key), _copy_of(shape.value)

    def copy(value: Any) -> dict[str, Any]:
        if type(value) is not dict:
            raise OddRequestError
        return {copy_of_key(name): copy_of_value(each) for name, each in value.items()}

    return copy


def _copy_of_list(shape: Any) -> _Copy:
    copy_of_each, fewest = _copy_of(shape.member), shape.metadata.get("min", 0)

    def copy(value: Any) -> list[Any]:
        if type(value) not in {list, tuple} or len(value) < fewest:
            raise OddRequestError
        return [copy_of_each(each) for each in value]

    return copy


def _copy_of_simple(shape: Any) -> _Copy:
    usual, fewest = _SIMPLE.get(shape.type_name), shape.metadata.get("min", 0)
    if usual is str and not fewest:

        def copy_of_text(value: Any) -> str:
            if type(value) is not str:
                raise OddRequestError
            return value

        return copy_of_text

    def copy(value: Any) -> Any:
        if type(value) is not usual or (fewest and (len(value) if usual is str else value) < fewest):
            raise OddRequestError
        return value

    return copy


_MAKERS: dict[str, Callable[[Any], _Copy]] = {
    "structure": _copy_of_structure,
    "map": _copy_of_map,
    "list": _copy_of_list,
}
