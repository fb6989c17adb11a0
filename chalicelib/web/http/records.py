"""The record that an address names. The first read of a request brings it with the account; it is decoded once, and
whether the person may do the route's action to it is decided once, before the page function is called."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from chalicelib.domain.action import Action
from chalicelib.storage import keys
from chalicelib.storage.keys import Key

if TYPE_CHECKING:
    from chalicelib.actions.context import Context

Params = Mapping[str, str]
_R = TypeVar("_R")
_R_co = TypeVar("_R_co", covariant=True)
_PARAMETERS = {"amendment_request": "amendment_id", "form_draft": "draft_id"}


@dataclass(frozen=True)
class Named(Generic[_R_co]):
    """How a route finds its record, or the records that belong together.

    `keys` names what the first read brings. `load` returns the record where the person may do the action to it, and
    raises PortalError NOT_FOUND otherwise: a foreign record answers as one that does not exist.
    """

    keys: Callable[[Params], Iterable[Key]]
    load: Callable[["Context", Action, Params], _R_co]


def named(record: type[_R] | Named[_R]) -> Named[_R]:
    """Return how a record of this kind is found: by the address parameter that carries its id."""
    if isinstance(record, Named):
        return record
    kind: Any = record
    parameter = _PARAMETERS.get(kind.record_type, f"{kind.record_type}_id")

    def load(ctx: "Context", action: Action, params: Params) -> _R:
        found: _R = ctx.store.get(kind, params[parameter])
        ctx.require(action, found)
        return found

    return Named(lambda params: (keys.record(kind.record_type, params[parameter]),), load)
