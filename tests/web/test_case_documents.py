"""Documents through the pages: a parent hands one in, it is checked, the doctor reads it."""

import pytest

from chalicelib.domain.account import Role
from chalicelib.domain.appeal import AppealState
from chalicelib.domain.document import ChildDocuments, DocumentState
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.request import RequestState
from chalicelib.domain.review import ReviewState
from chalicelib.law.enums import LineKind
from chalicelib.storage import keys
from tests.actions.recipients import told
from tests.builders import PASSWORD, World, line
from tests.document_files import UPLOAD_URL, DocumentFiles, jpeg, pdf, png
from tests.portal import Portal, Shown

TITLE = "Allergist's letter"


def announced(browser: Portal, where: str, title: str = TITLE) -> str:
    """A document is announced at this place; its id."""
    sent = browser.get(f"/documents/{where}").press("Continue", title=title)
    assert sent.location.endswith("/send"), sent.words[:400]
    return sent.location.split("/")[-2]


def handed_in(
    world: World, browser: Portal, where: str, files: DocumentFiles, content: bytes = b"", *, title: str = TITLE
) -> str:
    document_id = announced(browser, where, title)
    files.receive(document_id, content or pdf(), world.clock)
    return document_id


def list_at(browser: Portal, where: str) -> Shown:
    return browser.get(f"/documents/{where}")


def test_a_parent_hands_in_a_letter_and_the_doctor_reads_it(world: World, document_files: DocumentFiles) -> None:
    # given
    request = world.request(RequestState.OPENED)
    parent, where = world.browser(world.default_user(Role.PARENT)), f"request/{request.id}"
    page = parent.get(f"/parents/requests/{request.id}")
    assert page.links["Documents for the doctor"] == f"/documents/{where}"
    # when
    document_id = announced(parent, where)
    send = parent.get(f"/documents/{where}/{document_id}/send")
    # then
    assert f'action="{UPLOAD_URL}"' in send.text
    assert "form-action 'self' https://documents.example;" in send.headers["content-security-policy"]
    assert "Waiting for the file" in list_at(parent, where).words
    back = parent.get(f"/documents/{where}?arrived={document_id}&bucket=b&key=k")
    assert "We are checking it" in back.words
    assert "Being checked" in back.words
    # when
    assert document_files.receive(document_id, pdf(), world.clock) == "kept"
    # then
    shown = list_at(parent, where)
    assert f"Document 1: {TITLE}" in shown.words
    assert "Ready PDF, 1 KB" in shown.words
    doctor = world.browser(world.default_user(Role.PHYSICIAN))
    assert doctor.get(f"/physicians/requests/{request.id}").links["Documents from the parent"] == f"/documents/{where}"
    for place in (where, f"draft/{request.id}"):
        assert TITLE in list_at(doctor, place).words
    opened = doctor.get(f"/documents/{where}/{document_id}/open")
    assert (opened.status, opened.location) == (
        303,
        f"{UPLOAD_URL}kept/{document_id}?as=request-document-1-{document_id[:6]}.pdf",
    )
    seen = parent.get(f"/parents/children/{request.child_id}/views")
    assert "A document that was handed in" in seen.words


def test_a_refused_file_is_named_with_what_to_do(world: World, document_files: DocumentFiles) -> None:
    request = world.request(RequestState.DRAFT)
    parent, where = world.browser(world.default_user(Role.PARENT)), f"request/{request.id}"
    document_id = handed_in(world, parent, where, document_files, b"MZ\x90\0this program cannot be run")
    shown = list_at(parent, where)
    assert "Not accepted" in shown.words
    assert "not a PDF, JPEG or PNG" in shown.words
    assert parent.get(f"/documents/{where}/{document_id}/open").status == 404
    assert document_files.kept == document_files.incoming == {}
    parent.get(f"/documents/{where}/{document_id}/remove").press("Remove the document")
    assert "No document has been added" in list_at(parent, where).words


