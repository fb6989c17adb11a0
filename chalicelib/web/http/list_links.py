"""The links to the pages of a list: each names its place by a cursor (S-40).

A cursor is a signed token of a kind of its own, for one person and one list with its filters; the place in it is
hidden. It opens nothing: whoever follows the link must have the right to the list.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Annotated, Any
from urllib.parse import urlencode

from pydantic import StringConstraints

from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.runtime.envelope import SealBrokenError, decrypt_token, encrypt_token
from chalicelib.runtime.secret_keys import keyed_hash
from chalicelib.storage.list_pages import START, ListPage, Place
from chalicelib.web.http.page_request import PageRequest
from chalicelib.web.http.signed_tokens import Lifetime, read_signed, sign

PARAMETER = "page"
LINK_SPENT = "LIST_LINK_SPENT"
Cursor = Annotated[str, StringConstraints(max_length=1024)]
"""A cursor that a form carries, where the words looked for must stand in no address."""
_KIND = "cursor"
_LIFETIME = timedelta(hours=12)  # as long as a session can last


@dataclass(frozen=True)
class Listing:
    """A list as its links name it: its path and filters, the words looked for where they were sent in a form, and the
    part of the page where it stands."""

    path: str
    filters: Mapping[str, str] = field(default_factory=dict)
    words: str = ""
    part: str = ""


@dataclass(frozen=True)
class ListLinks:
    """What stands below a page of a list: which rows it shows, and where the pages beside it are ("": there is none).
    `all` is the number of rows where it is known, else 0. `next_cursor`: the next page's, for a form."""

    previous_url: str
    next_url: str
    first: int
    last: int
    all: int = 0
    start_url: str = ""
    next_cursor: str = ""


def place_asked(page_request: PageRequest, listing: Listing, cursor: str | None = None) -> Place:
    """The place that the address (or the form's `cursor`) names; the start of the list where it names none.

    Raises PortalError BAD_REQUEST for a cursor that is none, was changed, is old, or is of another list or person.
    """
    given = page_request.query.get(PARAMETER, "") if cursor is None else cursor
    if not given:
        return START
    claims = read_signed(_KIND, given, page_request.ctx.now, {"at": str})
    place = _place_in(claims["at"]) if claims and claims["sub"] == _owner(page_request, listing) else None
    if place is None:
        raise PortalError(ErrorKind.BAD_REQUEST, LINK_SPENT)
    return place


def links_of(page_request: PageRequest, listing: Listing, page: ListPage[Any], *, count: int = 0) -> ListLinks:
    """The links below this page of the list. `count`: of all rows, where it is known."""
    cursors = {
        name: _cursor(page_request, listing, place)
        for name, place in (("previous", page.previous), ("next", page.next))
        if place
    }
    urls = {name: _url(listing, {PARAMETER: cursor}) for name, cursor in cursors.items()}
    return ListLinks(
        urls.get("previous", ""),
        urls.get("next", ""),
        page.first,
        page.first + len(page.rows) - 1,
        count,
        next_cursor=cursors.get("next", ""),
    )


def start_of(listing: Listing) -> str:
    """The address of the list's first page."""
    return _url(listing, {})


def _url(listing: Listing, more: Mapping[str, str]) -> str:
    query = urlencode({**listing.filters, **more})
    return f"{listing.path}{'?' if query else ''}{query}{'#' if listing.part else ''}{listing.part}"


def _owner(page_request: PageRequest, listing: Listing) -> str:
    filters = (part for name in sorted(listing.filters) for part in (name, listing.filters[name]))
    return keyed_hash("link", _KIND, page_request.ctx.person.id, listing.path, listing.words, *filters)


def _cursor(page_request: PageRequest, listing: Listing, place: Place) -> str:
    told = json.dumps([*place.beside, place.before, place.backwards], separators=(",", ":"))
    now = page_request.ctx.now
    claims = {
        "sub": _owner(page_request, listing),
        "jti": page_request.ctx.new_id(),
        "at": encrypt_token(told.encode()),
    }
    return sign(_KIND, claims, Lifetime(now, now + _LIFETIME))


def _place_in(hidden: str) -> Place | None:
    try:
        *beside, before, backwards = json.loads(decrypt_token(hidden))
    except (SealBrokenError, ValueError, TypeError):  # signed by us, but hidden with a key that has been replaced
        return None
    return Place(tuple(map(str, beside)), int(before), bool(backwards))
