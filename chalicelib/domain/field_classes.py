"""What a stored field is, said on the field: `description: Annotated[str, Medical]`. From it follow what is
encrypted at rest, what the parent's file holds, what a copy of a request takes along, and what the tests look for in
logs, addresses and pages (docs/decisions/0018)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from inspect import get_annotations
from typing import Any, ClassVar, get_args

from pydantic import BaseModel

# The code has other names for these by now. A stored name never changes.
_STORED: Mapping[str, str] = {
    "license": "licence",
    "license_checked_at": "licence_checked_at",
    "license_number": "licence_number",
    "span_starts_on": "enters_span_on",
}


def stored_name(field: str) -> str:
    """Return the name under which a field stands in stored JSON and in the history of changes."""
    return _STORED.get(field, field)


class FieldClass(Enum):
    """What a field says of a person. A field that fits two classes has the first of them."""

    MEDICAL = auto()  # a medical fact, or free text in which one may stand: encrypted at rest, in the parent's file
    PERSONAL = auto()  # who someone is, how they are reached, a fact of a child's life: in the parent's file
    PUBLIC = auto()  # in a public register
    INTERNAL = auto()  # the portal's own: ids, states, counters, the days of its work


class Duty(Enum):
    """What else a field must or must not."""

    EXPORTED = auto()  # in the parent's file, though its class does not ask for it
    WITHHELD = auto()  # not in the parent's file, though its class asks for it; the reason stands beside it
    COPIED = auto()  # carried into a copy of a request
    NOT_COPIED = auto()  # asked or made again


Medical, Personal, Public, Internal = FieldClass.MEDICAL, FieldClass.PERSONAL, FieldClass.PUBLIC, FieldClass.INTERNAL
Exported, Withheld, Copied, NotCopied = Duty.EXPORTED, Duty.WITHHELD, Duty.COPIED, Duty.NOT_COPIED


class Classed(BaseModel):
    """A model whose fields have classes: each says its own, or holds a model whose fields do.

    `field_class` is the class of all fields that say none. Only models that are part of no child's and no person's
    record have one: there each field is a choice of its own.
    """

    field_class: ClassVar[FieldClass | None] = None


@dataclass(frozen=True)
class Leaf:
    """A field that holds values. `path`: the names that lead to it; lists on the way are not named. `owner`: the model
    that it is written in. `field_class` is None if no one said one."""

    path: tuple[str, ...]
    owner: type[Classed]
    field_class: FieldClass | None
    duties: frozenset[Duty]
    annotation: Any

    @property
    def stored_path(self) -> tuple[str, ...]:
        """The path as it stands in stored JSON."""
        return tuple(map(stored_name, self.path))

    @property
    def is_exported(self) -> bool:
        """Whether the parent's file must hold it."""
        is_theirs = self.field_class in {Medical, Personal} or Exported in self.duties
        return is_theirs and Withheld not in self.duties


@cache
def leaves(model: type[Classed]) -> tuple[Leaf, ...]:
    """Return all fields of a model and of the models in it. What is said of a field goes for everything within it; a
    field within that says its own class has that one."""
    return tuple(_leaves(model, (), None, frozenset()))


def sealed_paths(model: type[Classed]) -> list[tuple[str, ...]]:
    """The fields that stand sealed at rest, by their stored names."""
    return [leaf.stored_path for leaf in leaves(model) if leaf.field_class is Medical]


def fields_about_people(model: type[Classed]) -> set[str]:
    """The model's own fields that hold, however deep, a medical or personal one, by their stored names."""
    return {leaf.stored_path[0] for leaf in leaves(model) if leaf.field_class in {Medical, Personal}}


def copied_fields(model: type[Classed]) -> set[str]:
    """Return the model's own fields that a copy takes along."""
    return {leaf.path[0] for leaf in leaves(model) if Copied in leaf.duties}


def _leaves(
    model: type[Classed], path: tuple[str, ...], outer: FieldClass | None, duties: frozenset[Duty]
) -> Iterator[Leaf]:
    for name, field in model.model_fields.items():
        own = next((marker for marker in field.metadata if isinstance(marker, FieldClass)), model.field_class or outer)
        here, all_duties = (*path, name), duties.union(marker for marker in field.metadata if isinstance(marker, Duty))
        inner = list(models_in(field.annotation))
        for each in inner:
            yield from _leaves(each, here, own, all_duties)
        if not inner:
            owner = next(base for base in model.__mro__ if name in get_annotations(base))
            yield Leaf(here, owner, own, all_duties, field.annotation)


def models_in(annotation: Any) -> Iterator[type[Classed]]:
    """Yield the models that a field of this type can hold."""
    if isinstance(annotation, type) and issubclass(annotation, Classed):
        yield annotation
    for part in get_args(annotation):
        yield from models_in(part)
