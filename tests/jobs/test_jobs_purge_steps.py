"""A child of any size is purged in steps: a run may end between any two of them, no page shows a record half gone, the
next run continues, and other children are not kept waiting."""

import json
from contextlib import suppress

import pytest

from chalicelib.actions.requests.change_school import cases_of_child, change_school
from chalicelib.domain.account import Role
from chalicelib.domain.child import Child
from chalicelib.domain.correction import CorrectionState
from chalicelib.domain.errors import PortalError
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.notice import Recipient
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.jobs.purge_due import purge_due
from chalicelib.law.enums import LineState, Vaccine
from chalicelib.storage import keys
from chalicelib.storage.outbox import inbox_partition
from chalicelib.storage.table import Item, Table
from infra.verify_audit import Check
from tests.builders import World, line
from tests.invariants.faults import Fault, planted
from tests.jobs.test_jobs_each import GROWN_UP, two_children
from tests.jobs.test_jobs_purge import mentions, on, purged, whole_story
from tests.portal import Portal
from tests.security.audit_export import exported
from tests.web.long_lists import put_notices

ROWS = 2000


def with_many_rows(world: World, form: ExemptionForm, rows: int) -> None:
    """The child gets so many rows, and thirty requests to amend, each a record with a history."""
    for _ in range(30):
        world.amendment(CorrectionState.WITHDRAWN, form=form)
    link = {"type": "link", "kind": "request", "at": world.clock().isoformat()}
    places = [keys.child_case(form.child_id, "request", f"gone{place:04}") for place in range(rows)]
    world.table.replace_many(  # every twentieth leads to a record that is gone, the others are no links
        [
            {**place.as_item(), **({} if number % 20 else {**link, "case_id": f"gone{number:04}"})}
            for number, place in enumerate(places)
        ],
        [],
    )


Visits = list[tuple[Portal, str]]


def pages_about(world: World, form: ExemptionForm) -> Visits:
    """Pages about the form and its child, each in a browser of someone who may see it."""
    parent, school, physician = (
        world.browser(world.default_user(role)) for role in (Role.PARENT, Role.SCHOOL, Role.PHYSICIAN)
    )
    return [
        (parent, f"/parents/forms/{form.id}"),
        (parent, f"/parents/children/{form.child_id}/amend"),
        (school, f"/schools/pupils/{form.id}"),
        (physician, f"/physicians/forms/{form.id}"),
    ]


def answers(pages: Visits) -> set[int]:
    return {browser.get(path).status for browser, path in pages}


def queued(world: World) -> list[str]:
    """The children that wait to be purged."""
    return [json.loads(row["card"])["id"] for row in world.table.queue(keys.queue("retention"))]


def rows_of(world: World, form: ExemptionForm) -> list[Item]:
    return world.table.whole(keys.child_partition(form.child_id), ceiling=ROWS * 2)


class StoppedError(SystemExit):
    """The function's time was over, or its machine was gone."""


