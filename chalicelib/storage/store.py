"""Reads of one request. What was read once is not read again: the first batch get of a page brings the account, the
operation mark and the page's main record together, the second what hangs on it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from chalicelib.domain.access import Office, Purpose, View, office_of
from chalicelib.domain.account import Account
from chalicelib.domain.errors import not_found
from chalicelib.domain.notice import Notice
from chalicelib.domain.record import VersionedRecord
from chalicelib.storage import keys
from chalicelib.storage.codec import decode
from chalicelib.storage.data_keys import KnownKeys
from chalicelib.storage.keys import Key
from chalicelib.storage.list_pages import START, ListPage, Place, read_page
from chalicelib.storage.outbox import read_notice, unreached
from chalicelib.storage.rows import Rows
from chalicelib.storage.table import Item, Table

if TYPE_CHECKING:
    from chalicelib.domain.facility import Facility
    from chalicelib.domain.outbreak import ExposureRow
    from chalicelib.domain.roster import FormAtSchool, RosterRow, StudentRow
    from chalicelib.domain.student import Student
    from chalicelib.storage.rosters import SchoolList

_R = TypeVar("_R", bound=VersionedRecord)
# What must be read whole, a hundred rows in each request. Past these, which honest use never reaches, the page fails.
_MAX_LINKS = 5000  # a physician's: a life's forms and requests. The state reviews whoever signs five in a year
_MAX_OF_A_CHILD = 500  # guards, requests and forms of 18 years
_NEWS_OF_A_DESK = 50  # of an inbox; the rest has a page of its own


@dataclass
class Store:
    """One request's view of the table. Not shared between requests."""

    table: Table
    known_keys: KnownKeys = field(default_factory=KnownKeys)
    _seen: dict[Key, Item | None] = field(default_factory=dict)
    _decoded: dict[Key, VersionedRecord] = field(default_factory=dict)

    def afresh(self) -> "Store":
        """A view of the table as it is now, with nothing read yet."""
        return Store(self.table)

    def load(self, wanted: Iterable[Key]) -> None:
        """Read these keys in one request, except those already seen. Raises PortalError UNAVAILABLE."""
        missing = [key for key in wanted if key not in self._seen]
        if missing:
            found = self.table.get_many(missing)
            self._see(found.values())
            self._seen.update({key: found.get(key) for key in missing})

    def _see(self, items: Iterable[Item]) -> None:
        for item in items:
            key = Key(item["PK"], item["SK"])
            if self._seen.get(key) != item:  # what comes a second time unchanged stays decoded
                self._decoded.pop(key, None)
            self._seen[key] = item
            self.known_keys.learn(item)

    def item(self, key: Key) -> Item | None:
        self.load([key])
        return self._seen[key]

    def find(self, kind: type[_R], record_id: str) -> _R | None:
        if not record_id:
            return None
        key = keys.record(kind.record_type, record_id)
        item = self.item(key)
        if item is None or "body" not in item:  # without: what was purged
            return None
        known = self._decoded.get(key)
        record = known if isinstance(known, kind) else decode(item, kind)
        self._decoded[key] = record
        return record

    def get(self, kind: type[_R], record_id: str) -> _R:
        """The record. Raises PortalError NOT_FOUND."""
        record = self.find(kind, record_id)
        if record is None:
            raise not_found()
        return record

    def facility(self, facility_id: str) -> "Facility | None":
        """A facility of the directory, or None."""
        from chalicelib.domain.facility import Facility  # noqa: PLC0415 - many pages need none

        item = self.item(keys.record("facility", facility_id)) if facility_id else None
        return Facility.stored(item["body"]) if item else None

    def person(self, account_id: str) -> "AccountBundle":
        """A person's account, all links to cases and the newest notices, in one request where they are a hundred."""
        items: list[Item] = []
        news = 0
        for item in self.table.walk(keys.account_partition(account_id), ceiling=_MAX_LINKS):
            items.append(item)
            news += item["SK"].startswith(keys.NOTICE_PREFIX)  # they stand behind the links
            if news == _NEWS_OF_A_DESK:
                break
        self._see(items)
        self._seen = dict.fromkeys((keys.record("account", account_id), unreached(account_id))) | self._seen
        return AccountBundle.of(self.find(Account, account_id), items)

    def links(self, partition: str, kind: str) -> list[str]:
        """The ids of the cases of this kind that a child or a same-child hash is linked to."""
        return [str(item["case_id"]) for item in self.case_links(partition, f"{kind}#")]

    def case_links(self, partition: str, kind: str = "") -> list[Item]:
        """All links to cases of a child or a same-child hash; `kind`: only those whose key goes on like this."""
        return self.table.whole(partition, f"{keys.CASE_PREFIX}{kind}", ceiling=_MAX_OF_A_CHILD)

    def dated_links(self, partition: str, kind: str) -> list[tuple[datetime, str]]:
        """The same with the instant of each link, newest first."""
        items = self.case_links(partition, f"{kind}#")
        return sorted(((datetime.fromisoformat(item["at"]), str(item["case_id"])) for item in items), reverse=True)

    def load_child_partition(self, child_id: str) -> list[str]:
        """A child's whole partition in one request: child, guards, links. Answers with the ids of the child's forms,
        newest first."""
        items = self.table.whole(keys.child_partition(child_id), ceiling=_MAX_OF_A_CHILD)
        self._see(items)
        forms = [(item["at"], str(item["case_id"])) for item in items if item.get("kind") == "form"]
        return [form_id for _at, form_id in sorted(forms, reverse=True)]

    def students(self, facility_id: str) -> "tuple[list[StudentRow], list[RosterRow]]":
        """The students of a facility and the forms that it sees, read with the facility from the base table."""
        from chalicelib.storage import rosters  # noqa: PLC0415 - most pages need none

        items = rosters.facility_items(self.table, facility_id)
        self._see(item for item in items if item["SK"] == keys.record("facility", facility_id).sk)
        return rosters.roster_of(items)

    def exposures(self, facility_id: str) -> "list[ExposureRow]":
        """The exposures to diseases at a facility, the newest first, read from the base table."""
        from chalicelib.storage import rosters  # noqa: PLC0415 - most pages need none

        return rosters.exposures_at(self.table, facility_id)

    def school_list(self, facility_id: str, keyed_hash: Callable[..., str], *beside: Key) -> "SchoolList":
        """What a school's list is made of, no medical form; doses only of students with a form. `beside`: read along"""
        from chalicelib.storage import rosters  # noqa: PLC0415 - most pages need none

        items = rosters.list_items(self.table, facility_id)
        key = keys.record("facility", facility_id)
        self._seen[key] = next((item for item in items if item["SK"] == key.sk), None)
        forms = rosters.with_own_records(self, facility_id, rosters.rows_of(items), keyed_hash, beside)
        return rosters.school_list_of(items, facility_id, self.facility(facility_id), forms)

    def at_school(self, form_id: str) -> "FormAtSchool":
        """Return which child and school the form leads to; the form stays closed. Raises PortalError NOT_FOUND."""
        from chalicelib.domain.roster import FormAtSchool  # noqa: PLC0415 - most pages need none
        from chalicelib.storage import rosters  # noqa: PLC0415 - most pages need none

        item = self.item(keys.form_at_school(form_id))
        if item is not None:
            return FormAtSchool.stored(item["body"])
        written_before = self.item(keys.record("form", form_id))
        if written_before is None or "body" not in written_before:
            raise not_found()
        return rosters.at_school_of(written_before)

    def school_row(self, at: "FormAtSchool") -> "RosterRow":
        """The form as its school sees it. Raises PortalError NOT_FOUND where it has gone to another school."""
        from chalicelib.storage import rosters  # noqa: PLC0415 - most pages need none

        self.load(rosters.row_keys(at))
        rows = rosters.rows_of(filter(None, map(self.item, rosters.row_keys(at))))
        if not rows:
            raise not_found()
        return rows[0]

    def child_at_school(self, at: "FormAtSchool", keyed_hash: Callable[..., str]) -> "list[RosterRow]":
        """The child's forms that this school sees, with its own record. Raises PortalError NOT_FOUND: none left."""
        from chalicelib.storage import rosters  # noqa: PLC0415 - most pages need none

        keyed = self.item(keys.ROSTERS_BY_CHILD) is not None
        rows = rosters.rows_of_child(self.table, at.facility_id, at.child_id, are_keyed=keyed)
        if not rows:
            raise not_found()
        return rosters.with_own_records(self, at.facility_id, rows, keyed_hash)

    def forms_of_student(self, student: "Student", *, beside: Iterable[Key] = ()) -> "list[RosterRow]":
        """The forms that the student's school sees of a child with this name and birth date. `beside`: keys of the
        same page that a request for the forms brings."""
        from chalicelib.storage import rosters  # noqa: PLC0415 - most pages need none

        form_ids = [each for _at, each in self.dated_links(keys.same_child_partition(student.same_child), "form")]
        self.load([*beside, *([*map(keys.form_at_school, form_ids), keys.ROSTERS_BY_CHILD] if form_ids else [])])
        found = [self.at_school(form_id) for form_id in form_ids]
        child_ids = {at.child_id for at in found if at.facility_id == student.facility_id}
        are_keyed = bool(child_ids) and self.item(keys.ROSTERS_BY_CHILD) is not None
        rows = [
            row
            for child_id in sorted(child_ids)
            for row in rosters.rows_of_child(self.table, student.facility_id, child_id, are_keyed=are_keyed)
        ]
        return rosters.of_student(rows, student)

    def news(
        self, partition: str, place: Place = START, keep: Callable[[Notice], bool] | None = None
    ) -> ListPage[Notice]:
        """A page of an inbox (see `outbox.inbox_partition`): the notices that `keep` passes, newest first."""
        found = read_page(
            self.table,
            Rows(partition, keys.NOTICE_PREFIX),
            place,
            (lambda item: keep(read_notice(item))) if keep else None,
        )
        return found.of([read_notice(item) for item in found.rows])

    def office_notices(self, kind: str, office_id: str) -> list[Notice]:
        """The newest fifty notices of an organization or an address."""
        return self.news(keys.office_partition(kind, office_id)).rows

    def queue(self, name: str, place: Place = START, keep: Callable[[Item], bool] | None = None) -> ListPage[Item]:
        """A page of a work queue: the cards that `keep` passes, oldest first. An index read: never an answer about a
        pupil."""
        return read_page(self.table, Rows(keys.queue(name), is_queue=True), place, keep)

    def record_access(
        self,
        owner_kind: str,
        owner_id: str,
        viewer: Account,
        at: datetime,
        event_id: str,
        *,
        purpose: Purpose,
        count: int = 1,
        facility_id: str = "",
    ) -> None:
        """Write that `viewer` sees a child's record (or a list), before the page is sent (S-75). `facility_id`: the
        school for which a school's person looks.

        Raises PortalError UNAVAILABLE: then the page is not sent.
        """
        from chalicelib.storage.access_log import put_view  # noqa: PLC0415 - many pages need none

        put_view(
            self.table,
            owner_kind,
            owner_id,
            View(
                id=event_id,
                at=at,
                viewer=viewer.id,
                role=viewer.role,
                name=viewer.display_name,
                office=office_of(viewer, facility_id),
                purpose=purpose,
                count=count,
            ),
        )

    def record_paper_check(self, child_id: str, at: datetime, event_id: str) -> None:
        """Write that someone checked a printed form of this child with its code, before the answer is sent (S-75).

        Raises PortalError UNAVAILABLE: then the answer is not sent.
        """
        from chalicelib.storage.access_log import put_view  # noqa: PLC0415 - many pages need none

        put_view(
            self.table,
            "child",
            child_id,
            View(
                id=event_id, at=at, viewer="", role=None, name="", office=Office(kind=""), purpose=Purpose.PAPER_CHECK
            ),
        )


@dataclass(frozen=True)
class AccountBundle:
    """A person's account, links to cases and newest notices."""

    account: Account | None
    links: dict[str, list[tuple[str, str]]]
    notices: list[Notice]

    @classmethod
    def of(cls, account: Account | None, items: list[Item]) -> "AccountBundle":
        """Sort the items of a person's partition."""
        links: dict[str, list[tuple[str, str]]] = {}
        notices: list[Notice] = []
        for item in items:
            if item["SK"].startswith(keys.CASE_PREFIX):
                links.setdefault(item["kind"], []).append((item.get("at", ""), str(item["case_id"])))
            elif item["SK"].startswith(keys.NOTICE_PREFIX):
                notices.append(read_notice(item))
        return cls(account, links, notices)

    def ids(self, kind: str) -> list[str]:
        """The ids of the person's cases of this kind (request, form, appeal), newest first."""
        return [case_id for _at, case_id in sorted(self.links.get(kind, []), reverse=True)]
