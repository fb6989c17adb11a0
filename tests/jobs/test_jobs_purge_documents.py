"""S-70: documents go with the case that they belong to, their files first."""

from contextlib import suppress
from datetime import date

import pytest

from chalicelib.domain.account import Role
from chalicelib.domain.child import Child
from chalicelib.domain.document import ChildDocuments
from chalicelib.domain.errors import PortalError
from chalicelib.domain.request import RequestState
from chalicelib.domain.retention import purge_on
from chalicelib.jobs.purge_due import purge_due
from tests.builders import World
from tests.document_files import DocumentFiles, pdf
from tests.invariants.faults import Fault, planted
from tests.jobs.test_jobs_purge import GROWN_UP, mentions
from tests.web.test_case_documents import handed_in


def test_a_childs_documents_go_with_the_child(world: World, document_files: DocumentFiles) -> None:
    # given a form with two documents, and a request with one that never came
    request = world.request(RequestState.SUBMITTED)
    parent = world.browser(world.default_user(Role.PARENT))
    ids = [handed_in(world, parent, f"request/{request.id}", document_files) for _ in range(2)]
    parent.get(f"/documents/request/{request.id}").press("Continue", title="Never came")
    # when
    world.clock.set(GROWN_UP)
    done = purge_due(world.clock)
    # then
    assert done["failed"] == 0
    assert document_files.kept == {}
    assert world.ctx().store.find(ChildDocuments, request.child_id) is None
    assert mentions(world, request.child_id, request.id, *ids) == []
    # and a file that comes late is dropped
    assert document_files.receive(ids[0], pdf(), world.clock) == "dropped"
    assert document_files.kept == {}


@pytest.mark.parametrize("state", [RequestState.DRAFT, RequestState.CANCELED])
def test_a_request_that_came_to_nothing_takes_its_documents_along(
    world: World, document_files: DocumentFiles, state: RequestState
) -> None:
    request = world.request(RequestState.DRAFT if state == RequestState.DRAFT else RequestState.SUBMITTED)
    parent = world.browser(world.default_user(Role.PARENT))
    document_id = handed_in(world, parent, f"request/{request.id}", document_files)
    if state == RequestState.CANCELED:
        parent.get(f"/parents/requests/{request.id}/cancel").press("Cancel the request")
    due = purge_on(request)
    assert due is not None
    world.clock.set(date(due.year + 2, due.month, due.day))
    assert purge_due(world.clock)["failed"] == 0
    assert document_files.kept == {}
    assert mentions(world, request.id, document_id) == []


def test_the_documents_of_another_request_stay(world: World, document_files: DocumentFiles) -> None:
    old = world.request(RequestState.SUBMITTED)
    parent = world.browser(world.default_user(Role.PARENT))
    gone = handed_in(world, parent, f"request/{old.id}", document_files)
    world.clock.advance(days=300)
    child = world.ctx().store.get(Child, old.child_id)
    newer = world.request(RequestState.SUBMITTED, child=child)
    parent = world.browser(world.default_user(Role.PARENT))
    stays = handed_in(world, parent, f"request/{newer.id}", document_files)
    due = purge_on(old)
    assert due is not None
    world.clock.set(due)
    assert purge_due(world.clock)["failed"] == 0
    assert list(document_files.kept) == [stays]
    held = world.ctx().store.get(ChildDocuments, old.child_id)
    assert [each.id for each in held.documents] == [stays]
    assert mentions(world, gone) == []


def test_a_purge_that_is_cut_off_is_finished_by_the_next(world: World, document_files: DocumentFiles) -> None:
    request = world.request(RequestState.SUBMITTED)
    parent = world.browser(world.default_user(Role.PARENT))
    document_id = handed_in(world, parent, f"request/{request.id}", document_files)
    world.clock.set(GROWN_UP)
    for at in range(1, 20):
        with planted(Fault.STORE_ERROR, at, lasting=True), suppress(PortalError):
            purge_due(world.clock)
    assert purge_due(world.clock)["failed"] == 0
    assert document_files.kept == {}
    assert mentions(world, request.child_id, request.id, document_id) == []