@pytest.fixture
def stops(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """Which request to the table is the last of a run: by the table's method, how many pass before."""
    left: dict[str, int] = {}

    def guard(name: str) -> None:
        real = getattr(Table, name)

        def counted(*arguments: object, **more: object) -> object:
            if name in left:
                if left[name] == 0:
                    raise StoppedError
                left[name] -= 1
            return real(*arguments, **more)

        monkeypatch.setattr(Table, name, counted)

    for name in ("transact", "replace_many", "update"):
        guard(name)
    return left


STOPS = (  # the table's method, how many calls of it pass before, and whether the purge is begun by then
    ("replace_many", 0, False),  # before its notices are forgotten
    ("transact", 0, False),  # after that
    ("transact", 1, True),  # its own record and the form are gone
    ("transact", 1, True),  # and some of the requests to amend
    ("replace_many", 0, True),  # and those of the first hundred rows
    ("replace_many", 2, True),  # in the midst of the rows
    ("update", 0, True),  # all but its place in the queue
)


class TestAChildWithManyRows:
    def test_is_whole_or_gone_wherever_a_run_ends_and_the_next_goes_on(
        self, world: World, stops: dict[str, int]
    ) -> None:
        form, other = two_children(world)
        with_many_rows(world, form, 250)
        on(world, GROWN_UP)
        place = keys.record("child", other.child_id)
        last = keys.queue_place(GROWN_UP.isoformat(), f"zz{other.child_id}")  # behind every id
        world.table.replace_many([{**world.table.get_many([place])[place], "GSI1SK": last}], [])
        pages = pages_about(world, form)
        for stop, passed, is_begun in STOPS:
            stops[stop] = passed
            with pytest.raises(StoppedError):
                purge_due(world.clock)
            stops.clear()
            assert answers(pages) == {404 if is_begun else 200}, (stop, passed)
            assert form.child_id in queued(world)
        assert len(rows_of(world, form)) == 1

        assert purge_due(world.clock) == {"purged": 2}
        assert mentions(world, form.child_id, form.id, other.child_id, other.id) == []
        assert Check(exported(world)).problems == []
        assert queued(world) == []

    def test_goes_with_two_thousand_also_where_a_run_ends_in_their_midst(
        self, world: World, stops: dict[str, int]
    ) -> None:
        form = world.form()
        with_many_rows(world, form, ROWS)
        on(world, GROWN_UP)
        stops["replace_many"] = 9
        with pytest.raises(StoppedError):
            purge_due(world.clock)
        stops.clear()
        assert 0 < len(rows_of(world, form)) < ROWS
        assert purge_due(world.clock) == {"purged": 1}
        assert mentions(world, form.child_id, form.id) == []

    def test_whose_documents_fill_more_than_one_transaction_goes_wherever_runs_end(self, world: World) -> None:
        first = world.form(lines=(line(Vaccine.MMR),))
        child = world.ctx().store.get(Child, first.child_id)
        ids = [first.id, *(world.form(child=child, lines=(line(each),)).id for each in (Vaccine.VAR, Vaccine.HEPB))]
        on(world, GROWN_UP)
        for at in range(1, 60, 4):
            with planted(Fault.STORE_ERROR, at, lasting=True), suppress(PortalError):
                purge_due(world.clock)
        assert purge_due(world.clock)["failed"] == 0
        assert mentions(world, child.id, *ids) == []

    def test_several_held_forms_of_one_physician_leave_the_standing_together(self, world: World) -> None:
        first = world.form(LineState.HELD)
        child = world.ctx().store.get(Child, first.child_id)
        second = world.form(LineState.HELD, child=child, lines=(line(Vaccine.VAR),))
        assert purged(world, GROWN_UP) == {"purged": 1}
        assert mentions(world, first.id, second.id) == []


class TestNotices:
    def test_an_offices_inbox_is_asked_only_for_the_instants_of_the_childs_acts(self, world: World) -> None:
        """A county's inbox holds what it was told of thousands of children; a purge passes over the others."""
        child, ids = whole_story(world)
        jurisdiction = Recipient(kind="jurisdiction", id=world.facility().jurisdiction)
        world.clock.advance(days=30)
        put_notices(world, jurisdiction, 300)
        before = len(world.recorder.calls)

        purged(world, GROWN_UP)

        asked = [
            call.arguments["ExpressionAttributeValues"]
            for call in world.recorder.calls[before:]
            if call.operation == "Query"
        ]
        inbox = inbox_partition(jurisdiction)
        prefixes = [values[":prefix"]["S"] for values in asked if values[":pk"]["S"] == inbox]
        assert prefixes
        assert all(prefix != keys.NOTICE_PREFIX for prefix in prefixes)
        assert mentions(world, child.id, *ids) == []
        assert len(world.table.whole(inbox, keys.NOTICE_PREFIX, ceiling=1000)) == 300

    def test_a_school_that_the_child_has_left_keeps_none(self, world: World) -> None:
        form = world.form()
        left = inbox_partition(Recipient(kind="facility", id=form.facility_id))
        assert [notice.kind for notice in world.ctx().store.news(left).rows] == [NoticeKind.EXEMPTION_ISSUED]
        new_school = world.facility("19647330000001", name="Madrone Creek School")
        ctx = world.ctx(world.default_user(Role.PARENT))
        change_school(ctx, form.child_id, new_school.id, cases_of_child(ctx, form.child_id), None)
        purged(world, GROWN_UP)
        assert mentions(world, form.id) == []
