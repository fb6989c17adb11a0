"""Which children have one name and birth date, in one item for each such name: so that a signature finds a match with
the records that it reads anyway, and two signatures at one moment cannot miss each other."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from chalicelib.domain.exemption import ExemptionForm
from chalicelib.storage import review_keys
from chalicelib.storage.keys import Key
from chalicelib.storage.table import Item, typed
from chalicelib.storage.unit_of_work import UnitOfWork
from chalicelib.storage.write_rules import EITHER_WAY

_ATTRIBUTE = "children"


class KnownChild(NamedTuple):
    """A child of this name and birth date, and the first form that was signed for it."""

    child_id: str
    form_id: str

    def written(self) -> str:
        return f"{self.child_id}#{self.form_id}"


def read_children(item: Item | None) -> list[KnownChild]:
    """Return the children of such an item, in no order that says anything."""
    return sorted(KnownChild(*entry.split("#")) for entry in (item or {}).get(_ATTRIBUTE, ()))


def moving(item: Item, new: Key) -> dict[str, Any]:
    """Return the update that adds the children of such an item to those of another name's hash."""
    return {
        "Key": typed(new.as_item()),
        "UpdateExpression": f"ADD {_ATTRIBUTE} :these",
        "ExpressionAttributeValues": typed({":these": {each.written() for each in read_children(item)}}),
    }


def add_child(work: UnitOfWork, same_child_hash: str, form: ExemptionForm, known: list[KnownChild]) -> None:
    """Add the form's child. The act fails where another child was added since `known` was read."""
    condition, values = f"attribute_not_exists({_ATTRIBUTE})", {}
    if known:
        condition, values = f"{_ATTRIBUTE} = :seen", {":seen": {each.written() for each in known}}
    work.adjust(
        review_keys.children_named(same_child_hash),
        f"ADD {_ATTRIBUTE} :this",
        {":this": {KnownChild(form.child_id, form.id).written()}, **values},
        condition=condition,
    )


def remove_children(work: UnitOfWork, forms: Mapping[str, Iterable[ExemptionForm]]) -> None:
    """Take children off with the forms that they were added with. `forms`: those that are purged, by the hash of the
    child's name."""
    for same_child_hash, purged in forms.items():
        gone = {KnownChild(form.child_id, form.id).written() for form in purged}
        key = review_keys.children_named(same_child_hash)
        work.adjust(key, f"DELETE {_ATTRIBUTE} :these", {":these": gone}, condition=EITHER_WAY)
