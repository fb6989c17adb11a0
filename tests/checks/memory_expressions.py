"""Conditions and changes of a DynamoDB request, as far as the portal writes them. Each text is read once, and is then a
function of an item. What the portal does not write is refused, so that a test fails on it and never passes by it."""

import operator
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

Value = dict[str, Any]
"""A typed value: {"S": "text"}."""
Item = dict[str, Value]
_Operand = Callable[["Given"], Value | None]
_Test = Callable[["Given"], bool]
_Change = Callable[["Given", Item], None]

_WORD = re.compile(r"\s*(<=|>=|<>|[=<>(),+-]|[#:]?\w+)")
_COMPARED = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_ORDERED = frozenset({"S", "N"})
_CLAUSES = frozenset({"SET", "REMOVE", "ADD", "DELETE"})


class RefusedError(Exception):
    """The request is refused, as DynamoDB would: `code` names the error."""

    def __init__(self, code: str, message: str, **more: Any) -> None:
        super().__init__(message)
        self.code, self.message, self.more = code, message, more


class UnknownRequestError(Exception):
    """The portal did not write this when the store was made: add it here, and to `random_requests.py`."""


def invalid(message: str) -> RefusedError:
    """The request is none."""
    return RefusedError("ValidationException", message)


class Given(NamedTuple):
    """What an expression speaks of."""

    item: Item
    names: Mapping[str, str]
    values: Mapping[str, Value]

    def attribute(self, name: str) -> str:
        """The attribute that a name or its stand-in means."""
        return self.names[name] if name.startswith("#") else name


class Read(NamedTuple):
    """An expression that was read, and the stand-ins for names and values that it uses."""

    run: Any
    stand_ins: frozenset[str]


class _Words:
    """The words of an expression, one after the other."""

    def __init__(self, text: str) -> None:
        self.text, self.place, self.words = text, 0, _WORD.findall(text)
        if "".join(self.words) != re.sub(r"\s", "", text):
            raise UnknownRequestError(text)

    @property
    def next(self) -> str:
        return self.words[self.place] if self.place < len(self.words) else ""

    def take(self, *wanted: str) -> str:
        word = self.next
        if wanted and word not in wanted:
            raise UnknownRequestError(self.text)
        self.place += 1
        return word

    def takes(self, word: str) -> bool:
        if self.next != word:
            return False
        self.place += 1
        return True

    @property
    def stand_ins(self) -> frozenset[str]:
        return frozenset(word for word in self.words if word[0] in "#:")


@cache
def read_condition(text: str) -> Read:
    """Read a condition; it runs with `Given` and says whether it holds."""
    words = _Words(text)
    test = _either(words)
    if words.next:
        raise UnknownRequestError(text)
    return Read(test, words.stand_ins)


def _either(words: _Words) -> _Test:
    tests = [_all(words)]
    while words.takes("OR"):
        tests.append(_all(words))
    return tests[0] if len(tests) == 1 else lambda given: any(test(given) for test in tests)


def _all(words: _Words) -> _Test:
    tests = [_one(words)]
    while words.takes("AND"):
        tests.append(_one(words))
    return tests[0] if len(tests) == 1 else lambda given: all(test(given) for test in tests)


def _one(words: _Words) -> _Test:
    if words.takes("("):
        test = _either(words)
        words.take(")")
        return test
    if words.next in {"attribute_exists", "attribute_not_exists"}:
        wanted = words.take() == "attribute_exists"
        words.take("(")
        name = words.take()
        words.take(")")
        return lambda given: (given.attribute(name) in given.item) is wanted
    if words.next in _OF_TEXTS:
        holds = _OF_TEXTS[words.take()]
        words.take("(")
        place, wanted = _operand(words), words.take(",") and _operand(words)
        words.take(")")
        return lambda given: holds(place(given), _there(wanted(given)))
    left = _operand(words)
    if words.takes("IN"):
        words.take("(")
        choices = [_operand(words)]
        while words.takes(","):
            choices.append(_operand(words))
        words.take(")")
        return lambda given: any(_holds("=", left(given), choice(given)) for choice in choices)
    sign, right = words.take(*_COMPARED), _operand(words)
    return lambda given: _holds(sign, left(given), right(given))


