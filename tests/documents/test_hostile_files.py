"""Issue 10, bar 5: hostile files. None is kept as it came, none is shown by the portal."""

import pytest

from chalicelib.documents.check import checked_file
from chalicelib.documents.found import UnsafeFileError
from chalicelib.domain.account import Role
from chalicelib.domain.document import MAX_FILE_BYTES, ChildDocuments, DocumentKind, DocumentState
from chalicelib.domain.request import RequestState
from tests.builders import World
from tests.document_files import DocumentFiles, jpeg, pdf, png, segment
from tests.documents.hostile import Hostile, hostile_files

FILES = list(hostile_files())
OWN_CHECK = [file for file in FILES if not file.is_harmful]  # of the others only the scan can know


@pytest.mark.parametrize("file", OWN_CHECK, ids=[file.name for file in OWN_CHECK])
def test_a_hostile_file_is_refused_or_loses_what_is_harmful(file: Hostile) -> None:
    if file.refusal is None:
        assert file.gone in file.content
        kept = checked_file(file.content)
        assert file.gone not in kept.content
        assert checked_file(kept.content).content == kept.content
        return
    with pytest.raises(UnsafeFileError) as refused:
        checked_file(file.content)
    assert refused.value.refusal == file.refusal


def test_the_table_is_long_enough_and_names_each_file_once() -> None:
    assert len({file.name for file in FILES}) == len(FILES) >= 40


def test_none_of_them_reaches_the_kept_files_through_the_pages(world: World, document_files: DocumentFiles) -> None:
    """Each is announced, sent, scanned and checked; a request has five places, and a person twenty tries a day."""
    parent = world.browser(world.default_user(Role.PARENT))
    refused = [file for file in FILES if file.refusal]
    for number, file in enumerate(refused):
        if number % 20 == 0:
            world.clock.advance(days=1)
            parent = world.browser(world.default_user(Role.PARENT))
        if number % 5 == 0:
            where = f"request/{world.request(RequestState.SUBMITTED).id}"
        sent = parent.get(f"/documents/{where}").press("Continue", title="A letter")
        document_id = sent.location.split("/")[-2]
        assert document_files.receive(document_id, file.content, world.clock, is_harmful=file.is_harmful) == "refused"
        assert parent.get(f"/documents/{where}/{document_id}/open").status == 404, file.name
        assert "Not accepted" in parent.get(f"/documents/{where}").words
    assert document_files.kept == {}
    assert document_files.incoming == {}


def test_what_people_send_as_a_rule_is_kept() -> None:
    assert checked_file(pdf()) == (DocumentKind.PDF, pdf(), 1)
    assert checked_file(png()).kind == DocumentKind.PNG
    assert checked_file(jpeg()).kind == DocumentKind.JPEG
    assert checked_file(png()).content == png()


@pytest.mark.parametrize("turned", [3, 6, 8])
def test_a_photo_keeps_how_it_was_held_and_nothing_else_of_its_camera(turned: int) -> None:
    entry = b"\x12\x01\x03\0\x01\0\0\0" + bytes((turned, 0, 0, 0))
    exif = b"Exif\0\0II*\0\x08\0\0\0\x02\0" + b"\x0f\x01\x02\0\x06\0\0\0\x26\0\0\0" + entry + b"\0" * 4 + b"Camera"
    kept = checked_file(jpeg(more=segment(0xE1, exif))).content
    assert b"Camera" not in kept
    assert b"\x01\x12\x00\x03\x00\x00\x00\x01\x00" + bytes((turned,)) in kept
    assert checked_file(kept).content == kept


def test_a_file_over_the_limit_is_refused_before_it_is_read() -> None:
    with pytest.raises(UnsafeFileError) as refused:
        checked_file(pdf(after=b"\0" * MAX_FILE_BYTES))
    assert refused.value.refusal == "too_large"


def test_one_file_twice_and_after_it_was_judged_changes_nothing(world: World, document_files: DocumentFiles) -> None:
    # given a file that is kept
    request = world.request(RequestState.SUBMITTED)
    parent = world.browser(world.default_user(Role.PARENT))
    sent = parent.get(f"/documents/request/{request.id}").press("Continue", title="A letter")
    document_id = sent.location.split("/")[-2]
    assert document_files.receive(document_id, pdf(), world.clock) == "kept"
    before = world.ctx().store.get(ChildDocuments, request.child_id)
    # when another one comes with the same form
    assert document_files.receive(document_id, png(), world.clock) == "dropped"
    # then
    assert document_files.kept == {document_id: pdf()}
    assert document_files.incoming == {}
    assert world.ctx().store.get(ChildDocuments, request.child_id) == before
    assert before.documents[0].state == DocumentState.KEPT


def test_a_file_that_no_one_awaits_is_dropped(world: World, document_files: DocumentFiles) -> None:
    assert document_files.receive("a" * 26, pdf(), world.clock) == "dropped"
    assert document_files.incoming == {}


def test_a_check_that_was_cut_off_is_done_again(world: World, document_files: DocumentFiles) -> None:
    # given a check that died after the file was written, before the record said so
    request = world.request(RequestState.SUBMITTED)
    parent = world.browser(world.default_user(Role.PARENT))
    sent = parent.get(f"/documents/request/{request.id}").press("Continue", title="A letter")
    document_id = sent.location.split("/")[-2]
    document_files.keep(document_id, b"what the check wrote before it died")
    # then
    assert parent.get(f"/documents/request/{request.id}/{document_id}/open").status == 404
    assert document_files.receive(document_id, pdf(), world.clock) == "kept"
    assert document_files.kept == {document_id: pdf()}
