"""One registered address: what the pipeline must know of it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chalicelib.domain.action import Action
from chalicelib.storage.keys import Key
from chalicelib.web.http.forms import FormModel
from chalicelib.web.http.page_request import Answer, Page
from chalicelib.web.http.records import Named, Params

Prefetch = Callable[[Mapping[str, str]], Iterable[Key]]


def nothing(_params: Params) -> Iterable[Key]:
    """Prefetch nothing."""
    return ()


@dataclass(frozen=True)
class Route:
    """An address with its page functions. Where `record` is given, `show`, `initial` and `submit` receive the loaded
    record after the page request.

    `prefetch` names further keys of the first read; `account_bundle` reads the person's whole partition; `at_step` is
    between the two steps of signing in; a form that is not `idempotent` begins something new with each press; a `fixed`
    page says the same to everyone who is not signed in, on every day.
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