@pytest.mark.parametrize("is_harmful", [False, True])
def test_who_added_a_refused_file_is_told_and_led_to_the_page_that_says_why(
    world: World, document_files: DocumentFiles, is_harmful: bool
) -> None:
    """Given a file that the parent sent, when the check refuses it, then the parent alone is told, once, in words that
    name neither the file nor the child."""
    request = world.request(RequestState.OPENED)
    parent, where = world.browser(world.default_user(Role.PARENT)), f"request/{request.id}"
    document_id = announced(parent, where)
    content = pdf() if is_harmful else b"MZ\x90\0this program cannot be run"
    for _twice in range(2):
        document_files.receive(document_id, content, world.clock, is_harmful=is_harmful)

    news = parent.get("/account/news")

    assert "A document that you added was not accepted" in news.words
    assert f'href="/documents/{where}"' in news.text
    (notice,) = told(world, NoticeKind.DOCUMENT_REFUSED)
    assert (notice.recipient.kind, notice.recipient.id) == ("account", request.parent_id)
    assert request.child is not None
    for name in (TITLE, request.child.first_name, request.child.last_name):
        assert name not in notice.model_dump_json()
    assert "Not accepted" in list_at(parent, where).words


def test_of_a_kept_file_no_notice_is_sent(world: World, document_files: DocumentFiles) -> None:
    request = world.request(RequestState.OPENED)

    handed_in(world, world.browser(world.default_user(Role.PARENT)), f"request/{request.id}", document_files)

    assert told(world, NoticeKind.DOCUMENT_REFUSED) == []


def test_a_document_is_removed_before_the_doctor_opens_the_request_and_not_after(
    world: World, document_files: DocumentFiles
) -> None:
    request = world.request(RequestState.SUBMITTED)
    parent, where = world.browser(world.default_user(Role.PARENT)), f"request/{request.id}"
    first, second = (handed_in(world, parent, where, document_files, each) for each in (pdf(), png()))
    parent.get(f"/documents/{where}/{first}/remove").press("Remove the document")
    assert list(document_files.kept) == [second]
    world.opened(request, world.default_user(Role.PHYSICIAN))
    assert "Remove" not in " ".join(list_at(parent, where).links)
    assert parent.get(f"/documents/{where}/{second}/remove").status == 404
    assert "Document 2" in list_at(parent, where).words


def test_five_documents_fill_a_step_and_twenty_a_day(world: World, document_files: DocumentFiles) -> None:
    parent = world.browser(world.default_user(Role.PARENT))
    requests = [world.request(RequestState.SUBMITTED) for _ in range(5)]
    for request in requests[:4]:
        for _ in range(5):
            announced(parent, f"request/{request.id}")
    full = list_at(parent, f"request/{requests[0].id}").press("Continue", title="One more")
    assert full.status == 409 or "five documents here already" in full.words
    today = list_at(parent, f"request/{requests[4].id}").press("Continue", title="One more")
    assert today.status == 429
    assert "20 documents today" in today.words
    world.clock.advance(days=1)
    again = world.browser(world.default_user(Role.PARENT))
    announced(again, f"request/{requests[4].id}")


def test_what_a_case_holds_limits_the_next_file(world: World, document_files: DocumentFiles) -> None:
    request = world.request(RequestState.SUBMITTED)
    parent, where = world.browser(world.default_user(Role.PARENT)), f"request/{request.id}"
    for _ in range(5):
        announced(parent, where)
    limits = [each.limit for each in world.ctx().store.get(ChildDocuments, request.child_id).documents]
    assert limits == [10 * 1024 * 1024] * 5
    world.clock.advance(hours=2)
    again = world.browser(world.default_user(Role.PARENT))
    shown = list_at(again, where)
    assert "no file came" in shown.words
    announced(again, where)  # those whose file never came take no place
    assert len(world.ctx().store.get(ChildDocuments, request.child_id).documents) == 1


