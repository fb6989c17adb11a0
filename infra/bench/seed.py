"""The people and cases that the measured lists show. Imports the portal: only once its settings stand."""

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chalicelib.domain.account import Account
    from chalicelib.domain.request import ExemptionRequest

COUNT = 12
_SESSION = "s" * 26


def plant() -> None:
    """A parent with twelve requests, as the store keeps them."""
    from chalicelib.storage import keys
    from chalicelib.storage.codec import encode, key_of
    from chalicelib.storage.table import portal_table

    table, parent = portal_table(), _parent()
    table.put_once(key_of(parent), encode(parent, None))
    for number in range(COUNT):
        request = _request(parent, number)
        table.put_once(key_of(request), encode(request, None))
        table.put_once(
            keys.case_link(parent.id, "request", request.id),
            {"type": "link", "kind": "request", "case_id": request.id, "at": f"2027-03-{number + 1:02d}"},
        )


def cookie() -> str:
    """The Cookie header of the parent, freshly signed in."""
    from chalicelib.runtime.entropy import new_id
    from chalicelib.web.http import cookies

    now = datetime.now(UTC)
    return f"{cookies.SESSION}={cookies.session_token(_parent(), _SESSION, now, now, new_id())}"


def _parent() -> "Account":
    from chalicelib.domain.account import Account, LiveSession, Role

    return Account(
        id="a" * 26,
        version=1,
        role=Role.PARENT,
        email="ana@example.test",
        first_name="Ana",
        last_name="Example",
        verified=True,
        live_sessions={_SESSION: LiveSession(since=datetime(2027, 3, 1, tzinfo=UTC))},
    )


def _request(parent: "Account", number: int) -> "ExemptionRequest":
    from chalicelib.domain.child import ChildFacts
    from chalicelib.domain.request import ExemptionRequest, RequestState
    from chalicelib.law.enums import Grade

    return ExemptionRequest(
        id=f"{number:026d}",
        version=2,
        state=RequestState.SUBMITTED,
        parent_id=parent.id,
        child_id=f"{number:026d}",
        number=f"R-{number}",
        grade=Grade.GRADE_2,
        grade_now=Grade.GRADE_2,
        child=ChildFacts(first_name=f"Kai {number}", last_name="Example", birth_date=date(2019, 5, 4)),
        started_on=date(2027, 3, 1),
        submitted_at=datetime(2027, 3, 2, tzinfo=UTC),
    )
