"""One registered address: what the pipeline must know of it, and the record that it names.

The first read of a request brings the record with the account. It is decoded once, and whether the person may do the
route's action to it is decided once, before the page function is called.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from chalicelib.domain.action import Action
from chalicelib.storage import keys
from chalicelib.storage.keys import Key
from chalicelib.web.http.forms import FormModel
from chalicelib.web.http.page_request import Answer, Page

if TYPE_CHECKING:
    from chalicelib.actions.context import Context

Params = Mapping[str, str]
Prefetch = Callable[[Params], Iterable[Key]]
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


def nothing(_params: Params) -> Iterable[Key]:
    """Prefetch nothing."""
    return ()


@dataclass(frozen=True)
class Route:
    """An address with its page functions. Where `record` is given, `show`, `initial` and `submit` receive the loaded
    record after the page request.

    `prefetch` names further keys of the first read; `account_bundle` reads the person's whole partition; `at_step` is
    between the two steps of signing in; a form that is not `idempotent` begins something new with each press; a `fixed`
    page says the same to everyone who is not signed in, on every day; a form that `takes_files` has a field for one,
    and its body can have `max_body_bytes` (0: as of files.py).
    """

    path: str
    act: Action
    show: Callable[..., Page]
    model: type[FormModel] | None = None
    submit: Callable[..., Answer] | None = None
    initial: Callable[..., Mapping[str, Any]] | None = None
    record: Named[Any] | None = None
    prefetch: Prefetch = nothing
    account_bundle: bool = False
    at_step: bool = False
    idempotent: bool = True
    fixed: bool = False
    takes_files: bool = False
    max_body_bytes: int = 0

    def first_keys(self, params: Params) -> list[Key]:
        """Return the keys that the first read brings beside the account."""
        return [*(self.record.keys(params) if self.record else ()), *self.prefetch(params)]


@dataclass(frozen=True)
class ReportRequest:
    """A report that a browser sent: its bytes, and when. `pages`: the patterns of the portal's addresses."""

    body: bytes
    at: datetime
    pages: tuple[str, ...]


@dataclass(frozen=True)
class ReportEndpoint:
    """An address that browsers send reports to automatically. Its content types are such that no form of another site
    can send one."""

    path: str
    act: Action
    content_types: tuple[str, ...]
    handle: Callable[[ReportRequest], None]