@pytest.mark.parametrize("role", [Role.SCHOOL, Role.LOCAL_HEALTH, Role.BOARD, Role.OPERATOR])
def test_a_school_and_others_never_reach_documents(world: World, role: Role, document_files: DocumentFiles) -> None:
    request = world.request(RequestState.SUBMITTED)
    parent, where = world.browser(world.default_user(Role.PARENT)), f"request/{request.id}"
    document_id = handed_in(world, parent, where, document_files)
    other = world.browser(world.default_user(role))
    for path in (f"/documents/{where}", f"/documents/{where}/{document_id}/open"):
        assert other.get(path).status == 403


def test_the_states_people_read_what_goes_with_a_form_and_no_request(
    world: World, document_files: DocumentFiles
) -> None:
    request = world.request(RequestState.SUBMITTED)
    parent, where = world.browser(world.default_user(Role.PARENT)), f"request/{request.id}"
    document_id = handed_in(world, parent, where, document_files, jpeg())
    reviewer = world.browser(world.default_user(Role.REVIEWER))
    assert reviewer.get(f"/documents/{where}").status == 404
    assert reviewer.get(f"/documents/{where}/{document_id}/open").status == 404


def test_a_doctor_answers_a_reviewer_with_a_document(world: World, document_files: DocumentFiles) -> None:
    review = world.review(ReviewState.INFO_REQUESTED)
    doctor, where = world.browser(world.default_user(Role.PHYSICIAN)), f"review/{review.id}"
    handed_in(world, doctor, where, document_files, title="Result of the skin test")
    reviewer = world.browser(world.default_user(Role.REVIEWER))
    for place in (where, f"form/{review.form_id}"):
        shown = list_at(reviewer, place)
        assert "Result of the skin test" in shown.words
    assert "Given for the state's review" in shown.words
    assert reviewer.get(f"/documents/{where}/add").status == 403


def test_a_reviewer_who_reads_the_documents_of_a_case_comes_back_to_it(world: World) -> None:
    # given
    review = world.review(ReviewState.ASSIGNED)
    reviewer, case = world.browser(world.default_user(Role.REVIEWER)), f"/reviews/{review.id}/forms/{review.form_id}"
    # when
    documents = reviewer.get(reviewer.get(case).links["Documents"])
    # then
    assert documents.links["Done with documents"] == case


def test_a_panelist_reads_after_declaring_and_the_agency_reads(world: World, document_files: DocumentFiles) -> None:
    appeal = world.appeal(AppealState.PANEL_ASSIGNED)
    parent, where = world.browser(world.default_user(Role.PARENT)), f"appeal/{appeal.id}"
    handed_in(world, parent, where, document_files, title="Second opinion")
    panelist = next(seat.panelist_id for seat in appeal.seats)
    browser = world.browser(world._person(panelist))
    refused = browser.get(f"/documents/{where}")
    assert refused.status == 409 or "Second opinion" not in refused.words
    browser.get(f"/panel/{appeal.id}/conflicts").press("Send my answer", ties=["nothing"])
    assert "Second opinion" in list_at(browser, where).words
    for role in (Role.APPEALS_STAFF, Role.SECRETARY):
        assert "Second opinion" in list_at(world.browser(world.default_user(role)), where).words


def test_an_appeal_that_is_not_filed_is_no_one_elses(world: World, document_files: DocumentFiles) -> None:
    appeal = world.appeal(AppealState.DRAFT)
    parent, where = world.browser(world.default_user(Role.PARENT)), f"appeal/{appeal.id}"
    handed_in(world, parent, where, document_files, title="Second opinion")
    for role in (Role.APPEALS_STAFF, Role.PHYSICIAN, Role.REVIEWER):
        assert world.browser(world.default_user(role)).get(f"/documents/{where}").status == 404