def _operand(words: _Words) -> _Operand:
    word = words.take()
    if words.next == "(":
        return _called(word, words)
    if word.startswith(":"):
        return lambda given: given.values[word]
    return lambda given: given.item.get(given.attribute(word))


def _called(function: str, words: _Words) -> _Operand:
    words.take("(")
    first = _operand(words)
    words.take(",")
    second = _operand(words)
    words.take(")")
    if function == "if_not_exists":
        return lambda given: second(given) if (kept := first(given)) is None else kept
    if function == "list_append":
        return lambda given: {"L": [*_there(first(given))["L"], *_there(second(given))["L"]]}
    raise UnknownRequestError(function)


def _there(value: Value | None) -> Value:
    if value is None:
        raise invalid("The provided expression refers to an attribute that does not exist in the item")
    return value


def _holds(sign: str, left: Value | None, right: Value | None) -> bool:
    if left is None or right is None:
        return sign == "<>" and left is not right
    ((kind, one),), ((other_kind, other),) = left.items(), right.items()
    if sign in {"=", "<>"}:
        is_same = kind == other_kind and _comparable(kind, one) == _comparable(kind, other)
        return is_same is (sign == "=")
    if kind not in _ORDERED or other_kind not in _ORDERED:
        raise UnknownRequestError(f"{kind} {sign} {other_kind}")
    return kind == other_kind and bool(_COMPARED[sign](_comparable(kind, one), _comparable(kind, other)))


def _contains(value: Value | None, wanted: Value) -> bool:
    """Whether a set of texts, or a text, contains a text."""
    ((kind, kept),) = (value or {"SS": []}).items()
    if kind not in {"SS", "S"}:
        raise UnknownRequestError(f"contains of {kind}")
    return "S" in wanted and wanted["S"] in kept


def _begins(value: Value | None, wanted: Value) -> bool:
    """Whether a text begins with another."""
    return value is not None and "S" in value and value["S"].startswith(wanted["S"])


_OF_TEXTS: dict[str, Callable[[Value | None, Value], bool]] = {"contains": _contains, "begins_with": _begins}


def _comparable(kind: str, value: Any) -> Any:
    if kind == "N":
        return Decimal(value)
    return frozenset(value) if kind in {"SS", "NS", "BS"} else value


@cache
def read_change(text: str) -> Read:
    """Read a change; it runs with `Given` and the item to be changed, whose values it replaces, never alters."""
    words, changes = _Words(text), []
    while words.next:
        clause = words.take(*_CLAUSES)
        while True:
            changes.append(_CHANGES[clause](words))
            if not words.takes(","):
                break

    def run(given: Given, changed: Item) -> None:
        for change in changes:
            change(given, changed)

    return Read(run, words.stand_ins)


def _set(words: _Words) -> _Change:
    name = words.take()
    words.take("=")
    value = _operand(words)

    def change(given: Given, changed: Item) -> None:
        changed[given.attribute(name)] = _there(value(given))

    return change


def _remove(words: _Words) -> _Change:
    name = words.take()
    return lambda given, changed: void(changed.pop(given.attribute(name), None))


def _add(words: _Words) -> _Change:
    name, value = words.take(), words.take()

    def change(given: Given, changed: Item) -> None:
        place, added = given.attribute(name), given.values[value]
        kept = changed.get(place)
        ((kind, more),) = added.items()
        if kept is None:
            changed[place] = added
        elif kind not in kept:
            raise invalid("An operand in the update expression has an incorrect data type")
        elif kind == "N":
            changed[place] = {"N": str(Decimal(kept["N"]) + Decimal(more))}
        else:
            changed[place] = {kind: [*kept[kind], *(each for each in more if each not in kept[kind])]}

    return change


def _delete(words: _Words) -> _Change:
    name, value = words.take(), words.take()

    def change(given: Given, changed: Item) -> None:
        place, ((kind, gone),) = given.attribute(name), given.values[value].items()
        if place in changed:
            left = [each for each in changed[place][kind] if each not in gone]
            changed[place] = {kind: left}
            if not left:
                del changed[place]

    return change


def void(_result: object) -> None:
    """For a function that is called for what it does."""


_CHANGES: dict[str, Callable[[_Words], _Change]] = {"SET": _set, "REMOVE": _remove, "ADD": _add, "DELETE": _delete}