def test_no_page_sends_the_words_of_a_document_in_the_clear(world: World, document_files: DocumentFiles) -> None:
    """The title can hold a medical word: it is sealed at rest."""
    request = world.request(RequestState.SUBMITTED)
    parent = world.browser(world.default_user(Role.PARENT))
    handed_in(world, parent, f"request/{request.id}", document_files, title="Letter about egg allergy")
    held = world.ctx().store.get(ChildDocuments, request.child_id)
    assert [each.state for each in held.documents] == [DocumentState.KEPT]
    item = world.ctx().store.item(keys.record("documents", request.child_id))
    assert item is not None
    assert "egg" not in str({name: value for name, value in item.items() if name != "sealed"})


def test_another_reason_is_signed_with_a_document_or_a_text_that_says_something(
    world: World, document_files: DocumentFiles
) -> None:
    # given a form whose reason says nothing
    request = world.request(RequestState.SUBMITTED)
    physician = world.default_user(Role.PHYSICIAN)
    vague = line(kind=LineKind.PERMANENT, reason_codes=("OTHER-SOC",), description="see above")
    request = world.opened(request, physician, lines=(vague,))
    doctor, where = world.browser(physician), f"draft/{request.id}"
    check = doctor.get(f"/physicians/drafts/{request.id}/check")
    assert "add a document that supports it" in check.words
    assert "Continue to sign" not in check.links
    # when the doctor hands in a document, but it is not checked yet
    document_id = announced(doctor, where, "Letter of the allergist")
    assert "Continue to sign" not in doctor.get(f"/physicians/drafts/{request.id}/check").links
    # then, once it is
    document_files.receive(document_id, pdf(), world.clock)
    assert "Continue to sign" in doctor.get(f"/physicians/drafts/{request.id}/check").links
    signed = sign(world, doctor, request.id)
    # and the document is the form's from then on
    reviewer = world.browser(world.default_user(Role.REVIEWER))
    assert "Letter of the allergist" in list_at(reviewer, f"form/{signed}").words
    assert doctor.get(f"/documents/{where}/{document_id}/remove").status == 404
    assert doctor.get(f"/documents/{where}/add").status == 404


def test_the_parents_documents_go_with_the_form_and_support_it(world: World, document_files: DocumentFiles) -> None:
    request = world.request(RequestState.SUBMITTED)
    parent = world.browser(world.default_user(Role.PARENT))
    handed_in(world, parent, f"request/{request.id}", document_files)
    physician = world.default_user(Role.PHYSICIAN)
    vague = line(kind=LineKind.PERMANENT, reason_codes=("OTHER-SOC",), description="see above")
    world.opened(request, physician, lines=(vague,))
    signed = sign(world, world.browser(physician), request.id)
    for role in (Role.REVIEWER, Role.PARENT, Role.PHYSICIAN):
        assert TITLE in list_at(world.browser(world.default_user(role)), f"form/{signed}").words
    assert "Given with the request" in list_at(world.browser(world.default_user(Role.REVIEWER)), f"form/{signed}").words


def sign(world: World, doctor: Portal, draft_id: str) -> str:
    """The doctor signs the draft; the form's id."""
    page = doctor.get(f"/physicians/drafts/{draft_id}/sign")
    done = page.press(
        "Sign and issue",
        examination_certified="yes",
        truth_certified="yes",
        no_charge_attested="yes",
        signed_name=world.default_user(Role.PHYSICIAN).display_name,
        password=PASSWORD,
    )
    assert done.status == 303, done.words[:600]
    return done.location.split("/")[3]


def test_the_parents_file_names_each_document(world: World, document_files: DocumentFiles) -> None:
    request = world.request(RequestState.SUBMITTED)
    parent = world.browser(world.default_user(Role.PARENT))
    handed_in(world, parent, f"request/{request.id}", document_files)
    page = parent.get(f"/parents/children/{request.child_id}/save")
    saved = page.press("Save as data", password=PASSWORD)
    assert f'"title": "{TITLE}"' in saved.text
    assert '"kind": "pdf"' in saved.text
